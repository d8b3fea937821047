"""The query language: what a person types becomes a syntax tree; no character is an error.

``lexer`` cuts a query into pieces, ``grammar`` makes them a tree of ``syntax``, ``fields`` knows
the names before colons, ``notation`` writes a tree as people would.
"""
