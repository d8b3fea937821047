"""Batches of token streams become segments; small segments are merged; commits are whole."""

import searchkit.engine.whoosh  # noqa: F401 -- before any module here imports Whoosh itself
