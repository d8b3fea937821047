"""By what a document, or a place in it, is judged: its own days, and sentences of others."""
