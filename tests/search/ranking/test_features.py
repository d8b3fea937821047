"""Each feature of the second stage is what its definition says, counted slowly from the texts."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

import searchkit
from searchkit.backends.base import BM25
from searchkit.engine.storage.arrays import LENGTH_OF_NORM, field_norms
from searchkit.index.catalogue import Catalogue
from searchkit.search.ranking.context import ContextReader
from searchkit.search.ranking.features.computing import Candidates, compute_features
from searchkit.search.ranking.features.definitions import AROUND, BY_BEST, FEATURES
from searchkit.search.ranking.question import Question, make_question
from searchkit.text.spelling.folded_words import folded_words
from tests.support import local_index, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit.backends.base import Floats
    from searchkit.index.terms.contexts import Context

LAW = "(Điều 1 Luật số 91/2031/QH17 Bến thuyền ngày 03/12/2031 của Quốc hội, có hiệu lực)"
RECORDS = [
    {
        "id": "1",
        "title": "Điều 9.1.LQ.1. Phạm vi điều chỉnh",
        "text": "Luật này quy định về bến thuyền, chủ bến thuyền và việc neo đậu thuyền nan.",
        "law": "91/2031/qh17",
        "article": "1",
        "note": LAW,
    },
    {
        "id": "2",
        "title": "Điều 9.1.LQ.2. Giải thích từ ngữ",
        "text": "1. Bến thuyền là nơi thuyền nan neo đậu.\n2. Chủ bến thuyền là người giữ bến.",
        "law": "91/2031/qh17",
        "article": "2",
        "note": "(Điều 2 Luật số 91/2031/QH17, có hiệu lực thi hành kể từ ngày 01/07/2032)",
    },
    {
        "id": "3",
        "title": "Điều 9.1.LQ.3. Trách nhiệm của chủ bến thuyền",
        "text": "Chủ bến thuyền bố trí áo phao, biển báo; nhắc khách mặc áo phao khi lên thuyền.",
        "law": "91/2031/qh17",
        "article": "3",
    },
    {
        "id": "4",
        "title": "Luật Đò dọc - Điều 7",
        "text": "Áo phao của khách\n"
        + " ".join(
            f"{n}. Chủ bến thuyền phát áo phao cho khách trước khi thuyền rời bến {n}, và ghi sổ.\n"
            for n in range(1, 90)
        ),
    },
    {"id": "5", "title": "", "text": "Ghi chép về bến thuyền cũ bên sông, nơi có chủ quán nước."},
    {"id": "6", "title": "Kế hoạch tổng vệ sinh", "text": "Quét dọn đường làng vào sáng thứ bảy."},
]
DEFINITIONS = ("giai", "thich", "tu", "ngu")
NAN = math.nan
QUESTIONS = [
    "Chủ bến thuyền là gì?",
    "Trách nhiệm của chủ bến thuyền về áo phao được quy định như thế nào?",
    "trach nhiem cua chu ben thuyen",
    "UBND xã quản lý bến thuyền ra sao",
    "được quy định như thế nào",
]


class Indexed(NamedTuple):
    catalogue: Catalogue
    passages: list[list[str]]
    """The folded words of each passage as it is indexed: title, headings, text."""
    firsts: list[int]
    """The first passage of each record."""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    folder: Path = tmp_path_factory.mktemp("features")
    with searchkit.open_index(folder / "index", create=True) as index:
        index.add([write_corpus(folder / "corpus.jsonl", RECORDS)], jobs=1)
    state = local_index(folder / "index").open().state(BM25(0.7, 0.75))
    catalogue = Catalogue(state)
    words = []
    for first in catalogue.boundaries.tolist():
        document = catalogue.document(first)
        for passage in catalogue.passages(first, document.passages):
            own = document.text[passage.start : passage.end]
            parts = (document.title, *passage.heading, own)
            words.append(list(folded_words("\n".join(parts))))
    firsts = catalogue.boundaries.tolist()
    return Indexed(catalogue, [*words, []], firsts)  # the row of the corpus itself


def idf(documents: list[list[str]], phrase: tuple[str, ...], gap: int = 1) -> float:
    holding = sum(occurrences(words, phrase, gap) > 0 for words in documents)
    return math.log1p((len(documents) - holding + 0.5) / (holding + 0.5))


def occurrences(words: list[str] | tuple[str, ...], phrase: tuple[str, ...], gap: int = 1) -> int:
    if len(phrase) == 1:
        return list(words).count(phrase[0])
    return sum(pair == phrase for pair in zip(words, words[gap:], strict=False))


Weights = dict[tuple[str, ...], float]


class Twin:
    """The features of one candidate by loops over its words."""

    def __init__(
        self, question: Question, documents: list[list[str]], best: int, article: range
    ) -> None:
        self.question = question
        self.documents = documents
        self.words = documents[best]
        self.article = [documents[number] for number in article]
        self.says: dict[str, float] = {}
        for run, weights in zip(question.runs, question.weights, strict=True):
            for word, weight in zip(run, weights, strict=True):
                self.says[word] = max(self.says.get(word, 0.0), weight)
        self.weight = {word: idf(documents, (word,)) * says for word, says in self.says.items()}
        self.word_weight: Weights = {(word,): weight for word, weight in self.weight.items()}
        self.pair_weight = self.grams(1)
        self.skip_weight = self.grams(2)

    def grams(self, gap: int) -> Weights:
        return {
            pair: idf(self.documents, pair, gap) * max(self.says[word] for word in pair)
            for run in self.question.runs
            for pair in zip(run, run[gap:], strict=False)
        }

    def share(
        self,
        texts: list[list[str]],
        chosen: Weights | None = None,
        gap: int = 1,
    ) -> float:
        weights = self.word_weight if chosen is None else chosen
        return self.weighed(weights, lambda phrase: float(self.count(texts, phrase, gap) > 0))

    def count(self, texts: list[list[str]], phrase: tuple[str, ...], gap: int = 1) -> int:
        return sum(occurrences(text, phrase, gap) for text in texts)

    def weighed(self, weights: Weights, value: Callable[[tuple[str, ...]], float]) -> float:
        whole = sum(weights.values())
        return sum(w * value(phrase) for phrase, w in weights.items()) / whole if whole else 0.0

    def often(self, weights: Weights) -> float:
        def value(phrase: tuple[str, ...]) -> float:
            count = occurrences(self.words, phrase)
            return count / (count + 1)

        return self.weighed(weights, value)

    def bm25(self, weights: Weights) -> float:
        norm = 1.2 * (0.5 + 0.5 * self.length / 250)

        def value(phrase: tuple[str, ...]) -> float:
            count = self.count(self.article, phrase)
            return count * 2.2 / (count + norm)

        return self.weighed(weights, value)

    @property
    def length(self) -> int:
        return sum(map(shown_length, self.article))

    def likelihood(self, law: tuple[str, ...]) -> float:
        logarithms = []
        for word in self.says:
            rare = math.exp(-idf(self.documents, (word,))) / 100
            share = law.count(word) / len(law) if law else 0
            count = self.count(self.article, (word,))
            likely = (count + 60 * share + 300 * rare) / (self.length + 360)
            logarithms.append(math.log(likely / rare))
        return sum(logarithms) / len(logarithms)

    def runs(self, text: list[str] | tuple[str, ...]) -> list[tuple[str, ...]]:
        """All runs of the question that a text has."""
        found = []
        for run in self.question.runs:
            for start in range(len(run)):
                for end in range(start + 1, len(run) + 1):
                    part = run[start:end]
                    pairs = itertools.pairwise(part)
                    if all(word in text for word in part) and all(
                        occurrences(text, pair) for pair in pairs
                    ):
                        found.append(part)
        return found

    def run_weight(self, runs: list[tuple[str, ...]]) -> float:
        whole = sum(self.weight.values())
        return max((sum(self.weight[w] for w in run) for run in runs), default=0.0) / whole

    def run_mean(self, texts: list[list[str]]) -> float:
        total = weight = 0.0
        runs = [self.runs(text) for text in texts]
        for run in self.question.runs:
            for place, word in enumerate(run):
                longest = 0
                for start in range(place + 1):
                    for end in range(place + 1, len(run) + 1):
                        if any(run[start:end] in found for found in runs):
                            longest = max(longest, end - start)
                total += self.weight[word] * longest
                weight += self.weight[word]
        return total / weight

    def features(self, context: Context) -> dict[str, Any]:
        heading, law = [list(context.heading)], [list(context.law)]
        runs = [run for text in self.article for run in self.runs(text)]
        defined = [
            run
            for text in self.article
            for run in self.runs(text)
            if any(occurrences(text, (run[-1], by)) for by in ("la", "gom", "bao"))
        ]
        found: dict[str, Any] = {
            "words": self.share([self.words]),
            "pairs": self.share([self.words], self.pair_weight),
            "skips": self.share([self.words], self.skip_weight, 2),
            "often": self.often(self.word_weight),
            "pairs_often": self.often(self.pair_weight),
            "length": math.log(1 + shown_length(self.words)),
            "article_words": self.share(self.article),
            "article_pairs": self.share(self.article, self.pair_weight),
            "article_skips": self.share(self.article, self.skip_weight, 2),
            "article_often": self.bm25(self.word_weight),
            "article_pairs_often": self.bm25(self.pair_weight),
            "likelihood": self.likelihood(context.law),
            "article_length": math.log(1 + self.length),
            "article_passages": len(self.article),
            "run": max((len(run) for run in runs), default=0),
            "run_share": self.run_weight(runs),
            "run_mean": self.run_mean(self.article),
            "run_mean_all": self.run_mean([*self.article, *heading, *law]),
            "defined": self.run_weight(defined),
            "question_length": len(self.question.runs[0]),
            "content": np.mean(self.question.weights[0]),
            "all_words": self.share([*self.article, *heading, *law]),
            "definitions": float(self.question.asks_definition and context.heading == DEFINITIONS),
        }
        found |= self.heading(heading) if heading[0] else dict.fromkeys(self.heading(heading), NAN)
        by_law = {
            "law_words": self.share(law),
            "law_pairs": self.share(law, self.pair_weight),
            "law_said": self.said(law[0]),
            "heading_law_words": self.share([*heading, *law]),
        }
        return found | (by_law if law[0] else dict.fromkeys(by_law, NAN))

    def said(self, text: list[str]) -> float:
        weights = {word: idf(self.documents, (word,)) for word in text}
        said = sum(weights[word] for word in text if word in self.says)
        return said / max(sum(weights[word] for word in text), 1e-9)

    def heading(self, heading: list[list[str]]) -> dict[str, Any]:
        pairs = list(itertools.pairwise(heading[0]))
        return {
            "heading_words": self.share(heading),
            "heading_pairs": self.share(heading, self.pair_weight),
            "heading_said": self.said(heading[0]),
            "heading_pairs_said": sum(pair in self.pair_weight for pair in pairs)
            / max(len(pairs), 1),
            "heading_run": self.run_weight(self.runs(heading[0])),
            "heading_length": len(heading[0]),
        }


def shown_length(words: list[str]) -> int:
    """What one byte tells of a length."""
    return int(LENGTH_OF_NORM[field_norms(np.array([len(words)]))[0]])


def computed(
    indexed: Indexed, text: str, order: list[int]
) -> tuple[list[Context], Candidates, Floats]:
    passages = np.array(order)
    scores = np.linspace(9.0, 3.0, len(order))
    none = np.zeros(len(order))
    reader = ContextReader(indexed.catalogue)
    contexts, spans = reader.read(passages, indexed.catalogue.owner(passages))
    candidates = Candidates(spans, scores, none, scores, none.astype(np.int64) + 1)
    state, idf = (
        indexed.catalogue.state,
        reader.idf(text for own in contexts for text in (own.heading, own.law)),
    )
    matrix = compute_features(state, make_question(text), candidates, contexts, lambda _: idf)
    return contexts, candidates, matrix


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_features_of_texts_are_what_loops_over_their_words_count(
    indexed: Indexed, text: str
) -> None:
    firsts = indexed.firsts
    order = [firsts[2], firsts[0], firsts[5], firsts[1], firsts[4], firsts[3] + 2]
    contexts, candidates, matrix = computed(indexed, text, order)
    spans = candidates.spans
    for row, best, context, first, end in zip(
        matrix, order, contexts, spans.firsts.tolist(), spans.ends.tolist(), strict=True
    ):
        article = range(first, end)
        twin = Twin(make_question(text), indexed.passages, best, article).features(context)
        names = list(FEATURES)
        found = {name: row[names.index(name)] for name in twin}
        assert found == pytest.approx(twin, nan_ok=True), best


def test_the_features_of_the_first_stage_and_of_a_law(indexed: Indexed) -> None:
    one, two, three, other, *_ = indexed.firsts
    _, _, matrix = computed(indexed, "chủ bến thuyền", [three, other, one, indexed.firsts[4]])
    columns = dict(zip(FEATURES, matrix.T.tolist(), strict=True))
    nan = pytest.approx(math.nan, nan_ok=True)
    assert columns["score"] == pytest.approx([1, 7 / 9, 5 / 9, 3 / 9])
    assert columns["total"] == columns["score"]
    assert columns["rank"] == [1, 2, 3, 4]
    assert columns["in_group"] == [1, 1, pytest.approx(5 / 9), nan]
    assert columns["group_best"] == [1, pytest.approx(7 / 9), 1, nan]
    assert columns["group_count"] == [2, 1, 2, nan]
    assert columns["group_total"] == pytest.approx([14 / 9, 7 / 9, 14 / 9, math.nan], nan_ok=True)
    assert columns["previous"] == [0, 0, 0, nan]  # article 2 is no candidate
    two_away = math.exp(-1 / 2)
    assert columns["neighbours"] == pytest.approx(
        [two_away * 5 / 9, 0, two_away, math.nan], nan_ok=True
    )
    _, _, matrix = computed(indexed, "chủ bến thuyền", [three, two, one])
    columns = dict(zip(FEATURES, matrix.T.tolist(), strict=True))
    assert columns["previous"] == pytest.approx([6 / 9, 3 / 9, 0])
    assert columns["next"] == pytest.approx([0, 1, 6 / 9])
    assert columns["neighbours"] == pytest.approx(
        [6 / 9 + two_away * 3 / 9, 1 + 3 / 9, 6 / 9 + two_away]
    )


@pytest.mark.parametrize("text", QUESTIONS)
def test_some_features_are_compared_with_the_best_of_the_candidates(
    indexed: Indexed, text: str
) -> None:
    _, _, matrix = computed(indexed, text, indexed.firsts)
    columns = dict(zip(FEATURES, matrix.T, strict=True))
    for name, other in BY_BEST.items():
        known = [value for value in columns[other].tolist() if not math.isnan(value)]
        expected = columns[other] / (max(known, default=0.0) or 1.0)
        assert columns[name] == pytest.approx(expected, nan_ok=True), name


def test_a_heading_is_of_the_kind_that_is_asked_for_or_not(indexed: Indexed) -> None:
    order = [indexed.firsts[2], indexed.firsts[0], indexed.firsts[4]]
    kind = list(FEATURES).index("kind")
    for text, expected in (
        ("trách nhiệm của chủ bến", [1, 0, 0]),
        ("chủ bến neo thuyền", [math.nan] * 3),
    ):
        _, _, matrix = computed(indexed, text, order)
        assert matrix[:, kind].tolist() == pytest.approx(expected, nan_ok=True)


def test_what_stands_around_a_passage(indexed: Indexed) -> None:
    firsts = np.array(indexed.firsts)
    contexts, spans = ContextReader(indexed.catalogue).read(firsts, firsts)
    laws = [" ".join(context.law) for context in contexts]
    name = "luat ben thuyen"
    assert laws[:4] == [name, name, name, "luat do doc"]
    assert laws[5] == "ke hoach tong ve sinh"
    assert [" ".join(context.heading) for context in contexts] == [
        "pham vi dieu chinh",
        "giai thich tu ngu",
        "trach nhiem cua chu ben thuyen",
        "ao phao cua khach",
        "",
        "",
    ]
    assert [context.article for context in contexts] == [1, 2, 3, 7, 0, 0]
    groups = [context.group for context in contexts]
    assert groups == ["91/2031/qh17"] * 3 + ["Luật Đò dọc", "", ""]
    record = indexed.catalogue.record(indexed.firsts[3])
    assert record.passages > 2
    assert (spans.ends - spans.firsts)[3] == min(record.passages, AROUND + 1)


def test_a_question_is_weighed_word_by_word() -> None:
    question = make_question("Chủ bến thuyền là gì?")
    assert question.runs == (("chu", "ben", "thuyen", "la", "gi"),)
    assert list(question.weights[0]) == [1, 1, 1, 0.15, 0.15]
    asking = {text: make_question(text).asks_definition for text in (QUESTIONS[0], QUESTIONS[1])}
    assert asking == {QUESTIONS[0]: True, QUESTIONS[1]: False}
    assert set(make_question("được quy định như thế nào").weights[0]) == {1.0}
    long = make_question("UBND xã")
    assert long.runs[1][:3] == ("uy", "ban", "nhan")
    assert set(long.weights[1]) == {0.5}
