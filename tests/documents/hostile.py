"""Makes a folder of files that readers choke on: ``python -m tests.documents.hostile FOLDER``."""

from __future__ import annotations

import base64
import io
import random
import struct
import sys
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path

_WORD = "word/document.xml"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"


def packed(*parts: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, before: str = "") -> bytes:
    document = f"<w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>"
    return packed((_WORD, f"<?xml version='1.0'?>{before}{document}".encode()))


def claiming(size: int, name: str) -> bytes:
    """Return an archive whose directory claims that ``name`` unpacks to ``size`` bytes."""
    content = packed((name, b"x"))
    at = content.rindex(b"PK\x01\x02") + 24
    return content[:at] + size.to_bytes(4, "little") + content[at + 4 :]


def vast_picture() -> bytes:
    """Return a PNG whose header claims ten thousand million pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\r" + header + struct.pack(">I", zlib.crc32(header))


def nested_mail(depth: int) -> bytes:
    """Return a message of parts within parts."""
    opening = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth)
    )
    return f"From: a\r\nSubject: x\r\n{opening}\r\nx".encode()


def attached(name: str, content: bytes) -> bytes:
    """Return a message with one attachment."""
    head = f"From: a\r\nContent-Disposition: attachment; filename={name}\r\n"
    coded = base64.encodebytes(content).decode("ascii")
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n{coded}".encode()


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """Return the hostile files by name; each is small, whatever it grows to."""
    chance = random.Random(11)
    nested = packed(("a.txt", b"x" * 1000))
    for _ in range(20):
        nested = packed(("in.zip", nested))
    return {
        "empty.txt": b"",
        "empty.pdf": b"",
        "empty.docx": b"",
        "empty.html": b"",
        "empty.jsonl": b"",
        "empty.zip": packed(),
        "spaces.txt": b" \n" * 100_000,
        "zeros.txt": bytes(100_000),
        "random.txt": chance.randbytes(100_000),
        "random.pdf": b"%PDF-1.7" + chance.randbytes(50_000),
        "random.docx": b"PK\x03\x04" + chance.randbytes(50_000),
        "random.doc": _COMPOUND + "WordDocument".encode("utf-16-le") + chance.randbytes(50_000),
        "random.xls": _COMPOUND + "Workbook".encode("utf-16-le") + chance.randbytes(50_000),
        "random.rtf": b"{\\rtf1" + chance.randbytes(50_000),
        "random.eml": b"From: a\r\nMIME-Version: 1.0\r\n\r\n" + chance.randbytes(50_000),
        "random.jsonl": chance.randbytes(50_000),
        "random.jsonl.gz": chance.randbytes(5_000),
        "one-letter.txt": b"a" * 1_000_000,
        "one-mark.txt": ("a" + "\u0301" * 500_000).encode(),
        "dots.txt": b"." * 1_000_000,
        "quotes.txt": "“Điều 1. x\n".encode() * 20_000,
        "breaks.txt": b"\n" * 1_000_000,
        "surrogates.txt": b"\xed\xa0\x80" * 10_000,
        "half-utf16.txt": b"\xff\xfea",
        "laughs.docx": word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f"<!DOCTYPE x [{_LAUGHS}]>"),
        "outside.docx": word(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
            "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        ),
        "deep.docx": word("<w:tbl><w:tr><w:tc>" * 5_000),
        "no-body.docx": packed((_WORD, b"<x/>")),
        "no-xml.docx": packed((_WORD, b"not XML")),
        "bomb.docx": packed((_WORD, b" " * (201 << 20))),
        "bomb.odt": packed(("content.xml", b"<" * (201 << 20))),
        "bomb.xlsx": claiming(2 << 30, "xl/workbook.xml"),
        "bomb.zip": claiming(2 << 30, "a.txt"),
        "nested.zip": nested,
        "climbing.zip": packed(("../../climb.txt", b"Leo")),
        "cut.docx": word("<w:p/>" * 1_000)[:-60],
        "cut.zip": packed(("a.txt", b"x" * 1000))[:80],
        "cut.pdf": _PDF,
        "looping.pdf": _PDF + b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
        "many-pages.pdf": _PDF + b"2 0 obj<</Type/Pages/Kids[]/Count 100000>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
        "deep.html": b"<div>" * 200_000,
        "open.html": b"<b><i><a href=x>" * 1_000 + b"x",
        "attributes.html": b"<p " + b"a=1 " * 100_000 + b">x",
        "comment.html": b"<html><!--" + b"-" * 500_000,
        "script.html": b"<html><script>" + b"x" * 500_000,
        "deep.jsonl": b"[" * 100_000 + b"\n",
        "long-line.jsonl": b'{"id": "' + b"x" * 1_000_000,
        "types.jsonl": b'{"id": [], "text": 1}\nnull\n1\n{"id": 1, "title": 2, "text": "x"}\n',
        "quotes.csv": b'"' * 200_001,
        "wide.csv": b"," * 500_000,
        "marks.md": b"*_`[" * 100_000,
        "heading.md": b"# a" + b" " * 200_000 + b"b",
        "bars.md": b"-" * 300_000 + b"|x",
        "braces.rtf": b"{\\rtf1" + b"{" * 100_000,
        "vast.png": vast_picture(),
        "cut.tif": b"II*\0\x08\0\0\0\xff\xff",
        "nested.eml": nested_mail(200),
        "bomb.eml": attached("a.zip", claiming(2 << 30, "a.txt")),
        "header.eml": b"From: a\r\nSubject: " + b"=?utf-8?B?" * 50_000,
        "picture.doc": b"\x89PNG\r\n\x1a\n",
        "locked.docx": _COMPOUND + "EncryptedPackage".encode("utf-16-le"),
        "slides.pptx": packed(("ppt/presentation.xml", b"<x/>")),
    }


def make(folder: Path) -> None:
    """Write the files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
