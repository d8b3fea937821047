"""From what a person typed to a page of hits.

``query`` reads what was meant, ``ranking`` orders passages, ``topics`` are phrases by which
passages are about something, and ``learning`` makes them better; ``answers`` say which passages are
found, ``pages`` which of them stand where, with counts; ``searcher`` joins them over one state of
the index. ``verification`` checks what a draft cites. ``results``, ``hit_builder`` and ``snippets``
show what was found, ``understanding`` how the query was read; ``notes`` say what filters leave out
and which values no document has, ``suggestions`` offers another query, ``settings`` holds every
weight.
"""
