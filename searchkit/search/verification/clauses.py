"""Whether an article has the khoản and điểm that a draft cites."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from searchkit.text.legal.cited_places import find_places, places_of
from searchkit.text.legal.place_lists import place_of
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from searchkit.index.document_view import DocumentView
    from searchkit.text.legal.place_lists import Place

# Behind the number of a khoản a consolidated text may have that of a note: ``3.[12]``, ``3[12].``.
_ITEM = re.compile(
    r"^[ \t“\"]*(?:(?P<khoan>[0-9]{1,3}[a-zđ]?)(?:\[[0-9]{1,4}\])?[.)]"
    r"|(?P<diem>[a-zđ])(?:\[[0-9]{1,4}\])?\))",
    re.MULTILINE,
)
_QUOTED = ("“", '"')
_ARTICLE = re.compile(r"^[ \t]*Điều[ \t]+([0-9]+[a-zđ]?)(?![^\W_])", re.MULTILINE | re.IGNORECASE)


def passage_of_place(view: DocumentView, place: str) -> int | None:
    """Return the passage (1-based) of a cited place, or of its article; None if there is none."""
    number = view.passage_at(place)
    units = place_of(place)
    inner = tuple(one for one in units if one[0] in ("điểm", "khoản"))
    outer = " ".join(f"{unit} {label}" for unit, label in units[len(inner) :])
    if number is not None and (not inner or not outer or _is_said(view, number, place)):
        return number
    articles = {label for unit, label in units if unit == "điều"}
    passages = list(view.passages_at(outer))
    text = "\n".join(_of_articles(view.passage_text(one), articles) for one in passages)
    return (number or passages[0]) if passages and has_items(text, inner) else None


def _is_said(view: DocumentView, number: int, place: str) -> bool:
    """Say whether a passage of one article alone is cited as the place."""
    passage = view.passages[number - 1]
    said = places_of(passage.heading, passage.citation)
    asked = find_places(place)
    return len(said.get("dieu", ())) == 1 and all(
        labels & said.get(unit, frozenset()) for unit, labels in asked.items()
    )


def _of_articles(passage: str, articles: set[str]) -> str:
    """Return a passage without the articles that begin in it and are none of these."""
    starts = [one.start() for one in _ARTICLE.finditer(passage)] if articles else []
    pieces = [passage[begin:end] for begin, end in pairwise((0, *starts, len(passage)))]
    labels = [found[1].lower() if (found := _ARTICLE.match(one)) else "" for one in pieces]
    own = (one for one, label in zip(pieces, labels, strict=True) if not label or label in articles)
    return "".join(own)


def has_items(article: str, place: Place) -> bool:
    """Say whether the text of an article has a place such as ``điểm b khoản 2``.

    A khoản ends where the next one begins, unless the text quotes another act, whose own khoản may
    begin lines, too. A number or letter also counts where only later ones begin lines, or where it
    stands within a line: then the lines of the article were not read as they are.
    """
    return _has(article.lower(), place)


def _has(text: str, place: Place) -> bool:
    if not place:
        return True
    unit, label = place[-1]
    kind = fold(unit)
    found = [item for item in _ITEM.finditer(text) if item.lastgroup == kind]
    own = [item for item in found if item[kind] == label]
    if not own:
        is_later = any(_order(item[kind]) > _order(label) for item in found)
        return is_later or re.search(rf"(?<!điều)\s{re.escape(label)}[.)]\s", text) is not None
    return any(_has(_below(text, item, found), place[:-1]) for item in own)


def _below(text: str, item: re.Match[str], found: list[re.Match[str]]) -> str:
    """Return what stands below a khoản or điểm, as far as can be told."""
    if any(mark in text for mark in _QUOTED):
        return text[item.end() :]
    behind = (other.start() for other in found if other.start() > item.start())
    return text[item.end() : next(behind, len(text))]


def _order(label: str) -> tuple[int, str]:
    """Return what sorts labels as they follow one another: ``9``, ``10``, ``10a``; ``d``, ``đ``."""
    digits = re.match("[0-9]*", label)
    number = digits[0] if digits else ""
    return int(number or 0), label[len(number) :].replace("đ", "d~")
