"""What official documents name: numbers, symbols, places in acts, dates, abbreviations.

``names`` are those of places and bodies that have changed.
"""
