"""Measures of a ranking agree with what can be counted by hand, and bad files are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit import QueryError, UsageError, evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QUERIES = '{"id": "q1", "text": "Đường bộ"}\n\n{"id": "q2", "text": "Cư trú"}\n'
QRELS = "q1 0 b 1\n\nq2 0 a 1\nq2 0 c 1\n"
RANKED = {"Đường bộ": ["a", "b", "c"], "Cư trú": ["a", "b", "c"]}


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    (tmp_path / "queries.jsonl").write_text(QUERIES, "utf-8")
    return tmp_path / "queries.jsonl"


@pytest.fixture
def qrels(tmp_path: Path) -> Path:
    (tmp_path / "qrels.txt").write_text(QRELS, "utf-8")
    return tmp_path / "qrels.txt"


def rank(query: str, limit: int) -> Sequence[tuple[str, float]]:
    """Rank three documents in a fixed order, all with the same score."""
    return [(document, 1.0) for document in RANKED.get(query, [])][:limit]


def test_measures_are_those_counted_by_hand(queries: Path, qrels: Path) -> None:
    result = evaluate(rank, queries=queries, qrels=qrels, measures="RR@10 P@1 R@2 R@100")
    assert result.measures == {"RR@10": 0.75, "P@1": 0.5, "R@2": 0.75, "R@100": 1.0}
    assert result.queries == 2


def test_diacritics_are_stripped_on_demand(queries: Path, qrels: Path) -> None:
    asked: list[str] = []

    def note(query: str, limit: int) -> Sequence[tuple[str, float]]:
        asked.append(query)
        return []

    evaluate(note, queries=queries, qrels=qrels, unaccented=True)
    assert asked == ["Duong bo", "Cu tru"]


def test_a_query_that_cannot_be_searched_counts_as_found_nothing(
    queries: Path, qrels: Path
) -> None:
    def refuse(query: str, limit: int) -> Sequence[tuple[str, float]]:
        raise QueryError("nothing to look for")

    assert evaluate(refuse, queries=queries, qrels=qrels).measures["RR@10"] == 0.0


def test_a_run_is_written_as_trec_tools_read_it(queries: Path, qrels: Path, tmp_path: Path) -> None:
    evaluate(rank, queries=queries, qrels=qrels, run=tmp_path / "run.txt")
    lines = (tmp_path / "run.txt").read_text("utf-8").splitlines()
    assert lines[0] == "q1 Q0 a 1 100 searchkit"
    assert lines[1] == "q1 Q0 b 2 99 searchkit"
    assert len(lines) == 6


@pytest.mark.parametrize("measures", ["", "BLEU", "RR@", "nDCG@10 ("])
def test_what_is_no_measure_is_refused(queries: Path, qrels: Path, measures: str) -> None:
    with pytest.raises(UsageError, match="write them as RR@10 nDCG@10"):
        evaluate(rank, queries=queries, qrels=qrels, measures=measures)


@pytest.mark.parametrize(
    "line", ["no json", '["q1", "text"]', '{"id": "q1"}'], ids=["text", "list", "no-text"]
)
def test_a_bad_question_is_named_by_its_line(queries: Path, qrels: Path, line: str) -> None:
    queries.write_text(f"{QUERIES}{line}\n", "utf-8")
    with pytest.raises(UsageError, match=r"queries\.jsonl, line 4: "):
        evaluate(rank, queries=queries, qrels=qrels)


@pytest.mark.parametrize("line", ["q1 0 b", "q1 0 b yes", "q1 0 two words 1"])
def test_a_bad_judgement_is_named_by_its_line(queries: Path, qrels: Path, line: str) -> None:
    qrels.write_text(f"{QRELS}{line}\n", "utf-8")
    with pytest.raises(UsageError, match=r"qrels\.txt, line 5: "):
        evaluate(rank, queries=queries, qrels=qrels)


def test_files_that_cannot_be_read_or_written_are_named(
    queries: Path, qrels: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.jsonl cannot be read: no such file"):
        evaluate(rank, queries=tmp_path / "nowhere.jsonl", qrels=qrels)
    with pytest.raises(UsageError, match="cannot be written"):
        evaluate(rank, queries=queries, qrels=qrels, run=tmp_path / "no" / "folder.txt")
    queries.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read"):
        evaluate(rank, queries=queries, qrels=qrels)


def test_a_ranking_is_compared_with_the_run_of_another(
    queries: Path, qrels: Path, tmp_path: Path
) -> None:
    run = tmp_path / "other.run"
    run.write_text("q1 Q0 b 1 9.5 other\n\nq2 Q0 b 1 2 other\n", "utf-8")
    result = evaluate(rank, queries=queries, qrels=qrels, measures="RR@10", against=run)
    against = result.against["RR@10"]
    assert (against.other, against.difference) == (0.5, 0.25)
    assert (against.better, against.worse) == (1, 1)
    assert 0 < against.chance <= 1


def test_a_run_that_is_written_can_be_compared_with(
    queries: Path, qrels: Path, tmp_path: Path
) -> None:
    evaluate(rank, queries=queries, qrels=qrels, run=tmp_path / "run")
    same = evaluate(rank, queries=queries, qrels=qrels, against=tmp_path / "run")
    assert {measure: found.difference for measure, found in same.against.items()} == dict.fromkeys(
        same.measures, 0.0
    )


def test_figures_are_shown_by_kind_of_question(queries: Path, qrels: Path) -> None:
    right: dict[str, list[str]] = {}

    def kinds(query: str, documents: Sequence[str]) -> Sequence[str]:
        right[query] = list(documents)
        return ["all", "roads"] if query == "Đường bộ" else ["all"]

    result = evaluate(rank, queries=queries, qrels=qrels, measures="RR@10 P@1", kinds=kinds)
    assert right == {"Đường bộ": ["b"], "Cư trú": ["a", "c"]}
    assert {kind: figures.queries for kind, figures in result.kinds.items()} == {
        "all": 2,
        "roads": 1,
    }
    assert result.kinds["all"].measures == result.measures
    assert result.kinds["roads"].measures == {"RR@10": 0.5, "P@1": 0.0}
    assert result.kinds["roads"].against == {}


def test_two_runs_are_compared_by_kind_of_question(
    queries: Path, qrels: Path, tmp_path: Path
) -> None:
    run = tmp_path / "other.run"
    run.write_text("q1 Q0 b 1 9.5 other\nq2 Q0 b 1 2 other\n", "utf-8")
    result = evaluate(
        rank,
        queries=queries,
        qrels=qrels,
        measures="RR@10",
        against=run,
        kinds=lambda query, documents: ["roads" if query == "Đường bộ" else "homes"],
    )
    figures = {
        kind: (*found.measures.values(), *found.against.values())
        for kind, found in result.kinds.items()
    }
    assert figures == {"roads": (0.5, 1.0), "homes": (1.0, 0.0)}


def test_half_of_the_diacritics_are_stripped_on_demand(queries: Path, qrels: Path) -> None:
    asked: list[str] = []

    def note(query: str, limit: int) -> Sequence[tuple[str, float]]:
        asked.append(query)
        return []

    evaluate(note, queries=queries, qrels=qrels, half_accented=True)
    assert asked == ["Đường bo", "Cư tru"]
    with pytest.raises(UsageError, match="not both"):
        evaluate(note, queries=queries, qrels=qrels, half_accented=True, unaccented=True)


@pytest.mark.parametrize("line", ["q1 Q0 b 1 9.5", "q1 Q0 b first 9.5 other"])
def test_a_line_that_is_none_of_a_run_is_named(
    queries: Path, qrels: Path, tmp_path: Path, line: str
) -> None:
    (tmp_path / "run").write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match="line 2: a line of a run is six words"):
        evaluate(rank, queries=queries, qrels=qrels, against=tmp_path / "run")
