"""Our matcher where Whoosh's own matchers drive it, against stock Whoosh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from whoosh import query as q
from whoosh.scoring import BM25F

from tests.engine.corpora import bulk_index, stock_index

if TYPE_CHECKING:
    from pathlib import Path


def term(text: str) -> q.Term:
    return q.Term("text", text)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(
            q.And([term("giấy"), q.AndNot(term("cấp"), term("nhà"))]), id="AndNot behind its end"
        ),
        pytest.param(
            q.And([term("giấy"), q.Or([term("cấp"), q.And([term("cấp"), q.Not(term("nhà"))])])]),
            id="conjunction behind its end",
        ),
    ],
)
def test_whoosh_may_ask_behind_the_end(tmp_path: Path, query: q.Query) -> None:
    corpora: list[Any] = [[(["cấp"], "luật"), (["giấy"], "luật"), (["nhà"], "luật")]]
    indexes = bulk_index(tmp_path / "ours", corpora), stock_index(tmp_path / "stock", corpora)
    for ix in indexes:
        hits = ix.searcher(weighting=BM25F()).search(query, limit=None, optimize=False)
        assert [hit.docnum for hit in hits] == []


def test_behind_the_end_the_last_document_is_named(tmp_path: Path) -> None:
    reader = bulk_index(tmp_path, [[(["nhà"], "luật"), (["nhà"], "luật")]]).reader()
    matcher = reader.postings("text", "nhà")
    matcher.skip_to(7)
    assert not matcher.is_active()
    assert matcher.id() == 1
