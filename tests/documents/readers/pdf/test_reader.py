"""PDF files as people see them: stamps, heads that are drawn last, marks apart, picture pages."""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit.documents import ocr
from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.readers.pdf.reader import extract
from searchkit.documents.reading import read
from searchkit.errors import DocumentError
from tests.documents.pdf_files import Page, Stamp, Text, lines, pdf_file, width_of

HEAD = (
    Text(70, 790, "ỦY BAN NHÂN DÂN XÃ NẬM CÒ"),
    Text(320, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    Text(360, 774, "Độc lập - Tự do - Hạnh phúc"),
    Text(70, 750, "Số: 41/TB-UBND"),
    Text(320, 750, "Nậm Cò, ngày 6 tháng 9 năm 2025"),
)
BODY = lines(
    "THÔNG BÁO",
    "Lịch cắt điện để sửa trạm biến áp bản Nà Hin",
    "Trạm biến áp bản Nà Hin được sửa từ bảy giờ đến mười một giờ ngày thứ bảy.",
    "Các hộ dân chủ động nguồn điện dự phòng cho máy bơm và kho lạnh.",
    top=700,
)


def text_of(*pages: Page) -> str:
    return extract(pdf_file(*pages), "a.pdf").text


def metadata_of(folder: Path, *pages: Page) -> dict[str, str]:
    (folder / "a.pdf").write_bytes(pdf_file(*pages))
    (source,) = discover([folder])
    (document,) = read(source)
    assert isinstance(document, Document)
    return document.metadata


@pytest.mark.parametrize("subtype", ["Widget", "FreeText", "Stamp"])
def test_a_stamped_number_and_day_are_read_in_their_gaps(tmp_path: Path, subtype: str) -> None:
    dated = "Nậm Cò, ngày "
    gap = 30
    head = (
        *HEAD[:3],
        Text(70, 750, "Số:"),
        Text(125, 750, "/TB-UBND"),
        Text(320, 750, dated),
        Text(320 + width_of(dated) + gap, 750, "tháng 9 năm 2025"),
    )
    stamps = (
        Stamp(95, 752, "41", subtype),
        Stamp(322 + width_of(dated), 748, "06", subtype),
    )
    found = metadata_of(tmp_path, Page((*head, *BODY), stamps))
    assert found["number"] == "41/TB-UBND"
    assert found["date"] == "2025-09-06"


def test_a_filled_field_stands_behind_its_label() -> None:
    label = "Họ và tên người khai:"
    stamp = Stamp(64 + width_of(label), 780, "Lường Văn Ốm")
    page = Page(lines(label, "Nghề nghiệp: Trồng quế"), (stamp,))
    assert text_of(page).startswith("Họ và tên người khai: Lường Văn Ốm")


def test_what_a_program_says_of_a_signature_follows_the_text_once() -> None:
    stamp = Stamp(400, 830, "Ký bởi: Cổng tin tỉnh")
    pages = [Page(lines(f"Trang này có câu thứ {at} của bài."), (stamp,)) for at in range(2)]
    assert text_of(*pages).split("\n")[-1] == "Ký bởi: Cổng tin tỉnh"
    assert text_of(*pages).count("Ký bởi") == 1


@pytest.mark.parametrize(
    "stamp",
    [
        pytest.param(Stamp(95, 760, "999", flags=2), id="hidden"),
        pytest.param(Stamp(95, 760, "999", "Popup"), id="pop-up"),
        pytest.param(Stamp(95, 760, "999", "Link"), id="link"),
    ],
)
def test_an_annotation_that_nobody_sees_is_not_read(stamp: Stamp) -> None:
    assert "999" not in text_of(Page(lines("Báo cáo kết quả quý ba của xã"), (stamp,)))


BROKEN = lines("Căn cứ Nghị định số 30/2024/NĐ-", "CP;", top=600)


@pytest.mark.parametrize("body", [BODY, (*BODY, *BROKEN)], ids=["whole", "broken by a hyphen"])
def test_a_head_that_is_drawn_last_is_read_first(tmp_path: Path, body: tuple[Text, ...]) -> None:
    texts = (Text(220, 820, "CÔNG BÁO/Số 12/Ngày 10-9-2025"), *body, *HEAD)
    found = metadata_of(tmp_path, Page(texts))
    assert (found["number"], found["date"]) == ("41/TB-UBND", "2025-09-06")
    assert found["issuer"] == "ỦY BAN NHÂN DÂN XÃ NẬM CÒ"


def test_columns_and_cells_are_read_as_they_are_drawn() -> None:
    left = lines("Cột trái một", "Cột trái hai", "Cột trái ba")
    right = lines("Cột phải một", "Cột phải hai", "Cột phải ba", x=330, top=772)
    found = text_of(Page((*left, *right))).replace("\n", " ")
    assert found == " ".join(text.text for text in (*left, *right))


def test_marks_drawn_apart_are_put_on_their_letters() -> None:
    sentence = "Phiếu kiểm kê thiết bị phòng thí nghiệm và sổ ghi mực nước"
    x, texts = 60.0, []
    for letter in unicodedata.normalize("NFD", sentence):
        is_mark = unicodedata.combining(letter) > 0
        if letter != " ":
            texts.append(Text(x - 4 if is_mark else x, 780, letter))
        x += 0 if is_mark else width_of(letter) * (2 if letter == " " else 1)
    read_again = text_of(Page(tuple(texts)))
    assert unicodedata.normalize("NFC", read_again) == sentence


SEEN = "Quyết nghị về việc sắp xếp các thôn bản vùng lòng hồ."
SCAN = Page(lines("CÔNG BÁO/Số 7/Ngày 02-3-2025"), picture=0.95)
LONG = Page(lines(*(f"Hộ thứ {at} đã nộp đủ hồ sơ vay vốn trồng quế." for at in range(20))))


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path / "no programs"))
    ocr.available.cache_clear()
    yield
    ocr.available.cache_clear()


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A tesseract that knows Vietnamese and sees the same sentence on every picture."""
    pytest.importorskip("pytesseract", reason="searchkit-vi[ocr] is not installed")
    if sys.platform == "win32":
        pytest.skip("Windows runs no shell scripts")
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    languages = 'test "$1" = --list-langs && printf "List (1):\\nvie\\n" && exit'
    program.write_text(f'#!/bin/sh\n{languages}\necho "{SEEN}" > "$2.txt"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    ocr.available.cache_clear()
    yield
    ocr.available.cache_clear()


@pytest.mark.usefixtures("tesseract")
def test_picture_pages_are_recognised_and_others_are_not() -> None:
    found = extract(pdf_file(LONG, SCAN, LONG), "a.pdf")
    assert found.unread == ""
    assert found.metadata == {"ocr": "tesseract"}
    assert found.text.count(SEEN) == 1
    assert found.text[found.pages[1] :].startswith(SEEN)
    assert found.text.count("Hộ thứ 19") == 2


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("pages", "named"),
    [
        pytest.param([LONG, SCAN], "page 2", id="one"),
        pytest.param([SCAN, LONG, SCAN, SCAN, SCAN], "pages 1, 3-5", id="many"),
        pytest.param([LONG, Page(picture=0.6)], "page 2", id="without-a-word"),
    ],
)
def test_picture_pages_are_told_beside_what_is_read(
    tmp_path: Path, pages: list[Page], named: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_file(*pages))
    (source,) = discover([tmp_path / "a.pdf"])
    document, error = read(source)
    assert isinstance(document, Document)
    assert "Hộ thứ 19" in document.text
    assert isinstance(error, DocumentError)
    assert error.path == document.path
    assert error.reason == f"has pictures without text on {named}"
    assert "tesseract" in error.advice


@pytest.mark.usefixtures("without_ocr")
def test_an_index_lists_a_file_that_was_read_in_part(tmp_path: Path) -> None:
    (tmp_path / "vb").mkdir()
    (tmp_path / "vb" / "a.pdf").write_bytes(pdf_file(LONG, SCAN))
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        report = index.add([tmp_path / "vb"], jobs=1)
        assert (report.added, report.failed) == (1, 1)
        (failure,) = index.failures()
        assert failure.reason == "has pictures without text on page 2"
        assert [hit.path for hit in index.search("vay vốn trồng quế", limit=1)] == [failure.path]
        assert index.add([tmp_path / "vb"], jobs=1).failed == 1


@pytest.mark.usefixtures("without_ocr")
def test_a_file_of_picture_pages_has_no_text() -> None:
    with pytest.raises(DocumentError, match="only pictures"):
        extract(pdf_file(SCAN, SCAN), "a.pdf")


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(lines("Hình 3. Bản đồ"), picture=0.3), id="small-picture"),
        pytest.param(LONG._replace(picture=1.0), id="picture-behind-text"),
        pytest.param(
            Page((Text(60, 780, "Đã nhận dạng", invisible=True),), picture=1.0), id="recognised"
        ),
        pytest.param(Page(), id="blank"),
    ],
)
def test_a_page_with_its_text_is_no_picture(page: Page) -> None:
    assert extract(pdf_file(LONG, page), "a.pdf").unread == ""
