"""From a document's text and fields to what it states of others and of its own effect."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from searchkit.documents.relations.clauses.instructions import Frame, article_of
from searchkit.documents.relations.clauses.relating import relate
from searchkit.documents.relations.effects import effects
from searchkit.documents.relations.fields import read_fields
from searchkit.documents.relations.full_names import named_fully
from searchkit.documents.relations.model import (
    ACTING,
    THIS,
    Effect,
    Relation,
    RelationKind,
    Statements,
)
from searchkit.documents.relations.triggers import stating_paragraphs
from searchkit.documents.relations.verbs import verbs
from searchkit.text.legal.place_lists import place_of
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from searchkit.documents.model import Document

_JOINT = r"(?:\s{0,3}[/\-‐‑–]\s{0,3}|\.)"
_CITES = re.compile(
    rf"\d[a-zđA-Z]?{_JOINT}(?:(?:19|20)?\d\d{_JOINT})?[A-ZĐÐ]"
    r"|(?:Luật|ộ luật|háp lệnh) (?!này)[^\W\d_]|Hiến pháp|èm theo (?:\S+ ){1,3}này"
)
"""What a paragraph has that names another document."""

_OWN_EFFECT = re.compile(
    r"này.{0,300}?(?:hiệu lực|từ (?:ngày|năm)|trong thời)|hiệu lực.{0,80}?này"
    r"|[Rr]iêng .{0,200}?có hiệu lực|^.{0,6}?(?:định|quyết|tư|thị|chế) có hiệu lực"
    r"|^.{0,12}?(?:[Kk]hoản|[Đđ]iều|[Đđ]iểm) .{0,200}?có hiệu lực",
    re.DOTALL,
)
_ARTICLE = re.compile(r"\s*[“\"]?\s*[ĐđÐ]iều\s+(?:thứ\s+)?(\d{1,4}[a-zđ]?)(?!\w)", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2})*[.)-]|[a-zđ]{1,2}[.)]|[-–+*•])\s*")
_BULLETS = ("-", "–", "+", "*", "•")
_SENTENCE_END = re.compile(
    r"[.!?](?:\s*(?=[A-ZĐÀ-Ỹ“])(?<!\d\.)(?<![ .(][A-ZĐ]\.)|(?<=\d\.)\s+(?=[A-ZĐÀ-Ỹ“]))"
)
_NUMBERING = re.compile(
    r"\s*[“\"(\[]?(?:điều\s+)?[\d.]{1,8}[a-zđ]?[.)]\s*\Z|\s*[a-zđIVX]{1,4}[.)]\s*\Z", re.IGNORECASE
)
_ANNOUNCES = re.compile(r"hết hiệu lực|[Cc]ăn cứ|CĂN CỨ|[Tt]hực hiện|kèm theo")
_SINCE_EFFECT = re.compile(
    r"[\s,]*(?:kể )?từ ngày(?: \S+){1,4} này(?: chính thức| bắt đầu)? có hiệu lực(?: thi hành)?\Z"
)
"""``Bãi bỏ các văn bản sau đây kể từ ngày Thông tư này có hiệu lực:``."""

_GLUED = [f"ngày{figure}" for figure in "0123"]
"""``từ ngày15 tháng 02``: a slip that is not rare, by which no date would be found."""

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
    relations = [one for one in found if isinstance(one, Relation)]
    own = [one for one in found if isinstance(one, Effect)]
    return Statements((*said.relations, *named_fully(relations)), (*said.effects, *own))


def _read(text: str) -> Iterator[Relation | Effect]:
    if unicodedata.is_normalized("NFC", text):
        yield from _Reader(text).read()
        return
    normal = normalize(text)  # or none of the words looked for would be found
    for one in _Reader(normal.text).read():
        first, last = normal.span(one.start, one.end)
        yield replace(one, start=first, end=last)


def citations(text: str, start: int, end: int) -> list[Relation]:
    """Return all that ``text[start:end]`` says of other documents, citations included."""
    found: list[Relation] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        normal = normalize(line[0])
        for first, last in sentences(normal.text):
            sentence = _apart(normal.text[first:last])
            for relation in relate(sentence, Frame(), cites=True):
                begin, stop = normal.span(first, last)
                offset = start + line.start()
                found.append(replace(relation, start=offset + begin, end=offset + stop))
    return found


def sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a normalised paragraph; numbering begins the first."""
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        stop = end.start() + 1
        if _NUMBERING.fullmatch(paragraph, start, stop):
            continue
        yield start, stop
        start = end.end()
    yield start, len(paragraph)


def _apart(sentence: str) -> str:
    """Return a sentence with days apart from the word in front; its length may be another."""
    for glued in _GLUED:
        if glued in sentence:
            sentence = sentence.replace(glued, f"{glued[:-1]} {glued[-1]}")
    return sentence


def _may_have_effect(text: str) -> bool:
    """Say whether a paragraph or sentence may tell from when its act has effect."""
    if "iệu lực" in text or ("này" in text and (" từ " in text or "trong thời" in text)):
        return _OWN_EFFECT.search(text) is not None  # the expression takes far longer
    return False


class _Reader:
    """Goes through the paragraphs that may state something, and remembers what those above said."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._article = ""
        self._frame = Frame()
        self._title = THIS  # the one document that the act as a whole amends
        self._opened = False

    def read(self) -> Iterator[Relation | Effect]:
        position = 0
        for start in stating_paragraphs(self._text):
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
        states = self._frame.target or colon or _CITES.search(raw) or _may_have_effect(raw)
        if not states or len(raw) > _LONGEST_PARAGRAPH or self._is_quoted(start):
            return end
        normal = normalize(raw)
        found = list(self._stated(normal.text))
        for begin, stop, one in found:
            first, last = normal.span(begin, stop)
            yield replace(one, start=start + first, end=start + last)
        own = [one for _, _, one in found if isinstance(one, Relation) and one.source == THIS]
        amended = [one for one in own if one.kind is RelationKind.AMENDS]
        if len(amended) == 1 and _ARTICLE.match(raw) is None and not amended[0].places:
            self._title = self._title or amended[0].target
        if amended and (colon or article or not amended[0].places):
            change = amended[-1]
            around = article_of(place_of(change.places[-1])) if change.places else ()
            self._frame = Frame(target=change.target, article=around)
        if colon:
            kind = self._listing(normal.text)
            if kind is not None:
                return (yield from self._list(end + 1, kind))
        return end

    def _stated(self, text: str) -> Iterator[tuple[int, int, Relation | Effect]]:
        for first, last in sentences(text):
            sentence = _apart(text[first:last])
            if self._frame.target or _CITES.search(sentence):
                for relation in relate(sentence, self._frame):
                    yield first, last, relation
            if _may_have_effect(sentence):
                for effect in effects(sentence, self._article):
                    yield first, last, effect

    def _listing(self, paragraph: str) -> RelationKind | None:
        """Return what a paragraph that ends with a colon does to the documents below it."""
        last = list(sentences(paragraph))[-1]
        sentence = paragraph[last[0] : last[1]]
        if not verbs(sentence.lower()) and not _ANNOUNCES.search(sentence):
            return None
        probe = _SINCE_EFFECT.sub("", sentence.rstrip(" :")) + " Luật số 1/1999/QH9"
        if "hết hiệu lực" in sentence:
            probe = "Luật số 1/1999/QH9 hết hiệu lực"
        for relation in relate(probe, Frame()):
            if relation.target.key == "1/1999/qh9" and relation.source == THIS:
                kind = relation.kind
                return kind if kind in (*ACTING, RelationKind.BASIS) else None
        return None

    def _list(self, start: int, kind: RelationKind) -> Generator[Relation | Effect, None, int]:
        """Yield what is done to the documents of a list; returns where it ends."""
        level = ""
        while start < len(self._text):
            end = self._end(start)
            raw = self._text[start:end]
            if not raw.strip():
                start = end + 1
                continue
            item = _ITEM.match(raw)
            mark = item[0].strip() if item else ""
            shape = re.sub(r"\w+", "x", mark) + ("d" if mark[:1].isdigit() else "")
            if level and shape != level and not mark.startswith(_BULLETS):
                break
            normal = normalize(raw)
            frame = self._frame._replace(kind=kind)
            found = [
                (first, last, one)
                for first, last in sentences(normal.text)
                for one in relate(normal.text[first:last], frame)
            ]
            if not any(one.kind is kind and one.source == THIS for _, _, one in found):
                break
            level = level or shape
            for begin, stop, one in found:
                first, last = normal.span(begin, stop)
                yield replace(one, start=start + first, end=start + last)
            start = end + 1
        return min(start, len(self._text))

    def _is_quoted(self, start: int) -> bool:
        """Tell whether a paragraph stands amid the new wording that an act quotes."""
        if _QUOTE.match(self._text, start):
            return True
        opened = self._text.rfind("“", max(0, start - _LONGEST_QUOTATION), start)
        return opened >= 0 and self._text.find("”", opened, start) < 0
