"""No text makes a public function take more than linear time: dots, short words, marks, figures."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest

from searchkit import text as public
from searchkit.text.analyzer import token_streams
from searchkit.text.legal.cited_places import find_items, find_places
from searchkit.text.legal.document_references import find_references
from searchkit.text.legal.mentions import mention_terms, query_mentions
from searchkit.text.query_streams import query_streams
from searchkit.text.tokens import tokenize
from tests.text.small_counts import small_counts

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, TIMES = 2_000, 16
MOST = 3 * TIMES
"""How many times as long the long text may take: the square of TIMES is far beyond."""
NOTHING = 0.1  # seconds of the processor, in which a square of the long text cannot be hidden

UNITS = [
    *("a ", "ủy ", "Q U Y Ế T ", "A B C D ", "UBND ", "uy ban ", "hồ sơ xuất ", "hanhchinh"),
    *("a\u0301", " \u0301", "a\u0302\u0323\u0301", "\u0301\u0327", "\u200b", "\x00", "ừơ", "lựơng"),
    *(
        ".",
        "..",
        "a.",
        "1.",
        "1,",
        "- ",
        "1-",
        "1/",
        "12/3/",
        "61%",
        "_",
        "a_",
        "@",
        "a@b.",
        "x'",
        '"',
        "(",
    ),
    *(
        "1 tháng ",
        "năm ",
        "quý I ",
        "điều 1 khoản ",
        "số ",
        "NĐ-CP/",
        "30/2020/NĐ-",
        "ab1-",
        "30/2020/NĐ-CP ",
    ),
    *(" ", "\n", "a\n", "각", "中", "ว\u0e34", "ﬀ", "Ã¡"),
]
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "convert_legacy": public.convert_legacy,
    "correct_spelling": lambda text: public.correct_spelling(text, small_counts()),
    "dates": public.dates,
    "decode": lambda text: public.decode(text.encode()),
    "decode_keystrokes": lambda text: public.decode_keystrokes(text, small_counts()),
    "document_numbers": public.document_numbers,
    "expand_abbreviations": public.expand_abbreviations,
    "find_misspelt_phrases": public.find_misspelt_phrases,
    "fold": public.fold,
    "normalize": lambda text: public.normalize(text).span(0, 1),
    "parse_date": public.parse_date,
    "restore_diacritics": lambda text: public.restore_diacritics(text, small_counts()),
    "segment_words": lambda text: public.segment_words([text]),
    "split_joined_words": lambda text: public.split_joined_words(text, small_counts()),
    "syllables": public.syllables,
    "find_items": find_items,
    "find_places": find_places,
    "find_references": find_references,
    "mention_terms": mention_terms,
    "query_mentions": query_mentions,
    "query_streams": query_streams,
    "token_streams": lambda text: token_streams([text]),
    "tokenize": tokenize,
}


def seconds(function: Callable[[str], object], text: str, runs: int) -> float:
    """Return the least time of the processor, which a busy machine adds little to.

    The garbage collector rests: it would look through all that earlier tests have left.
    """
    taken = []
    gc.disable()
    try:
        for _ in range(runs):
            start = time.thread_time()
            function(text)
            taken.append(time.thread_time() - start)
    finally:
        gc.enable()
    return min(taken)


def grows_too_fast(function: Callable[[str], object], unit: str) -> bool:
    """Say whether time grows faster than the text, each time that it is measured.

    Once it may be the machine's doing; what is quadratic is so always.
    """
    return all(grew_too_fast(function, unit) for _ in range(3))


def grew_too_fast(function: Callable[[str], object], unit: str) -> bool:
    short = (unit * SHORT)[:SHORT]
    once = seconds(function, short * TIMES, runs=1)
    if once < NOTHING:
        return False
    most = MOST * seconds(function, short, runs=3)
    return once > most and seconds(function, short * TIMES, runs=2) > most


def test_every_public_function_is_measured() -> None:
    functions = {name for name in public.__all__ if name[0].islower()}
    assert functions <= FUNCTIONS.keys()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_time_is_linear_in_any_text(name: str) -> None:
    small_counts().readings("a")
    FUNCTIONS[name]("khoản 1 Điều 5, ngày 7/3/2025")  # tables and models are read once
    assert [unit for unit in UNITS if grows_too_fast(FUNCTIONS[name], unit)] == []


def test_the_measure_finds_quadratic_time() -> None:
    def quadratic(text: str) -> int:
        return sum(len(list(text[start:])) for start in range(0, len(text), 32))

    assert grew_too_fast(quadratic, "ủ")
