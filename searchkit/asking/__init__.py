"""Searches that are kept, asked again, or asked in bulk, for the page and for the terminal.

``asked`` is a search as an address has it; ``saved`` keeps searches by name and tells what is new
since the last look, ``feed`` tells it to feed readers; ``batch`` asks many queries, ``tables``
writes what they find as CSV or XLSX. ``named_values`` reads ``trang=12`` of options and addresses.
"""
