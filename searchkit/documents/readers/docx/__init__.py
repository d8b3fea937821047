"""Word since 2007 (.docx): the text, its styles, the numbers of its lists."""
