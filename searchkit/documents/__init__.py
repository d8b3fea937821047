"""searchkit.documents."""
