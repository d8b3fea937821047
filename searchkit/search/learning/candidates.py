"""The phrases that passages hold: words, neighbouring words, and document numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.segmentation.words import segment_words
from searchkit.text.spelling.normalization import normalize
from searchkit.text.tables import read_table
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_WORDS = 4
_MOST_SYLLABLES = 8

Words = tuple[str, ...]
"""The syllables of a phrase in lower case, with their diacritics."""


@dataclass(slots=True)
class Candidate:
    """A phrase with the passages that hold it, by their places, and the forms it is written in."""

    passages: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    is_number: bool = False

    @property
    def text(self) -> str:
        """The phrase as it is written most often; a capital for a sentence's sake alone is none."""
        text = self.forms.most_common(1)[0][0]
        if self.is_number:
            return text
        lower = text.lower()
        return lower if lower in self.forms or text == lower[0].upper() + lower[1:] else text


def candidates(texts: Sequence[str]) -> dict[Words, Candidate]:
    """Return the phrases of some passages: words, two to four of them in a row, document numbers.

    No phrase begins or ends with a function word, or goes over a punctuation mark other than a
    comma, as in ``tinh gọn, hiệu lực``.
    """
    found: dict[Words, Candidate] = defaultdict(Candidate)
    plain = [normalize(text).text for text in texts]
    for place, segmented in enumerate(segment_words(plain)):
        for run in _runs(segmented):
            for text in _neighbours(run):
                _add(found, place, text)
    for place, text in enumerate(plain):
        for number in document_numbers(text):
            _add(found, place, number.text).is_number = True
    found.pop((), None)
    return dict(found)


def _add(found: dict[Words, Candidate], place: int, text: str) -> Candidate:
    candidate = found[tokenize(text).accented]
    candidate.passages.add(place)
    candidate.forms[text] += 1
    return candidate


def _runs(segmented: str) -> Iterator[list[str]]:
    """Yield the words between two punctuation marks, with the commas among them."""
    run: list[str] = []
    for word in segmented.split(" "):
        if word == "," or word.replace("_", "").isalnum():
            run.append(word)
        else:
            yield run
            run = []
    yield run


def _neighbours(run: Sequence[str]) -> Iterator[str]:
    """Yield all rows of a few words that begin and end with one that says something."""
    for start, first in enumerate(run):
        count = syllables = 0
        for end in range(start, len(run) if _says_something(first) else start):
            word = run[end]
            if word == ",":
                continue
            count += 1
            syllables += word.count("_") + 1
            if count > _MOST_WORDS or syllables > _MOST_SYLLABLES:
                break
            if _says_something(word):
                yield " ".join(run[start : end + 1]).replace("_", " ").replace(" ,", ",")


def _says_something(word: str) -> bool:
    return word[0].isalpha() and word.lower() not in _function_words()


@cache
def _function_words() -> frozenset[str]:
    """Return prepositions, conjunctions, pronouns and adverbs."""
    return frozenset(word for word, _ in read_table("function_words.tsv"))
