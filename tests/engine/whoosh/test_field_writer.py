"""Whoosh's writer with our codec, where a document cannot be added (divergences 18 and 19)."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from whoosh import fields, index
from whoosh.writing import IndexingError

from searchkit.engine.whoosh.codec import ArrayCodec

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = pytest.mark.parametrize(
    "document", [{}, {"body": "hai"}], ids=["first-field", "second-field"]
)


@pytest.fixture
def ix(tmp_path: Path) -> Any:
    schema = fields.Schema(body=fields.TEXT(stored=True), when=fields.STORED())
    return index.create_in(str(tmp_path), schema)


def failed(ix: Any, **document: Any) -> Any:
    """Return a writer with one document and another that it has refused."""
    writer = ix.writer(codec=ArrayCodec())
    writer.add_document(body="một", when="hôm nay")
    with pytest.raises(TypeError, match="stored field 'when': a value of type datetime cannot"):
        writer.add_document(when=dt.datetime(2025, 1, 1, tzinfo=dt.UTC), **document)
    return writer


def bodies(ix: Any) -> list[str]:
    with ix.searcher() as searcher:
        return [fields["body"] for fields in searcher.documents()]


@DOCUMENTS
def test_cancelling_frees_the_index(ix: Any, document: dict[str, str]) -> None:
    failed(ix, **document).cancel()
    ix.writer(codec=ArrayCodec()).cancel()
    assert bodies(ix) == []


@DOCUMENTS
def test_half_a_document_is_not_committed(ix: Any, document: dict[str, str]) -> None:
    writer = failed(ix, **document)
    with pytest.raises(ValueError, match="cancel this writer"):
        writer.commit()
    with suppress(IndexingError):  # whoosh3 has closed the writer by now
        writer.cancel()
    ix.writer(codec=ArrayCodec()).cancel()
    assert bodies(ix) == []
