"""A draft read from its file, and the documents that it cites, sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.discovery.sources import Source
from searchkit.documents.reading import read
from searchkit.documents.relations.clauses.instructions import Frame
from searchkit.documents.relations.clauses.relating import relate
from searchkit.documents.relations.model import ACTING, THIS
from searchkit.documents.relations.references import Mention, mentions
from searchkit.documents.relations.sentences import sentences
from searchkit.errors import DocumentError, UsageError
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.documents.model import Document

_QUOTED = re.compile(r"“([^”]{12,4000})”|\"([^\"]{12,4000})\"")
_ABOUT = (
    "về việc|v/v|về|quy định|ban hành|sửa đổi|phê duyệt|hướng dẫn|thông qua|tán thành|quyết định"
    "|điều chỉnh"
)
"""How what a document is about begins, behind its number, date and issuer."""

_SUBJECT = re.compile(
    rf"[\s,]*(?:của\s+(?:[^;:.()]{{2,160}}?))??\s*(?P<subject>(?:{_ABOUT})(?!\w)[^;()“”]{{6,400}})",
    re.IGNORECASE,
)

_ISSUER = re.compile(
    rf"[\s,]*của\s+(?P<issuer>[^;:.()“”]{{2,160}}?)\s*(?=(?<!\w)(?:{_ABOUT})(?!\w)|[;:.,()]|\Z)",
    re.IGNORECASE,
)


class DraftCitation(NamedTuple):
    """A document that a draft cites, with what the draft says of it.

    ``start`` and ``end`` are offsets into the draft's text. ``subject`` is what the draft says that
    it is about, ``quotation`` what it quotes from it, ``issuer`` whose it is, each empty if it does
    not say so. ``changes`` tells that the draft itself replaces, repeals or amends it; ``beside``
    are the keys of all documents of the sentence.
    """

    mention: Mention
    text: str
    start: int
    end: int
    subject: str
    quotation: str
    changes: bool
    beside: frozenset[str]
    issuer: str = ""


def read_draft(path: Path) -> Document:
    """Return the document of a file; raises UsageError where there is none, DocumentError."""
    if path.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file in it")
    if not path.is_file():
        raise UsageError(f"{path}: no such file; check the path")
    stat = path.stat()
    whole = str(path.resolve())
    source = Source(whole, str(path.parent), path.name, stat.st_size, stat.st_mtime_ns)
    for document in read(source):
        if isinstance(document, DocumentError):
            raise document
        return document
    raise DocumentError(str(path), "holds no text", "save it as .docx or .pdf")


def find_citations(text: str) -> Iterator[DraftCitation]:
    """Yield the documents that a text cites, in order; those of its own letterhead are none."""
    before: list[Mention] = []  # of the paragraph above, which may announce a quotation
    announced = False
    for line in re.finditer(r"[^\n]+", text):
        normal = normalize(line[0])
        found: list[tuple[int, Mention, frozenset[str], bool, str, str]] = []
        for first, last in sentences(normal.text):
            sentence = normal.text[first:last]
            named = [one for one in mentions(_unquoted(sentence)) if one.cited]
            if not named or _is_head(sentence, named):
                continue
            changed = {
                one.target.key
                for one in relate(sentence, Frame())
                if one.source == THIS and one.kind in ACTING
            }
            beside = frozenset(one.cited.key for one in named)
            for place, one in enumerate(named):
                following = named[place + 1].begin if place + 1 < len(named) else len(sentence)
                subject = _SUBJECT.match(sentence, one.end, max(following, one.end))
                said = subject["subject"].strip(" .,") if subject else ""
                issuer = _ISSUER.match(sentence, one.end, max(following, one.end))
                whose = issuer["issuer"].strip() if issuer else ""
                found.append((first, one, beside, one.cited.key in changed, said, whose))
        quoted = [
            (quotation.start(), next(filter(None, quotation.groups())))
            for quotation in _QUOTED.finditer(normal.text)
        ]
        if not found and quoted and announced:
            yield from _announced(before, quoted[0][1], line.start(), line.end())
        for offset, one, beside, changes, said, whose in found:
            begin, end = normal.span(offset + one.begin, offset + one.end)
            start, stop = line.start() + begin, line.start() + end
            own = _quotation_of(offset + one.start, [f + m.start for f, m, *_ in found], quoted)
            yield DraftCitation(
                one, text[start:stop], start, stop, said, own, changes, beside, whose
            )
        before = [one for _, one, *_ in found]
        announced = normal.text.rstrip().endswith(":")


def _announced(
    before: list[Mention], quotation: str, start: int, end: int
) -> Iterator[DraftCitation]:
    """Yield the document that the paragraph above announced, with what this one quotes of it."""
    if len(before) == 1:
        one = before[0]
        keys = frozenset([one.cited.key])
        yield DraftCitation(one, one.cited.text, start, end, "", quotation, False, keys)


def _quotation_of(at: int, named: list[int], quoted: list[tuple[int, str]]) -> str:
    """Return what is quoted of a document: the quotation that no other stands nearer to."""
    for start, words in quoted:
        before = [one for one in named if one < start]
        nearest = before[-1] if before else min(named)
        if nearest == at:
            return words
    return ""


def _unquoted(sentence: str) -> str:
    return _QUOTED.sub(lambda quoted: f"“{' ' * (len(quoted[0]) - 2)}”", sentence)


def _is_head(sentence: str, named: list[Mention]) -> bool:
    """Tell the draft's own number: ``Số: 12/QĐ-UBND``."""
    front = sentence[: named[0].start].strip().lower()
    return front.endswith("số:") or front == "số" or sentence.lower().startswith(("số:", "số "))
