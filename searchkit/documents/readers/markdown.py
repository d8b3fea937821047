"""Markdown: the text without the marks that only a renderer reads; tables as rows of cells."""

from __future__ import annotations

import re
import string

from searchkit.documents.extraction import Extraction, fold_space, join_cells, tidy_lines
from searchkit.documents.readers.decoding import decode_text

# Line by line, so that an unclosed mark can spoil no more than its own line.
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:(?:[-*_][ \t]*){3,}|={3,}[ \t]*)$", re.MULTILINE)
_LINE_START = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
_STAR = re.compile(r"^([ \t]*)\*(?=[ \t])", re.MULTILINE)
_BOX = re.compile(r"^([ \t]*[-*+][ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\[\n]{0,500})\](?:\([^()\n]{0,2000}\)|\[[^\]\[\n]{0,200}\])")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_DEFINITION = re.compile(r"^[ \t]{0,3}\[(?!\^)[^\]\[\n]{1,200}\]:[ \t]*\S.*$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\[\n]{1,200}\]:?")
_COMMENT = re.compile(r"<!--[^\n]{0,300}?-->")
_BREAK = re.compile(r"<br\s{0,9}/?>|\\$", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(
    r"</?(?:a|b|center|div|em|font|i|img|p|small|span|strong|sub|sup|u)\b[^<>\n]{0,500}>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)([^*`\n]{1,2000}?)(?<=\S)\1")
_FRONT_MATTER = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
_FIRST_HEADING = re.compile(r"^#[ \t]+(.+)$|^(\S.*)\n={3,}[ \t]*$", re.MULTILINE)
_ESCAPED = re.compile(rf"\\([{re.escape(string.punctuation)}])")
_BETWEEN_ROWS = " \t:|+=-"  # the characters of a line between rows
_PRIVATE = 0xE000  # where escaped characters wait, so that nobody takes them for marks
_UNESCAPED = {_PRIVATE + ord(mark): mark for mark in string.punctuation}


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of ``data``; the title is its front matter's or its first ``#`` heading."""
    text = decode_text(data, path)
    title = ""
    if front := _FRONT_MATTER.match(text):
        found = _FRONT_TITLE.search(front[1])
        title = found[1].strip().strip("\"'") if found else ""
        text = text[front.end() :]
    heading = _FIRST_HEADING.search(text)
    title = title or (_unmark(heading[1] or heading[2]).strip(" \t#") if heading else "")
    return Extraction(tidy_lines(_unmark(text)), title)


def _unmark(text: str) -> str:
    text = _ESCAPED.sub(lambda escaped: chr(_PRIVATE + ord(escaped[1])), _COMMENT.sub("", text))
    text = "\n".join(_rows(_FENCE.sub("", text).split("\n")))
    text = _STAR.sub(r"\1-", _BOX.sub(r"\1", _RULE.sub("", text)))
    text = _LINE_START.sub("", text)
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", _DEFINITION.sub("", text)))
    text = _TAG.sub("", _BREAK.sub(" ", _NOTE.sub("", text)))
    return _EMPHASIS.sub(r"\2", text).translate(_UNESCAPED)


def _rows(lines: list[str]) -> list[str]:
    """Return the lines, those of tables as rows of cells.

    A row begins with a bar, or stands next to a line of dashes and bars, or below such a row.
    """
    shown: list[str] = []
    in_table = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if "|" not in line:
            in_table = False
        elif line.lstrip().startswith("|") or in_table or _is_between_rows(following):
            in_table = True
        shown.append(_row(line) if in_table else "" if _is_between_rows(line) else line)
    return shown


def _is_between_rows(line: str) -> bool:
    bars = "|" in line or line.lstrip().startswith(("+-", "+="))
    return bars and ("-" in line or "=" in line) and not line.strip(_BETWEEN_ROWS)


def _row(line: str) -> str:
    if _is_between_rows(line):
        return ""
    return join_cells([fold_space(_BREAK.sub(" ", cell)) for cell in line.split("|")])
