"""What is committed to an index's folder, opened without Whoosh.

An index is one of Whoosh's, but the modules that Whoosh needs to open it take a tenth of a search
from a cold start. ``table_of_contents`` reads what Whoosh's table of contents says, and
``committed`` opens the segments that it names.
"""
