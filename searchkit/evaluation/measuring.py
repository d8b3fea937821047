"""How well the ranking does on judged questions, measured with ir_measures."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass, field
from searchkit.errors import MissingExtraError, QueryError, UsageError
from searchkit.evaluation.comparing import Comparison, compare
from searchkit.evaluation.judgements import (
    RankedDocument,
    read_qrels,
    read_queries,
    read_run,
    write_run,
)
from searchkit.evaluation.typing import half_accented as type_half_accented
from searchkit.evaluation.typing import without_diacritics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DEPTH = 100
"""Documents ranked for each question: what R@100 needs."""


RankDocuments = Callable[[str, int], Sequence[tuple[str, float]]]
"""A ranking that is measured: (query, limit) to (document id, score), best first."""

KindsOfQuestion = Callable[[str, Sequence[str]], Collection[str]]
"""(query, ids of the right documents) to the kinds of which the question is."""


@dataclass(frozen=True, slots=True)
class KindFigures:
    """How many questions are of a kind, and the mean of each measure over them.

    ``against`` has the same means of the run that is compared with.
    """

    queries: int
    measures: dict[str, float]
    against: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Mean of each measure over the questions, and the time that the searches took.

    ``kinds`` has the same by kind of question, ``against`` what another run reaches by measure.
    """

    measures: dict[str, float]
    queries: int
    seconds: float
    kinds: dict[str, KindFigures] = field(default_factory=dict)
    against: dict[str, Comparison] = field(default_factory=dict)


def evaluate(
    rank: RankDocuments,
    *,
    queries: str | Path,
    qrels: str | Path,
    measures: str = "RR@10 nDCG@10 R@10 R@100 P@1",
    unaccented: bool = False,
    half_accented: bool = False,
    run: str | Path | None = None,
    against: str | Path | None = None,
    kinds: KindsOfQuestion | None = None,
) -> Evaluation:
    """Measure a ranking on questions (JSON lines: ``id``, ``text``) and judgements (TREC qrels).

    A document scores as its best passage. ``unaccented`` strips the diacritics off the questions,
    ``half_accented`` off every second word that has some; ``run`` is a file to write the ranking
    to, in TREC's format, ``against`` such a file to compare with; ``kinds`` says of which kinds a
    question is. Raises UsageError for a file that cannot be read, a measure that ir_measures does
    not know, and both ways of typing together; MissingExtraError without the extra ``evaluate``.
    """
    if unaccented and half_accented:
        raise UsageError("questions are typed without diacritics or with half of them, not both")
    wanted = _measures(measures)
    questions = read_queries(Path(queries))
    judgements = read_qrels(Path(qrels))
    other = None if against is None else read_run(Path(against))
    typed = without_diacritics if unaccented else type_half_accented if half_accented else str
    started = time.perf_counter()
    ranking = [
        ranked for identifier, text in questions for ranked in _rank(rank, identifier, typed(text))
    ]
    seconds = time.perf_counter() - started
    if run is not None:
        write_run(Path(run), ranking)
    means, values = _measured(wanted, judgements, ranking)
    others: Values = {} if other is None else _measured(wanted, judgements, other)[1]
    return Evaluation(
        means,
        len(questions),
        seconds,
        {} if kinds is None else _by_kind(values, others, _kinds(kinds, questions, judgements)),
        {measure: compare(values[measure], by) for measure, by in others.items()},
    )


def _rank(rank: RankDocuments, identifier: str, text: str) -> Iterator[RankedDocument]:
    """Yield the documents found for a question, best first."""
    try:
        found = rank(text, _DEPTH)
    except QueryError:
        return
    for place, (document, _) in enumerate(found, start=1):
        # Ranks, not scores, order the run: TREC tools would order ties their own way.
        yield RankedDocument(identifier, document, place, float(_DEPTH - place + 1))


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


Judgements = list[tuple[str, str, int]]
Values = dict[str, dict[str, float]]
"""By measure the value of each judged question."""


def _measured(
    wanted: list[Any], judgements: Judgements, ranking: Iterable[RankedDocument]
) -> tuple[dict[str, float], Values]:
    """Return the mean of each measure, and its values."""
    ir_measures = _ir_measures()

    qrels = [ir_measures.Qrel(*judgement) for judgement in judgements]
    run = [ir_measures.ScoredDoc(item.query, item.document, item.score) for item in ranking]
    found = ir_measures.calc(wanted, qrels, run)
    judged = dict.fromkeys((query for query, _, _ in judgements), 0.0)
    values = {str(measure): dict(judged) for measure in wanted}
    for value in found.per_query:
        values[str(value.measure)][value.query_id] = float(value.value)
    return {str(measure): float(found.aggregated[measure]) for measure in wanted}, values


def _kinds(
    kinds: KindsOfQuestion, questions: Iterable[tuple[str, str]], judgements: Judgements
) -> dict[str, list[str]]:
    """Return the judged questions of each kind."""
    right: dict[str, list[str]] = {}
    for query, document, grade in judgements:
        if grade > 0:
            right.setdefault(query, []).append(document)
    found: dict[str, list[str]] = {}
    for identifier, text in questions:
        for kind in kinds(text, right[identifier]) if identifier in right else ():
            found.setdefault(kind, []).append(identifier)
    return found


def _by_kind(
    values: Values, others: Values, kinds: Mapping[str, Sequence[str]]
) -> dict[str, KindFigures]:
    return {
        kind: KindFigures(len(own), _means(values, own), _means(others, own))
        for kind, own in sorted(kinds.items())
    }


def _means(values: Values, questions: Sequence[str]) -> dict[str, float]:
    """Return the mean of each measure over some of the questions."""
    return {
        name: sum(by[question] for question in questions) / len(questions)
        for name, by in values.items()
    }
