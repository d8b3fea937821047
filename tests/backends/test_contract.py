"""What ``index`` and ``search`` rely on, whichever back end answers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.backends.base import Column
from searchkit.errors import IndexDamagedError, IndexLockedError
from searchkit.query_tree import (
    And,
    Every,
    Kept,
    Near,
    Not,
    Nothing,
    Numbered,
    Or,
    Phrase,
    Query,
    Term,
    TermRange,
)
from tests.backends.oracle import FIELDS, SIMILARITY, Row, Scorer, fill, matches, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.backends.base import Backend, IndexState
    from tests.backends.conftest import Maker

WORDS = ("cap", "cấp", "giay", "giấy", "giầy", "phép", "đất", "đường")
KINDS = ("công điện", "công văn", "kế hoạch")
DAYS = ("", "2023-12-31", "2024-02-29", "2024-03-01")
words = st.sampled_from(WORDS)
rows = st.builds(Row, st.lists(words, max_size=8).map(tuple), st.sampled_from(KINDS))
rows |= st.builds(
    Row, st.lists(words, min_size=1, max_size=8).map(tuple), *map(st.sampled_from, (KINDS, DAYS))
)
batches = st.lists(st.lists(rows, min_size=1, max_size=8), min_size=1, max_size=3)
boosts = st.sampled_from([1.0, 0.5, 3.0])
terms = st.builds(Term, st.sampled_from(["text", "folded"]), words | st.just("vắng"), boosts)
phrases = st.builds(
    Phrase,
    st.just("text"),
    st.lists(st.lists(words, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
    boosts,
)
near = st.builds(
    Near,
    st.just("text"),
    st.lists(
        st.lists(st.lists(words, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(
            tuple
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    st.integers(0, 4),
)
bounds = st.none() | words | st.sampled_from(["c", "gi", "đ", "z", ""])
ranges = st.builds(
    TermRange, st.just("text"), bounds, bounds, st.sampled_from(["", "g", "giấ", "đ", "k"])
)
every = st.builds(Every, st.sampled_from([None, "date", "text", "kind"]))
scored = st.recursive(
    terms | phrases,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3)
        .map(tuple)
        .flatmap(lambda own: st.sampled_from([Or(own), And(own)]))
    ),
    max_leaves=6,
)
keywords = st.builds(Term, st.just("kind"), st.sampled_from([*KINDS, "sắc lệnh"]))
queries = st.recursive(
    scored | keywords | ranges | near | every | st.just(Nothing()),
    lambda parts: (
        st.builds(Not, parts)
        | st.lists(parts, max_size=3)
        .map(tuple)
        .flatmap(lambda own: st.sampled_from([Or(own), And(own)]))
    ),
    max_leaves=6,
)

_ROUNDED = 0.25
"""How far the rounded scores of a few terms may be off."""

A = Row(("cấp", "giấy", "phép"), "công văn", "2024-03-01")
B = Row(("cấp", "đất"), "công điện", "2024-02-29")
C = Row(("giấy", "giấy", "phép"), "công văn", "2024-03-01")
D = Row(("đường",), "kế hoạch")
E = Row(("cap", "giay"), "công văn", "2023-12-31")


def without(backend: Backend, batches: list[list[Row]], kind: str | None) -> list[Row]:
    """Delete the rows of a kind, if one is given, and return those that stay."""
    if kind is not None:
        with backend.writer(memory=0) as writer:
            writer.delete("kind", [kind])
    return [row for own in batches for row in own if row.kind != kind]


def of_two_commits(made: Backend) -> Backend:
    fill(made, [[A, B, C], [D, E]])
    return made


@pytest.fixture
def backend(make_backend: Maker, tmp_path: Path) -> Backend:
    """An index of two commits."""
    return of_two_commits(make_backend(tmp_path, FIELDS))


@pytest.fixture(scope="module")
def unchanged(make_backend: Maker, tmp_path_factory: pytest.TempPathFactory) -> Backend:
    """Such an index for tests that only read it."""
    return of_two_commits(make_backend(tmp_path_factory.mktemp("unchanged"), FIELDS))


@pytest.fixture
def state(unchanged: Backend) -> Iterator[IndexState]:
    state = unchanged.state(SIMILARITY)
    yield state
    state.close()


def numbers(state: IndexState, query: Query) -> list[int]:
    found: list[int] = state.matching(query).tolist()
    return found


def test_every_kind_of_query_matches_what_it_says(make_backend: Maker) -> None:
    @settings(max_examples=make_backend.examples, deadline=None)
    @given(
        batches=batches,
        asked=st.lists(queries, min_size=4, max_size=12),
        deleted=st.sampled_from([None, *KINDS]),
    )
    def check(batches: list[list[Row]], asked: list[Query], deleted: str | None) -> None:
        with tempfile.TemporaryDirectory() as folder:
            backend = make_backend(Path(folder), FIELDS)
            fill(backend, batches)
            left = without(backend, batches, deleted)
            state = backend.state(SIMILARITY)
            alive = numbers(state, Every())
            assert len(alive) == len(left)
            state.expect_matching(asked[::2])  # which changes no answer
            for query in asked:
                expected = [n for n, row in zip(alive, left, strict=True) if matches(query, row)]
                assert numbers(state, query) == expected
            state.close()

    check()


def test_the_best_come_first_with_their_exact_scores(make_backend: Maker) -> None:
    @settings(max_examples=make_backend.examples, deadline=None)
    @given(
        batches=batches,
        asked=st.lists(st.tuples(scored, queries, st.integers(1, 30)), min_size=4, max_size=12),
    )
    def check(batches: list[list[Row]], asked: list[tuple[Query, Query, int]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            backend = make_backend(Path(folder), FIELDS)
            fill(backend, batches)
            state = backend.state(SIMILARITY)
            for query, filtered, limit in asked:
                check_ranking(
                    state, [row for own in batches for row in own], query, filtered, limit
                )
            state.close()

    check()


def check_ranking(
    state: IndexState, rows: Sequence[Row], query: Query, filtered: Query, limit: int
) -> None:
    scorer = Scorer(rows)
    expected = [scorer.score(query, row) for row in rows]
    (scores,) = state.score([query], np.arange(len(rows)))
    assert scores == pytest.approx(expected)
    found = state.search(query, limit, [filtered])
    wanted = [n for n, row in enumerate(rows) if matches(And((query, filtered)), row)]
    assert found.total == len(wanted)
    assert len(found.docnums) == min(limit, len(wanted))
    assert set(found.docnums.tolist()) <= set(wanted)
    assert found.scores == pytest.approx([expected[n] for n in found.docnums.tolist()])
    order = list(zip((-found.scores).tolist(), found.docnums.tolist(), strict=True))
    assert order == sorted(order)
    best = sorted((expected[n] for n in wanted), reverse=True)[:limit]
    assert found.scores == pytest.approx(best)
    check_rough_ranking(state, query, filtered, {n: expected[n] for n in wanted})


def check_rough_ranking(
    state: IndexState, query: Query, filtered: Query, expected: dict[int, float]
) -> None:
    whole = state.search_roughly(query, 1000, [filtered])
    assert sorted(whole.docnums.tolist()) == sorted(expected)
    assert whole.total == len(expected)
    for number, score in zip(whole.docnums.tolist(), whole.scores.tolist(), strict=True):
        assert score == pytest.approx(expected[number], abs=_ROUNDED)
    order = list(zip((-whole.scores).tolist(), whole.docnums.tolist(), strict=True))
    assert order == sorted(order)
    some = state.search_roughly(query, 3, [filtered])
    assert some.docnums.tolist() == whole.docnums.tolist()[:3]
    assert some.total == whole.total


def test_documents_are_found_by_their_numbers(state: IndexState) -> None:
    assert numbers(state, Numbered((0, 2, 4))) == [0, 2, 4]
    assert numbers(state, And((Term("text", "giấy"), Numbered((1, 2, 3))))) == [2]
    assert numbers(state, Not(Numbered(()))) == [0, 1, 2, 3, 4]
    for _ in range(2):  # what is kept is found again
        assert numbers(state, Kept(Not(Numbered((1, 3))))) == [0, 2, 4]
        assert numbers(state, And((Term("text", "giấy"), Kept(Numbered((1, 2, 3)))))) == [2]
        assert numbers(state, Not(Kept(Term("text", "giấy")))) == [
            n for n in range(5) if n not in numbers(state, Term("text", "giấy"))
        ]
    found = state.search(Term("text", "cấp"), 5, [Numbered((1,))])
    assert (found.docnums.tolist(), found.total) == ([1], 1)


def test_the_first_that_match_are_told(state: IndexState) -> None:
    asked = [Term("text", "giấy"), Term("kind", "sắc lệnh"), Every("date"), Term("text", "đất")]
    assert state.first_matching(asked).tolist() == [0, -1, 0, 1]
    assert state.first_matching([]).tolist() == []
    assert state.contexts(np.array([0, 1])).values == state.contexts(np.array([1, 0])).values[::-1]


def test_phrases_are_near_within_one_document_only(make_backend: Maker, tmp_path: Path) -> None:
    backend = make_backend(tmp_path, FIELDS)
    fill(backend, [[D, A, B]])
    state = backend.state(SIMILARITY)
    far = 1 << 20
    assert numbers(state, Near("text", ((("đường",),), (("cấp",),)), far)) == []
    assert numbers(state, Near("text", ((("cấp",),), (("phép", "đất"),)), far)) == [1, 2]


def test_what_is_lost_with_fewer_occurrences(state: IndexState) -> None:
    scorer = Scorer([A, B, C, D, E])
    terms = [Term("text", "giấy", 2.0), Term("folded", "cấp")]
    lost = state.score_lost(terms, np.array([2, 0]), np.array([[1.0, 1.0], [0.0, 5.0]]))
    of_c = 2.0 * (scorer.term("text", "giấy", C, 2) - scorer.term("text", "giấy", C, 1))
    of_a = 2.0 * scorer.term("text", "giấy", A, 1) + scorer.term("folded", "cấp", A, 1)
    assert lost == pytest.approx([of_c, of_a])


def test_nothing_is_lost_by_no_terms(state: IndexState) -> None:
    assert state.score_lost([], np.array([0, 1]), np.zeros((0, 2))).tolist() == [0.0, 0.0]


def test_terms_are_counted_in_documents(state: IndexState) -> None:
    rows = [A, B, C, D, E]
    asked = [Term("text", "giấy"), Term("folded", "cấp"), Term("text", "vắng"), Term("kind", "x")]
    wanted = [0, 2, 4]
    counts = state.counts(asked, np.array(wanted))
    held = [[row.terms(term.field).count(term.text) for row in rows] for term in asked]
    assert counts.documents == 5
    assert counts.holding.tolist() == [sum(n > 0 for n in row) for row in held]
    assert counts.frequencies.tolist() == [[row[n] for n in wanted] for row in held]
    assert state.counts([], np.array(wanted)).frequencies.shape == (0, 3)


def test_lengths_and_contexts_are_those_of_the_documents(state: IndexState) -> None:
    rows = [A, A, C, D, E]  # B is like none of its neighbours
    wanted = np.array([0, 2, 3, 4])
    assert state.lengths("text", wanted).tolist() == [len(rows[n].text) for n in wanted]
    assert state.lengths("kind", wanted).tolist() == [0] * 4
    runs = state.contexts(wanted)
    assert runs.values == [(rows[n].kind,) for n in wanted]
    assert list(zip(runs.firsts.tolist(), runs.ends.tolist(), strict=True)) == [
        (0, 1),
        (2, 3),
        (3, 4),
        (4, 5),
    ]
    assert state.contexts(np.zeros(0, np.int64)).values == []


columns = st.builds(
    Column,
    st.sampled_from(["kind", "date", "text", "nowhere"]),
    st.sampled_from(["", "c", "2024-"]),
)


def test_blocks_are_counted_and_ordered(make_backend: Maker) -> None:
    @settings(max_examples=make_backend.examples, deadline=None)
    @given(
        batches=batches,
        asked=st.lists(
            st.tuples(
                queries, queries, columns, st.booleans(), st.integers(0, 6), st.integers(1, 20)
            ),
            min_size=4,
            max_size=12,
        ),
        deleted=st.sampled_from([None, *KINDS]),
    )
    def check(
        batches: list[list[Row]],
        asked: list[tuple[Query, Query, Column, bool, int, int]],
        deleted: str | None,
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            backend = make_backend(Path(folder), FIELDS)
            fill(backend, batches)
            left = without(backend, batches, deleted)
            state = backend.state(SIMILARITY)
            alive = numbers(state, Every())
            for query, heads, column, descending, offset, limit in asked:
                blocks = blocks_of(left, heads)
                matched = [n for n, own in blocks if any(matches(query, row) for row in own)]
                check_counts(state, left, query, heads, column)
                top = state.top_blocks(
                    query, heads, column, descending=descending, offset=offset, limit=limit
                )
                order = ordered(left, matched, column, descending=descending)
                shown = order[offset : offset + limit]
                assert top.heads.tolist() == [alive[n] for n in shown]
                sizes = {n: sum(matches(query, row) for row in own) for n, own in blocks}
                assert top.sizes.tolist() == [sizes[n] for n in shown]
                assert top.total == len(matched)
            state.close()

    check()


def check_counts(
    state: IndexState, rows: Sequence[Row], query: Query, heads: Query, column: Column
) -> None:
    found = state.count_blocks(query, heads, [column, Column("kind")])
    blocks = blocks_of(rows, heads)
    sizes = [sum(matches(query, row) for row in own) for _, own in blocks]
    assert found.sizes.tolist() == [sizes.count(n) for n in range(max(sizes, default=0) + 1)]
    for asked, held in zip([column, Column("kind")], found.held, strict=True):
        for place, term in enumerate(state.values(asked.field, asked.prefix).terms):
            own = [
                size
                for (n, _), size in zip(blocks, sizes, strict=True)
                if size and term in rows[n].terms(asked.field)
            ]
            assert (held.blocks[place], held.documents[place]) == (len(own), sum(own))
        assert len(held.blocks) == len(state.values(asked.field, asked.prefix).terms)


def blocks_of(rows: Sequence[Row], heads: Query) -> list[tuple[int, list[Row]]]:
    """Return each block with the number of its head."""
    blocks: list[tuple[int, list[Row]]] = []
    for number, row in enumerate(rows):
        if matches(heads, row):
            blocks.append((number, [row]))
        elif blocks:
            blocks[-1][1].append(row)
    return blocks


def ordered(
    rows: Sequence[Row], heads: Sequence[int], column: Column, *, descending: bool
) -> list[int]:
    def lowest(number: int) -> str:
        terms = [t for t in rows[number].terms(column.field) if t.startswith(column.prefix)]
        return min(terms, default="")

    holding = [number for number in heads if lowest(number)]
    silent = [number for number in heads if not lowest(number)]
    return [*sorted(holding, key=lowest, reverse=descending), *silent]


def test_the_values_of_a_field_are_counted_in_order(state: IndexState) -> None:
    values = state.values("kind")
    assert dict(zip(values.terms, values.frequencies.tolist(), strict=True)) == {
        "công văn": 3,
        "công điện": 1,
        "kế hoạch": 1,
    }
    assert values.terms == sorted(values.terms)
    assert state.values("kind", "công").terms == ["công văn", "công điện"]
    for field, prefix in [("kind", ""), ("kind", "công"), ("text", "gi"), ("nowhere", "")]:
        assert state.terms(field, prefix) == state.values(field, prefix).terms
    assert state.values("text", "gi").frequencies.tolist() == [1, 3]
    assert state.values("nowhere").terms == []
    assert len(state.values("text").terms) == 7
    assert state.term_count("text") == (7 if state.at_hand else None)


def test_the_most_frequent_values_come_first(state: IndexState) -> None:
    found = state.frequent_values("kind", "", 2)
    assert (found.terms, found.frequencies.tolist()) == (["công văn", "công điện"], [3, 1])
    assert state.frequent_values("kind", "kế", 5).terms == ["kế hoạch"]
    assert state.frequent_values("kind", "x", 5).terms == []
    assert state.frequent_values("nowhere", "", 5).terms == []


def test_stored_fields_come_in_the_order_asked_for(state: IndexState) -> None:
    found = list(state.stored([4, 0]))
    assert found == [
        {"title": "cap giay", "body": "công văn"},
        {"title": "cấp giấy phép", "body": "công văn"},
    ]
    assert [row["title"] for row in state.stored([3], body=False)] == ["đường"]


def test_what_is_expected_is_counted_as_what_is_not(state: IndexState) -> None:
    heads, terms = Term("kind", "công văn"), [Term("text", "giấy"), Term("text", "vắng")]
    before = state.count_blocks(Every(), heads).sizes.tolist()
    state.expect_blocks(Every(), heads)
    state.expect_blocks(Nothing(), heads)
    state.expect_terms((term.field, term.text) for term in terms)
    found = state.counts(terms, np.array([0, 2]))
    assert found.holding.tolist() == [2, 0]
    assert found.frequencies.tolist() == [[1.0, 2.0], [0.0, 0.0]]
    assert state.count_blocks(Every(), heads).sizes.tolist() == before
    assert state.count_blocks(Every(), heads).sizes.tolist() == before


def test_the_total_is_the_same_whether_blocks_are_being_counted_or_not(state: IndexState) -> None:
    holds, heads = Term("text", "giấy"), Term("kind", "công văn")
    query = Or((holds, Term("text", "cấp")))
    state.expect_blocks(And((Or((holds,)),)), heads)
    found = state.search(query, 1, [holds])
    assert found.total == state.search(query, 1, [And((holds, Every()))]).total == 2
    assert state.count_blocks(And((holds,)), heads).sizes.tolist() == [1, 2]
    assert state.search(query, 1, [holds], total=False).docnums.tolist() == found.docnums.tolist()


def test_what_is_expected_is_stored_as_what_is_not(state: IndexState) -> None:
    state.expect(np.array([0, 3]), np.array([3, 4]))
    found = list(state.stored([3, 0, 4]))
    assert [(row["title"], row["body"]) for row in found] == [
        ("đường", "kế hoạch"),
        ("cấp giấy phép", "công văn"),
        ("cap giay", "công văn"),
    ]


def test_a_state_stays_as_it_was_and_knows_that_it_is_old(backend: Backend) -> None:
    state, stamp = backend.state(SIMILARITY), backend.stamp()
    assert state.is_current()
    assert backend.stamp() == stamp
    fill(backend, [[D]])
    assert not state.is_current()
    assert backend.stamp() != stamp
    assert len(numbers(state, Every())) == 5
    assert len(numbers(backend.state(SIMILARITY), Every())) == 6
    assert backend.state(SIMILARITY).segments >= 1


def test_an_empty_index_answers_every_question(make_backend: Maker, tmp_path: Path) -> None:
    state = make_backend(tmp_path, FIELDS).state(SIMILARITY)
    assert numbers(state, Every()) == []
    assert state.search(Term("text", "cấp"), 5).total == 0
    assert state.top_blocks(Every(), Every(), Column("date"), limit=5).total == 0
    assert state.count_blocks(Every(), Every(), [Column("date")]).sizes.tolist() == [0]
    assert state.values("text").terms == []
    assert state.term_count("text") == (0 if state.at_hand else None)
    assert state.segments == 0
    assert list(state.stored([])) == []


def test_nothing_is_seen_before_it_is_committed(backend: Backend) -> None:
    with backend.writer(memory=1 << 20) as writer:
        writer.add_packed(packed(backend, [D]))
        assert writer.delete("kind", ["công văn", "sắc lệnh"]) == 3
        assert list(writer.settle("kind")) == []
        assert len(numbers(backend.state(SIMILARITY), Every())) == 5
        writer.checkpoint()
        assert len(numbers(backend.state(SIMILARITY), Every())) == 3
        writer.add_packed(packed(backend, [D, D]))
    state = backend.state(SIMILARITY)
    assert len(numbers(state, Every())) == 5
    assert numbers(state, Term("kind", "công văn")) == []


def test_what_fails_leaves_no_trace(backend: Backend) -> None:
    def fail() -> None:
        with backend.writer(memory=1 << 20) as writer:
            writer.add_packed(packed(backend, [D]))
            writer.delete("kind", ["công văn"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(numbers(backend.state(SIMILARITY), Every())) == 5
    fill(backend, [[D]])
    assert len(numbers(backend.state(SIMILARITY), Every())) == 6


def test_one_writes_at_a_time(backend: Backend) -> None:
    with backend.writer(memory=1 << 20):
        with pytest.raises(IndexLockedError), backend.writer(memory=1 << 20):
            pass
        with pytest.raises(IndexLockedError), backend.scratch():
            pass
    fill(backend, [[D]])


def test_roots_are_kept_in_order(backend: Backend) -> None:
    assert backend.roots() == []
    backend.save_roots(["/văn bản", "/tin"])
    assert backend.roots() == ["/văn bản", "/tin"]
    backend.save_roots(["/tin"])
    assert backend.roots() == ["/tin"]


def test_attachments_are_kept_replaced_and_dropped(backend: Backend) -> None:
    assert backend.attachment("counts") is None
    assert backend.attachment_meta("counts") is None
    backend.attach("counts", {"a": np.arange(3), "b": np.array([0.5])}, {"total": 7})
    kept = backend.attachment("counts")
    assert kept is not None
    assert {name: kept[name].tolist() for name in kept} == {"a": [0, 1, 2], "b": [0.5]}
    meta = backend.attachment_meta("counts")
    assert meta is not None
    assert meta["total"] == 7
    backend.attach("counts", {"a": np.arange(2)}, {"total": 1})
    kept = backend.attachment("counts")
    assert kept is not None
    assert {name: kept[name].tolist() for name in kept} == {"a": [0, 1]}
    backend.detach("counts")
    backend.detach("counts")
    assert backend.attachment("counts") is None


def test_another_index_takes_the_place_of_all(backend: Backend) -> None:
    backend.save_roots(["/cũ"])
    backend.attach("old", {"a": np.arange(2)}, {})
    state = backend.state(SIMILARITY)
    with backend.scratch() as fresh:
        fill(fresh, [[D, D]])
        fresh.save_roots(["/mới"])
        fresh.attach("new", {"a": np.arange(3)}, {})
        assert len(numbers(backend.state(SIMILARITY), Every())) == 5
        backend.adopt(fresh)
    assert not state.is_current()
    assert len(numbers(backend.state(SIMILARITY), Term("kind", "kế hoạch"))) == 2
    assert len(numbers(backend.state(SIMILARITY), Every())) == 2
    assert backend.roots() == ["/mới"]
    assert backend.attachment("old") is None
    assert backend.attachment("new") is not None


def test_a_scratch_index_that_is_not_adopted_changes_nothing(backend: Backend) -> None:
    with backend.scratch() as fresh:
        fill(fresh, [[D]])
    assert len(numbers(backend.state(SIMILARITY), Every())) == 5
    fill(backend, [[D]])


def test_all_that_is_stored_is_checked(backend: Backend) -> None:
    files = backend.verify([])
    assert files
    assert 0 < sum(files.values()) <= backend.size()
    with pytest.raises(IndexDamagedError, match=r"counts.* is missing"):
        backend.verify(["counts"])
    backend.attach("counts", {"a": np.arange(3)}, {})
    assert len(backend.verify(["counts"])) == len(files) + 1


def test_an_index_without_documents_may_lack_its_attachments(
    make_backend: Maker, tmp_path: Path
) -> None:
    assert make_backend(tmp_path, FIELDS).verify(["counts"]) == {}


def test_an_index_has_a_name_for_people(backend: Backend) -> None:
    assert backend.name
