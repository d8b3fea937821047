"""Files by the words of their names: ``ke-hoach``, ``BaoCaoQuy3``, whatever their folders."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.base import Column
from searchkit.index.schema import DOCUMENT, SOURCE
from searchkit.index.terms.file_names import name_pairs, name_words
from searchkit.query_tree import And, Every, Nothing, Or, Term
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_WHOLE = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[A-Z]*[^\W\dA-Z_]+|[A-Z]+|[0-9]+")
_HEADS = Term("record", DOCUMENT)
_PATHS = Column("source")
_FEW = 64
"""Terms that are looked up faster one by one than all passages are gone through."""


class FileNames:
    """The names of all files of one state of an index, read when one is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._paths = catalogue.state.terms("source")
        # Path takes ten times as long.
        names = (os.path.basename(path) for path in self._paths)  # noqa: PTH119
        lines = (" ".join(name.splitlines()) for name in names)
        folded = fold(normalize("\n".join(lines)).text).split("\n")
        self._lines = [f" {_whole(name)} | {_parts(name)} " for name in folded]

    def holding(self, value: str) -> Query:
        """Return what holds for the documents of files with words, side by side, in their names.

        A name has the words as they are written in it, and those that ``BaoCaoQuy3`` is made of.
        """
        bare = fold(normalize(value).text)
        if not _WHOLE.search(bare):
            return Nothing()
        wanted = {f" {_whole(bare)} ", f" {_parts(bare)} "}
        found = [i for i, line in enumerate(self._lines) if any(one in line for one in wanted)]
        words = name_words(value)
        inner = tuple(Term("name", one) for one in name_pairs(words) or words)
        return Or((self._documents(found), And(inner)))

    def _documents(self, found: Sequence[int]) -> Query:
        """Return what holds for the documents that came from files, by their places among all."""
        if len(found) <= _FEW:
            paths = [self._paths[i] for i in found]
            return Or(tuple(Term("source", path) for path in (*paths, *self._originals(paths))))
        everything = self._catalogue.state.count_blocks(Every(), _HEADS, [_PATHS])
        sizes = everything.held[0].blocks
        empty = [self._paths[i] for i in found if not sizes[i]]
        heads = self._catalogue.state.top_blocks(Every(), _HEADS, _PATHS, limit=int(sizes.sum()))
        chosen = np.zeros(len(sizes), bool)
        chosen[found] = True
        firsts: Longs = np.sort(heads.heads[np.repeat(chosen, sizes)])
        copied = tuple(Term("source", path) for path in self._originals(empty))
        return Or((self._catalogue.whole_documents(firsts), *copied))

    def _originals(self, paths: Sequence[str]) -> list[str]:
        """Return the files that have the content of some, where the content is stored with them."""
        rows = And((Or(tuple(Term("source", path) for path in paths)), Term("record", SOURCE)))
        states = self._catalogue.sources_at(self._catalogue.state.matching(rows))
        return [state.copy_of for state in states if state.copy_of]


def _whole(text: str) -> str:
    return " ".join(_WHOLE.findall(text.lower()))


def _parts(text: str) -> str:
    parts = (part.lower() for part in _PARTS.findall(text))
    return " ".join(part.lstrip("0") or "0" for part in parts)
