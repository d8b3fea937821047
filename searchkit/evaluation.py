"""How well the ranking does on judged questions, measured with ir_measures."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.errors import MissingExtraError, QueryError, UsageError, reason_of
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEPTH = 100
"""Documents ranked for each question: what R@100 needs."""


RankDocuments = Callable[[str, int], Sequence[tuple[str, float]]]
"""A ranking that is measured: (query, limit) to (document id, score), best first."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Mean of each measure over the questions, and the time that the searches took."""

    measures: dict[str, float]
    queries: int
    seconds: float


def evaluate(
    rank: RankDocuments,
    *,
    queries: str | Path,
    qrels: str | Path,
    measures: str = "RR@10 nDCG@10 R@10 R@100 P@1",
    unaccented: bool = False,
    run: str | Path | None = None,
) -> Evaluation:
    """Measure a ranking on questions (JSON lines: ``id``, ``text``) and judgements (TREC qrels).

    A document scores as its best passage. ``unaccented`` strips the diacritics off the questions;
    ``run`` is a file to write the ranking to, in TREC's format. Raises UsageError for a file that
    cannot be read or a measure that ir_measures does not know, MissingExtraError without the extra
    ``searchkit-vi[evaluate]``.
    """
    wanted = _measures(measures)
    questions = read_queries(Path(queries))
    judgements = read_qrels(Path(qrels))
    started = time.perf_counter()
    ranking = [
        ranked
        for identifier, text in questions
        for ranked in _rank(rank, identifier, without_diacritics(text) if unaccented else text)
    ]
    seconds = time.perf_counter() - started
    if run is not None:
        _write_run(Path(run), ranking)
    ir_measures = _ir_measures()
    judged = [ir_measures.Qrel(*judgement) for judgement in judgements]
    found = [ir_measures.ScoredDoc(query, document, score) for query, document, _, score in ranking]
    values = ir_measures.calc_aggregate(wanted, judged, found)
    return Evaluation(
        {str(measure): float(values[measure]) for measure in wanted}, len(questions), seconds
    )


def without_diacritics(text: str) -> str:
    """Return a question as it is typed without diacritics."""
    return fold(normalize(text).text)


def _rank(rank: RankDocuments, identifier: str, text: str) -> Iterable[tuple[str, str, int, float]]:
    """Yield (question, document, rank, score) for the documents found, best first."""
    try:
        found = rank(text, _DEPTH)
    except QueryError:
        return
    for place, (document, _) in enumerate(found, start=1):
        # Ranks, not scores, order the run: TREC tools would order ties their own way.
        yield identifier, document, place, float(_DEPTH - place + 1)


def _ir_measures() -> Any:
    try:
        import ir_measures
    except ImportError as error:
        raise MissingExtraError("measuring a ranking needs ir-measures", "evaluate") from error
    return ir_measures


def _measures(names: str) -> list[Any]:
    ir_measures = _ir_measures()
    parsed = []
    for name in names.split():
        try:
            parsed.append(ir_measures.parse_measure(name))
        except (NameError, ValueError, SyntaxError) as error:
            raise UsageError(
                f'"{name}" is no measure: write them as RR@10 nDCG@10 R@100'
            ) from error
    if not parsed:
        raise UsageError("no measure is named: write them as RR@10 nDCG@10 R@100")
    return parsed


def read_queries(path: Path) -> list[tuple[str, str]]:
    """Return (id, text) of each question; raises UsageError, naming the line."""
    questions = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
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
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            query, _, document, grade = line.split()
            judgements.append((query, document, int(grade)))
        except ValueError as error:
            raise UsageError(
                f"{path}, line {number}: a judgement is four words: query 0 document grade"
            ) from error
    return judgements


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as failed:
        error = reason_of(failed)
        raise UsageError(f"{path} cannot be read: {error}") from failed


def _write_run(path: Path, ranking: Iterable[tuple[str, str, int, float]]) -> None:
    lines = (
        f"{query} Q0 {document} {rank} {score:g} searchkit\n"
        for query, document, rank, score in ranking
    )
    try:
        path.write_text("".join(lines), "utf-8")
    except OSError as failed:
        error = reason_of(failed)
        raise UsageError(f"{path} cannot be written: {error}") from failed
