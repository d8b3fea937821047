"""Ids of documents: unique in an index, readable, and kept as long as the document is known.

The id of a file is its path in the folder that was named (``2025/ke-hoach.txt``), with as many of
the folders above it in front as it takes to be the only one (``noi-vu/2025/ke-hoach.txt``). What is
in an archive or a message has the id of that file and the path within (``hop.zip/bien-ban.docx``).
A record of a corpus has the ``id`` that it gives; where another document has it already, the id
of its file stands in front (``luat.jsonl#12``). An id is given once: it stays when the file changes
or moves, and through a rebuild. What a program adds has the id that it gives (`records.additions`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from searchkit._lazy import cached_property
from searchkit.documents.file_names import composed, printable
from searchkit.documents.formats import CORPUS_SUFFIXES
from searchkit.index.schema import BYTES, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.documents.discovery.sources import Source
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.records import SourceState


class Identities:
    """Gives ids. ``known`` are the files that stay in the index, with those that they have.

    ``catalogue`` holds the records of the corpora among them.
    """

    def __init__(self, known: Iterable[SourceState], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._files: dict[str, str] = {}
        self._folders: set[str] = set()
        self._corpora: list[str] = []
        self._keys: dict[str, frozenset[str]] = {}
        self._given: dict[str, str] = {}
        for state in known:
            self._take(state.id, state.path)
            if state.path.lower().endswith(CORPUS_SUFFIXES):
                self._corpora.append(state.path)

    def of_file(self, source: Source, before: SourceState | None) -> str:
        """Return the id of a file; ``before`` is its state in the index, None for a new one."""
        kept = [] if before is None else [before.id]
        for name in [*kept, *_names(source)]:
            if self._is_free(name, source.label) and name not in self._folders:
                self._take(name, source.label)
                return name
        return source.label

    def of_record(self, name: str, source: Source, before: str | None) -> str:
        """Return the id of a record that calls itself ``name``; ``before`` is the one it had."""
        wanted = before or name
        while not self._is_free(wanted, source.label):
            wanted = f"{source.id}#{name if wanted == before else wanted}"
        self._given[wanted] = source.label
        return wanted

    def _is_free(self, name: str, path: str) -> bool:
        """Say whether a file, or the corpus at a path, may have an id."""
        above = any(parent in self._files for parent in _parents(name))  # as in an archive
        mine = self._given.get(name, path) == path and self._files.get(name, path) == path
        others = (corpus for corpus in self._corpora if corpus != path)
        return (
            mine
            and not above
            and not any(self._has_record(c, name) for c in others)
            and not self._is_added(name)
        )

    def _is_added(self, name: str) -> bool:
        """Say whether a program has added a document with an id, or bytes under a name."""
        return any(
            f"{kind}{name}" in self._added and self._catalogue.beginnings_of_file(f"{kind}{name}")
            for kind in (RECORD, BYTES)
        )

    @cached_property
    def _added(self) -> frozenset[str]:
        return frozenset(self._catalogue.added_by_programs())

    def _has_record(self, corpus: str, name: str) -> bool:
        key = f"{corpus}#{name}"
        if key not in self._keys_of(corpus):
            return False
        first = self._catalogue.first_of_key(key)  # what was removed may still be among the keys
        return first is not None and self._catalogue.record(first).id == name

    def _keys_of(self, corpus: str) -> frozenset[str]:
        if corpus not in self._keys:
            self._keys[corpus] = frozenset(self._catalogue.state.terms("key", f"{corpus}#"))
        return self._keys[corpus]

    def _take(self, name: str, path: str) -> None:
        self._files.setdefault(name, path)
        self._folders.update(_parents(name))


def _names(source: Source) -> Iterator[str]:
    """Yield what a file may be called: its path in the folder named, then ever more of its path."""
    yield source.id
    above = composed(printable(source.root)).replace(os.sep, "/").rstrip("/").split("/")
    for count in range(1, len(above) + 1):
        yield "/".join([*above[-count:], source.id])


def _parents(name: str) -> Iterator[str]:
    """Yield the folders of a path."""
    cut = name.find("/")
    while cut != -1:
        yield name[:cut]
        cut = name.find("/", cut + 1)
