"""Small corpora for the tests of the index: the same documents through every writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st
from whoosh import fields, index

from searchkit.engine.whoosh.field_types import KeywordField, StreamField
from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.token_stream import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TERMS = ["cấp", "giấy", "phép", "xây", "dựng", "nhà", "bộ máy", "đường", "đưa", "x" * 70]
Document = tuple[list[str], str]
"""The tokens of ``text`` and ``folded``, and the one keyword of ``kind``."""

documents = st.lists(
    st.tuples(st.lists(st.sampled_from(TERMS), max_size=9), st.sampled_from(["luật", "nghị định"])),
    min_size=1,
    max_size=25,
)


def schema() -> fields.Schema:
    return fields.Schema(
        text=StreamField(positions=True),
        folded=StreamField(),
        kind=KeywordField(),
        title=fields.STORED(),
    )


def stream(texts: Sequence[list[str]]) -> Stream:
    numbers: dict[str, int] = {}
    tokens = [numbers.setdefault(term, len(numbers)) for text in texts for term in text]
    lengths = [len(text) for text in texts]
    return Stream(list(numbers), np.array(tokens, np.int32), np.array(lengths, np.int32))


def batch(corpus: Sequence[Document]) -> DocumentBatch:
    texts = stream([tokens for tokens, _ in corpus])
    return DocumentBatch(
        streams={"text": texts, "folded": texts},
        keywords={"kind": [[kind] for _, kind in corpus]},
        stored=[{"title": " ".join(tokens)} for tokens, _ in corpus],
    )


def bulk_index(folder: Path, corpora: Sequence[Sequence[Document]], memory: int = 0) -> Any:
    """An index written in bulk; without memory for a merge it has one segment per corpus."""
    folder.mkdir(exist_ok=True)
    ix = index.create_in(str(folder), schema())
    for corpus in corpora:
        with IndexWriter(ix, memory=memory) as writer:
            writer.add(batch(corpus))
    return ix


def stock_index(folder: Path, corpora: Sequence[Sequence[Document]], codec: Any = None) -> Any:
    """An index with one segment per corpus, written by Whoosh itself."""
    folder.mkdir(exist_ok=True)
    ix = index.create_in(str(folder), schema())
    for corpus in corpora:
        writer = ix.writer(codec=codec)
        for tokens, kind in corpus:
            title = " ".join(tokens)
            writer.add_document(text=tokens, folded=tokens, kind=[kind], title=title)
        writer.commit(merge=False)
    return ix
