"""OpenDocument texts (.odt) and spreadsheets (.ods)."""
