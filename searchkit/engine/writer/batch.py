"""Analysed documents on their way to the writer, as they are made and as they are handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.storage.docstore import StoredWriter
from searchkit.token_stream import Stream

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


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
        streams = dict(self.streams)
        for name, documents in self.keywords.items():
            column = ExactTerms()
            for terms in documents:
                column.append(terms)
            streams[name] = column.stream()
        for name, stream in streams.items():
            if len(stream.lengths) != len(self.stored):
                sizes = f"{len(stream.lengths)} documents, stored has {len(self.stored)}"
                raise ValueError(f"{name!r} has {sizes}")
        stored = StoredWriter()
        stored.extend(self.stored)
        return PackedBatch(streams, stored)


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
        tokens, lengths = np.array(self._tokens, np.int32), np.array(self._lengths, np.int32)
        return Stream(list(self._numbers), tokens, lengths)
