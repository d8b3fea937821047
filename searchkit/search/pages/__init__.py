"""A page of what a search finds: which hits stand on it, and what is counted beside them.

``by_relevance`` and ``by_value`` are the two orders in which hits come, ``document_passages`` gives
the best passages of given documents, and ``facets`` counts values over all that is found, by the
kinds that ``facet_kinds`` knows.
"""
