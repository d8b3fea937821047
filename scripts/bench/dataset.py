"""The passages that every engine indexes: tokens of five streams, and one filter value each."""

from __future__ import annotations

import itertools
import json
import lzma
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.text.analyzer import token_streams
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.token_stream import Stream

STREAMS = ("text", "folded", "pairs", "skips", "words")
_WORDS = 110  # white-space separated, about 150 syllables and numbers with the title
_SHORTEST = 20
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some passages: their text, their streams, and their filter values (a tenth is "b")."""

    texts: list[str]
    streams: dict[str, Stream]
    kinds: list[str]


def prepare(corpus: Path, passages: int | None, file: Path) -> None:
    """Cut a corpus (JSON lines with ``title`` and ``text``) into passages and analyse them.

    When the corpus has too few passages, it is cut again at shifted places until they suffice.
    """
    with file.open("wb") as out:
        cut = _passages(corpus, passages)
        while texts := [str(normalize(text)) for text in itertools.islice(cut, _BATCH)]:
            kinds = ["a" if i % 10 else "b" for i in range(len(texts))]
            pickle.dump(Batch(texts, token_streams(texts), kinds), out, -1)


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


def batches(file: Path) -> Iterator[Batch]:
    """Yield the batches of a prepared file."""
    with file.open("rb") as source:
        while True:
            try:
                yield pickle.load(source)
            except EOFError:
                return


def joined(stream: Stream) -> list[str]:
    """Return the tokens of each passage as text, separated by spaces, with none inside a token."""
    terms = np.array([term.replace(" ", "_") for term in stream.terms], dtype=object)
    tokens = terms[stream.tokens].tolist()
    ends = np.cumsum(stream.lengths).tolist()
    return [" ".join(tokens[a:b]) for a, b in itertools.pairwise([0, *ends])]
