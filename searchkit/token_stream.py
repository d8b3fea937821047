"""What the analysis of texts hands to the engine; neither knows more of the other than this."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count
from typing import TYPE_CHECKING, overload

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of one field in a batch of texts, as columns of numbers.

    ``terms``: the distinct terms of the batch, in any order. ``tokens``: places in ``terms``, one
    text after the other. ``lengths``, shape (texts,): how many tokens each text has.
    """

    terms: Sequence[str]
    tokens: NDArray[np.int32]
    lengths: NDArray[np.int32]


class PairTerms(Sequence[str]):
    """Distinct terms of two parts with a space between, each of which is made when it is asked for.

    ``parts``: the distinct parts, without white space; ``first``, ``second``: places in ``parts``,
    one for each term.
    """

    def __init__(
        self, parts: list[str], first: NDArray[np.int64], second: NDArray[np.int64]
    ) -> None:
        self.parts, self.first, self.second = parts, first, second

    def __len__(self) -> int:
        return len(self.first)

    def __iter__(self) -> Iterator[str]:
        parts = self.parts
        for first, second in zip(self.first.tolist(), self.second.tolist(), strict=True):
            yield f"{parts[first]} {parts[second]}"

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> PairTerms: ...

    def __getitem__(self, at: int | slice) -> str | PairTerms:
        if isinstance(at, slice):
            return PairTerms(self.parts, self.first[at], self.second[at])
        return f"{self.parts[self.first[at]]} {self.parts[self.second[at]]}"


class TermSequences:
    """The terms of one field, in order, while documents are collected."""

    def __init__(self) -> None:
        # One entry for each call, so that numbering them all is left to loops in C.
        self._given: list[Collection[str]] = []
        self._firsts: list[int] = []  # the documents that have terms, most fields are of few
        self._documents: list[int] = []

    def give(self, terms: Collection[str], first: int, documents: int = 1) -> None:
        """Give terms to a document or a few, by its number, which is above all that have some."""
        self._given.append(terms)
        self._firsts.append(first)
        self._documents.append(documents)

    def stream(self, documents: int) -> Stream:
        """Return what some documents were given; those that were given nothing have no terms."""
        import numpy as np  # whoever only names a Stream is spared it

        # A dict that numbers new keys itself, in C.
        numbers: dict[str, int] = defaultdict(count().__next__)
        tokens = np.fromiter(map(numbers.__getitem__, chain.from_iterable(self._given)), np.int32)
        sizes = np.fromiter(map(len, self._given), np.int32)
        repeated = np.array(self._documents, np.int32)
        of_call = np.repeat(np.arange(len(repeated)), repeated)
        owners = np.array(self._firsts, np.int32).take(of_call)
        owners += np.arange(len(of_call)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
        counts = sizes.take(of_call)
        starts = (np.cumsum(sizes) - sizes).take(of_call) - (np.cumsum(counts) - counts)
        lengths = np.zeros(documents, np.int32)
        lengths[owners] = counts
        places = np.arange(int(counts.sum())) + np.repeat(starts, counts)
        return Stream(list(numbers), tokens.take(places), lengths)


class ExactTerms(TermSequences):
    """The exact terms of one field: each once in a document, however often it comes."""

    def give(self, terms: Collection[str], first: int, documents: int = 1) -> None:
        """Give terms to a document or a few, by its number, which is above all that have some."""
        self._given.append(dict.fromkeys(terms) if len(terms) > 1 else terms)
        self._firsts.append(first)
        self._documents.append(documents)
