"""searchkit.cli."""
