"""Names that have changed: provinces, districts, communes and bodies, and what became of them.

``table`` reads rows, ``keys`` tells which names are one, ``history`` follows provinces and bodies,
``units`` what lies below provinces, ``finding`` finds either in a text.
"""
