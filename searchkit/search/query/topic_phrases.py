"""The phrases of topics in an index: where they stand, and how much a passage is about a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.query_tree import Nothing, Or, Phrase, Term
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.topics.model import Topic, TopicPhrase
    from searchkit.search.topics.scoring import TopicScore, TopicScorer


class Citations:
    """Which passages cite the documents whose numbers are phrases of a topic, however spelt."""

    def __init__(self, catalogue: Catalogue, topic: Topic) -> None:
        self._passages = {
            number: frozenset(catalogue.state.matching(Or(terms)).tolist())
            for number, phrase in enumerate(topic.phrases)
            if not phrase.near and (terms := _numbers(phrase))
        }

    def of(self, passage: int) -> list[int]:
        """Return the phrases, by their index, whose documents a passage cites."""
        return [number for number, passages in self._passages.items() if passage in passages]


def score_passage(
    catalogue: Catalogue, scorer: TopicScorer, cited: Citations, number: int
) -> TopicScore:
    """Return how much a passage, by its number in the index, is about a topic."""
    return scorer.score(*passage_text(catalogue, number), cited.of(number))


def passage_text(catalogue: Catalogue, number: int) -> tuple[str, str]:
    """Return what stands above a passage, its document's title and headings, and its own text."""
    passage = catalogue.passage(number)
    document = catalogue.document(int(catalogue.owner(np.array([number]))[0]))
    head = "\n".join([document.title, *passage.heading])
    return head, document.text[passage.start : passage.end]


def phrase_query(catalogue: Catalogue, phrase: TopicPhrase) -> Or:
    """Return what holds for passages with a phrase of a topic.

    It is looked for as it is written and without diacritics, so texts that were typed without any
    are found too; one that is written without any stands for all spellings, and a document number
    for each of its own.
    """
    syllables = query_streams(normalize(phrase.text).text).syllables
    written = [syllable.text for syllable in syllables]
    bare = [syllable.folded for syllable in syllables]
    if bare != written:
        found = [_adjacent(written, phrase), _adjacent(bare, phrase)]
    elif len(bare) == 1:
        found = [Term("folded", bare[0], _boost(phrase))]
    elif len(bare) == 2:
        found = [Term("pairs", " ".join(bare), _boost(phrase))]
    else:
        words = tuple(catalogue.spellings.get(syllable, ()) for syllable in bare)
        found = [Phrase("text", words, _boost(phrase)) if all(words) else Nothing()]
    return Or((*found, *_numbers(phrase)))


def _adjacent(words: list[str], phrase: TopicPhrase) -> Query:
    return Phrase("text", tuple((word,) for word in words), _boost(phrase))


def _numbers(phrase: TopicPhrase) -> tuple[Term, ...]:
    numbers = document_numbers(normalize(phrase.text).text)
    return tuple(Term("mentions", number.key, _boost(phrase)) for number in numbers)


def _boost(phrase: TopicPhrase) -> float:
    """Return the weight in a ranking; what only excludes has none."""
    return phrase.weight if phrase.weight > 0 else 1.0
