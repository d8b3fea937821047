"""The corpora of the judged sets, as they are and as collections have them that know no headings.

Many collections have articles without headings, under titles such as ``45/2013/QH13 - Điều 5``. Few
judged questions are about such texts, so the others are asked of them, too.
"""

from __future__ import annotations

import json
import lzma
import zlib
from typing import TYPE_CHECKING, Any

import searchkit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ONE_IN = 3
"""One act in so many is asked again without its headings, where articles name their act."""

_LONGEST = 200
"""Characters of a first line that is what an article is called."""


def make_index(corpus: Path, folder: Path, *, plain: bool) -> Path:
    """Return the folder of the index of a corpus, which is made unless it is there.

    ``plain``: without headings.
    """
    if not folder.exists():
        texts = next(corpus.glob("corpus.jsonl*"))
        with searchkit.open_index(folder, create=True) as index:
            if plain:
                index.add_documents(_plain_records(texts))
            else:
                index.add([texts])
    return folder


def _plain_records(corpus: Path) -> Iterator[dict[str, Any]]:
    data = corpus.read_bytes()
    text = (lzma.decompress(data) if corpus.suffix == ".xz" else data).decode()
    for line in text.splitlines():
        plain = without_heading(json.loads(line))
        if plain is not None:
            yield plain


def without_heading(record: dict[str, Any]) -> dict[str, Any] | None:
    """Return an article without what it is called; None if its act is not asked again.

    It is called by its title, or where that names act and article (``Luật Du lịch - Điều 2``) by
    the first line of its text, unless that is long or numbered.
    """
    text, title, act = record["text"], record["title"], record.get("law")
    if act:
        if zlib.crc32(act.encode()) % _ONE_IN:
            return None
        title = f"{act.upper()} - Điều {record.get('article', '')}"
    else:
        first, _, rest = text.partition("\n")
        if rest.strip() and len(first) < _LONGEST and not first[:1].isdigit():
            text = rest.strip()
    return {"id": record["id"], "title": title, "text": text}
