"""A back end over an OpenSearch cluster: rows with searchkit's own tokens, and its own scores.

``connection`` says which cluster and talks to it; ``mapping`` and ``tokens`` say how fields and
terms are kept, ``control`` and ``attachments`` what is kept beside the rows; ``writing`` changes
an index, ``reading`` answers what is asked of a committed state, ``scanning`` and ``stored`` read
rows back, ``index`` is the back end. Needs the extra ``opensearch``.
"""
