"""A text as the index sees it: its tokens, with and without diacritics, and where they stand."""

from __future__ import annotations

from searchkit._dataclass import dataclass
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term, lower_term, term_spans


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """The tokens of ``text`` in order; ``spans`` are character offsets into ``text`` itself."""

    text: str
    accented: tuple[str, ...]
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.folded)


def tokenize(text: str) -> TokenizedText:
    """Split a text, as it was written, into the tokens under which the index holds it."""
    normalized = normalize(text)
    plain = normalized.text
    spans = term_spans(plain)
    accented = tuple(lower_term(plain[start:end]) for start, end in spans)
    return TokenizedText(
        text=text,
        accented=accented,
        folded=tuple(fold_term(token) for token in accented),
        spans=tuple(normalized.span(start, end) for start, end in spans),
    )


def same_token(query: str, query_folded: str, accented: str, folded: str) -> bool:
    """Say whether a token of a text is the one asked for.

    Marks decide only where both sides bear them: ``may`` meets ``máy`` and the reverse, ``mây``
    does not meet ``máy``.
    """
    if query_folded != folded:
        return False
    return query in (accented, query_folded) or accented == folded
