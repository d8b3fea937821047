"""searchkit.search."""
