"""Analysed documents on their way to the writer, as they are made and as they are handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.index.stored import StoredWriter
from searchkit.text.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PackedBatch:
    """Some documents as arrays and compressed blocks: little to send, nothing left to work out.

    ``streams``: the tokens of every field, exact terms among them; ``stored``: stored fields.
    """

    streams: dict[str, Stream]
    stored: StoredWriter


@dataclass(frozen=True, slots=True)
class DocumentBatch:
    """Some analysed documents, column by column; every column has one entry per document.

    ``streams``: token streams of the scorable fields; ``keywords``: exact terms per document;
    ``stored``: stored fields, values that JSON knows.
    """

    streams: dict[str, Stream] = field(default_factory=dict)
    keywords: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    stored: list[dict[str, Any]] = field(default_factory=list)

    def pack(self) -> PackedBatch:
        """Return the batch as it is handed over.

        Raises ValueError if a column has another number of documents than ``stored``.
        """
        streams = self.streams | {name: _stream(terms) for name, terms in self.keywords.items()}
        for name, stream in streams.items():
            if len(stream.lengths) != len(self.stored):
                sizes = f"{len(stream.lengths)} documents, stored has {len(self.stored)}"
                raise ValueError(f"{name!r} has {sizes}")
        stored = StoredWriter()
        stored.extend(self.stored)
        return PackedBatch(streams, stored)


def _stream(documents: Sequence[Sequence[str]]) -> Stream:
    """Return the exact terms of each document, a term once however often it is given."""
    numbers: dict[str, int] = {}
    tokens = [
        numbers.setdefault(term, len(numbers))
        for terms in documents
        for term in dict.fromkeys(terms)
    ]
    lengths = [len(set(terms)) for terms in documents]
    return Stream(list(numbers), np.array(tokens, np.int32), np.array(lengths, np.int32))
