"""Queries of every kind: from real questions, and from places of the passages themselves."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bench.dataset import Batch
    from searchkit.text.query_streams import QueryStreams

KINDS = {
    "or": "OR of a question's terms",
    "streams": "whole ranking (`streams`)",
    "and2": "AND of two",
    "and3": "AND of three",
    "phrase": "phrase",
    "phrase+filter": "phrase and filter",
    "prefix": "prefix",
    "and-not": "`a -b`",
    "must": "`+a b`",
    "count-or": "count of an OR",
    "count-and2": "count of an AND of two",
    "or-1000": "OR, best 1,000",
}
"""The kinds of queries, and what a table calls them."""
BEST = 10


@dataclass(frozen=True, slots=True)
class Query:
    """``terms``: (stream, term, weight); ``words`` in order for a phrase; one for a prefix.

    ``k``: how many of the best are asked for. Of ``and-not`` the first must be there and the
    second not, of ``must`` the first must be.
    """

    kind: str
    terms: tuple[tuple[str, str, float], ...]
    k: int = BEST

    @property
    def words(self) -> list[str]:
        """The terms alone."""
        return [term for _, term, _ in self.terms]

    @property
    def counts(self) -> bool:
        """Whether only the number of passages is asked for."""
        return self.kind.startswith("count")

    @property
    def all_terms(self) -> bool:
        """Whether a passage must hold all terms, wherever."""
        return "and2" in self.kind or self.kind == "and3"


def make_queries(
    passages: Iterable[Batch], questions: Path | None, count: int
) -> dict[str, list[Query]]:
    """``count`` queries of each kind that needs no question, and all questions of the file."""
    windows = list(_windows(passages, count))
    texts = _questions(questions) if questions else [" ".join(window) for window in windows]
    dice = random.Random(7)
    found: dict[str, list[Query]] = {kind: [] for kind in KINDS}

    def add(kind: str, terms: list[str], k: int = BEST) -> None:
        found[kind].append(Query(kind, tuple(("text", term, 1.0) for term in terms), k))

    for text in texts:
        streams = query_streams(text)
        found["streams"].append(_streams_query(streams))
        syllables = sorted({syllable.text for syllable in streams.syllables})
        add("or", syllables)
        add("or-1000", syllables, 1000)
        add("count-or", syllables)
    for window in windows:
        two = dice.sample(sorted(set(window)), 2)
        for kind in ("and2", "and-not", "must", "count-and2"):
            add(kind, two)
        add("and3", dice.sample(sorted(set(window)), 3))
        add("phrase", window[: dice.randint(2, 4)])
        add("phrase+filter", window[-dice.randint(2, 4) :])
        add("prefix", [dice.choice(window)[: dice.randint(1, 3)]])
    return found


def _streams_query(streams: QueryStreams) -> Query:
    """All streams of a question, with the weights that ranked best; repeated terms add up."""
    weights: Counter[tuple[str, str]] = Counter()
    for syllable in streams.syllables:
        weights["text", syllable.text] += 10
        weights["folded", syllable.folded] += 2
    for field, terms, weight in (
        ("pairs", streams.pairs, 5),
        ("skips", streams.skips, 3),
        ("words", streams.words, 3),
    ):
        for term in terms:
            weights[field, term] += weight
    return Query("streams", tuple((f, t, tenths / 10) for (f, t), tenths in weights.items()))


def _questions(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return [str(normalize(json.loads(line)["text"])) for line in lines]


def _windows(passages: Iterable[Batch], count: int) -> Iterator[list[str]]:
    """Twelve adjacent tokens of passages all over the corpus, letters only, four distinct."""
    dice = np.random.default_rng(7)
    total = sum(len(batch.kinds) for batch in passages)
    wanted = np.sort(dice.choice(total, min(total, 8 * count), replace=False))
    first = 0
    found = []
    for batch in passages:
        stream = batch.streams["text"]
        starts = np.cumsum(stream.lengths) - stream.lengths
        last = first + len(batch.kinds)
        for passage in wanted[(wanted >= first) & (wanted < last)] - first:
            if (length := int(stream.lengths[passage])) < 20:
                continue
            place = int(starts[passage]) + int(dice.integers(length - 12))
            window = [stream.terms[token] for token in stream.tokens[place : place + 12]]
            if all(term.isalpha() for term in window) and len(set(window)) >= 4:
                found.append(window)
        first = last
    places = np.sort(dice.permutation(len(found))[:count])
    yield from (found[place] for place in places)
