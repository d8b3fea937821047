"""What was meant: parsing, weighted terms, documents named by number, filters.

``language`` reads the query language, ``compilation`` makes conditions of it.
"""
