"""The two Whoosh field types of the engine.

Their values are analysed before they reach Whoosh: a list of strings is taken token by token,
and a plain string is split at white space. So Whoosh's own writer indexes the same tokens as
the engine's, which is what the differential tests compare.
"""

from __future__ import annotations

from whoosh import analysis, fields, formats


class StreamField(fields.FieldType):  # type: ignore[misc]
    """A scorable stream of tokens with lengths, with or without positions (for phrases)."""

    def __init__(self, *, positions: bool = False) -> None:
        self.analyzer = analysis.SpaceSeparatedTokenizer()
        self.format = formats.Positions() if positions else formats.Frequency()
        self.scorable = True
        self.set_sortable(False)

    def __getstate__(self) -> dict[str, bool]:
        return {"positions": isinstance(self.format, formats.Positions)}

    def __setstate__(self, state: dict[str, bool]) -> None:
        self.__init__(positions=state["positions"] is True)  # type: ignore[misc]


class KeywordField(fields.FieldType):  # type: ignore[misc]
    """Exact terms for filters: frequency 1, no length, a score of 1 times the boost."""

    def __init__(self) -> None:
        self.analyzer = analysis.SpaceSeparatedTokenizer()
        self.format = formats.Existence()
        self.scorable = False
        self.set_sortable(False)

    def __getstate__(self) -> dict[str, bool]:
        return {}

    def __setstate__(self, state: dict[str, bool]) -> None:
        self.__init__()  # type: ignore[misc]
