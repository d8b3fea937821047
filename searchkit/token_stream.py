"""What the analysis of texts hands to the engine; neither knows more of the other than this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of one field in a batch of texts, as columns of numbers.

    ``terms``: the distinct terms of the batch, in any order. ``tokens``: places in ``terms``, one
    text after the other. ``lengths``, shape (texts,): how many tokens each text has.
    """

    terms: list[str]
    tokens: NDArray[np.int32]
    lengths: NDArray[np.int32]


class TermSequences:
    """The terms of one field, in order, while documents are collected."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens: list[int] = []
        self._lengths: list[int] = []

    def append(self, terms: Collection[str], documents: int = 1) -> None:
        """Give terms to the next document or the next few."""
        numbers = self._numbers
        tokens = [numbers.setdefault(term, len(numbers)) for term in terms]
        self._tokens += tokens * documents
        self._lengths += [len(tokens)] * documents

    def stream(self) -> Stream:
        """Return what was collected."""
        import numpy as np  # whoever only names a Stream is spared it

        tokens, lengths = np.array(self._tokens, np.int32), np.array(self._lengths, np.int32)
        return Stream(list(self._numbers), tokens, lengths)


class ExactTerms(TermSequences):
    """The exact terms of one field: each once in a document, however often it comes."""

    def append(self, terms: Collection[str], documents: int = 1) -> None:
        """Give terms to the next document or the next few."""
        super().append(dict.fromkeys(terms) if len(terms) > 1 else terms, documents)
