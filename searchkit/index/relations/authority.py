"""Which issuer may end or change whose documents.

A legal document is amended, replaced or repealed by its own issuer, or repealed by a body above it
(Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15, amended by 87/2025/QH15). What a body below
says of it changes nothing.
"""

from __future__ import annotations

import re

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.index.relations.local_bodies import may_succeed
from searchkit.text.remembering import remembers

_RANKS = {
    "qh": 0,
    "ubtvqh": 1,
    "ctn": 1,
    "cp": 2,
    "ttg": 3,
    "hdtp": 4,
    "tandtc": 4,
    "vksndtc": 4,
    "ktnn": 4,
    "hdnd": 6,
    "ubnd": 7,
}
"""The rank of an issuer by its symbol; a ministry, and what is none of these, has 5."""

_CENTRAL = 5
_LAWS = ("@luat", "@bo luat", "@phap lenh", "@hien phap")
_TERM = lazy_pattern(r"\d+$")


class Standing(NamedTuple):
    """Who issued a document: ``key`` is its number or name, ``issuer`` the name of the body."""

    key: str
    issuer: str


def may_change(source: Standing, target: Standing) -> bool:
    """Say whether a document may change another, as far as their numbers and issuers tell."""
    if _is_of_party(source.key) or _is_of_party(target.key):
        return True  # the Party's bodies follow rules of their own
    own, other = _rank(source.key), _rank(target.key)
    if own is None or other is None or own < other:
        return True
    if own > other:
        return False
    # Ministries merge, provinces too; what can be told is that two councils differ.
    return own <= _CENTRAL or may_succeed(source.issuer, target.issuer)


def is_central(key: str) -> bool:
    """Say whether a number is that of a body of the state above the provinces, as far as it tells.

    A department of a province writes numbers as ministries do.
    """
    rank = _rank(key)
    return rank is not None and rank <= _CENTRAL and not _is_of_party(key)


def is_local(key: str) -> bool:
    """Say whether a number is one that each province, district or commune gives anew."""
    if _is_of_party(key):
        return not key.endswith("/tw")
    return (_rank(key) or 0) > _CENTRAL


@remembers(1 << 12)
def _rank(key: str) -> int | None:
    if not key:
        return None
    if key.startswith("@"):
        return 0 if key.startswith(_LAWS) else None
    symbols = [_TERM.sub("", part) for part in re.split(r"[/-]", key)[1:]]
    ranks = [_RANKS[symbol] for symbol in symbols if symbol in _RANKS]
    return min(ranks, default=_CENTRAL)


@remembers(1 << 12)
def _is_of_party(key: str) -> bool:
    return re.fullmatch(r"[^/]+-[^/]+/.+", key) is not None
