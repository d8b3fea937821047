"""Print the table of the README: how well searchkit and other ways rank on judged questions.

    python scripts/bench_ranking.py --data ../shared/data --indexes /tmp/indexes
        [--sets NAME...] [--rankings NAME...]

--data holds a folder for each set with ``queries.jsonl``, ``qrels.txt`` and, for the corpus that it
is judged against, ``corpus.jsonl`` or ``corpus.jsonl.xz``; --indexes is where searchkit's indexes
are, or are made. Every ranking gets the questions as they were asked, with half of their
diacritics and with none: the three figures of a cell, each of which goes to standard error as soon
as it is known. The table has three sets; --sets may name the other two as well. Of the other ways,
each makes whole articles (title and text) findable: bm25s (the BM25 of Lucene, k1 1.2, b 0.75) over
words as pyvi joins them, over syllables, and over syllables without diacritics; tantivy with its
own BM25 over syllables. Those of which the package is absent (dependency group ``bench``) are left
out.

The model that comes with searchkit has learned from these sets: what it reaches on questions that
it has not seen, ``scripts/train_ranker.py --folds`` says.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ranker.examples import SETS

import searchkit
from searchkit import RankingSettings, evaluate
from searchkit.text.segmentation.words import segment_words
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from searchkit.evaluation.measuring import RankDocuments

    Tokens = Callable[[list[str]], list[list[str]]]

CORPORA = {judged.questions: judged.corpus for judged in SETS}
SHOWN = ("alqac2024", "vlsp2025", "zalo2021")
"""The sets of the README's table; of the other two all rankings take an hour of the processor."""
STAGES = {
    "searchkit": RankingSettings(),
    "its first stage": RankingSettings(reranked=0),
    "that without everyday words": RankingSettings(reranked=0, everyday=0.0),
}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--indexes", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=SHOWN, choices=[*CORPORA])
    parser.add_argument("--rankings", nargs="+", default=RANKINGS, choices=RANKINGS)
    parser.add_argument("--measure", default="RR@10", help="as ir_measures writes it")
    options = parser.parse_args()
    cells: dict[str, dict[str, str]] = {}
    for corpus in dict.fromkeys(CORPORA[name] for name in options.sets):
        texts = next((options.data / corpus).glob("corpus.jsonl*"))
        for ranking, rank in rankings(texts, options.indexes / corpus, options.rankings):
            for name in options.sets:
                if CORPORA[name] == corpus:
                    row = cells.setdefault(ranking, {})
                    row[name] = measured(rank, options.data / name, options.measure)
                    print(f"{ranking}, {name}: {row[name]}", file=sys.stderr, flush=True)
    print(f"| {options.measure} | {' | '.join(options.sets)} |")
    print(f"{'|---' * (1 + len(options.sets))}|")
    for ranking, by_set in cells.items():
        print(f"| {ranking} | {' | '.join(by_set.get(name, '') for name in options.sets)} |")


def measured(rank: RankDocuments, folder: Path, measure: str) -> str:
    """Return what a ranking reaches on a set, typed with all diacritics, half of them and none."""
    values = [
        evaluate(
            rank,
            queries=folder / "queries.jsonl",
            qrels=folder / "qrels.txt",
            measures=measure,
            half_accented=half,
            unaccented=none,
        ).measures[measure]
        for half, none in ((False, False), (True, False), (False, True))
    ]
    return " ".join(f"{value:.3f}".lstrip("0") for value in values)


def rankings(
    corpus: Path, folder: Path, wanted: Sequence[str]
) -> Iterator[tuple[str, RankDocuments]]:
    """Yield the wanted ways to rank the articles of a corpus, each with its name."""
    for name in RANKINGS:
        if name in wanted and name in STAGES:
            if not folder.exists():
                with searchkit.open_index(folder, create=True) as index:
                    index.add([corpus])
            with searchkit.open_index(folder, settings=STAGES[name]) as index:
                yield name, index.rank_documents
        elif name in wanted:
            try:
                import_module(name.partition(",")[0])
            except ImportError as error:
                print(f"{name} is left out: {error}")
                continue
            yield name, OTHERS[name](*articles(corpus)).rank


@lru_cache(maxsize=1)
def articles(corpus: Path) -> tuple[list[str], list[str]]:
    """Return the ids and the texts of a corpus, titles in front."""
    data = corpus.read_bytes()
    lines = (lzma.decompress(data) if corpus.suffix == ".xz" else data).decode().splitlines()
    records = [json.loads(line) for line in lines if line]
    texts = [normalize(f"{record['title']}\n{record['text']}").text for record in records]
    return [record["id"] for record in records], texts


def words(texts: list[str]) -> list[list[str]]:
    """Return the words of texts as pyvi joins their syllables, in small letters."""
    return [text.lower().split() for text in segment_words(texts)]


def syllables(texts: list[str]) -> list[list[str]]:
    """Return the syllables of texts."""
    return [syllable_terms(text) for text in texts]


def folded(texts: list[str]) -> list[list[str]]:
    """Return the syllables of texts without diacritics."""
    return [[fold_term(term) for term in syllable_terms(text)] for text in texts]


class Bm25s:
    """bm25s over the tokens that a function makes of texts."""

    def __init__(self, ids: list[str], texts: list[str], tokens: Tokens) -> None:
        bm25s: Any = import_module("bm25s")
        self._ids, self._tokens = ids, tokens
        self._retriever = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        self._retriever.index(tokens(texts), show_progress=False)

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of the best articles."""
        known = self._retriever.vocab_dict
        tokens = [token for token in self._tokens([normalize(query).text])[0] if token in known]
        if not tokens:
            return []
        found, scores = self._retriever.retrieve(
            [tokens], k=min(limit, len(self._ids)), show_progress=False
        )
        return [
            (self._ids[number], float(score))
            for number, score in zip(found[0].tolist(), scores[0].tolist(), strict=True)
            if score > 0
        ]


class Tantivy:
    """tantivy over syllables, in memory."""

    def __init__(self, ids: list[str], texts: list[str]) -> None:
        tantivy: Any = import_module("tantivy")
        self._tantivy, self._ids = tantivy, ids
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="spaces", index_option="freq")
        builder.add_unsigned_field("number", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaces", spaces)
        writer = self._index.writer(heap_size=256 << 20, num_threads=1)
        for number, text in enumerate(texts):
            joined = " ".join(syllable_terms(text))
            writer.add_document(tantivy.Document(number=number, text=joined))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of the best articles."""
        term, should = self._tantivy.Query.term_query, self._tantivy.Occur.Should
        words = syllable_terms(normalize(query).text)
        asked = self._tantivy.Query.boolean_query(
            [(should, term(self._schema, "text", word)) for word in words]
        )
        return [
            (self._ids[self._searcher.doc(address)["number"][0]], score)
            for score, address in self._searcher.search(asked, limit).hits
        ]


OTHERS: dict[str, Callable[[list[str], list[str]], Bm25s | Tantivy]] = {
    "bm25s, words of pyvi": lambda ids, texts: Bm25s(ids, texts, words),
    "bm25s, syllables": lambda ids, texts: Bm25s(ids, texts, syllables),
    "bm25s, folded syllables": lambda ids, texts: Bm25s(ids, texts, folded),
    "tantivy, syllables": Tantivy,
}
RANKINGS = (*STAGES, *OTHERS)


if __name__ == "__main__":
    main()
