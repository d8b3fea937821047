"""What comes first: the first stage, the passages within a document, topics."""
