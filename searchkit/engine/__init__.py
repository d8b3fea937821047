"""An inverted index: token streams in, document numbers and scores out.

The engine knows no Vietnamese, no document and no file format of people. ``storage`` is bytes on
the disk, ``whoosh`` all that has to please Whoosh, ``writer`` makes and merges segments,
``execution`` runs queries, and ``reader`` answers for terms, postings and positions of an opened
index.
"""
