"""What ``searchkit search`` does, apart from its options: these modules load no typer."""
