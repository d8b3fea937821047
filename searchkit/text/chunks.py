"""Tokens of many texts as numbers: each distinct piece between two spaces is tokenised once.

Administrative prose repeats itself: a cache from piece to token numbers is what makes tokenising
a look-up. It is exact for any tokeniser whose tokens never span a space. The cache is bounded; the
table of tokens says when it is full, for its owner to begin anew.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

_LONGEST = 64  # characters; a longer piece hardly comes twice
_MOST_CHUNKS = 1 << 17
_MOST_TOKENS = 1 << 16
_MOST_CHARACTERS = 1 << 22  # of all tokens together


class _Numbers(dict[str, int]):
    """Token to its number, in the order of first appearance."""

    characters = 0

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        self.characters += len(token)
        return number


class _Chunks(dict[str, tuple[int, ...]]):
    """Piece of text to the numbers of its tokens."""

    def __init__(self, tokenize: Callable[[str], Iterable[str]], numbers: _Numbers) -> None:
        super().__init__()
        self._tokenize, self._numbers = tokenize, numbers

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        tokens = tuple([self._numbers[token] for token in self._tokenize(chunk)])
        if len(chunk) <= _LONGEST:
            if len(self) >= _MOST_CHUNKS:
                self.clear()
            self[chunk] = tokens
        return tokens


class ChunkEncoder:
    """Turn texts into token numbers with ``tokenize``, whose tokens never span a space.

    Number 0 is the empty token, which stands after each text. Not to be shared between threads.
    """

    def __init__(self, tokenize: Callable[[str], Iterable[str]]) -> None:
        self._numbers = _Numbers({"": 0})
        self._chunks = _Chunks(tokenize, self._numbers)

    @property
    def full(self) -> bool:
        """Whether the table of tokens is so large that a new encoder should take over."""
        return len(self._numbers) > _MOST_TOKENS or self._numbers.characters > _MOST_CHARACTERS

    def tokens(self, start: int = 0) -> list[str]:
        """Return the tokens from number ``start`` on, in the order of their numbers."""
        return list(islice(self._numbers, start, None))

    def encode(self, texts: Iterable[str]) -> NDArray[np.int64]:
        """Return the token numbers of all texts, one text after the other, each with a 0 behind."""
        look_up = self._chunks.__getitem__
        flat: list[int] = []
        for text in texts:
            # Set off, a line end (a token for some tokenisers) leaves its neighbours cacheable.
            flat.extend(chain.from_iterable(map(look_up, text.replace("\n", " \n ").split(" "))))
            flat.append(0)
        return np.array(flat, np.int64)
