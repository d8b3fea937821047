"""What an index holds, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchkit.index.schema import STREAMS

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.index.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds.

    ``files`` and ``failed`` count files, ``index_bytes`` is what they take on disk, ``text_bytes``
    the texts (UTF-8). ``terms`` counts the distinct terms of each token stream; ``types``,
    ``issuers`` and ``years`` count documents.
    """

    documents: int
    passages: int
    files: int
    failed: int
    segments: int
    index_bytes: int
    text_bytes: int
    terms: dict[str, int]
    types: dict[str, int]
    issuers: dict[str, int]
    years: dict[str, int]


def count_index(folder: Path, catalogue: Catalogue) -> IndexStats:
    """Count what the index in a folder holds; reads the record of every document."""
    types: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    years: Counter[str] = Counter()
    passages = text_bytes = 0
    for document in catalogue.documents():
        passages += document.passages
        text_bytes += len(document.text.encode())
        metadata = document.metadata
        types.update([metadata["type"]] if metadata.get("type") else [])
        issuers.update([metadata["issuer"]] if metadata.get("issuer") else [])
        years.update([metadata["date"][:4]] if metadata.get("date") else [])
    states = list(catalogue.sources())
    return IndexStats(
        documents=len(catalogue.boundaries),
        passages=passages,
        files=len(states),
        failed=sum(bool(state.failures) for state in states),
        segments=catalogue.segments,
        index_bytes=sum(path.stat().st_size for path in folder.iterdir() if path.is_file()),
        text_bytes=text_bytes,
        terms={name: catalogue.term_count(name) for name in STREAMS},
        types=dict(types.most_common()),
        issuers=dict(issuers.most_common()),
        years=dict(sorted(years.items())),
    )
