"""Judged questions, each with what the first stage finds for it and the features of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import searchkit
from searchkit.backends.base import BM25
from searchkit.backends.local import LocalIndex
from searchkit.evaluation.judgements import read_qrels, read_queries
from searchkit.evaluation.typing import without_diacritics
from searchkit.index.catalogue import Catalogue
from searchkit.index.language_counts import Language
from searchkit.index.schema import FIELDS
from searchkit.search.query.interpreter import interpret
from searchkit.search.query.parser import parse_query
from searchkit.search.query.questions import is_question, with_reading
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.second_stage import SecondStage
from searchkit.search.settings import RankingSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from searchkit.backends.base import TopDocs
    from searchkit.query_tree import Query


@dataclass(frozen=True)
class JudgedSet:
    """Questions of the folder ``questions``, asked of the corpus in the folder ``corpus``.

    ``weight`` is what a question weighs in training.
    """

    questions: str
    corpus: str
    weight: float


SETS = (
    JudgedSet("alqac2024", "alqac2024", 0.5),
    JudgedSet("vlsp2025", "vlsp2025", 1.0),
    JudgedSet("zalo2021", "phapdien", 1.0),
    JudgedSet("zalo2021train", "phapdien", 1.0),
    JudgedSet("phapdien_judged", "phapdien", 0.5),
)


@dataclass(frozen=True)
class Example:
    """A question as it is typed once, with the candidates of the first stage in its order.

    ``kinds`` are the kinds of question that ``evaluate`` shows; ``features`` None where the second
    stage has nothing to order.
    """

    set: JudgedSet
    question: str
    accented: bool
    answers: frozenset[str]
    kinds: tuple[str, ...]
    documents: tuple[str, ...]
    features: NDArray[np.float32] | None

    @property
    def labels(self) -> NDArray[np.int8]:
        """1 for each candidate that is an answer."""
        return np.array([document in self.answers for document in self.documents], np.int8)


class Collector:
    """Asks the first stage over one index and computes the features of what it finds."""

    def __init__(self, folder: Path, settings: RankingSettings) -> None:
        self._settings = settings
        index = LocalIndex(folder, FIELDS).open()
        self._catalogue = Catalogue(index.state(BM25(settings.k1, settings.b)))
        self._language = Language(index)
        self._stage = SecondStage(self._catalogue, settings)
        self._ids: dict[int, str] = {}

    def examples(self, judged: JudgedSet, data: Path) -> Iterator[Example]:
        """Yield each question of a set, as it is written and without diacritics."""
        folder = data / judged.questions
        right: dict[str, set[str]] = {}
        for question, document, grade in read_qrels(folder / "qrels.txt"):
            if grade > 0:
                right.setdefault(question, set()).add(document)
        for question, text in read_queries(folder / "queries.jsonl"):
            answers = frozenset(right.get(question, ()))
            firsts = [self._catalogue.first_of_id(answer) for answer in sorted(answers)]
            known = np.array([first for first in firsts if first is not None], np.int64)
            if not answers:
                continue
            for typed in (text, without_diacritics(text)):
                yield self._example(judged, question, typed, answers, np.sort(known))

    def _example(
        self,
        judged: JudgedSet,
        question: str,
        text: str,
        answers: frozenset[str],
        right: NDArray[np.int64],
    ) -> Example:
        parsed = interpret(self._catalogue, parse_query(text))
        parsed = with_reading(parsed, self._language.counts, self._settings.fewest_words)
        ranker = Ranker(self._catalogue.state, self._settings, parsed)
        top = ranker.rank([], self._settings.candidates)
        asked = is_question(parsed, self._settings.fewest_words)

        def search(passages: Query, depth: int) -> TopDocs:
            return ranker.rank([passages], depth)

        found = None
        if asked:
            found = self._stage.features(parsed, self._stage.candidates(parsed, top, search))
        owners = self._catalogue.owner(top.docnums)
        documents = list(dict.fromkeys(owners.tolist())) if found is None else found.owners.tolist()
        return Example(
            judged,
            question,
            without_diacritics(text) != text,
            answers,
            self._stage.kinds(parsed, right),
            tuple(map(self._id, documents)),
            None if found is None else found.matrix.astype(np.float32),
        )

    def _id(self, owner: int) -> str:
        known = self._ids.get(owner)
        if known is None:
            known = self._ids[owner] = self._catalogue.record(owner).id
        return known


def collect(data: Path, indexes: Path) -> list[Example]:
    """Return every question of every set; makes the indexes that are not there."""
    examples: list[Example] = []
    for judged in SETS:
        folder = _index(data / judged.corpus, indexes / judged.corpus)
        examples += Collector(folder, RankingSettings()).examples(judged, data)
    return examples


def _index(corpus: Path, folder: Path) -> Path:
    if not folder.exists():
        with searchkit.open_index(folder, create=True) as index:
            index.add([next(corpus.glob("corpus.jsonl*"))])
    return folder
