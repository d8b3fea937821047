"""Searches that a person has given names, and what is new to each since the last look.

They are kept in a JSON file beside the index, ``index.saved.json``: they outlive a rebuild. A
document is new to a search when it is found for the first time; one that has only changed is not.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from searchkit._dataclass import dataclass, field
from searchkit.asking.asked import Asked
from searchkit.errors import SearchkitError, UsageError, storage_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from searchkit import Hit
    from searchkit.library import Index

MOST_FOLLOWED = 1_000
"""Documents of a search that are looked at: the best ones, or the newest under filters alone."""

LONGEST_NAME = 200


@dataclass(slots=True)
class SavedSearch:
    """A search with a name: its address (``q=…&type=…``), and what has been found by it.

    ``found`` gives for each document id when it was found first, ``looked`` when the person looked
    last (both ISO 8601, UTC).
    """

    name: str
    asked: str
    looked: str
    found: dict[str, str] = field(default_factory=dict)

    @property
    def search(self) -> Asked:
        """The search itself."""
        return Asked.read(parse_qsl(self.asked))


@dataclass(frozen=True, slots=True)
class News:
    """What a saved search finds: the hits that are new, and when each document was found first."""

    saved: SavedSearch
    hits: tuple[Hit, ...]
    new: tuple[Hit, ...]


class SavedSearches:
    """The saved searches of an index; safe to share between threads and processes."""

    def __init__(self, index: str | Path, file: Path | None = None) -> None:
        self._file = file or _file_of(index)
        self._lock = threading.Lock()

    def all(self) -> list[SavedSearch]:
        """Return the saved searches by name; raises UsageError where the file is none of theirs."""
        return sorted(self._read().values(), key=lambda saved: saved.name.casefold())

    def one(self, name: str) -> SavedSearch:
        """Return a saved search; raises UsageError when there is none of this name."""
        known = self._read()
        if name not in known:
            raise UsageError(_unknown(name, known))
        return known[name]

    def save(self, index: Index, name: str, asked: Asked) -> SavedSearch:
        """Keep a search, in place of one of its name; what it finds now is not new."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise UsageError(f"a saved search has a name of 1 to {LONGEST_NAME} characters")
        if asked.is_empty:
            raise UsageError("a search that asks for nothing cannot be saved")
        now = _now()
        saved = SavedSearch(name, asked.with_().address("").removeprefix("?"), now)
        saved.found = dict.fromkeys((hit.document_id for hit in _hits(index, asked)), now)
        with self._changing() as known:
            known[name] = saved
        return saved

    def remove(self, name: str) -> None:
        """Forget a saved search; raises UsageError when there is none of this name."""
        self.one(name)
        with self._changing() as known:
            known.pop(name, None)

    def news(self, index: Index, name: str) -> News:
        """Search again, and return what is new since the person looked last."""
        hits = _hits(index, self.one(name).search)
        now = _now()
        with self._changing() as known:
            saved = known.get(name) or self.one(name)
            for hit in hits:
                saved.found.setdefault(hit.document_id, now)
        new = tuple(hit for hit in hits if saved.found[hit.document_id] > saved.looked)
        return News(saved, hits, new)

    def look(self, name: str) -> None:
        """Note that the person has seen what is new."""
        with self._changing() as known:
            if name in known:
                known[name].looked = _now()

    @storage_errors()
    def _read(self) -> dict[str, SavedSearch]:
        try:
            values = json.loads(self._file.read_text("utf-8"))
            return {one["name"]: SavedSearch(**one) for one in values["searches"]}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError) as error:
            raise SearchkitError(
                f"{self._file} holds no saved searches: {error}; repair it, or move it away"
            ) from error

    @contextmanager
    def _changing(self) -> Iterator[dict[str, SavedSearch]]:
        """Lend the searches to whoever changes them, and write them when it is done."""
        with storage_errors(), self._lock, _locked(self._file.with_suffix(".lock")):
            known = self._read()
            yield known
            text = json.dumps(
                {"searches": [asdict(saved) for saved in known.values()]}, ensure_ascii=False
            )
            draft = self._file.with_suffix(".new")
            draft.write_text(text, "utf-8")
            draft.replace(self._file)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold a file that one process at a time can hold; where there are no such locks, go on."""
    with file.open("w") as held:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _unknown(name: str, known: Iterable[str]) -> str:
    if names := ", ".join(sorted(known, key=str.casefold)):
        return f'no search is saved as "{name}"; there are: {names}'
    return (
        f'no search is saved as "{name}", nor any other: `searchkit alerts NAME --save QUERY` '
        "saves one"
    )


def _hits(index: Index, asked: Asked) -> tuple[Hit, ...]:
    found = index.search(
        asked.q,
        limit=MOST_FOLLOWED,
        topic=asked.topic or None,
        filters=asked.filters,
        per_document=1,
        every_copy=True,
        exact_names=bool(asked.exact_names),
    )
    return () if found.searched is not None else found.hits  # what was meant is not what was saved


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _file_of(index: str | Path) -> Path:
    from searchkit.library import path_here

    folder = path_here(index)
    return folder.with_name(f"{folder.name}.saved.json")
