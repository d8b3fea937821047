"""The files of an evaluation: questions, judgements of documents (TREC qrels), rankings (runs)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from searchkit.errors import UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class RankedDocument(NamedTuple):
    """A document of a run: for which question, at which place (from 1), with which score."""

    query: str
    document: str
    rank: int
    score: float


def read_queries(path: Path) -> list[tuple[str, str]]:
    """Return (id, text) of each question; raises UsageError, naming the line."""
    questions = []
    for number, line in _lines(path):
        try:
            record = json.loads(line)
            questions.append((str(record["id"]), str(record["text"])))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f'{path}, line {number}: not a JSON object with "id" and "text"'
            ) from error
    return questions


def read_qrels(path: Path) -> list[tuple[str, str, int]]:
    """Return (question, document, grade) of each judgement; raises UsageError, naming the line."""
    judgements = []
    for number, line in _lines(path):
        try:
            query, _, document, grade = line.split()
            judgements.append((query, document, int(grade)))
        except ValueError as error:
            raise UsageError(
                f"{path}, line {number}: a judgement is four words: query 0 document grade"
            ) from error
    return judgements


def read_run(path: Path) -> list[RankedDocument]:
    """Return a run, whoever made it; raises UsageError, naming the line."""
    found = []
    for number, line in _lines(path):
        try:
            query, _, document, rank, score, _ = line.split()
            found.append(RankedDocument(query, document, int(rank), float(score)))
        except ValueError as error:
            raise UsageError(
                f"{path}, line {number}: a line of a run is six words: "
                "query Q0 document rank score name"
            ) from error
    return found


def write_run(path: Path, ranking: Iterable[RankedDocument]) -> None:
    """Write a run in TREC's format; raises UsageError where that cannot be done."""
    lines = (
        f"{item.query} Q0 {item.document} {item.rank} {item.score:g} searchkit\n"
        for item in ranking
    )
    try:
        path.write_text("".join(lines), "utf-8")
    except OSError as failed:
        error = reason_of(failed)
        raise UsageError(f"{path} cannot be written: {error}") from failed


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a file that are not blank, each with its number."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as failed:
        error = reason_of(failed)
        raise UsageError(f"{path} cannot be read: {error}") from failed
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
