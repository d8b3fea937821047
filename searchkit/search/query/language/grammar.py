"""The grammar of queries: pieces become a tree, whatever was typed.

From what binds most to what binds least: ``NEAR/5``, the signs ``-`` and ``+`` and ``NOT``, words
side by side, ``AND``, ``OR``; brackets group. An operator that has nothing to work on, a bracket
without its partner and all else that cannot be parsed is a word, and a note says so. There is one
pass with a stack of open brackets and no recursion, so time is linear in the length of a query and
nothing is nested too deeply. No parser library does that: those looked at (lark, pyparsing, luqum)
raise an error where a text breaks their grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.search.query.language.fields import NO_FIELDS
from searchkit.search.query.language.lexer import Lexeme, lexemes
from searchkit.search.query.language.syntax import (
    All,
    Any,
    Exact,
    Field,
    Must,
    Near,
    Node,
    Together,
    Without,
    Words,
)
from searchkit.text.legal.cited_places import spell_out_places
from searchkit.text.legal.numerals import in_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.search.query.language.fields import OwnFields
    from searchkit.search.query.language.lexer import Tell

DEEPEST = 16
"""Brackets within brackets; deeper ones are words."""

_MOST_NOTES = 5
_SIGNS = ("not", "must")
_OPERANDS = ("word", "phrase", "prefix", "field", "open")
_TEXTS = ("word", "phrase", "prefix")


class Note(NamedTuple):
    """What could not be parsed: its place (as of a node) and what was probably meant."""

    place: int
    text: str


class Syntax(NamedTuple):
    """A query as it was read; ``root`` is None where nothing is looked for."""

    root: Node | None
    notes: tuple[Note, ...]


def parse(text: str, own_fields: OwnFields = NO_FIELDS) -> Syntax:
    """Parse a query in one spelling. Nothing that can be typed is an error."""
    notes: list[Note] = []
    more = 0

    def tell(place: int, said: str) -> None:
        nonlocal more
        if len(notes) < _MOST_NOTES:
            notes.append(Note(place, said))
        else:
            more += 1

    parser = _Parser(_checked(lexemes(text, own_fields, tell), tell))
    root = parser.parse()
    notes.sort()
    if more:
        notes.append(Note(notes[-1].place, f"and so on: {more} more signs are read as words"))
    return Syntax(root, tuple(notes))


def _checked(found: Sequence[Lexeme], tell: Tell) -> list[Lexeme]:
    """Return the pieces in which every operator has what it works on and brackets are paired."""
    pieces = _paired(found, tell)
    checked: list[Lexeme] = []
    for place, piece in enumerate(pieces):
        behind = pieces[place + 1].kind if place + 1 < len(pieces) else ""
        before = checked[-1].kind if checked else ""
        if not _has_operands(piece, before, behind):
            tell(piece.start, _unworkable(piece))
            piece = piece._replace(kind="word")
        checked.append(piece)
    return checked


def _has_operands(piece: Lexeme, before: str, behind: str) -> bool:
    if piece.kind in _SIGNS:
        return behind in _OPERANDS
    if piece.kind in ("and", "or"):
        return before in (*_TEXTS, "field", "close") and behind in (*_OPERANDS, *_SIGNS)
    if piece.kind == "near":
        return before in _TEXTS and behind in _TEXTS
    return True


def _unworkable(piece: Lexeme) -> str:
    if piece.kind == "near":
        example = f"{piece.text} stands between two words or phrases"
    elif piece.kind in _SIGNS:
        example = f"{piece.text} stands before what it holds for"
    else:
        example = f"{piece.text} stands between what it joins"
    return f"it is read as a word: {example}"


def _paired(found: Sequence[Lexeme], tell: Tell) -> list[Lexeme]:
    """Return the pieces with brackets that have a partner only; the others say nothing."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for place, piece in enumerate(found):
        if piece.kind == "open":
            opened.append(place)
        elif piece.kind in ("close", "mark") and opened:
            partners[opened[-1]] = place
            partners[place] = opened.pop()
    paired: list[Lexeme] = []
    depth = 0
    for place, piece in enumerate(found):
        if piece.kind not in ("open", "close", "mark"):
            paired.append(piece)
            continue
        partner = partners.get(place)
        if partner is None:
            if piece.kind != "mark":
                tell(piece.start, "this bracket has no partner; brackets group: (a OR b) c")
            continue
        depth += 1 if piece.kind == "open" else -1
        if max(depth, depth + (piece.kind != "open")) > DEEPEST:
            if piece.kind == "open":
                tell(piece.start, f"brackets within more than {DEEPEST} others are passed over")
            continue
        paired.append(piece._replace(kind="open" if piece.kind == "open" else "close"))
    return _without_empty_brackets(paired)


def _without_empty_brackets(pieces: Sequence[Lexeme]) -> list[Lexeme]:
    kept: list[Lexeme] = []
    for piece in pieces:
        if piece.kind == "close" and kept and kept[-1].kind == "open":
            kept.pop()
        else:
            kept.append(piece)
    return kept


class _Level:
    """What is open: the whole query, or a pair of brackets.

    ``any`` are the alternatives, each of them parts joined by AND, each of those nodes side by
    side. ``words`` are those collected for the next node, ``signs`` what holds for it, ``near`` the
    node before a NEAR, with its distance.
    """

    __slots__ = ("any", "near", "signs", "words")

    def __init__(self) -> None:
        self.any: list[list[list[Node]]] = [[[]]]
        self.words: list[Lexeme] = []
        self.signs: list[Lexeme] = []
        self.near: tuple[Words | Exact, int] | None = None

    @property
    def nodes(self) -> list[Node]:
        return self.any[-1][-1]

    def close_words(self) -> None:
        if self.words:
            words, self.words = self.words, []
            text = spell_out_places(in_figures(" ".join(word.text for word in words)))
            self.put(Words(words[0].start, words[-1].end, text))

    def put(self, node: Node) -> None:
        """Add a node, with the NEAR and the signs before it."""
        if self.near is not None and isinstance(node, (Words, Exact)):
            first, distance = self.near
            node = Near(first.start, node.end, first, node, distance)
            self.near = None
        signs, self.signs = self.signs, []
        negative = sum(sign.kind == "not" for sign in signs) % 2
        if signs:
            whole = any(sign.number for sign in signs)
            node = (Without if negative else Must)(signs[0].start, node.end, node, whole)
        self.nodes.append(node)

    def folded(self) -> Node | None:
        """Return all as one node, None if there is nothing."""
        alternatives = []
        for joined in self.any:
            parts = [_joined(Together, nodes) for nodes in joined if nodes]
            if parts:
                alternatives.append(_joined(All, parts))
        return _joined(Any, alternatives) if alternatives else None


class _Parser:
    """Builds the tree from pieces that have been checked."""

    def __init__(self, pieces: Sequence[Lexeme]) -> None:
        self._pieces = pieces
        self._levels = [_Level()]

    def parse(self) -> Node | None:
        """Return the tree, None if it is empty."""
        for piece in self._pieces:
            self._take(piece)
        level = self._levels[-1]
        level.close_words()
        return level.folded()

    def _take(self, piece: Lexeme) -> None:
        level = self._levels[-1]
        if piece.kind == "word":
            self._word(level, piece)
        elif piece.kind == "prefix":
            self._prefix(level, piece)
        elif piece.kind == "near":
            level.close_words()
            self._near(level, piece)
        elif piece.kind == "close":
            self._close()
        elif piece.kind == "open":
            self._open(level)
        else:
            level.close_words()
            self._other(level, piece)

    def _other(self, level: _Level, piece: Lexeme) -> None:
        if piece.kind in _SIGNS:
            level.signs.append(piece)
        elif piece.kind == "and":
            level.any[-1].append([])
        elif piece.kind == "or":
            level.any.append([[]])
        elif piece.kind == "phrase":
            level.put(Exact(piece.start, piece.end, piece.text, piece.number))
        else:
            level.put(Field(piece.start, piece.end, piece.name, piece.text))

    def _word(self, level: _Level, piece: Lexeme) -> None:
        level.words.append(piece)
        if level.signs and level.signs[-1].tight:  # -word, not all the words behind it
            level.close_words()

    def _prefix(self, level: _Level, piece: Lexeme) -> None:
        """Take the word before a beginning of a word with it: ``hành ch*``.

        Behind NOT and NEAR all words before it are taken, for there they are one phrase; behind a
        sign it is the word that the sign was taken to hold for.
        """
        last = level.nodes[-1] if level.nodes else None
        if level.signs or level.near:
            words, level.words = level.words, []
        elif level.words:
            words = [level.words.pop()]
            level.close_words()
        elif isinstance(last, (Without, Must)) and isinstance(last.part, Words):
            level.nodes.pop()
            level.signs.append(_sign(last))
            words = [Lexeme("word", last.part.start, last.part.end, last.part.text)]
        else:
            words = []
        text = " ".join(word.text for word in [*words, piece])
        level.put(Exact(words[0].start if words else piece.start, piece.end, text))

    def _near(self, level: _Level, piece: Lexeme) -> None:
        node = level.nodes.pop()
        if isinstance(node, (Without, Must)):
            level.signs.append(_sign(node))
            node = node.part
        if isinstance(node, Near):  # a NEAR/5 b NEAR/5 c: each beside the next
            level.put(node)
            node = node.second
        assert isinstance(node, (Words, Exact))
        level.near = (node, piece.number)

    def _open(self, level: _Level) -> None:
        if level.signs:
            level.close_words()
        self._levels.append(_Level())

    def _close(self) -> None:
        inner = self._levels.pop()
        level = self._levels[-1]
        if inner.any == [[[]]] and not inner.signs and not level.signs:
            level.words += inner.words  # brackets around mere words
            return
        inner.close_words()
        node = inner.folded()
        level.close_words()
        if node is not None:
            level.put(node)


def _sign(node: Without | Must) -> Lexeme:
    """Return the sign that a node was made of."""
    kind, length = "not" if isinstance(node, Without) else "must", 2 if node.whole else 1
    return Lexeme(kind, node.start, node.start + length, number=int(node.whole))


def _joined(kind: type[Together | All | Any], parts: Sequence[Node]) -> Node:
    """Return parts as one node; those of the same kind are taken up."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return flat[0] if len(flat) == 1 else kind(flat[0].start, flat[-1].end, tuple(flat))
