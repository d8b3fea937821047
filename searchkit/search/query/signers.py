"""Who signed what is looked for: ``kế hoạch bà Nguyễn Thị Hoa ký``, ``văn bản do ông Bình ký``.

The names are those of the index. A full name is a signer's where the query says that somebody
signed; without the family name it also needs the word before it that people are called by.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.index.terms.titles import title_beginnings
from searchkit.text.legal.document_references import type_names
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.index.catalogue import Catalogue

_CALLED = r"(?:ong|ba|dong chi|d/c)"
_SIGNS = r"(?:da\s+)?ky(?:\s+(?:ban hanh|duyet|ten))?(?![^\W_])"
_CUE = lazy_pattern(r"(?<![^\W_])ky(?![^\W_])")
_PERSON = lazy_pattern(
    rf"(?<![^\W_]){_CALLED}\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){{0,4}}?)\s+(?={_SIGNS})"
)
_BEFORE = lazy_pattern(
    rf"(?:(?<![^\W_])(?:do|boi|cua|van ban|cac|nhung|nguoi ky|{_SIGNS}|{_CALLED})[\s:]+)+$"
)
_SIGNED_BEFORE = lazy_pattern(r"(?<![^\W_])(?:ky|do)(?![^\W_])")
_BEHIND = lazy_pattern(rf"\s+{_SIGNS}")
_WORD = lazy_pattern(r"[^\W_]+")


class Signed(NamedTuple):
    """Who is said to have signed and what, as terms of the index, and where the query says so."""

    signers: tuple[str, ...]
    types: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def find_signed(catalogue: Catalogue, text: str) -> Signed | None:
    """Return by whom a query says that a document was signed; None if it does not, or none did."""
    folded = fold(text).lower()
    if len(folded) != len(text) or not _CUE.search(folded):
        return None
    found = list(_full_names(folded, catalogue.signers))
    if not found:
        found = list(_parts_of_names(folded, catalogue.signers))
    if not found:
        return None
    spans = {_extended(folded, start, end) for _, start, end in found}
    types = [
        kind for kind in _types(text, folded) if not any(_overlaps(kind[1:], s) for s in spans)
    ]
    return Signed(
        tuple(dict.fromkeys(name for name, _, _ in found)),
        tuple(dict.fromkeys(chain.from_iterable(names for names, _, _ in types))),
        tuple(sorted(spans | {(start, end) for _, start, end in types})),
    )


def _full_names(folded: str, signers: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for name in signers:
        start = folded.find(name)
        if start < 0 or not _stands_alone(folded, start, start + len(name)):
            continue
        before = _BEFORE.search(folded, 0, start)
        if _BEHIND.match(folded, start + len(name)) or (
            before and _SIGNED_BEFORE.search(before[0])
        ):
            yield name, start, start + len(name)


def _parts_of_names(folded: str, signers: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for person in _PERSON.finditer(folded):
        last = f" {person['name']}"
        for name in signers:
            if name.endswith(last):
                yield name, *person.span("name")


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _extended(folded: str, start: int, end: int) -> tuple[int, int]:
    """Take the words around a name that only say that its bearer signed."""
    before, behind = _BEFORE.search(folded, 0, start), _BEHIND.match(folded, end)
    return before.start() if before else start, behind.end() if behind else end


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _types(text: str, folded: str) -> Iterator[tuple[frozenset[str], int, int]]:
    """Yield the types of documents that a query names, in full or by abbreviations in capitals."""
    for name in _type_name().finditer(folded):
        yield frozenset({name[0]}), *name.span()
    for word in _WORD.finditer(text):
        if word[0].isupper() and (names := type_names(word[0])):
            yield names, *word.span()


@lru_cache(maxsize=1)
def _type_name() -> re.Pattern[str]:
    names = sorted(title_beginnings() - {"van ban"}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, names))})(?![^\W_])")
