"""Word 97-2003 (.doc): the file, its runs of text, their formatting, its lists."""
