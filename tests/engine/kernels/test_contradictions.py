"""Files with the right checksums and impossible sections: an error, and never a wrong read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.engine import kernels
from searchkit.engine.storage.integer_codec import SpansWriter
from searchkit.engine.storage.postings import FieldPostings, FieldPostingsWriter, Inverted
from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")

DOCUMENTS = 3000


class Collected(SectionFileWriter):
    """Keeps the sections instead of writing them."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def add(self, name: str, *pieces: Any) -> None:
        self.kept[name] = np.concatenate([np.zeros(0, pieces[0].dtype) if pieces else [], *pieces])


@pytest.fixture(scope="module")
def sections() -> dict[str, Any]:
    dice = np.random.default_rng(3)
    terms = sorted({b"%x" % n for n in dice.integers(0, 1 << 30, 150)})
    lists = [np.sort(dice.choice(DOCUMENTS, dice.integers(1, 900), replace=False)) for _ in terms]
    documents = np.concatenate(lists).astype(np.int32)
    frequencies = dice.geometric(0.5, len(documents)).astype(np.int32)
    writer = FieldPostingsWriter(positions=True)
    positions = dice.integers(0, 90, frequencies.sum()).astype(np.int32)
    sizes = np.array([len(found) for found in lists])
    writer.append(Inverted(terms, sizes, documents, frequencies, positions))
    collected = Collected()
    writer.write(collected, "", np.full(DOCUMENTS, 900, np.int32))
    return collected.kept


def use(path: Path, sections: dict[str, Any]) -> None:
    """Ask a file with these sections for all that the kernels read."""
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        writer = SectionFileWriter(file)
        for name, values in sections.items():
            writer.add(name, values)
        writer.close({})
    field = FieldPostings(SectionFile(path), "", DOCUMENTS)
    for term in (b"", b"3", b"1f00", b"zz"):
        field.ordinal(term)
        field.find(term)
        field.dictionary.lower_bound(term)
    list(field.dictionary.iterate())
    field.mark(0, len(field.dictionary), np.zeros(DOCUMENTS, bool))
    for ordinal in range(0, 140, 9):
        field.documents(ordinal)
        field.postings(ordinal)
        field.positions(ordinal)
        ask_as_they_lie(field, ordinal)


def ask_as_they_lie(field: FieldPostings, ordinal: int) -> None:
    """Rank the documents of a term, and the phrase that is this word twice."""
    native = kernels.native
    assert native is not None
    start, end = field.span(ordinal)
    norms = np.zeros(DOCUMENTS, np.uint8)
    term = native.read_term(
        DOCUMENTS, *field.coded_postings, start, end - start, norms, np.ones(256), 2.2
    )
    places = native.read_positions(*field.coded_positions(ordinal))
    documents, scores, weights = np.empty(9, np.int64), np.empty(9), np.ones(2)
    two = [term, term]
    native.match_any(DOCUMENTS, two, b"\0\2", weights, None)
    native.rank_any(DOCUMENTS, two, b"\0\3", weights, None, 0, documents, scores)
    native.rank_coded(
        DOCUMENTS, two, b"\1\1", weights, [places, places], None, 0, documents, scores
    )


def test_what_was_written_is_read(tmp_path: Path, sections: dict[str, Any]) -> None:
    use(tmp_path / "file", sections)


@given(data=st.data())
def test_nonsense_is_an_error_or_another_result(
    tmp_path_factory: pytest.TempPathFactory, sections: dict[str, Any], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(sections)))
    values = sections[name].copy()
    change = data.draw(st.sampled_from(["one", "many", "shorter", "gone"]))
    changed = {**sections, name: values}
    if change == "gone":
        del changed[name]
    elif change == "shorter":
        changed[name] = values[: data.draw(st.integers(0, len(values)))]
    elif len(values):
        limits = np.iinfo(values.dtype)
        for _ in range(1 if change == "one" else 40):
            at = data.draw(st.integers(0, len(values) - 1))
            own = int(values[at])
            near = st.integers(own - 2, own + 2)
            number = data.draw(st.one_of(near, st.integers(limits.min, limits.max)))
            values[at] = min(max(number, limits.min), limits.max)
    folder = tmp_path_factory.mktemp("nonsense")
    with suppress(IndexDamagedError, KeyError, MemoryError):
        use(folder / "file", changed)


def test_a_contradiction_names_the_file(tmp_path: Path, sections: dict[str, Any]) -> None:
    writer, collected = SpansWriter(), Collected()
    writer.append(np.full(200, DOCUMENTS))
    writer.write(collected, "document_frequencies")
    with pytest.raises(IndexDamagedError, match=r"file: its sections contradict one another; run"):
        use(tmp_path / "file", {**sections, **collected.kept})
