"""Bytes on the disk: section files, integer codes, term dictionary, postings, stored fields."""
