"""What the second stage knows of a candidate for a question: one number a feature."""
