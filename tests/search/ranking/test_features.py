"""Each feature of the second stage is what its definition says, counted slowly from the texts."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

import searchkit
from searchkit.backends.base import BM25
from searchkit.index.catalogue import Catalogue
from searchkit.search.ranking.context import Context, ContextReader
from searchkit.search.ranking.features import FEATURES, Candidates, compute_features
from searchkit.search.ranking.question import Question, folded_words, make_question
from tests.support import local_index, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.backends.base import Floats

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
        "note": "(Điều 2 Luật số 91/2031/QH17, có hiệu lực)",
    },
    {
        "id": "3",
        "title": "Điều 9.1.LQ.3. Trách nhiệm của chủ bến thuyền",
        "text": "Chủ bến thuyền bố trí áo phao, biển báo; nhắc khách mặc áo phao khi lên thuyền.",
        "law": "91/2031/qh17",
        "article": "3",
    },
    {"id": "4", "title": "Luật Đò dọc - Điều 7", "text": "Người chèo đò mặc áo phao."},
    {"id": "5", "title": "", "text": "Ghi chép về bến thuyền cũ bên sông, nơi có chủ quán nước."},
    {"id": "6", "title": "Kế hoạch tổng vệ sinh", "text": "Quét dọn đường làng vào sáng thứ bảy."},
]
QUESTIONS = [
    "Chủ bến thuyền là gì?",
    "Trách nhiệm của chủ bến thuyền về áo phao được quy định như thế nào?",
    "trach nhiem cua chu ben thuyen",
    "UBND xã quản lý bến thuyền ra sao",
    "được quy định như thế nào",
]


class Indexed(NamedTuple):
    catalogue: Catalogue
    words: list[list[str]]
    """The folded words of each passage as it is indexed: title, headings, text."""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    folder: Path = tmp_path_factory.mktemp("features")
    with searchkit.open_index(folder / "index", create=True) as index:
        index.add([write_corpus(folder / "corpus.jsonl", RECORDS)], jobs=1)
    state = local_index(folder / "index").open().state(BM25(0.7, 0.75))
    texts = [f"{record['title']}\n{record['text']}" for record in RECORDS]
    words = [list(folded_words(text)) for text in texts]
    return Indexed(Catalogue(state), [*words, []])  # the record of the corpus itself


def idf(documents: list[list[str]], phrase: tuple[str, ...], gap: int = 1) -> float:
    holding = sum(occurrences(words, phrase, gap) > 0 for words in documents)
    return math.log1p((len(documents) - holding + 0.5) / (holding + 0.5))


def occurrences(words: list[str] | tuple[str, ...], phrase: tuple[str, ...], gap: int = 1) -> int:
    if len(phrase) == 1:
        return list(words).count(phrase[0])
    return sum(pair == phrase for pair in zip(words, words[gap:], strict=False))


class Twin:
    """The features of one candidate by loops over its words."""

    def __init__(self, question: Question, documents: list[list[str]], number: int) -> None:
        self.question = question
        self.documents = documents
        self.words = documents[number]
        self.says: dict[str, float] = {}
        for run, weights in zip(question.runs, question.weights, strict=True):
            for word, weight in zip(run, weights, strict=True):
                self.says[word] = max(self.says.get(word, 0.0), weight)
        self.weight = {word: idf(documents, (word,)) * says for word, says in self.says.items()}
        self.pair_weight = self.grams(1)
        self.skip_weight = self.grams(2)

    def grams(self, gap: int) -> dict[tuple[str, ...], float]:
        return {
            pair: idf(self.documents, pair, gap) * max(self.says[word] for word in pair)
            for run in self.question.runs
            for pair in zip(run, run[gap:], strict=False)
        }

    def share(self, text: list[str] | tuple[str, ...], pairs: bool = False, gap: int = 1) -> float:
        weights: dict[tuple[str, ...], float] = {(w,): x for w, x in self.weight.items()}
        if pairs:
            weights = self.pair_weight if gap == 1 else self.skip_weight
        held = sum(x for phrase, x in weights.items() if occurrences(text, phrase, gap))
        whole = sum(weights.values())
        return held / whole if whole else 0.0

    def saturated(self, weights: dict[tuple[str, ...], float]) -> float:
        found = 0.0
        for phrase, weight in weights.items():
            count = occurrences(self.words, phrase)
            found += weight * count / (count + 1)
        whole = sum(weights.values())
        return found / whole if whole else 0.0

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

    def run_mean(self, *texts: list[str] | tuple[str, ...]) -> float:
        total = weight = 0.0
        for run in self.question.runs:
            for place, word in enumerate(run):
                longest = 0
                for text in texts:
                    for start in range(place + 1):
                        for end in range(place + 1, len(run) + 1):
                            if run[start:end] in self.runs(text):
                                longest = max(longest, end - start)
                total += self.weight[word] * longest
                weight += self.weight[word]
        return total / weight

    def features(self, context: Context) -> dict[str, Any]:
        own, heading, law = self.words, folded_words(context.heading), folded_words(context.law)
        runs = self.runs(own)
        defined = [
            run
            for run in runs
            if any(occurrences(own, (run[-1], by)) for by in ("la", "gom", "bao"))
        ]
        says = dict(zip(heading, heading_weights(heading), strict=True))
        said = sum(says[word] for word in heading if word in self.says)
        pairs = list(itertools.pairwise(heading))
        found: dict[str, Any] = {
            "words": self.share(own),
            "pairs": self.share(own, pairs=True),
            "skips": self.share(own, pairs=True, gap=2),
            "often": self.saturated({(w,): x for w, x in self.weight.items()}),
            "pairs_often": self.saturated(self.pair_weight),
            "run": max((len(run) for run in runs), default=0),
            "run_share": self.run_weight(runs),
            "run_mean": self.run_mean(own),
            "defined": self.run_weight(defined),
            "length": math.log(1 + context.characters),
            "question_length": len(self.question.runs[0]),
            "content": np.mean(self.question.weights[0]),
            "all_words": self.share([*own, *law]),
            "run_mean_all": self.run_mean(own, law),
            "definitions": float(
                self.question.asks_definition and "giai thich tu ngu" in " ".join(heading)
            ),
        }
        missing = math.nan
        found |= {
            "heading_words": self.share(heading) if heading else missing,
            "heading_pairs": self.share(heading, pairs=True) if heading else missing,
            "heading_said": said / sum(says[word] for word in heading) if heading else missing,
            "heading_pairs_said": (
                sum(pair in self.pair_weight for pair in pairs) / max(len(pairs), 1)
                if heading
                else missing
            ),
            "heading_length": len(heading) if heading else missing,
            "law_words": self.share(law) if law else missing,
            "heading_law_words": self.share([*heading, *law]) if law else missing,
        }
        return found


def heading_weights(heading: tuple[str, ...]) -> tuple[float, ...]:
    """What the words of a heading of this test say."""
    asking = {"cua", "tu", "ve"}
    return tuple(0.15 if word in asking else 1.0 for word in heading)


def computed(indexed: Indexed, text: str, order: list[int]) -> tuple[list[Context], Floats]:
    passages = np.array(order)
    scores = np.linspace(9.0, 3.0, len(order))
    candidates = Candidates(passages, scores, np.zeros(len(order)), np.ones(len(order), np.int64))
    contexts = ContextReader(indexed.catalogue.state).read(order, order)
    question = make_question(text)
    return contexts, compute_features(indexed.catalogue.state, question, candidates, contexts)


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_features_of_texts_are_what_loops_over_their_words_count(
    indexed: Indexed, text: str
) -> None:
    order = [2, 0, 5, 1, 4, 3]
    contexts, matrix = computed(indexed, text, order)
    for row, number, context in zip(matrix, order, contexts, strict=True):
        twin = Twin(make_question(text), indexed.words, number).features(context)
        names = list(FEATURES)
        found = {name: row[names.index(name)] for name in twin}
        assert found == pytest.approx(twin, nan_ok=True), RECORDS[number]


def test_the_features_of_the_first_stage_and_of_a_law(indexed: Indexed) -> None:
    _, matrix = computed(indexed, "chủ bến thuyền", [2, 3, 0, 4])
    columns = dict(zip(FEATURES, matrix.T.tolist(), strict=True))
    nan = pytest.approx(math.nan, nan_ok=True)
    assert columns["score"] == pytest.approx([1, 7 / 9, 5 / 9, 3 / 9])
    assert columns["rank"] == [1, 2, 3, 4]
    assert columns["in_group"] == [1, 1, pytest.approx(5 / 9), nan]
    assert columns["group_best"] == [1, pytest.approx(7 / 9), 1, nan]
    assert columns["group_count"] == [2, 1, 2, nan]
    assert columns["previous"] == [0, 0, 0, nan]  # article 2 is no candidate
    _, matrix = computed(indexed, "chủ bến thuyền", [2, 1, 0])
    columns = dict(zip(FEATURES, matrix.T.tolist(), strict=True))
    assert columns["previous"] == pytest.approx([6 / 9, 3 / 9, 0])
    assert columns["next"] == pytest.approx([0, 1, 6 / 9])


def test_what_stands_around_a_passage(indexed: Indexed) -> None:
    contexts = ContextReader(indexed.catalogue.state).read(range(6), range(6))
    laws = [context.law for context in contexts]
    name = "Luật số 91/2031/QH17 Bến thuyền"
    assert laws == [name, name, name, "Luật Đò dọc", "", "Kế hoạch tổng vệ sinh"]
    assert [context.heading for context in contexts] == [
        "Phạm vi điều chỉnh",
        "Giải thích từ ngữ",
        "Trách nhiệm của chủ bến thuyền",
        "",
        "",
        "",
    ]
    assert [context.article for context in contexts] == [1, 2, 3, 7, 0, 0]
    groups = [context.group for context in contexts]
    assert groups == ["91/2031/qh17"] * 3 + ["Luật Đò dọc", "", ""]


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
