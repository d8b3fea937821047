"""Documents of one index into another, from their stored texts: their files need not be there."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.backends.base import BM25
from searchkit.documents.model import Document
from searchkit.index.catalogue import Catalogue
from searchkit.index.document_view import find_document
from searchkit.index.ingest.encoder import Entry, make_batch
from searchkit.index.language_counts import LanguageCounter, add_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from searchkit.backends.base import Backend
    from searchkit.index.records import SourceState

_UNSCORED = BM25(0.0, 0.0)
_MEMORY = 128 << 20  # bytes that are collected before they are written


def carry_over(
    old: Backend, fresh: Backend, folders: Collection[Path], present: Collection[str]
) -> int:
    """Add to an index what another holds of files below ``folders``, but for those ``present``.

    Returns how many documents were added. Raises IndexMissingError when there is no old index,
    IndexDamagedError when it cannot be read.
    """
    count = 0
    language = LanguageCounter()
    with (
        closing(old.state(_UNSCORED)) as state,
        fresh.writer(memory=_MEMORY) as writer,
    ):
        catalogue = Catalogue(state)
        for source in catalogue.sources():
            if source.path in present or not _is_below(source.path, folders):
                continue
            entries = list(_entries(catalogue, source))
            whole = any(entry.origin is not None for entry in entries)
            batch = make_batch(entries, [] if whole else [source], fresh.packing)
            writer.add_packed(batch)
            language.add(batch.streams["text"])
            count += len(entries)
        if count:
            add_language(fresh, language.take())
    return count


def _is_below(path: str, folders: Collection[Path]) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _entries(catalogue: Catalogue, source: SourceState) -> Iterator[Entry]:
    """Yield the documents of a file as they are stored."""
    for key, digest in catalogue.digests(source.path).items():
        view = find_document(catalogue, key)
        document = Document(
            view.id, view.path, view.title, view.text, dict(view.metadata), view.passages
        )
        yield Entry(document, key, digest, origin=source if key == source.path else None)
