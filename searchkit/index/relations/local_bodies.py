"""Councils and committees of provinces, districts and communes: which may end what another issued.

The bodies of a place that was merged into another are succeeded by those of the new place (Luật Tổ
chức chính quyền địa phương 72/2025/QH15); the provinces are in ``data/names/provinces.tsv``. Those
of a province stand above all within it.
"""

from __future__ import annotations

import re

from searchkit._lazy import lazy_pattern
from searchkit.text.spelling.folding import fold

_PLACE = lazy_pattern(
    r"\b(?P<kind>tinh|thanh pho|thi xa|thi tran|huyen|quan|xa|phuong|dac khu)\s(?P<name>\w.*)"
)
_PLACES_OF = {
    "tinh": "tinh",
    "thanh": "thanh pho",
    "huyen": "huyen",
    "quan": "quan",
    "thi": "thi xa",
}
_COMMITTEE = lazy_pattern(r"\b(tinh|thanh|huyen|quan|thi) uy\b")
"""Party committees: ``Thành ủy`` is that of a ``thành phố``."""

_DISTRICTS = ("huyen", "quan", "thi xa")
_COMMUNES = ("xa", "phuong", "thi tran", "dac khu")


def may_succeed(source: str, target: str) -> bool:
    """Say whether the body ``source`` may end what ``target`` issued, as far as names tell.

    Both are names of issuers (``Ủy ban nhân dân tỉnh An Phú``); an unknown one may be any.
    """
    one, other = plain_issuer(source), plain_issuer(target)
    if not one or not other or one in other or other in one:
        return True
    own, another = _PLACE.search(one), _PLACE.search(other)
    if own is None or another is None:
        return False
    upper, lower = _level(own), _level(another)
    if upper != lower:
        return upper < lower
    return upper == 1 and _became(another["name"], own["name"])


def place_of_body(issuer: str) -> str:
    """Return whose body issued a document: ``tinh an phu`` of ``Ủy ban nhân dân tỉnh An Phú``."""
    found = _PLACE.search(plain_issuer(issuer))
    return found[0] if found else ""


def plain_issuer(issuer: str) -> str:
    """Return the name of an issuer in small letters without diacritics, of ``Tỉnh ủy`` as a place.

    >>> plain_issuer("TỈNH ỦY AN PHÚ")
    'tinh an phu'
    """
    plain = " ".join(re.findall(r"\w+", fold(issuer).lower()))
    return _COMMITTEE.sub(lambda found: _PLACES_OF[found[1]], plain)


def _level(place: re.Match[str]) -> int:
    """Return 1 for a province, 2 for a district, 3 for a commune; a city may be of either."""
    if place["kind"] in _COMMUNES:
        return 3
    if place["kind"] in _DISTRICTS or (
        place["kind"] == "thanh pho" and not _is_province(place["name"])
    ):
        return 2
    return 1


def _is_province(name: str) -> bool:
    from searchkit.text.legal.names.gazetteer import Gazetteer  # few documents are of two places

    return Gazetteer().history.knows(("province", name))


def _became(old: str, new: str) -> bool:
    """Say whether a province is now a part of another, or is called so."""
    from searchkit.text.legal.names.gazetteer import Gazetteer
    from searchkit.text.legal.names.keys import plain_key

    if not _is_province(old):
        return False
    others = Gazetteer().history.others(("province", old))
    return any(plain_key(one.name) == new for one in others if one.since)
