"""Which of several documents of one number or name another document means.

The number of a central act with its year in it is that of one document (Nghị định 30/2020/NĐ-CP,
Phụ lục I). One without a year, of a local body, or a law's name alone, is that of many: the day
beside it decides, the issuer, and what was there when it was cited. Where nobody can tell, none is
meant: what is not known is not guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.index.relations.authority import is_central
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.documents.relations.model import Cited
    from searchkit.index.relations.graph import Node

_YEAR_IN_NUMBER = re.compile(r"[^/]+/(?:19|20)\d\d/")
_GENERAL = re.compile(r"^(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\s+")


def is_of_one(cited: Cited) -> bool:
    """Say whether a number is that of one document alone, whoever cites it."""
    return _YEAR_IN_NUMBER.match(cited.key) is not None and is_central(cited.key)


def meant(
    cited: Cited, same: Sequence[Node], by: Node, until: str, sentence: Callable[[], str]
) -> Sequence[Node]:
    """Return those of the documents of a number or name that another document means.

    Several are copies of one, or its articles; none are returned where nobody can tell. ``by`` is
    the document that cites it, by ``sentence``, which is asked for only where nothing else decides;
    ``until`` is the last day on which it may have been issued, "" if that is not known.
    """
    if cited.date:
        exact = [node for node in same if node.date == cited.date]
        same = exact or [node for node in same if not node.date or node.article]
    elif until:
        same = [node for node in same if not node.date or node.date <= until or node.article]
    if cited.key.startswith("@"):
        return _of_name(cited, same, until)
    if _is_one(same):
        return same
    near = [node for node in same if _same_issuer(node, by)]
    if near and _is_one(near):
        return near
    words = f" {_plain(sentence())} "
    named = [node for node in same if _place(node) and f" {_place(node)} " in words]
    return named if _is_one(named) else ()


def _of_name(cited: Cited, same: Sequence[Node], until: str) -> Sequence[Node]:
    """Return the law of a name: without a year the last one before it was cited."""
    if cited.year:
        return same
    days = {node.date for node in same}
    if len(days) > 1 and not until:
        return ()
    last = max((day for day in days if not until or day <= until), default=None)
    return [node for node in same if node.date == last]


def _is_one(same: Sequence[Node]) -> bool:
    """Say whether nothing tells documents of a number apart, as copies of one, or its articles."""
    days = {node.date for node in same if node.date}
    issuers = {_plain(node.standing.issuer) for node in same if node.standing.issuer}
    longest = max(issuers, key=len, default="")
    return len(days) <= 1 and all(issuer in longest for issuer in issuers)


def _same_issuer(node: Node, by: Node) -> bool:
    one, other = _place(node), _place(by)
    return bool(one and other) and (one in other or other in one)


def _place(node: Node) -> str:
    """Return whose body issued a document: ``tinh an phu`` of ``Ủy ban nhân dân tỉnh An Phú``."""
    return _GENERAL.sub("", _plain(node.standing.issuer))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text).lower()))
