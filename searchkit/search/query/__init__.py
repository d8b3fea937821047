"""What was meant: parsing, weighted terms, documents named by number, filters.

``language`` reads the query language, ``compilation`` makes conditions of it, ``names`` knows
what things are called at other times, ``asked`` what plain words ask of documents as a whole.
"""
