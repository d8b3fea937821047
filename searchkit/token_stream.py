"""What the analysis of texts hands to the engine; neither knows more of the other than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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


class ExactTerms:
    """The exact terms of one field while documents are collected."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens: list[int] = []
        self._lengths: list[int] = []

    def append(self, terms: Sequence[str], documents: int = 1) -> None:
        """Give terms to the next document or the next few; each once, however often it comes."""
        numbers = self._numbers
        once: Collection[str] = dict.fromkeys(terms) if len(terms) > 1 else terms
        tokens = [numbers.setdefault(term, len(numbers)) for term in once]
        self._tokens += tokens * documents
        self._lengths += [len(tokens)] * documents

    def stream(self) -> Stream:
        """Return what was collected."""
        import numpy as np  # whoever only names a Stream is spared it

        tokens, lengths = np.array(self._tokens, np.int32), np.array(self._lengths, np.int32)
        return Stream(list(self._numbers), tokens, lengths)
