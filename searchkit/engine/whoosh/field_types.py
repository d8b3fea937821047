"""The two Whoosh field types of the engine.

Their values are analysed before they reach Whoosh: a list of strings is taken token by token,
and a plain string is split at white space. So Whoosh's own writer indexes the same tokens as
the bulk writer, which is what the differential tests compare.
"""

from __future__ import annotations

from whoosh import analysis, fields, formats


class StreamField(fields.FieldType):  # type: ignore[misc]
    """A scorable stream of tokens with lengths, with or without positions (for phrases)."""

    def __init__(self, *, positions: bool = False, stored: bool = False) -> None:
        self.analyzer = analysis.SpaceSeparatedTokenizer()
        self.format = formats.Positions() if positions else formats.Frequency()
        self.scorable = True
        self.stored = stored
        self.set_sortable(False)


class KeywordField(fields.FieldType):  # type: ignore[misc]
    """Exact terms for filters: frequency 1, no length, a score of 1 times the boost."""

    def __init__(self, *, stored: bool = False) -> None:
        self.analyzer = analysis.SpaceSeparatedTokenizer()
        self.format = formats.Existence()
        self.scorable = False
        self.stored = stored
        self.set_sortable(False)
