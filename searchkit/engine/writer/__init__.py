"""Batches of token streams become segments; small segments are merged; commits are whole."""
