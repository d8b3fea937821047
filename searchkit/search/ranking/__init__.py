"""What comes first: the first stage, the second, the passages within a document, topics."""
