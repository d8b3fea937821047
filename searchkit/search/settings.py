"""All that tunes the ranking, by name and in one place."""

from __future__ import annotations

from searchkit._dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RankingSettings:
    """Weights and constants of the ranking; the defaults are those that ranked best.

    They were tuned on three judged sets of legal questions (ALQAC 2024, VLSP 2025 and Zalo 2021),
    typed with diacritics, with half of them and without; the optimum is flat.

    ``k1`` and ``b`` are BM25's (Robertson and Zaragoza 2009). The weights multiply the BM25 score
    of a token stream: ``text`` and ``accented_folded`` for a query syllable that bears marks,
    ``folded`` for a bare one, of which ``text_bare`` goes to ``text`` where other syllables bear
    marks. ``everyday`` multiplies the weight of what the law calls what people say otherwise,
    ``names`` that of what a place or body is called at another time,
    ``abbreviation`` the weight of an abbreviation's other form, and
    ``other_spelling`` that of ``kĩ`` for ``kỹ``. ``number`` and ``mention`` are what a document
    number in the query is worth, ``stated`` a code or a per cent, ``cited`` what being cited most
    is worth to one of several documents that it may mean. ``name`` is for words of the file's name;
    ``title`` for the document whose title the query is, with the place that it cites there, and
    ``title_within`` for that whose title is a part of the query; ``signer`` for who signed and
    ``type`` for what. ``issued_day``, ``issued_period`` and ``issued_year`` are for the document of
    a date, ``dated`` for a passage that mentions the day or the period. ``repeated_title`` is the
    share of its title's score that a document's second passage gets, ``cited_place`` what a cited
    place is worth within its document. ``ended`` is the share of the best score that a document
    loses which has ended or been replaced. ``candidates`` passages are ranked at least. The
    documents of the best ``reranked`` passages are ordered by the second stage, with
    ``further_articles`` of the laws that the question is about, for queries of
    ``fewest_words`` syllables and more, by the trees in ``searchkit/data/model`` and
    ``first_stage`` times the first stage's score by the best and ``neighbours`` times those of the
    neighbouring articles; ``first_stage_elsewhere`` times these where most candidates are no
    articles of laws with headings, from which the trees have learned.
    """

    k1: float = 0.7
    b: float = 0.75
    text: float = 1.0
    accented_folded: float = 0.1
    folded: float = 1.2
    text_bare: float = 0.4
    pairs: float = 0.7
    skips: float = 0.2
    words: float = 0.3
    abbreviation: float = 0.5
    other_spelling: float = 0.5
    everyday: float = 0.1
    names: float = 0.3
    number: float = 60.0
    mention: float = 10.0
    stated: float = 2.0
    dated: float = 4.0
    issued_day: float = 20.0
    issued_period: float = 6.0
    issued_year: float = 1.0
    name: float = 1.0
    title: float = 60.0
    title_within: float = 2.0
    signer: float = 40.0
    type: float = 10.0
    cited: float = 2.0
    repeated_title: float = 0.3
    cited_place: float = 20.0
    ended: float = 0.01
    candidates: int = 200
    reranked: int = 200
    further_articles: int = 30
    fewest_words: int = 5
    first_stage: float = 2.5
    first_stage_elsewhere: float = 28.0
    neighbours: float = 0.08
    model: str = "ranker.json"
