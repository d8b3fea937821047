"""The last tasks of a run in small parts, so that all processes end at nearly the same time."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from searchkit.index.ingest.tasks import FilesTask, RecordsTask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")

_LAST = 3
"""How many tasks are divided."""

_PARTS = 6


def ending_small(tasks: Iterable[FilesTask | RecordsTask]) -> Iterator[FilesTask | RecordsTask]:
    """Yield tasks, the last few of them in parts, in order.

    A few are taken ahead, not at once, so that the first has not to wait for them.
    """
    ahead: deque[FilesTask | RecordsTask] = deque()
    most = 0
    for task in tasks:
        ahead.append(task)
        if len(ahead) > most:
            yield ahead.popleft()
            most = min(most + 1, _LAST)
    for task in ahead:
        yield from _divided(task)


def _divided(task: FilesTask | RecordsTask) -> Iterator[FilesTask | RecordsTask]:
    """Yield the parts of a task, after each of which a run may be interrupted.

    What a document replaces goes with it, and all else that the task says is true with the last.
    """
    if isinstance(task, FilesTask):
        yield from map(FilesTask, _parts(task.files))
        return
    *others, last = _parts(task.entries)
    left = dict.fromkeys(task.replaced)
    for entries in others:
        own = tuple(entry.key for entry in entries if entry.key in left)
        for key in own:
            del left[key]
        yield RecordsTask(entries, replaced=own, is_cut=task.is_cut)
    yield replace(task, entries=last, replaced=tuple(left))


def _parts(items: tuple[_Item, ...]) -> list[tuple[_Item, ...]]:
    size = max(1, -(-len(items) // _PARTS))
    return [items[at : at + size] for at in range(0, len(items), size)] or [()]
