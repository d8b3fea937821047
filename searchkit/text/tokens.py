"""A text as the index sees it: its tokens, with and without diacritics, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import cached_property
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_terms, syllable_terms, term_spans

if TYPE_CHECKING:
    from searchkit.text.spelling.normalization import Normalized


class TokenizedText:
    """The tokens of ``text`` in order, with diacritics and without."""

    def __init__(self, normalized: Normalized) -> None:
        self.text = normalized.original
        self.accented = tuple(syllable_terms(normalized.text))
        self.folded = tuple(fold_terms(self.accented))
        self._normalized = normalized

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each token stands, in characters of ``text`` itself; not everybody asks."""
        spans = term_spans(self._normalized.text)
        return tuple(self._normalized.span(start, end) for start, end in spans)

    def __len__(self) -> int:
        return len(self.folded)


def tokenize(text: str) -> TokenizedText:
    """Split a text, as it was written, into the tokens under which the index holds it."""
    return TokenizedText(normalize(text))


def same_token(query: str, query_folded: str, accented: str, folded: str) -> bool:
    """Say whether a token of a text is the one asked for.

    Marks decide only where both sides bear them: ``may`` meets ``máy`` and the reverse, ``mây``
    does not meet ``máy``.
    """
    if query_folded != folded:
        return False
    return query in (accented, query_folded) or accented == folded
