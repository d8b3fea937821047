"""One spelling for every way to write the same Vietnamese text."""
