"""Analysed documents on their way to the writer, as they are made and as they are handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass, field
from searchkit.engine.storage.docstore import StoredWriter
from searchkit.token_stream import ExactTerms, Stream

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
        """Return the batch as it is handed over; raises as ``packed`` does."""
        streams = dict(self.streams)
        for name, documents in self.keywords.items():
            column = ExactTerms()
            for number, terms in enumerate(documents):
                column.give(terms, number)
            streams[name] = column.stream(len(documents))
        return packed(streams, self.stored)


def packed(streams: Mapping[str, Stream], stored: Sequence[Mapping[str, Any]]) -> PackedBatch:
    """Return documents as they are handed over, in whichever process they were analysed.

    Raises ValueError if a stream has another number of documents than ``stored``.
    """
    for name, stream in streams.items():
        if len(stream.lengths) != len(stored):
            sizes = f"{len(stream.lengths)} documents, stored has {len(stored)}"
            raise ValueError(f"{name!r} has {sizes}")
    writer = StoredWriter()
    writer.extend(stored)
    return PackedBatch(dict(streams), writer)
