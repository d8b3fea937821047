"""Terms that lie in the file are ranked as those that are decoded, whatever their postings are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine import kernels
from searchkit.engine.storage.integer_codec import IntegerReader, IntegerWriter
from searchkit.engine.storage.postings import FieldPostings, FieldPostingsWriter, Inverted
from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")

COUNT = 70_001
LENGTHS = np.linspace(0.3, 3, 256)
NORMS = np.random.default_rng(5).integers(0, 256, COUNT).astype(np.uint8)

gaps = st.one_of(
    st.integers(1, 20),
    st.sampled_from([15, 16, 17, 255, 256, 257, 4095, 4096, 4097, 4352, 69_000]),
)
often = st.one_of(
    st.integers(1, 3), st.sampled_from([15, 16, 17, 18, 31, 32, 33, 254, 255]), st.integers(1, 255)
)


class Postings(NamedTuple):
    """Those of a term."""

    documents: Any
    frequencies: Any


@st.composite
def postings(draw: st.DrawFn) -> Postings:
    """Return postings: some that are drawn, and a stretch of neighbours, for whole batches."""
    drawn = draw(st.lists(st.tuples(gaps, often), min_size=1, max_size=40))
    many = draw(st.sampled_from([0, 0, 200, 5000]))
    dice = np.random.default_rng(draw(st.integers(0, 9)))
    steps = [*(gap for gap, _ in drawn), *dice.geometric(0.3, many)]
    counts = [*(count for _, count in drawn), *dice.geometric(0.5, many)]
    documents = np.cumsum(steps) - 1
    fitting = documents < COUNT
    if not fitting.any():
        return Postings(np.array([COUNT - 1], np.int32), np.array([1], np.int32))
    return Postings(documents[fitting].astype(np.int32), np.array(counts, np.int32)[fitting])


def written(path: Path, several: Sequence[Postings]) -> FieldPostings:
    """Write terms to a file, each occurring at every second place, and open it."""
    writer = FieldPostingsWriter(positions=True)
    frequencies = np.concatenate([own.frequencies for own in several])
    places = np.arange(frequencies.sum()) - np.repeat(
        np.cumsum(frequencies) - frequencies, frequencies
    )
    writer.append(
        Inverted(
            [b"%03d" % number for number in range(len(several))],
            np.array([len(own.documents) for own in several]),
            np.concatenate([own.documents for own in several]),
            frequencies,
            (2 * places).astype(np.int32),
        )
    )
    with path.open("wb") as file:
        sections = SectionFileWriter(file)
        writer.write(sections, "", np.full(COUNT, 600, np.int32))
        sections.close({})
    return FieldPostings(SectionFile(path), "", COUNT)


def as_it_lies(field: FieldPostings, ordinal: int) -> Any:
    assert kernels.native is not None
    start, end = field.span(ordinal)
    return kernels.native.read_term(
        COUNT, *field.coded_postings, start, end - start, NORMS, LENGTHS, 2.2
    )


def decoded(field: FieldPostings, ordinal: int) -> Any:
    assert kernels.native is not None
    documents, frequencies = field.postings(ordinal)
    impacts = np.zeros(len(documents), np.uint8)
    bits = np.zeros((COUNT + 63) // 64, np.uint64) if len(documents) > COUNT / 64 else None
    return kernels.native.make_term(
        COUNT, documents, frequencies, NORMS, LENGTHS, 2.2, impacts, bits
    )


def as_set(field: FieldPostings, ordinal: int) -> Any:
    assert kernels.native is not None
    room = np.zeros((COUNT + 63) // 64, np.uint64), np.zeros((COUNT + 255) // 256, np.uint32)
    return kernels.native.make_set(COUNT, *field.postings(ordinal), NORMS, LENGTHS, 2.2, *room)


def found(name: str, terms: list[Any], roles: bytes, *more: Any) -> tuple[Any, ...]:
    documents, scores = np.empty(10, np.int64), np.empty(10)
    weights = np.arange(len(terms)) + 0.7
    total = getattr(kernels.native, name)(COUNT, terms, roles, weights, *more, 0, documents, scores)
    return total, documents[:total].tolist(), scores[:total].tolist()


@settings(max_examples=150, deadline=None)
@given(
    several=st.lists(postings(), min_size=1, max_size=4),
    mask=st.one_of(st.none(), st.integers(1, 5).map(lambda step: np.arange(COUNT) % step == 0)),
)
def test_they_are_ranked_and_counted_as_those_that_are_decoded(
    tmp_path_factory: pytest.TempPathFactory, several: list[Postings], mask: Any
) -> None:
    native = kernels.native
    assert native is not None
    field = written(tmp_path_factory.mktemp("coded") / "file", several)
    numbers = range(len(several))
    coded = [as_it_lies(field, number) for number in numbers]
    plain = [decoded(field, number) for number in numbers]
    sets = [as_set(field, number) for number in numbers]
    mixed = [coded[0], *plain[1:2], *sets[2:]]
    for role in (b"\2", b"\3"):
        roles = bytes(len(several) - 1) + role if len(several) > 1 else b"\0"
        wanted = found("rank_any", plain, roles, mask)
        assert found("rank_any", coded, roles, mask) == wanted
        assert found("rank_any", mixed, roles, mask) == wanted
        assert found("rank_any", sets, roles, mask) == wanted
        weights = np.ones(len(several))
        assert native.match_any(COUNT, coded, roles, weights, mask) == wanted[0]
    for roles in (b"\1" * len(several), b"\1" * (len(several) - 1) + b"\2"):
        if b"\1" in roles:
            wanted = found("rank_all", plain, roles, None, mask)
            assert found("rank_coded", coded, roles, None, mask) == wanted
            assert found("rank_coded", mixed, roles, None, mask) == wanted
            assert found("rank_all", sets, roles, None, mask) == wanted


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_terms_that_add_little_are_looked_at_where_they_matter(
    tmp_path: Path, seed: int, masked: bool
) -> None:
    """Some rare terms weigh much, many frequent ones little: most of these need no score."""
    native = kernels.native
    assert native is not None
    dice = np.random.default_rng(seed)
    several = []
    for share in [0.002, 0.01, 0.05, *dice.uniform(0.1, 0.6, 6)]:
        documents = (dice.random(COUNT) < share).nonzero()[0].astype(np.int32)
        own = np.minimum(dice.geometric(0.4, len(documents)), 255).astype(np.int32)
        several.append(Postings(documents, own))
    field = written(tmp_path / "file", several)
    weights = np.array([6.0, 5, 3, *dice.uniform(0.05, 1.5, 6)])
    mask = dice.random(COUNT) < 0.2 if masked else None
    for role in (b"\0", b"\3"):  # the last one may be there, or must not
        results = []
        for made in (as_it_lies, decoded, as_set):
            terms = [made(field, number) for number in range(len(several))]
            found, scores = np.empty(25, np.int64), np.empty(25)
            roles = bytes(len(several) - 1) + role
            total = native.rank_any(COUNT, terms, roles, weights, mask, 0, found, scores)
            results.append((total, found.tolist(), scores.tolist()))
        assert results[0] == results[1] == results[2]


def test_a_frequency_that_is_a_score_may_be_the_best_however_little_it_weighs(
    tmp_path: Path,
) -> None:
    native = kernels.native
    assert native is not None
    often = np.ones(COUNT, np.int32)
    often[-1] = 70_000
    rare = Postings(np.arange(60, dtype=np.int32), np.full(60, 100, np.int32))
    field = written(tmp_path / "file", [rare, Postings(np.arange(COUNT, dtype=np.int32), often)])
    terms = []
    for ordinal in (0, 1):
        start, end = field.span(ordinal)
        place = start, end - start
        terms.append(native.read_term(COUNT, *field.coded_postings, *place, None, None, 2.2))
    room = np.empty(10, np.int64), np.empty(10)
    assert native.rank_any(COUNT, terms, b"\0\0", np.array([400.0, 1]), None, 0, *room) == -1


@pytest.mark.parametrize("frequency", [255, 256, 257, 300, 70_000])
def test_a_frequency_that_no_byte_holds_is_told(tmp_path: Path, frequency: int) -> None:
    frequencies = np.ones(300, np.int32)
    frequencies[250] = frequency
    one = Postings(np.arange(300, dtype=np.int32), frequencies)
    term = as_it_lies(written(tmp_path / "file", [one, one]), 1)
    wanted = 300 if frequency == 255 else -1
    assert found("rank_any", [term], b"\0", None)[0] == wanted
    assert found("rank_coded", [term], b"\1", None, None)[0] == 300


@pytest.mark.parametrize("sum_of_gaps", [1 << 32, (1 << 32) + COUNT - 1, 1 << 33])
def test_documents_outside_of_the_segment_are_told(tmp_path: Path, sum_of_gaps: int) -> None:
    """Those of a whole block, whose sum passes 32 bits and ends where a document may be."""
    size = 1024
    gaps = np.full(size, sum_of_gaps // size - 1)
    gaps[0] += sum_of_gaps % size
    values = {"gaps": gaps, "frequencies": np.zeros(size, np.int64)}
    path = tmp_path / "file"
    with path.open("wb") as file:
        sections = SectionFileWriter(file)
        for name, own in values.items():
            writer = IntegerWriter()
            writer.append(own)
            writer.write(sections, name)
        sections.close({})
    written = SectionFile(path)
    own_gaps, own_frequencies = (IntegerReader(written, name).native for name in values)
    assert kernels.native is not None
    term = kernels.native.read_term(COUNT, own_gaps, own_frequencies, 0, size, NORMS, LENGTHS, 2.2)
    with pytest.raises(IndexDamagedError):
        kernels.native.match_any(COUNT, [term], b"\0", np.ones(1), None)
