"""Queries of every kind: from real questions, and from places of the passages themselves."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bench.dataset import batches
from searchkit.text.analyzer import query_streams
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.text.analyzer import QueryStreams

KINDS = ("or", "streams", "and2", "and3", "phrase", "phrase+filter", "prefix")


@dataclass(frozen=True, slots=True)
class Query:
    """``terms``: (stream, term, weight); ``words`` in order for a phrase; one for a prefix."""

    kind: str
    terms: tuple[tuple[str, str, float], ...]

    @property
    def words(self) -> list[str]:
        """The terms alone."""
        return [term for _, term, _ in self.terms]


def make_queries(prepared: Path, questions: Path | None, count: int) -> dict[str, list[Query]]:
    """``count`` queries of each kind that needs no question, and all questions of the file."""
    windows = list(_windows(prepared, 2 * count))
    texts = _questions(questions) if questions else [" ".join(w) for w in windows[:count]]
    dice = random.Random(7)
    found: dict[str, list[Query]] = {kind: [] for kind in KINDS}
    for text in texts:
        streams = query_streams(text)
        found["streams"].append(_streams_query(streams))
        found["or"].append(_plain("or", sorted({s.text for s in streams.syllables})))
    for window in windows[:count]:
        found["and2"].append(_plain("and2", dice.sample(sorted(set(window)), 2)))
        found["and3"].append(_plain("and3", dice.sample(sorted(set(window)), 3)))
        found["phrase"].append(_plain("phrase", window[: dice.randint(2, 4)]))
        found["phrase+filter"].append(_plain("phrase+filter", window[-dice.randint(2, 4) :]))
        found["prefix"].append(_plain("prefix", [dice.choice(window)[: dice.randint(1, 3)]]))
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


def _plain(kind: str, terms: list[str]) -> Query:
    return Query(kind, tuple(("text", term, 1.0) for term in terms))


def _questions(file: Path) -> list[str]:
    with file.open() as lines:
        return [str(normalize(json.loads(line)["text"])) for line in lines]


def _windows(prepared: Path, count: int) -> Iterator[list[str]]:
    """Twelve adjacent tokens of random passages, letters only, at least four distinct."""
    dice = np.random.default_rng(7)
    total = sum(len(batch.texts) for batch in batches(prepared))
    wanted = set(dice.choice(total, min(total, 4 * count), replace=False).tolist())
    number = 0
    for batch in batches(prepared):
        stream = batch.streams["text"]
        starts = np.cumsum(stream.lengths) - stream.lengths
        for start, length in zip(starts.tolist(), stream.lengths.tolist(), strict=True):
            number += 1
            if number - 1 not in wanted or length < 20 or count == 0:
                continue
            first = start + int(dice.integers(length - 12))
            window = [stream.terms[token] for token in stream.tokens[first : first + 12]]
            if all(term.isalpha() for term in window) and len(set(window)) >= 4:
                count -= 1
                yield window
