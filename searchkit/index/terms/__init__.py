"""What of a document becomes exact terms, beside the streams of its text, and what is around it.

``letterhead`` takes numbers, dates, types and names from the metadata, ``titles`` what a document
is called, ``file_names`` the words of its file's name, ``own_fields`` the fields that a record was
given, ``headings`` what completes the words that a person begins to type, ``sorting`` the keys by
which documents are sorted. ``contexts`` says what stands around each passage.
"""
