"""Odd queries, filters and names of documents: each is answered or refused, quickly, in words."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

import searchkit
from reliability.results import BrokenPromiseError
from reliability.workload import EVERYWHERE, history

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reliability.results import Results

_CASES = 100_000  # at scale 1
_SLOW = 2.0  # seconds of CPU for one query; most take a millisecond
_MOST = 4_000  # characters of a query that is answered
_WORDS = (
    *("bộ máy", "tinh gọn", "tinh gon", "UBND", "nghị quyết", "18-NQ/TW", "điều 5", "khoản 2"),
    *("30/2020/NĐ-CP", "ngày 5 tháng 3 năm 2024", "quyết định 12", "tỉnh", "x", "ầ", "Ðắk", "ﬁ"),
)
_SIGNS = "\"-()[]{}*?~^:/\\|&!<>=+.,;%$#@`_“”–…'\u200b\u0301\u0323\ud800\x00\x1b\n\t\u202e🏛️"
_ALPHABETS = (
    "ăâđêôơư",
    "ạảãàá",
    "abcxyz",
    "0123456789",
    "中文字",
    "кирил",
    "한국",
    "عرب",
    "\u0300\u0301",
)


def run(results: Results, scale: float, place: Path) -> None:
    """Send odd queries to a small index."""
    rng = random.Random(results.seed)
    history(place, rng)
    kinds = sorted(_KINDS)
    with searchkit.open_index(place / "archive" / "index") as index:
        for _ in range(max(100, round(_CASES * scale))):
            kind = rng.choice(kinds)
            ask = _KINDS[kind](rng, index)
            with results.case(kind, ascii(ask.__doc__)[:80]):
                _ask(ask)


def _ask(ask: Callable[[], object]) -> None:
    started = time.process_time()
    try:
        ask()
    except searchkit.UsageError as error:  # QueryError is one
        if not 0 < len(str(error)) <= 2 * _MOST:
            raise BrokenPromiseError(f"an error of {len(str(error))} characters") from error
    taken = time.process_time() - started
    if taken > _SLOW:
        raise BrokenPromiseError(f"took {taken:.1f} s")


def _asking(query: str, ask: Callable[[], object]) -> Callable[[], object]:
    def asked() -> object:
        return ask()

    asked.__doc__ = query
    return asked


def _soup(rng: random.Random) -> str:
    parts = [
        rng.choice((rng.choice(_WORDS), rng.choice(_SIGNS), " ", _letters(rng, 6)))
        for _ in range(rng.randint(0, 25))
    ]
    return "".join(parts)


def _letters(rng: random.Random, most: int) -> str:
    return "".join(rng.choices(rng.choice(_ALPHABETS), k=rng.randint(1, most)))


def _long(rng: random.Random) -> str:
    piece = rng.choice((_soup(rng), _letters(rng, 3), rng.choice(_WORDS), rng.choice(_SIGNS), '"'))
    text = (piece + rng.choice(("", " "))) * (_MOST // max(1, len(piece)) + 1)
    return text[: rng.choice((_MOST, 1000, 3 * _MOST))]


def _mutated(rng: random.Random) -> str:
    text = list(f"{rng.choice(_WORDS)} {EVERYWHERE} {rng.choice(_WORDS)}")
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(text))
        text[at : at + rng.randint(0, 2)] = rng.choice((_letters(rng, 2), rng.choice(_SIGNS), ""))
        text = text or ["x"]
    return "".join(text)


def _query(
    make: Callable[[random.Random], str],
) -> Callable[[random.Random, searchkit.Index], Callable[[], object]]:
    def kind(rng: random.Random, index: searchkit.Index) -> Callable[[], object]:
        query = make(rng)
        return _asking(query, lambda: index.search(query).to_dict())

    return kind


def _filters(rng: random.Random, index: searchkit.Index) -> Callable[[], object]:
    name = rng.choice(("number", "issuer", "signer", "type", "place"))
    value = rng.choice((_soup, _mutated, _letters_of_many))(rng)
    values: dict[str, Any] = {name: value}
    query = rng.choice(("", EVERYWHERE))
    return _asking(
        f"{name}={value}",
        lambda: index.search(query, filters=searchkit.Filters(**values)).to_dict(),
    )


def _letters_of_many(rng: random.Random) -> str:
    return (rng.choice(_WORDS) + " ") * rng.choice((10, 300, 3_000)) + _letters(rng, 9)


def _documents(rng: random.Random, index: searchkit.Index) -> Callable[[], object]:
    name = rng.choice((_soup, _mutated, _letters_of_many))(rng)
    return _asking(name, lambda: index.document(name))


def _topics(rng: random.Random, index: searchkit.Index) -> Callable[[], object]:
    name = rng.choice([*index.topics(), _soup(rng)])
    return _asking(name, lambda: index.search(_soup(rng), topic=name).to_dict())


_KINDS: dict[str, Callable[[random.Random, searchkit.Index], Callable[[], object]]] = {
    "words and signs": _query(_soup),
    "mutated": _query(_mutated),
    "long": _query(_long),
    "filters": _filters,
    "documents": _documents,
    "topics": _topics,
}
