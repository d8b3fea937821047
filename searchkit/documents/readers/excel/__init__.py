"""Excel workbooks, old and new: values as shown, by number formats and cell styles."""
