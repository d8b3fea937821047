"""A draft's citations looked up, one by one: is there such a document, and does it hold.

``drafts`` reads a file and finds what it cites, ``targets`` the documents that are meant, or near,
``clauses`` the khoản and điểm that are meant, ``sections`` the parts of plans; ``quotations``
compares what is quoted, ``checking`` puts a finding on each citation; ``report`` is what it
returns, ``comments`` puts it into a copy of the draft.
"""
