"""The last tasks of a run come in parts that together are what they were."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from searchkit.documents.discovery.sources import Source
from searchkit.documents.model import Document
from searchkit.index.ingest.encoder import Entry
from searchkit.index.ingest.last_tasks import ending_small
from searchkit.index.ingest.tasks import FilesTask, RecordsTask
from searchkit.index.records import SourceState

if TYPE_CHECKING:
    from collections.abc import Iterator


def _records(first: int, count: int) -> RecordsTask:
    entries = (
        Entry(Document(str(number), "luat.jsonl", "", "Điều 1", {}, (), {}), str(number), "")
        for number in range(first, first + count)
    )
    return RecordsTask(tuple(entries), replaced=(str(first),), size=first, is_cut=True)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 9])
def test_nothing_is_lost_and_the_order_stays(count: int) -> None:
    tasks = [*(_records(10 * number, 10) for number in range(count)), RecordsTask((), size=7)]
    found = [task for task in ending_small(tasks) if isinstance(task, RecordsTask)]
    entries = chain.from_iterable(task.entries for task in found)
    assert [entry.key for entry in entries] == [str(number) for number in range(10 * count)]
    assert [key for task in found for key in task.replaced] == [str(10 * n) for n in range(count)]
    assert sum(task.size for task in found) == sum(task.size for task in tasks)
    assert found[-1].entries == ()
    assert all(task.is_cut for task in found[:-1])


def test_the_first_tasks_are_whole_and_the_last_ones_small() -> None:
    sizes = [
        len(t.entries)
        for t in ending_small([_records(10 * n, 10) for n in range(6)])
        if isinstance(t, RecordsTask)
    ]
    assert sizes == [10, 10, 10, *[2, 2, 2, 2, 2] * 3]


def test_files_are_divided_too() -> None:
    task = FilesTask(tuple((Source(name, "", name, 1, 1), None) for name in "abcdefg"))
    found = [part for part in ending_small([task, task]) if isinstance(part, FilesTask)]
    assert found[0] == task
    assert len(found) > 2
    assert tuple(chain.from_iterable(part.files for part in found[1:])) == task.files


def test_an_interruption_between_parts_loses_nothing() -> None:
    state = SourceState("luat.jsonl", "", "", 1, 1, 1, "digest", documents=10)
    task = replace(_records(0, 10), replaced=("3", "8", "gone"), origins=(state,))
    found = [
        part for part in ending_small([RecordsTask(()), task]) if isinstance(part, RecordsTask)
    ]
    assert len(found) > 2
    for part in found[:-1]:
        assert {*part.replaced} <= {entry.key for entry in part.entries}
        assert not part.origins
    assert sorted(key for part in found for key in part.replaced) == ["3", "8", "gone"]
    assert found[-1].origins == (state,)


def test_the_first_task_waits_for_no_other() -> None:
    def tasks() -> Iterator[RecordsTask]:
        yield RecordsTask(())
        raise AssertionError

    next(ending_small(tasks()))
