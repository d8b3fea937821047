"""Queries run as array operations over segments.

``executor`` is the way in, for the tree of ``searchkit.query_tree`` and for some ``query_kinds``
beside it. ``disjunction``, ``conjunction``, ``phrases``, ``multi_term`` and ``matching`` run them
over a ``segment`` and what it keeps of each ``segment_term``; ``impacts`` gives coarse scores,
``scoring`` exact ones by the weights of ``bm25``; ``top_k`` keeps the best. ``compiled`` runs what
is an OR, an AND or a phrase of terms by the C kernels, where they are, with the same result.
"""
