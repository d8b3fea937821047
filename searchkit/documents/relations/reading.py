"""From a document's text and fields to what it states of others and of its own effect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.relations.clauses.instructions import Frame, article_of
from searchkit.documents.relations.clauses.relating import relate
from searchkit.documents.relations.consolidated import consolidating, is_consolidated
from searchkit.documents.relations.effects import effects
from searchkit.documents.relations.fields import read_fields
from searchkit.documents.relations.full_names import named_fully
from searchkit.documents.relations.listing import announced, attached_below, listed
from searchkit.documents.relations.model import (
    THIS,
    Effect,
    Relation,
    RelationKind,
    Statements,
)
from searchkit.documents.relations.sentences import completed, mended, sentences
from searchkit.documents.relations.triggers import stating_paragraphs
from searchkit.text.legal.place_lists import place_of
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from searchkit.documents.model import Document
    from searchkit.documents.relations.listing import Listing

_JOINT = r"(?:\s{0,3}[/\-‐‑–]\s{0,3}|\.)"
_NUMBER = re.compile(rf"[0-9][a-zđA-Z]?{_JOINT}(?:(?:19|20)?\d\d{_JOINT})?[A-ZĐÐ]")
_NAMES = (
    ("uật", re.compile(r"uật(?:(?<=Luật)|(?<=ộ luật)) ?(?!này)[^\W\d_]|uật:(?<=ác [Ll]uật:)")),
    ("háp", re.compile(r"háp(?: lệnh ?(?!này)[^\W\d_]|(?<=Hiến pháp))")),
    ("èm theo ", re.compile(r"èm theo (?:\S+ ){1,3}này")),
    ("Điều lệ ", re.compile(r"Điều lệ [ĐCMH]")),
    ("số ", re.compile(r"số \d{1,5} [A-ZĐ]{2}")),
)
"""What names a document without its number, each behind a word that is soon looked for."""

_THIS_SINCE = re.compile(r"này.{0,300}?(?:hiệu lực|từ (?:ngày|năm)|trong thời)", re.DOTALL)
_EFFECT_OF_THIS = re.compile(r"hiệu lực.{0,80}?này", re.DOTALL)
_HAS_EFFECT = re.compile(
    r"[Rr]iêng .{0,200}?có hiệu lực|^.{0,6}?(?:định|quyết|tư|thị|chế) có hiệu lực"
    r"|^.{0,12}?(?:[Kk]hoản|[Đđ]iều|[Đđ]iểm) .{0,200}?có hiệu lực",
    re.DOTALL,
)
_ARTICLE = re.compile(r"\s*[“\"]?\s*[ĐđÐ]iều\s+(?:thứ\s+)?(\d{1,4}[a-zđ]?)(?!\w)", re.IGNORECASE)
_LINE = re.compile(r"\S[^\n]*")
_QUOTE = re.compile(r"\s*[“\"]")
_LONGEST_PARAGRAPH = 6000
_LONGEST_QUOTATION = 20_000


def statements(document: Document) -> Statements:
    """Return what a document states, in the order of its text, behind what its fields state.

    Mere citations are not among it (`citations` yields them). Spans are offsets into
    ``document.text``, or into the field that a statement names. Time is linear in the length.
    """
    said = read_fields(document.metadata, document.fields)
    found = list(_read(document.text))
    if not found:
        return said
    relations = [one for one in found if isinstance(one, Relation)]
    own = [one for one in found if isinstance(one, Effect)]
    return Statements((*said.relations, *named_fully(relations)), (*said.effects, *own))


def _read(text: str) -> Iterator[Relation | Effect]:
    starts, apart = stating_paragraphs(text)
    if not apart:
        if starts:
            yield from _Reader(text).read(starts)
        return
    normal = normalize(text)
    starts, _ = stating_paragraphs(normal.text)
    for one in _Reader(normal.text).read(starts):
        first, last = normal.span(one.start, one.end)
        yield replace(one, start=first, end=last)


def citations(text: str, start: int, end: int) -> list[Relation]:
    """Return all that ``text[start:end]`` says of other documents, citations included."""
    found: list[Relation] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        normal = normalize(line[0])
        for first, last in sentences(normal.text):
            sentence = mended(normal.text[first:last])
            for relation in relate(sentence, Frame(), cites=True):
                begin, stop = normal.span(first, last)
                offset = start + line.start()
                found.append(replace(relation, start=offset + begin, end=offset + stop))
    return found


def _cites(text: str) -> bool:
    """Say whether a paragraph or sentence has what names another document."""
    if _NUMBER.search(text) is not None:
        return True
    for word, name in _NAMES:  # noqa: SIM110  # any() takes twice as long
        if word in text and name.search(text) is not None:
            return True
    return False


def _may_have_effect(text: str) -> bool:
    """Say whether a paragraph or sentence may tell from when its act has effect."""
    this = "này" in text
    if not ("iệu lực" in text or (this and (" từ " in text or "trong thời" in text))):
        return False  # the expressions take far longer
    if this and (_THIS_SINCE.search(text) or _EFFECT_OF_THIS.search(text)):
        return True
    return "có hiệu lực" in text and _HAS_EFFECT.search(text) is not None


class _Reader:
    """Goes through the paragraphs that may state something, and remembers what those above said."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._article = ""
        self._frame = Frame()
        self._title = THIS  # the one document that the act as a whole amends
        self._opened = False

    def read(self, starts: Iterable[int]) -> Iterator[Relation | Effect]:
        """Yield what the paragraphs state that begin there."""
        position = 0
        for start in starts:
            if start < position:
                continue
            self._pass_articles(position, start)
            position = yield from self._read(start)

    def _end(self, start: int) -> int:
        end = self._text.find("\n", start)
        return len(self._text) if end < 0 else end

    def _pass_articles(self, position: int, start: int) -> None:
        """Remember the number of the article that paragraphs between two that are read open."""
        at = max(
            self._text.rfind("\nĐiều ", position, start),
            self._text.rfind("\nĐIỀU ", position, start),
        )
        if at < 0:  # none between, unless the text itself begins with one
            begins = position == 0 and self._text[:5].lower().startswith("điều")
            at = -1 if begins else -2
        if at >= -1:
            article = _ARTICLE.match(self._text, at + 1)
            if article:
                self._article = article[1]
                self._frame = Frame(target=self._title)

    def _read(self, start: int) -> Generator[Relation | Effect, None, int]:
        """Yield what a paragraph states, and the list below it; returns where reading goes on."""
        end = self._end(start)
        raw = self._text[start:end]
        if article := _ARTICLE.match(raw):
            self._article = article[1]
            self._frame = Frame(target=self._title)
        colon = raw.rstrip().endswith(":")
        known = _cites(raw), _may_have_effect(raw)
        states = self._frame.target or colon or any(known)
        if not states or len(raw) > _LONGEST_PARAGRAPH or self._is_quoted(start):
            return end
        normal = normalize(raw)
        found = list(self._stated(normal.text, known if normal.text is raw else None))
        if not colon:
            said = [one for _, _, one in found if isinstance(one, Relation)]
            more = consolidating(self._text, start, normal.text, said)
            found += [(one.start, one.end, one) for one in more]
        for begin, stop, one in found:
            first, last = normal.span(begin, stop)
            yield replace(one, start=start + first, end=start + last)
        yield from attached_below(self._text, start)
        own = [one for _, _, one in found if isinstance(one, Relation) and one.source == THIS]
        amended = [one for one in own if one.kind is RelationKind.AMENDS]
        if len(amended) == 1 and _ARTICLE.match(raw) is None and not amended[0].places:
            self._title = self._title or amended[0].target
        if amended and (colon or article or not amended[0].places):
            change = amended[-1]
            around = article_of(place_of(change.places[-1])) if change.places else ()
            self._frame = Frame(target=change.target, article=around)
        if colon and self._lists_documents(end):
            listing = announced(mended(normal.text), Frame())
            if listing is not None:
                return (yield from self._list(start, end, listing))
        return end

    def _stated(
        self, text: str, known: tuple[bool, bool] | None
    ) -> Iterator[tuple[int, int, Relation | Effect]]:
        """Yield what a paragraph states; ``known``: whether all of it cites, and has effect."""
        for first, last in sentences(text):
            sentence = completed(mended(text[first:last]), text[:first])
            if known and sentence == text:
                cites, has_effect = known
            else:
                cites, has_effect = _cites(sentence), _may_have_effect(sentence)
            if self._frame.target or cites:
                for relation in relate(sentence, self._frame):
                    yield first, last, relation
            if has_effect:
                for effect in effects(sentence, self._article):
                    yield first, last, effect

    def _lists_documents(self, start: int) -> bool:
        """Say whether the first line behind a place that is not blank names a document."""
        line = _LINE.search(self._text, start)
        return line is not None and _cites(line[0])

    def _list(
        self, start: int, end: int, listing: Listing
    ) -> Generator[Relation | Effect, None, int]:
        """Yield what a list says that a paragraph announces; returns where it ends."""
        items = listed(self._text, end + 1, listing, self._frame)
        if not (listing.target and is_consolidated(self._text, start, end)):
            return (yield from items)
        one = Relation(RelationKind.CONSOLIDATES, listing.target, start=start, end=end)
        yield one
        stop, known = end + 1, {THIS.key}
        for said in items:
            yield said
            if said.source.key not in known:
                known.add(said.source.key)
                yield replace(one, target=said.source, start=said.start, end=said.end)
            stop = self._end(said.end) + 1
        return min(stop, len(self._text))

    def _is_quoted(self, start: int) -> bool:
        """Tell whether a paragraph stands amid the new wording that an act quotes."""
        if _QUOTE.match(self._text, start):
            return True
        opened = self._text.rfind("“", max(0, start - _LONGEST_QUOTATION), start)
        return opened >= 0 and self._text.find("”", opened, start) < 0
