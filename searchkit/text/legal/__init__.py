"""What official documents name: numbers, symbols, places in acts, dates, abbreviations."""
