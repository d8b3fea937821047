"""The index: its schema, the numpy codec for Whoosh, the bulk writer, updates and recovery."""
