"""Full-text search for Vietnamese administrative texts."""
