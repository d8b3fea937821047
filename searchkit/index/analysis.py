"""Whether an index was made with the analysis that this installation has: the same terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import IndexDamagedError
from searchkit.index.language_counts import analyses
from searchkit.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.backends.base import Backend

_PARTS = {
    "rules": "by the rules of another version of searchkit",
    "tables": "with other tables of searchkit",
    "words": "with another word list of pyvi",
    "model": "with another model of pyvi",
    "unidecode": "with Unidecode, which is not installed here",
}
_MISSING = {"unidecode": "Unidecode"}
_ASKED = ("rules", "tables", "unidecode")  # of queries, too; they need no word list


def analysis_note(backend: Backend) -> str:
    """Say how texts of an index were analysed otherwise than queries are; "" if they were not."""
    try:
        known = analyses(backend)
        if not known and backend.roots():
            known = [{}]
    except IndexDamagedError as error:
        return f"it cannot be told how the texts were analysed: {error}"
    own = fingerprint()
    others = [found for other in known if (found := _difference(other, own))]
    if not others:
        return ""
    return (
        f"texts of this index were analysed {'; others '.join(others)}, so that searches may miss "
        f"some; run `searchkit rebuild --index {backend.name}`"
    )


def _difference(other: Mapping[str, int], own: Mapping[str, int]) -> str:
    """Say what was different; what only adding needs is not missed where it is not installed."""
    if other.keys() != own.keys():
        return "by a version of searchkit that did not say how"
    missed = [name for name in own if other[name] != own[name] and (own[name] or name in _ASKED)]
    return " and ".join(
        _PARTS[name] if other[name] else f"without {_MISSING[name]}" for name in missed
    )
