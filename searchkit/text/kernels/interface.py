"""What the extension module for texts offers; the C files say what its functions do.

As in ``engine.kernels.interface``: arrays of one dimension, contiguous and of the type that is
named, are written into or read, and ValueError and TypeError say that they do not fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = bytes | npt.NDArray[np.uint8]
    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

Pieces: TypeAlias = object
"""A table of pieces; not to be shared between threads."""

Needles: TypeAlias = object
"""Words that are looked for together."""


class Native(Protocol):
    """The module ``_native``."""

    INTERFACE: int

    def make_pieces(self, first_seed: int, second_seed: int, /) -> Pieces:
        """Return an empty table; the seeds, below 2**63, decide where pieces stand in it."""

    def number_pieces(
        self, pieces: Pieces, data: Bytes, ends: Longs, cut: int, into: Ints, /
    ) -> int:
        """Write the numbers of the pieces of texts, new ones as they come, from 1 on.

        ``data``: the UTF-8 of all texts, which end at ``ends``. With ``cut`` 1 they are cut at each
        space, a line end is a piece of its own, and a 0 is written behind each text; with 0 each is
        one piece. Returns how many numbers it has written.
        """

    def list_pieces(self, pieces: Pieces, first: int, /) -> list[str]:
        """Return the pieces from number ``first`` on."""

    def number_pairs(
        self,
        values: Ints,
        distance: int,
        factor: int,
        into: Ints,
        firsts: Ints,
        seconds: Ints,
        /,
    ) -> tuple[int, int]:
        """Write the numbers of pairs of values ``distance`` apart, without a 0 in or between.

        ``into``: the number of each pair, new ones in the order in which they come, from 0 on;
        ``firsts``, ``seconds``: the values of each distinct one. Returns how many both are.
        ``factor``, below 2**63, decides where pairs stand in a table.
        """

    def number_keys(
        self, keys: Longs, factor: int, into: Ints, distinct: Longs, /
    ) -> tuple[int, int]:
        """Write the numbers of keys >= 0, as ``number_pairs`` does; ``distinct``: each once."""

    def take_spans(self, values: Ints, bounds: Longs, spans: Ints, into: Ints, /) -> int:
        """Write the values of spans, one behind the other, and return how many they are.

        Span ``n`` goes from ``bounds[n]`` to ``bounds[n + 1]``. What finds no room is not written.
        """

    def find_words(
        self,
        numbers: Ints,
        current: Floats,
        previous: Floats,
        following: Floats,
        syllables: Ints,
        closed: Flags,
        capital: Flags,
        base: int,
        pairs: Bytes,
        beginnings: Bytes,
        triples: Longs,
        quadruples: Longs,
        around: Floats,
        transitions: Floats,
        room: Floats,
        joined: Flags,
        entries: Bytes,
        /,
    ) -> None:
        """Write of each token whether it is joined to the one before, and where entries begin.

        ``numbers``: tokens, with a 0 behind each text. ``current`` to ``capital``: the features of
        each distinct token (``segmentation.words``). ``base`` to ``quadruples``: the word list
        (``segmentation.lexicon``). ``around``: what an entry of two, and of three, adds to the
        score of its first and its last token. ``transitions``: row by row. ``room``: two for each
        token. ``entries``: the sum of ``1 << n`` for the entries of n syllables.
        """

    def make_needles(self, words: list[str], /) -> Needles:
        """Take words in, at most 255, none of them empty."""

    def find_needles(self, words: Needles, text: str, /) -> list[int]:
        """Return where each begins that stands in a text, and its number, by place and number."""
