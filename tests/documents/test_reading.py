import gzip
import io
import json
import lzma
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from searchkit.documents import reading
from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.reading import read
from searchkit.errors import DocumentError


def only(path: Path) -> Document | DocumentError:
    (source,) = discover([path])
    (item,) = read(source)
    return item


def document(path: Path) -> Document:
    item = only(path)
    assert isinstance(item, Document), item
    return item


def save(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def save_docx(path: Path) -> Path:
    made = docx.Document()
    head = made.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nSố: 5/QĐ-UBND"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    made.add_paragraph("QUYẾT ĐỊNH")
    made.add_paragraph("Về việc thành lập Tổ công tác")
    made.add_paragraph("Điều 1. Thành lập Tổ công tác gồm 05 thành viên.")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Trưởng phòng Nội vụ"
    table.cell(0, 1).text = "Tổ trưởng"
    made.save(str(path))
    return path


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    made = document(save(tmp_path / "a.txt", "Báo cáo tuần\r\n\r\n  Nội dung  báo cáo.\r\n"))
    assert made.text == "Báo cáo tuần\n\n  Nội dung  báo cáo.\n"
    assert made.title == "Báo cáo tuần"
    assert (made.id, made.path) == ("a.txt", str(tmp_path / "a.txt"))


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    text = "---\ntitle: Kế hoạch năm\n---\n# Mở đầu\n\n**Điều 1.** Xem [tại đây](http://x.vn).\n"
    made = document(save(tmp_path / "a.md", text))
    assert made.title == "Kế hoạch năm"
    assert made.text == "Mở đầu\n\nĐiều 1. Xem tại đây."


def test_a_head_that_nothing_follows_is_found_all_the_same(tmp_path: Path) -> None:
    text = "BỘ NỘI VỤ\nSố: 5/QĐ-BNV\nHà Nội, ngày 3 tháng 3 năm 2025\nQUYẾT ĐỊNH\nVề việc nghỉ lễ\n"
    made = document(save(tmp_path / "a.txt", text))
    assert made.metadata["number"] == "5/QĐ-BNV"
    assert [made.text[p.start : p.end] for p in made.passages] == [text.strip()]


def test_word_tables_stay_in_place(tmp_path: Path) -> None:
    made = document(save_docx(tmp_path / "a.docx"))
    assert made.title == "Quyết định số 5/QĐ-UBND: Về việc thành lập Tổ công tác"
    assert made.text.endswith("05 thành viên.\nTrưởng phòng Nội vụ | Tổ trưởng")
    assert [passage.heading for passage in made.passages] == [(), ("Điều 1",)]


def test_every_word_of_a_head_stands_in_a_passage(tmp_path: Path) -> None:
    head = (
        "UBND HUYỆN AN HÒA\nPHÒNG NỘI VỤ\nSố: 5/BC-PNV\nAn Hòa, ngày 3 tháng 3 năm 2025\nBÁO CÁO\n"
    )
    summary = f"Kết quả sắp xếp các trường học, {'thôn Khuổi Lặc, ' * 30}thôn Nà Mu"
    made = document(save(tmp_path / "a.txt", f"{head}{summary}\nI. KẾT QUẢ\nĐã xong.\n"))
    assert len(made.title) <= 300
    assert made.passages[0].start == 0
    assert all(a.end <= b.start for a, b in pairwise(made.passages))
    between = [made.text[a.end : b.start].strip() for a, b in pairwise(made.passages)]
    assert not any(between)


def test_the_content_decides_about_the_format(tmp_path: Path) -> None:
    page = "<html><body><p>Thông báo về việc nghỉ lễ</p></body></html>"
    assert document(save(tmp_path / "a.txt", page)).text == "Thông báo về việc nghỉ lễ"
    assert document(save_docx(tmp_path / "b.doc")).metadata["number"] == "5/QĐ-UBND"


def test_a_portal_page_is_read_without_the_portal(tmp_path: Path) -> None:
    menu = "".join(
        f"<li><a href=/{n}>Chuyên mục tin tức số {n} của cổng</a></li>" for n in range(50)
    )
    body = "".join(f"<p>Đoạn văn thứ {n} của bản tin nói về hội nghị sơ kết.</p>" for n in range(9))
    page = (
        f"<html><head><title>Cổng thông tin</title></head><body><ul>{menu}</ul>"
        f"<div><h1>Hội nghị sơ kết</h1><div>Thứ Tư, 29/01/2025, 09:15</div>{body}</div>"
        "<footer>Bản quyền</footer></body></html>"
    )
    made = document(save(tmp_path / "tin.html", page))
    assert made.title == "Hội nghị sơ kết"
    assert made.metadata == {"date": "2025-01-29"}
    assert "Chuyên mục" not in made.text
    assert "Bản quyền" not in made.text
    assert made.text.count("Đoạn văn") == 9


def test_a_news_item_tells_where_it_comes_from(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>Hội nghị sơ kết</h1><p>Thứ Tư, 29/01/2025</p><p>Bắc Kạn – Sáng nay, tỉnh "
        "tổ chức hội nghị sơ kết công tác sáu tháng đầu năm tại hội trường lớn.</p></body></html>"
    )
    made = document(save(tmp_path / "tin.html", page))
    assert made.metadata == {"date": "2025-01-29", "place": "Bắc Kạn"}


def test_html_rows_of_short_cells_are_lines(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>Tên</td><td>Số</td></tr><tr><td>Xã A</td><td>12</td></tr></table>"
        "<p>Điều <b>1.</b>\nPhạm\nvi<br>Nội dung</p>"
    )
    made = document(save(tmp_path / "a.html", page))
    assert made.text == "Tên | Số\n\nXã A | 12\n\nĐiều 1. Phạm vi\nNội dung"


RECORD = {
    "id": "d1",
    "title": "Điều 3. Hồ sơ",
    "text": "1. Đơn.\n2. Bản sao.",
    "law": "5/QH",
    "n": 1,
}


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.xz", ".jsonl.gz"])
def test_records_of_a_corpus(tmp_path: Path, suffix: str) -> None:
    line = json.dumps(RECORD, ensure_ascii=False).encode() + b"\n"
    content = {".jsonl": line, ".jsonl.xz": lzma.compress(line), ".jsonl.gz": gzip.compress(line)}
    made = document(save(tmp_path / f"c{suffix}", content[suffix]))
    assert (made.id, made.title, made.text) == ("d1", "Điều 3. Hồ sơ", RECORD["text"])
    assert made.metadata == {"law": "5/QH"}
    assert made.fields == {"n": 1}
    assert made.passages[0].citation == "Điều 3"


def test_a_bad_line_stops_no_other(tmp_path: Path) -> None:
    good = json.dumps(RECORD)
    lines = [good, "{không phải JSON", '"chuỗi"', '{"id": "x"}', "", good.replace("d1", "d2")]
    (source,) = discover([save(tmp_path / "c.jsonl", "\n".join(lines))])
    items = list(read(source))
    assert [item.id for item in items if isinstance(item, Document)] == ["d1", "d2"]
    errors = [item for item in items if isinstance(item, DocumentError)]
    assert [error.path.rpartition(":")[2] for error in errors] == ["2", "3", "4"]
    assert "is not JSON from its character" in errors[0].reason


def test_a_file_without_any_record_is_one_error(tmp_path: Path) -> None:
    item = only(save(tmp_path / "c.jsonl", "Tên;Số\n" * 5_000))
    assert isinstance(item, DocumentError)
    assert "is no corpus" in item.reason


def test_bad_lines_among_good_ones_are_all_reported(tmp_path: Path) -> None:
    (source,) = discover([save(tmp_path / "c.jsonl", f"{json.dumps(RECORD)}\n" + "{\n" * 300)])
    assert sum(isinstance(item, DocumentError) for item in read(source)) == 300


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(210):
            part.write(b" " * (1 << 20))
    return buffer.getvalue()


def truncated_docx(folder: Path) -> bytes:
    return save_docx(folder / "whole.docx").read_bytes()[:9000]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "empty", id="no-bytes"),
        pytest.param("a.txt", b" \n\t", "empty", id="only-space"),
        pytest.param("a.txt", bytes(range(256)) * 50, "binary", id="binary-as-text"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "picture", id="picture-as-text"),
        pytest.param("a.pdf", b"%PDF-1.7\nrubbish", "damaged", id="no-pdf"),
        pytest.param("a.docx", zip_bomb(), "unpacks to more", id="zip-bomb"),
        pytest.param("a.html", "<div>" * 200_000 + "x", "deep", id="deep-nesting"),
        pytest.param("a.html", "<html><script>1</script>", "no text", id="no-text"),
        pytest.param("a.jsonl.xz", b"\xfd7zXZ\x00", "damaged", id="cut-corpus"),
        pytest.param("a.jsonl", b"", "empty", id="empty-corpus"),
    ],
)
def test_bad_files_give_a_reason(
    tmp_path: Path, name: str, content: bytes | str, reason: str
) -> None:
    (source,) = discover([save(tmp_path / name, content)])
    error = next(iter(read(source)))
    assert isinstance(error, DocumentError)
    assert reason in error.reason
    assert error.path == str(tmp_path / name)


def test_a_text_beyond_all_measure_is_to_be_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1_000_000)
    error = only(save(tmp_path / "a.txt", "Báo cáo " * 125_001))
    assert isinstance(error, DocumentError)
    assert error.reason == "holds more than 1 million characters of text"
    assert error.advice == "split the file"


def test_a_truncated_word_file_is_damaged(tmp_path: Path) -> None:
    error = only(save(tmp_path / "cut.docx", truncated_docx(tmp_path)))
    assert isinstance(error, DocumentError)
    assert "damaged office document" in error.reason


def test_a_file_that_vanished_is_reported(tmp_path: Path) -> None:
    path = save(tmp_path / "a.txt", "Nội dung")
    (source,) = discover([path])
    path.unlink()
    (error,) = read(source)
    assert isinstance(error, DocumentError)
    assert error.reason == "cannot be opened: no such file or directory"
