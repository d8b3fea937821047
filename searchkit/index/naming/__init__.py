"""What documents, files and articles are called, and what stands around a passage."""
