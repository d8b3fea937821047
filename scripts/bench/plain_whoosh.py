"""The script that anybody writes with Whoosh and pyvi; what `searchkit index` is measured against.

Each paragraph is a Whoosh document: its words as pyvi joins them, the same without diacritics,
and the text itself, stored. Whoosh's own writer gets half a gigabyte of memory. Paragraphs are
what an empty line separates, of which there are fewest, so that Whoosh has the least to do.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyvi import ViTokenizer
from unidecode import unidecode
from whoosh.analysis import LowercaseFilter, SpaceSeparatedTokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.index import create_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEGABYTES = 512


def main(corpus: str, folder: str, fields: str) -> None:
    """Index a corpus into an empty folder, with one text field or with two."""
    words = TEXT(analyzer=SpaceSeparatedTokenizer() | LowercaseFilter())
    schema = Schema(id=ID(stored=True), text=STORED(), words=words)
    if fields == "2":
        schema.add("plain", words)
    writer = create_in(folder, schema).writer(limitmb=_MEGABYTES)
    for identity, paragraph in _paragraphs(corpus):
        segmented = ViTokenizer.tokenize(paragraph)
        plain = {"plain": unidecode(segmented)} if fields == "2" else {}
        writer.add_document(id=identity, text=paragraph, words=segmented, **plain)
    writer.commit()


def _paragraphs(corpus: str) -> Iterator[tuple[str, str]]:
    opener: Any = lzma.open if corpus.endswith(".xz") else Path.open
    with opener(Path(corpus), "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            for paragraph in f"{record['title']}\n{record['text']}".split("\n\n"):
                if paragraph.strip():
                    yield record["id"], paragraph


if __name__ == "__main__":
    main(*sys.argv[1:])
