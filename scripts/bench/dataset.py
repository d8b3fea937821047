"""The passages that every engine indexes: tokens of five streams, and one filter value each."""

from __future__ import annotations

import itertools
import json
import lzma
import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.text.analyzer import token_streams
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.token_stream import Stream

STREAMS = ("text", "folded", "pairs", "skips", "words")
MOST = 1_000_000
"""So many passages are analysed; of more, the others are these with changes."""
_WORDS = 110  # white-space separated, about 150 syllables and numbers with the title
_SHORTEST = 20
_BATCH = 2000
_CHANGED = 0.1  # of the tokens


@dataclass(frozen=True, slots=True)
class Batch:
    """Some passages: their streams, and their filter values (a tenth is "b")."""

    streams: dict[str, Stream]
    kinds: list[str]


@dataclass(frozen=True, slots=True)
class Passages:
    """``count`` passages, made again out of a prepared file each time that one goes over them."""

    file: Path
    count: int

    def __iter__(self) -> Iterator[Batch]:
        """Yield them in batches."""
        left = self.count
        for turn in itertools.count():
            for batch in _prepared(self.file):
                if left >= len(batch.kinds):
                    yield _changed(batch, turn) if turn else batch
                    left -= len(batch.kinds)
                else:
                    yield from [_head(batch, left)] if left else []
                    return


def prepare(corpus: Path, passages: int | None, file: Path) -> int:
    """Cut a corpus (JSON lines with ``title`` and ``text``) into passages and analyse them.

    When the corpus has too few passages, it is cut again at shifted places until they suffice.
    Returns how many there are.
    """
    with file.open("wb") as out:
        cut = _passages(corpus, passages)
        made = 0
        while texts := [str(normalize(text)) for text in itertools.islice(cut, _BATCH)]:
            kinds = ["a" if i % 10 else "b" for i in range(len(texts))]
            pickle.dump(Batch(token_streams(texts), kinds), out, -1)
            made += len(texts)
    return made


def _passages(corpus: Path, wanted: int | None) -> Iterator[str]:
    made = 0
    for shift in range(0, _WORDS, 17):
        for title, text in _articles(corpus):
            for passage in _cut(text.split(), shift):
                yield f"{title}. {passage}"
                made += 1
                if made == wanted:
                    return
        if wanted is None:
            return


def _articles(corpus: Path) -> Iterator[tuple[str, str]]:
    opener: Any = lzma.open if corpus.suffix == ".xz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["title"], record["text"]


def _cut(words: list[str], shift: int) -> Iterator[str]:
    start = 0
    end = shift or _WORDS
    while start < len(words):
        if len(words) - end < _SHORTEST:
            end = len(words)
        yield " ".join(words[start:end])
        start, end = end, end + _WORDS


def _prepared(file: Path) -> Iterator[Batch]:
    with file.open("rb") as source:
        while True:
            try:
                yield pickle.load(source)
            except EOFError:
                return


def _changed(batch: Batch, turn: int) -> Batch:
    """Let a tenth of a batch's tokens change places: other passages of the same language."""
    dice = np.random.default_rng(turn)
    streams = {}
    for name, stream in batch.streams.items():
        tokens = stream.tokens.copy()
        places = (dice.random(len(tokens)) < _CHANGED).nonzero()[0]
        tokens[places] = dice.permutation(tokens[places])
        streams[name] = replace(stream, tokens=tokens)
    return replace(batch, streams=streams)


def _head(batch: Batch, count: int) -> Batch:
    streams = {}
    for name, stream in batch.streams.items():
        lengths = stream.lengths[:count]
        streams[name] = replace(stream, tokens=stream.tokens[: lengths.sum()], lengths=lengths)
    return Batch(streams, batch.kinds[:count])


def joined(stream: Stream) -> list[str]:
    """Return the tokens of each passage as text, separated by spaces, with none inside a token."""
    terms = np.array([term.replace(" ", "_") for term in stream.terms], dtype=object)
    tokens = terms[stream.tokens].tolist()
    ends = np.cumsum(stream.lengths).tolist()
    return [" ".join(tokens[a:b]) for a, b in itertools.pairwise([0, *ends])]
