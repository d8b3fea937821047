"""``searchkit alerts`` and ``searchkit batch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support import DECISION, DOCUMENTS, CommandLine, make_index, write

if TYPE_CHECKING:
    from pathlib import Path


def test_an_alert_is_silent_until_there_is_news(cli: CommandLine, tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    index = tmp_path / "index"
    assert "`searchkit alerts NAME --save QUERY`" in cli("alerts", "x", "--index", index).err
    saved = cli("alerts", "hộ", "nghèo", "--save", "hộ nghèo", "--index", index)
    assert (saved.code, saved.out) == (0, "")
    assert 'saved as "hộ nghèo": 1 documents are found now' in saved.err
    assert "there are: hộ nghèo" in cli("alerts", "x", "--index", index).err
    assert cli("alerts", "--index", index).out == ""
    more = write(tmp_path / "documents", {"mới.txt": DECISION.replace("345", "346")})
    cli("index", more, "--index", index)
    kept = cli("alerts", "--keep", "--index", index)
    assert "hộ nghèo: 1 new" in kept.out
    assert "mới.txt · 346/QĐ-UBND" in kept.out
    told = cli("alerts", "hộ nghèo", "--json", "--index", index).json
    assert [hit["document_id"] for hit in told[0]["new"]] == ["mới.txt"]
    assert cli("alerts", "--index", index).out == ""
    assert cli("alerts", "hộ nghèo", "--forget", "--index", index).code == 0
    assert cli("alerts", "hộ nghèo", "--index", index).code == 2


def test_queries_of_a_file_make_a_table(cli: CommandLine, tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    index = tmp_path / "index"
    queries = tmp_path / "câu hỏi.txt"
    queries.write_text("tinh gọn bộ máy\nhộ nghèo\n", "utf-8")
    output = tmp_path / "kết quả.csv"
    said = cli("batch", queries, "-o", output, "--index", index)
    assert said.out.startswith("2 queries, ")
    assert "12/KH-BNV" in output.read_text("utf-8-sig")
    assert cli("batch", queries, "-o", tmp_path / "x.doc", "--index", index).code == 2
    queries.write_bytes(b"h\xe9")
    assert "byte 1 is not UTF-8" in cli("batch", queries, "--index", index).err
