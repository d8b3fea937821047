"""Word segmentation as pyvi does it, from pyvi's own model, in numpy.

The oracle is ``pyvi.ViTokenizer.tokenize`` 0.1.1: token pattern, features and the rules for joining
are its own, stated once more. For any text on which it returns, the output is the same, character
by character; ``scripts/check_pyvi.py`` compares them. Two things differ by intent: a text on which
pyvi raises (a lone surrogate) is segmented too, and the time is linear in the length of the text,
where pyvi's is quadratic in that of a dotted line.

pyvi takes time quadratic in the length of a run of the characters of an e-mail's local part (a
dotted line of a form), because it tries its e-mail pattern at each of them anew. Here that pattern
is tried only where the run does end in an @ and a domain, which is where it can match; so the
tokens are the same for every text.
"""

from __future__ import annotations

import re
import string
import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import dataclass
from searchkit.text import kernels
from searchkit.text.query_streams import LENGTHS
from searchkit.text.segmentation.chunks import ChunkEncoder, Chunks, thread_chunks
from searchkit.text.segmentation.lexicon import Lexicon
from searchkit.text.segmentation.pyvi_model import PyviModel, load_pyvi_model
from searchkit.text.segmentation.viterbi import best_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from searchkit.text.kernels.interface import Native

_ABBREVIATIONS = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."
_SPECIALS = r"==>|->|\.\.\.|>>|\n"
_WEB = r"\w+://[^\s]+"
_LOCAL = r"[a-zA-Z0-9_.+-]"
_DOMAIN = r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_PLAIN = re.compile(rf"{_ABBREVIATIONS}|{_SPECIALS}|{_WEB}|{_REST}")
_WITH_EMAIL = re.compile(rf"{_ABBREVIATIONS}|{_SPECIALS}|{_WEB}|{_LOCAL}+@{_DOMAIN}|{_REST}")
_LOCAL_PART = re.compile(rf"(?<!{_LOCAL}){_LOCAL}++(?=@{_DOMAIN})")


def pyvi_tokens(text: str) -> list[str]:
    """Return the tokens that pyvi's pattern finds in a text in NFC, in linear time."""
    if "@" not in text:
        return _PLAIN.findall(text)
    return list(_tokens_with_email(text))


def _tokens_with_email(text: str) -> Iterator[str]:
    local_parts = _LOCAL_PART.finditer(text)
    part = next(local_parts, None)
    position = 0
    while match := _PLAIN.search(text, position):
        start = match.start()
        while part and part.end() <= start:
            part = next(local_parts, None)
        if part and part.start() <= start:
            match = _WITH_EMAIL.match(text, start) or match
        yield match.group()
        position = match.end()


_BATCH = 1 << 18  # characters

_OF_ENTRIES = (
    *("+1:word.bi_gram()", "-1:word.bi_gram()"),
    *("+2:word.tri_gram()", "-2:word.tri_gram()"),
)
"""What an entry of two syllables, and of three, weighs for its first and for its last one."""

_LARGEST_BASE = 1 << 15
"""Of a word list: the kernel has entries of four syllables as one number."""

_TOKEN = np.dtype(
    [
        ("current", "f8"),  # its weight for the label of its own position,
        ("previous", "f8"),  # of the position after it,
        ("next", "f8"),  # and of the position before it
        ("syllable", "i8"),  # its number in the word list, 0 when it is in none
        ("closed", "?"),  # never joined: punctuation, a number
        ("capital", "?"),  # begins with a capital
    ]
)


def segment_words(texts: Iterable[str]) -> list[str]:
    """Segment each text into words, the syllables of one word joined with "_".

    The result for each is that of ``pyvi.ViTokenizer.tokenize`` (see the module for the exact
    guarantee). Many texts at once are faster than one by one. Raises SearchkitError when pyvi's
    model cannot be read.
    """
    segmented: list[str] = []
    for batch in _batches(texts):
        chunks = thread_chunks()
        segmented += word_segmenter(chunks).segment(batch)
    return segmented


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A batch of texts in pyvi's tokens, one text after the other, each with a 0 behind it.

    ``numbers``, shape (n,): places in ``tokens``. ``joined``, shape (n,): True where pyvi joins the
    token to the one before. ``ngrams``: for 2, 3 and 4 the positions at which that many tokens,
    lower-cased, are an entry of pyvi's word list, in whatever context.
    """

    numbers: NDArray[np.int32]
    tokens: list[str]
    joined: NDArray[np.bool_]
    ngrams: dict[int, NDArray[np.intp]]


def word_segmenter(chunks: Chunks) -> WordSegmenter:
    """Return this thread's segmenter for its chunks; all threads share the model."""
    segmenter: WordSegmenter | None = getattr(_local, "segmenter", None)
    if segmenter is None or segmenter.chunks is not chunks:
        segmenter = _local.segmenter = WordSegmenter(chunks, *_model())
    return segmenter


_local = threading.local()


@cache
def _model() -> tuple[PyviModel, Lexicon]:
    model = load_pyvi_model()
    return model, Lexicon(model.words)


class WordSegmenter:
    """Segments texts with one model; its tables grow with those of the chunks."""

    def __init__(self, chunks: Chunks, model: PyviModel, lexicon: Lexicon) -> None:
        self._model, self._lexicon = model, lexicon
        self._encoder = ChunkEncoder(chunks, pyvi_tokens)
        self._features = np.zeros(1, _TOKEN)
        self._features["closed"] = True

    @property
    def chunks(self) -> Chunks:
        """The table of chunks whose tokens the segmenter knows."""
        return self._encoder.chunks

    def segment(self, texts: list[str]) -> list[str]:
        """Return each text segmented; see ``segment_words``."""
        batch = self.analyse(self.chunks.split(map(_nfc, texts)))
        pieces = [""] * (2 * len(batch.numbers))
        pieces[0::2] = np.where(batch.joined, "_", " ").tolist()
        pieces[1::2] = [batch.tokens[number] for number in batch.numbers.tolist()]
        segmented, start = [], 0
        for text, end in zip(texts, np.flatnonzero(batch.numbers == 0).tolist(), strict=True):
            segmented.append("".join(pieces[2 * start + 1 : 2 * end]) or text)
            start = end + 1
        return segmented

    def analyse(self, chunks: NDArray[np.int32]) -> Segmentation:
        """Return the tokens of texts in NFC, which of them are joined, and the listed n-grams.

        ``chunks``: the texts as the table of chunks has split them.
        """
        numbers = self._encoder.encode(chunks)
        self._learn(self._encoder.tokens(len(self._features)))
        tokens = self._encoder.tokens()
        if kernels.native is not None and self._lexicon.base <= _LARGEST_BASE:
            return Segmentation(numbers, tokens, *self._found(kernels.native, numbers))
        syllables = self._features["syllable"][numbers]
        ngrams = self._lexicon.ngrams(syllables)
        labels = best_labels(
            self._scores(numbers, ngrams), _firsts(numbers), self._model.transitions
        )
        return Segmentation(numbers, tokens, self._joined(numbers, labels), ngrams)

    def _found(
        self, native: Native, numbers: NDArray[np.int32]
    ) -> tuple[NDArray[np.bool_], dict[int, NDArray[np.intp]]]:
        """Return which tokens are joined, and the listed n-grams, as the kernel finds them."""
        model, lexicon, features = self._model, self._lexicon, self._features
        joined, entries = np.empty(len(numbers), bool), np.empty(len(numbers), np.uint8)
        current, previous, following = (
            features[name].copy() for name in ("current", "previous", "next")
        )
        native.find_words(
            np.ascontiguousarray(numbers),
            current,
            previous,
            following,
            features["syllable"].astype(np.int32),
            features["closed"].copy(),
            features["capital"].copy(),
            lexicon.base,
            lexicon.pairs,
            lexicon.beginnings,
            lexicon.longer[3],
            lexicon.longer[4],
            np.array([model.weights.get(name, 0.0) for name in _OF_ENTRIES]),
            model.transitions.reshape(4),
            np.empty(2 * len(numbers)),
            joined,
            entries,
        )
        return joined, {length: np.flatnonzero(entries & 1 << length) for length in LENGTHS}

    def _learn(self, tokens: list[str]) -> None:
        if tokens:
            rows = np.array([self._row(token) for token in tokens], _TOKEN)
            self._features = np.concatenate([self._features, rows])

    def _row(self, token: str) -> tuple[float | bool, ...]:
        weigh = self._model.weights.get
        lower = token.lower()
        name = lower.partition("\0")[0]  # CRFsuite reads an attribute's name as a C string
        sides = [weigh("bias", 0.0), 0.0, 0.0]
        for side, prefix in enumerate(("", "-1:", "+1:")):
            sides[side] += weigh(f"{prefix}word.lower():{name}", 0.0)
            sides[side] += weigh(f"{prefix}word.isupper()", 0.0) * token.isupper()
            sides[side] += weigh(f"{prefix}word.istitle()", 0.0) * token.istitle()
        sides[0] += weigh("word.isdigit()", 0.0) * token.isdigit()
        closed = token in string.punctuation or token[0].isdigit()
        return (*sides, self._lexicon.number(lower), closed, token[0].istitle())

    def _scores(
        self, numbers: NDArray[np.int32], ngrams: dict[int, NDArray[np.intp]]
    ) -> NDArray[np.float64]:
        """Return the weight of each token for *begins a word* minus *inside a word*."""
        features, weigh = self._features, self._model.weights.get
        scores = features["current"][numbers]
        scores[1:] += features["previous"][numbers[:-1]]
        scores[:-1] += features["next"][numbers[1:]]
        first_of_two, second, first_of_three, third = (weigh(name, 0.0) for name in _OF_ENTRIES)
        scores[ngrams[2]] += first_of_two
        scores[ngrams[2] + 1] += second
        scores[ngrams[3]] += first_of_three
        scores[ngrams[3] + 2] += third
        return scores

    def _joined(self, numbers: NDArray[np.int32], labels: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which tokens pyvi writes with "_" before them: labelled so, and its exceptions."""
        closed = self._features["closed"][numbers]
        capital = self._features["capital"][numbers]
        joined: NDArray[np.bool_] = labels & ~closed
        joined[:1] = False
        joined[1:] &= ~closed[:-1] & (~capital[1:] | capital[:-1])
        return joined


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group the texts, so that memory stays small and arrays stay in the processor's cache."""
    batch, size = [], 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _nfc(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    # Texts from the index are normalised, and the import costs milliseconds of start-up.
    from searchkit.text.spelling.composition import nfc

    return nfc(text)


def _firsts(numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return where a text begins; the 0 behind each text is a text of its own."""
    firsts: NDArray[np.bool_] = numbers == 0
    firsts[1:] |= firsts[:-1]
    firsts[:1] = True
    return firsts
