"""Adversarial inputs up to 1 MB: four times as much may take four times as long, not sixteen."""

from __future__ import annotations

import io
import json
import random
import signal
import time
import zipfile
from functools import partial
from typing import TYPE_CHECKING

from reliability.results import BrokenPromiseError
from searchkit.documents.discovery.sources import Source
from searchkit.documents.reading import read
from searchkit.engine.writer.batch import packed
from searchkit.index.ingest.encoder import Entry, make_batch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reliability.results import Results

_CASES = 400  # at scale 1
_SIZES = (1 << 16, 1 << 18, 1 << 20)  # bytes; the first that takes long enough is compared
_SHORT, _LONGEST = 1.0, 60.0  # seconds of CPU: below, nothing is compared
_STEEPEST = 9.0  # times as long for four times as much; quadratic would be 16
_PIECES = (
    *("\n", " ", "a", "ầ", "0", "a\n", "a b ", ". ", "-", "- ", "|", "#", "> ", "* ", "`", "["),
    *("Điều 1. ", "1. a\n", "a) b\n", "Khoản 2 Điều 3 ", "18-NQ/TW ", "/", "Số: ", "“", "”", "(("),
    *("ngày 1 tháng 2 năm 2020 ", "QUYẾT ĐỊNH\n", "UBND ", "\u0301", "\u200b", "Chương I\n", "\t"),
    *(
        "a@b.c ",
        "http://a.b/",
        "<",
        "<a>",
        "&amp;",
        "{",
        "}",
        "\\",
        "\\b ",
        ";",
        ",",
        '"',
        "'",
        "=",
    ),
    *("A B C ", "nghị quyết ", "căn cứ ", "NGHỊ ĐỊNH ", "KT. ", "Nơi nhận:\n", "..", "___", "\r\n"),
)
_WRAPPED = {
    "txt": ("{}", ""),
    "md": ("# Báo cáo\n\n{}", ""),
    "html": ("<html><body><p>bộ máy</p>{}</body></html>", ""),
    "style.html": ("<html><style>{}</style><p>bộ máy</p></html>", ""),
    "script.html": ("<html><p>bộ máy</p><script>{}", ""),
    "rtf": ("{{\\rtf1 bo may {}}}", ""),
    "csv": ("bộ máy\n{}", ""),
    "eml": ("From: a\r\nSubject: bo may\r\n\r\n{}", ""),
    "header.eml": ("From: a\r\nSubject: {}\r\n\r\nbo may", ""),
    "jsonl": ("", "records"),
    "docx": ("", "word"),
}


def run(results: Results, scale: float, place: Path) -> None:
    """Time readers and analysis on growing inputs of repeated pieces."""
    rng = random.Random(results.seed)
    for _ in range(max(2, round(_CASES * scale))):
        form = rng.choice(sorted(_WRAPPED))
        piece = "".join(rng.choices(_PIECES, k=rng.choice((1, 1, 2, 3))))
        with results.case(form, ascii(piece)):
            _check_growth(partial(_content, form, piece), form, place)


def _content(form: str, piece: str, size: int) -> bytes:
    pattern, special = _WRAPPED[form]
    text = piece * (size // len(piece.encode()) or 1)
    if special == "word":
        return _word(text)
    if special == "records":
        return b'{"id": "1", "text": %s}\n' % _quoted(text)
    return pattern.format(text).encode("utf-8", "surrogatepass")


def _quoted(text: str) -> bytes:
    return json.dumps(text).encode()


def _word(text: str) -> bytes:
    clean = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    escaped = clean.replace("&", "&amp;").replace("<", "&lt;")
    body = escaped.replace("\n", "</w:t></w:r></w:p><w:p><w:r><w:t>")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"<w:document {space}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body>"
        archive.writestr("word/document.xml", f"<?xml version='1.0'?>{document}</w:document>")
    return buffer.getvalue()


def _check_growth(make: Callable[[int], bytes], form: str, place: Path) -> None:
    before = 0.0
    for size in _SIZES:
        taken = _seconds(make(size), form, place)
        if taken > _SHORT and before and taken / before > _STEEPEST:
            raise BrokenPromiseError(f"{size >> 10} kB take {taken:.1f} s, a fourth {before:.2f} s")
        before = taken


def _seconds(content: bytes, form: str, place: Path) -> float:
    name = f"a.{form}"
    source = Source(str(place / name), str(place), name, len(content), 0)
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(int(4 * _LONGEST))
    started = time.process_time()
    try:
        for item in read(source, content):
            if not isinstance(item, Exception):
                make_batch([Entry(item, "khóa", "")], (), packed)
    finally:
        signal.alarm(0)
    taken = time.process_time() - started
    if taken > _LONGEST:
        raise BrokenPromiseError(f"{len(content) >> 10} kB take {taken:.0f} s")
    return taken


def _stop(*_: object) -> None:
    raise BrokenPromiseError("does not end")
