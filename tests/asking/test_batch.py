"""Many queries give one table that a spreadsheet opens, and no query is lost."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from searchkit.asking.batch import HEAD, batch_rows, read_queries
from searchkit.asking.tables import csv_table, xlsx_table
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = ["tinh gon bo may", "khong-co-gi-ca", "?!", "hộ nghèo"]


def test_every_query_has_a_row(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        rows = list(batch_rows(index, QUERIES, hits=2))
        best = index.search(QUERIES[0], limit=2)
    assert rows[0] == HEAD
    assert {row[0] for row in rows[1:]} == set(QUERIES)
    assert [row[8] for row in rows[1:3]] == [hit.document_id for hit in best]
    lost = [row for row in rows if row[0] == "khong-co-gi-ca"]
    assert lost[0][-1]


def test_both_kinds_of_table_say_the_same(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        rows = list(batch_rows(index, QUERIES))
    in_csv = list(csv.reader(io.StringIO(csv_table(rows).decode("utf-8-sig"), newline="")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_table(rows)))
    in_xlsx = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in in_csv] == [row[0] for row in in_xlsx]
    assert [row[7] for row in in_csv] == [row[7] for row in in_xlsx]


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=3), max_size=4))
def test_no_text_is_a_formula(rows: list[list[str]]) -> None:
    for row in csv.reader(io.StringIO(csv_table(rows).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    xlsx_table(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_queries_are_lines(encoding: str, end: str) -> None:
    text = f"tinh gọn{end}{end}  bộ máy  {end}"
    assert read_queries(text.encode(encoding)) == ["tinh gọn", "bộ máy"]
