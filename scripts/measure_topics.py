"""Measure how well topics find what is about them, on judged documents and judged passages.

    python -m scripts.measure_topics --corpus ../shared/data/phapdien/corpus.jsonl.xz

Every topic is measured on the documents of ``seeds/``, by ``topic_qrels.txt``; with ``--corpus``
also the topic of ``phapdien_topic.tsv`` on passages of the Pháp điển. Records of the corpus that
have no phrase of the topic cannot be among what it finds, so only the others are indexed. Run it
from the root of the repository.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ir_measures
from ir_measures import P, Qrel, R, ScoredDoc, nDCG

import searchkit
from searchkit.evaluation import judgements
from searchkit.text.spelling.folding import fold
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit import Hit, Index, Topic

ROOT = Path(__file__).resolve().parent.parent
JUDGEMENTS = ROOT / "seeds" / "judgements"
MARKED_TOPIC = "tinh-gon-bo-may"
PASSAGE_MEASURES = [P @ 20, P(rel=2) @ 20, nDCG @ 20]
DOCUMENT_MEASURES = [P(rel=2) @ 1, nDCG @ 10, R @ 10]

_NO_WORD = re.compile(r"[^\w\s]+")

Marks = dict[str, list[tuple[int, int, int]]]
"""Start, end and grade of the passages that were marked, by their document."""


def read_marks(path: Path = JUDGEMENTS / "phapdien_topic.tsv") -> Marks:
    """Return the passages that were marked."""
    marks: Marks = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            document, start, end, grade = line.split("\t")
            marks[document].append((int(start), int(end), int(grade)))
    return marks


def read_qrels(path: Path = JUDGEMENTS / "topic_qrels.txt") -> dict[str, list[Qrel]]:
    """Return the judged documents of the seeds by topic."""
    qrels: dict[str, list[Qrel]] = defaultdict(list)
    for topic, document, grade in judgements.read_qrels(path):
        qrels[topic].append(Qrel(topic, document, grade))
    return qrels


def records_for(corpus: Path, topic: Topic, marks: Marks) -> Iterator[dict[str, Any]]:
    """Yield the records of a corpus that were marked, or may be about a topic."""
    alone = [tokenize(phrase.text).folded for phrase in topic.phrases if phrase.stands_alone]
    phrases = [" ".join(words) for words in alone]
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            folded = fold(f"{record['title']} {record['text']}").lower()
            words = " ".join(_NO_WORD.sub(" ", folded).split())
            if record["id"] in marks or any(phrase in words for phrase in phrases):
                yield record


def index_records(records: Iterable[dict[str, Any]], folder: Path) -> Index:
    """Return an index of records; it is kept in a folder."""
    corpus = folder / "corpus.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    index = searchkit.open_index(folder / "index", create=True)
    index.add(corpus, jobs=1)
    return index


def mark_of(hit: Hit, marks: Marks) -> tuple[str, int] | None:
    """Return the name and the grade of the mark that a hit overlaps most, None if none does."""
    overlaps = [
        (min(end, hit.end) - max(start, hit.start), f"{hit.document_id}:{start}", grade)
        for start, end, grade in marks.get(hit.document_id, ())
    ]
    shared, name, grade = max(overlaps, default=(0, "", 0))
    return (name, grade) if shared > 0 else None


def measure_passages(index: Index, topic: str, marks: Marks) -> dict[str, float]:
    """Return the measures of a topic on marked passages; what is not marked counts as wrong."""
    qrels = [
        Qrel(topic, f"{document}:{start}", grade)
        for document, own in marks.items()
        for start, _, grade in own
    ]
    run = []
    for hit in index.search(topic=topic, limit=20, per_document=20):
        mark = mark_of(hit, marks)
        run.append(ScoredDoc(topic, mark[0] if mark else hit.id, -float(hit.rank)))
    return _measured(PASSAGE_MEASURES, qrels, run)


def measure_documents(index: Index, topic: str, qrels: list[Qrel]) -> dict[str, float]:
    """Return the measures of a topic on judged documents."""
    hits = index.search(topic=topic, limit=50, per_document=1)
    run = [ScoredDoc(topic, hit.document_id, -float(hit.rank)) for hit in hits]
    return _measured(DOCUMENT_MEASURES, qrels, run)


def _measured(measures: list[Any], qrels: list[Qrel], run: list[ScoredDoc]) -> dict[str, float]:
    values = ir_measures.calc_aggregate(measures, qrels, run)
    return {str(measure): float(values[measure]) for measure in measures}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure topics on judged texts.")
    parser.add_argument("--corpus", type=Path, help="The Pháp điển, as corpus.jsonl.xz.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        seeds = searchkit.open_index(Path(name) / "seeds", create=True)
        seeds.add(ROOT / "seeds", jobs=1)
        _print_table({t: measure_documents(seeds, t, q) for t, q in read_qrels().items()})
    if options.corpus:
        marks = read_marks()
        topic = searchkit.load_topics()[MARKED_TOPIC]
        with tempfile.TemporaryDirectory() as name:
            index = index_records(records_for(options.corpus, topic, marks), Path(name))
            _print_table({MARKED_TOPIC: measure_passages(index, MARKED_TOPIC, marks)})


def _print_table(rows: dict[str, dict[str, float]]) -> None:
    width = max(map(len, rows))
    for topic, values in rows.items():
        print(f"{topic:<{width}}  " + "  ".join(f"{k} {v:.3f}" for k, v in values.items()))
    if len(rows) > 1:
        names = next(iter(rows.values()))
        means = {n: sum(own[n] for own in rows.values()) / len(rows) for n in names}
        print(f"{'mean':<{width}}  " + "  ".join(f"{k} {v:.3f}" for k, v in means.items()))


if __name__ == "__main__":
    main()
