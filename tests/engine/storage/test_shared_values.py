"""Each document keeps its own value, however neighbours share it, through joining and deleting."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter
from searchkit.engine.storage.shared_values import SharedValues, SharedValuesWriter
from searchkit.errors import IndexDamagedError

VALUES = st.lists(
    st.one_of(st.none(), st.sampled_from([["bến", 1], ["bến"], []]), st.text(max_size=3)),
    max_size=12,
)


def collected(values: list[object]) -> SharedValuesWriter:
    writer = SharedValuesWriter("contexts")
    for value in values:
        writer.append(value)
    return writer


def written(writer: SharedValuesWriter, folder: str) -> SharedValues:
    path = Path(folder) / "values"
    with path.open("wb") as file:
        sections = SectionFileWriter(file)
        writer.write(sections)
        sections.close({})
    return SharedValues(SectionFile(path), "contexts")


def runs_of(values: list[object]) -> list[tuple[int, int, object]]:
    """The first document, the end and the value of the run of each document."""
    found, place = [], 0
    for value, group in groupby(values):
        count = len(list(group))
        found += [(place, place + count, value)] * count
        place += count
    return found


def read(stored: SharedValues, count: int) -> list[tuple[int, int, object]]:
    runs = stored.of(np.arange(count))
    values = [list(value) if isinstance(value, tuple) else value for value in runs.values]
    return list(zip(runs.firsts.tolist(), runs.ends.tolist(), values, strict=True))


@settings(deadline=None)
@given(VALUES, VALUES, st.data())
def test_values_come_back_with_those_who_share_them(
    one: list[object], two: list[object], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        writer = collected(one)
        writer.extend_packed(collected(two))
        for value in one[-1:]:
            writer.append(value)  # the same as was appended last
        both = [*one, *two, *one[-1:]]
        stored = written(writer, folder)
        assert read(stored, len(both)) == runs_of(both)
        live = data.draw(st.lists(st.booleans(), min_size=len(both), max_size=len(both)))
        merged = collected(two)
        merged.extend_from(stored, np.array(live, bool))
        kept = [*two, *(value for value, lives in zip(both, live, strict=True) if lives)]
    with TemporaryDirectory() as folder:
        assert read(written(merged, folder), len(kept)) == runs_of(kept)


def test_a_value_that_is_no_json_is_damage(tmp_path: Path) -> None:
    writer = collected([["bến"]])
    writer._values = [b"{"]
    stored = written(writer, str(tmp_path))
    with pytest.raises(IndexDamagedError, match="searchkit rebuild"):
        stored.of(np.array([0]))
