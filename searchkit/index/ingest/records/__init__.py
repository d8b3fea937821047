"""Records, which are documents without a file of their own: lines of corpora, what programs add.

``corpora`` follows a corpus record by record. ``new_document`` is what a program gives and what is
kept of it, ``given_bytes`` a file that lies nowhere; ``additions`` writes both. ``field_kinds``
sees to it that a field is of one kind in all records of an index.
"""
