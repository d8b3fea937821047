"""Which of several documents of one number or name another document means.

The number of a central act with its year in it is that of one document (Nghị định 30/2020/NĐ-CP,
Phụ lục I). One without a year, of a local body, or a law's name alone, is that of many: the day
beside it decides, the issuer, and what was there when it was cited. Where nobody can tell, none is
meant: what is not known is not guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.index.relations.authority import is_central, is_local
from searchkit.index.relations.local_bodies import may_succeed, place_of_body, plain_issuer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.documents.relations.model import Cited

_YEAR_IN_NUMBER = lazy_pattern(r"[^/]+/(?:19|20)\d\d/")


_UNIT = lazy_pattern(
    r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)\s+(\w)", re.IGNORECASE
)
"""``tỉnh Hà Giang``, not ``tỉnh này`` or ``tỉnh hết hiệu lực``."""


class Candidate(NamedTuple):
    """A document of the number or name: its first passage, its day, its issuer, each "" if unknown.

    ``is_article`` tells a record that is an article of a law, whose day may be that of a change.
    """

    first: int
    date: str
    issuer: str
    is_article: bool


def is_of_one(cited: Cited) -> bool:
    """Say whether a number is that of one document alone, whoever cites it."""
    return _YEAR_IN_NUMBER.match(cited.key) is not None and is_central(cited.key)


def meant(
    cited: Cited, same: Sequence[Candidate], issuer: str, until: str, sentence: Callable[[], str]
) -> Sequence[Candidate]:
    """Return those of the documents of a number or name that another document means.

    Several are copies of one, or its articles; none are returned where nobody can tell. ``issuer``
    is that of the document that cites it, by ``sentence``, which is asked for only where nothing
    else decides; ``until`` is the last day on which it may have been issued, "" if not known.
    """
    if cited.date:
        exact = [one for one in same if one.date == cited.date]
        same = exact or [one for one in same if not one.date or one.is_article]
    elif until:
        same = [one for one in same if not one.date or one.date <= until or one.is_article]
    if cited.key.startswith("@"):
        return _of_name(cited, same, until)
    if not is_local(cited.key):
        return same if _is_one(same) else ()
    home = place_of_body(issuer)
    own = [one for one in same if place_of_body(one.issuer) == home != ""]
    if own and len(own) == len(same):
        return own if _is_one(own) else ()
    behind = _behind(cited, sentence())
    words = f" {plain_issuer(behind)} "
    said = [one for one in same if (place := place_of_body(one.issuer)) and f" {place} " in words]
    if not said and not any(_is_name(one[1]) for one in _UNIT.finditer(behind)):
        said = own or [one for one in same if not home or may_succeed(issuer, one.issuer)]
    return said if _is_one(said) else ()


def _is_name(letter: str) -> bool:
    return letter.isupper() or letter.isdigit()


def _behind(cited: Cited, sentence: str) -> str:
    """Return what a sentence says of a document behind its number, up to the next one."""
    _, _, rest = sentence.partition(cited.text)
    return rest.partition(" số ")[0]


def _of_name(cited: Cited, same: Sequence[Candidate], until: str) -> Sequence[Candidate]:
    """Return the law of a name: without a year the last one before it was cited."""
    if cited.year:
        return same
    days = {one.date for one in same}
    if len(days) > 1 and not until:
        return ()
    last = max((day for day in days if not until or day <= until), default=None)
    return [one for one in same if one.date == last]


def _is_one(same: Sequence[Candidate]) -> bool:
    """Say whether nothing tells documents of a number apart, as copies of one, or its articles."""
    days = {one.date for one in same if one.date}
    issuers = {plain_issuer(one.issuer) for one in same if one.issuer}
    longest = max(issuers, key=len, default="")
    return len(days) <= 1 and all(issuer in longest for issuer in issuers)
