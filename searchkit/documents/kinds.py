"""What a file name promises: a document that is read, one that is not, or no document at all."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from searchkit.documents.formats import PICTURE_SUFFIXES, SUFFIXES
from searchkit.documents.readers import ocr
from searchkit.text.tables import read_table


class Unread(NamedTuple):
    """Why a file is not read, and what to do about it."""

    reason: str
    advice: str


def is_read(name: str) -> bool:
    """Say whether files of such a name are read; pictures are where their text can be recognised.

    What a file really is, its content decides later.
    """
    lowered = name.lower()
    return lowered.endswith(SUFFIXES) or (lowered.endswith(PICTURE_SUFFIXES) and ocr.available())


def why_unread(name: str) -> Unread | None:
    """Say why files of such a name are not read, where people would expect that they are.

    None for what is read, and for what is no document: programs, fonts, lock files and the like.
    """
    lowered = name.lower()
    if is_read(name):
        return None
    if lowered.endswith(PICTURE_SUFFIXES):
        return Unread("is a picture", ocr.ADVICE)
    return next((unread for suffix, unread in _unread() if lowered.endswith(suffix)), None)


@lru_cache(maxsize=1)
def _unread() -> list[tuple[str, Unread]]:
    return [
        (suffix, Unread(f"is {article} {kind}, which searchkit does not read", advice))
        for suffix, kind, article, advice in read_table("unread_formats.tsv")
    ]
