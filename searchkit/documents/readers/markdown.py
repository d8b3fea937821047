"""Markdown: the text without the marks that only a renderer reads."""

from __future__ import annotations

import re

from searchkit.documents.decoding import decode_text
from searchkit.documents.extraction import Extraction, tidy_lines

# Line by line, so that an unclosed mark can spoil no more than its own line.
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^\|?[ \t:|-]*--[ \t:|-]*$", re.MULTILINE)
_LINE_START = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\[\n]{0,500})\]\([^()\n]{0,2000}\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)([^*`\n]{1,2000}?)(?<=\S)\1")
_FRONT_MATTER = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_FIRST_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of ``data``; the title is its front matter's or its first ``#`` heading."""
    text = decode_text(data, path)
    title = ""
    if front := _FRONT_MATTER.match(text):
        found = _FRONT_TITLE.search(front[1])
        title = found[1] if found else ""
        text = text[front.end() :]
    heading = _FIRST_HEADING.search(text)
    title = title or (_unmark(heading[1]) if heading else "")
    return Extraction(tidy_lines(_unmark(text)), title)


def _unmark(text: str) -> str:
    text = _RULE.sub("", _FENCE.sub("", text))
    text = _LINK.sub(r"\1", _LINE_START.sub("", text))
    return _EMPHASIS.sub(r"\2", text.replace("|", " "))
