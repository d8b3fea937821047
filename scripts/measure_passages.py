"""How often the passage that stands for a right document is the one that answers the question.

    python scripts/measure_passages.py --data ../shared/data --indexes /tmp/indexes

``passage_marks.tsv`` says which passage answers; --data holds ``SET/queries.jsonl``, --indexes an
index of each set's corpus, under the set's name. Passages of the document alone are ordered: as
searches do (``within_document``), by the first stage's score, and by single features of the second.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.base import BM25, TopDocs
from searchkit.backends.local import LocalIndex
from searchkit.evaluation.judgements import read_queries
from searchkit.evaluation.typing import without_diacritics
from searchkit.index.catalogue import Catalogue
from searchkit.index.language_counts import Language
from searchkit.index.schema import FIELDS
from searchkit.search.query.interpreter import interpret
from searchkit.search.query.parser import parse_query
from searchkit.search.query.questions import with_reading
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.second_stage import SecondStage
from searchkit.search.ranking.within_document import PassageRanker
from searchkit.search.settings import RankingSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = Path(__file__).with_name("passage_marks.tsv")
SINGLE = ("words", "pairs", "often", "pairs_often")
_HEAD = "set\t"


def marks() -> list[tuple[str, str, str, int]]:
    """Return (set, question, document, passage) of each mark."""
    rows = [line for line in MARKS.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = (line.split("\t") for line in rows if not line.startswith(_HEAD))
    return [(name, question, document, int(number)) for name, question, document, number in found]


class Measured:
    """The orders of the passages of one document, in the index of one set."""

    def __init__(self, folder: Path) -> None:
        settings = RankingSettings()
        index = LocalIndex(folder, FIELDS).open()
        self._catalogue = Catalogue(index.state(BM25(settings.k1, settings.b)))
        self._language = Language(index)
        self._settings = settings
        self._within = PassageRanker(self._catalogue, settings)
        self._stage = SecondStage(self._catalogue, settings)
        firsts = self._catalogue.boundaries.tolist()
        documents = zip(firsts, self._catalogue.documents(), strict=True)
        self._known = {document.id: (first, document.passages) for first, document in documents}

    def first(self, text: str, document: str) -> Iterator[tuple[str, int]]:
        """Yield by the name of each order which passage of a document is the first, from 1."""
        start, count = self._known[document]
        parsed = interpret(self._catalogue, parse_query(text))
        parsed = with_reading(parsed, self._language.counts, self._settings.fewest_words)
        ranker = Ranker(self._catalogue.state, self._settings, parsed)
        passages = np.arange(start, start + count)
        scores = np.sum([*ranker.parts(passages).values()], axis=0)
        order = np.argsort(-scores, kind="stable")
        top = TopDocs(passages[order], scores[order], count)
        yield "first stage", int(order[0]) + 1
        shown = self._within.arrange(parsed, top, 1)
        yield "as shown", int(shown.docnums[0]) - start + 1
        matrix = self._stage.describe(parsed, passages)
        for name in SINGLE:
            yield name, int(np.argmax(matrix[:, [*FEATURES].index(name)])) + 1


def main() -> None:
    """Print the share of right passages by order, as questions were typed and without marks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--indexes", type=Path, required=True)
    options = parser.parse_args()
    right: dict[str, list[tuple[bool, bool]]] = {}
    for name in sorted({mark[0] for mark in marks()}):
        measured = Measured(options.indexes / name)
        texts = dict(read_queries(options.data / name / "queries.jsonl"))
        for own, question, document, passage in marks():
            if own != name:
                continue
            typed = (texts[question], without_diacritics(texts[question]))
            for one, two in zip(*(measured.first(text, document) for text in typed), strict=True):
                right.setdefault(one[0], []).append((one[1] == passage, two[1] == passage))
    for order, hits in right.items():
        accented, unaccented = np.mean(hits, axis=0)
        print(f"{order:<12} accented {accented:.3f}   unaccented {unaccented:.3f}   of {len(hits)}")


if __name__ == "__main__":
    main()
