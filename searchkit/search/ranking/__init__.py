"""What comes first: the first stage, the second, the passages within a document, topics.

``features`` are what the second stage knows of a candidate.
"""
