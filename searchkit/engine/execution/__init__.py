"""Queries run as array operations over segments.

``executor`` is the way in. ``rewriter`` brings a query into the kinds that can be run;
``disjunction``, ``conjunction``, ``phrases``, ``multi_term`` and ``matching`` run them over a
``segment``; ``impacts`` gives coarse scores, ``scoring`` exact ones by ``bm25``, ``top_k`` keeps
the best.
"""
