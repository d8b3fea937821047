"""Bytes on the disk: section files, an integer codec, term dictionary, postings, stored fields."""
