import io
import zipfile
from pathlib import Path

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.formats import ARCHIVE, COMPOUND, detect
from searchkit.documents.model import Document
from searchkit.documents.reading import read
from searchkit.errors import DocumentError


def items(path: Path) -> list[Document | DocumentError]:
    (source,) = discover([path])
    return list(read(source))


def text_of(path: Path) -> str:
    (item,) = items(path)
    assert isinstance(item, Document), item
    return item.text


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:h>Báo cáo tuần</text:h>
<text:p>Đã họp<text:s/>giao ban <text:span>sáng</text:span> nay.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Họ tên</text:p></table:table-cell>
<table:table-cell><text:p>Đơn vị</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""
SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Xã Đồng Vân</t></is></c><c r="B1"><v>12</v></c></row>
</sheetData></worksheet>"""
WORKBOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Biên chế" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type=
"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>"""
ROOT_RELATIONS = """<Relationships xmlns=
"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Target="xl/workbook.xml" Type=
"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
XLSX = package(
    xl__workbook_xml=WORKBOOK,
    xl__worksheets__sheet1_xml=SHEET,
    **{"xl/_rels/workbook.xml.rels": RELATIONS, "_rels/.rels": ROOT_RELATIONS},
)
ODS = package(
    mimetype="application/vnd.oasis.opendocument.spreadsheet",
    content_xml="""<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
<table:table table:name="Trống"/><table:table table:name="Sổ đến"><table:table-header-rows>
<table:table-row><table:table-cell><text:p>Ngày</text:p></table:table-cell><table:table-cell>
<text:p>Số</text:p><text:p>tiền</text:p></table:table-cell></table:table-row>
</table:table-header-rows><table:table-row table:number-rows-repeated="1000000"><table:table-cell
 table:number-columns-repeated="16000"/></table:table-row><table:table-row><table:table-cell
 office:value-type="date" office:date-value="2024-02-05"><text:p>05/02/2024</text:p>
<office:annotation><text:p>ghi chú</text:p></office:annotation></table:table-cell><table:table-cell
 office:value="1234567"><text:p>1.234.567</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>""",
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}\f0 "
    rb"Ch\u7911? t\u7883?ch \u273?\u7873? ngh\u7883? "
    rb"l\u224?m r\u245?\par B\u225?o c\u225?o tu\u7847?n\par}"
)
MAIL = (
    "From: Văn thư <vt@xa.gov.vn>\r\nDate: Wed, 29 Jan 2025 09:15:00 +0700\r\n"
    "Subject: =?utf-8?B?TOG7i2NoIGjhu41w?=\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Kính mời <b>dự họp</b></p>"
)


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        pytest.param(
            "a.odt",
            package(content_xml=ODT),
            "Báo cáo tuần\nĐã họp giao ban sáng nay.\nHọ tên | Đơn vị",
            id="odt",
        ),
        pytest.param("a.xlsx", XLSX, "Biên chế\nXã Đồng Vân | 12", id="xlsx"),
        pytest.param("a.ods", ODS, "Sổ đến\nNgày | Số tiền\n05/02/2024 | 1.234.567", id="ods"),
        pytest.param("a.rtf", RTF, "Chủ tịch đề nghị làm rõ\nBáo cáo tuần", id="rtf"),
        pytest.param("a.csv", "Tên;Số\nXã Tân Sơn;7\n", "Tên | Số\nXã Tân Sơn | 7", id="csv"),
        pytest.param("a.eml", MAIL, "Lịch họp\n\nKính mời dự họp", id="mail"),
    ],
)
def test_readers(tmp_path: Path, name: str, content: bytes | str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert text_of(path) == text


def web_archive(*pages: str) -> bytes:
    parts = "".join(
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n" for page in pages
    )
    return (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?T=E1=BB=9D?=\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: multipart/related; boundary=x\r\n\r\n{parts}--x--\r\n"
    ).encode()


@pytest.mark.parametrize("name", ["a.doc", "a.mht"])
def test_a_web_archive_is_read_as_its_page(tmp_path: Path, name: str) -> None:
    page = "<title>Sơ kết</title><p>Ngày đăng: 12/07/2024</p><p>Tỉnh sơ kết công tác năm.</p>"
    (tmp_path / name).write_bytes(web_archive("<frameset>", page, "<p>đầu trang</p>"))
    (item,) = items(tmp_path / name)
    assert isinstance(item, Document)
    assert item.title == "Sơ kết"
    assert item.text.endswith("\n\nTỉnh sơ kết công tác năm.")
    assert item.metadata == {"date": "2024-07-12"}


def test_a_web_archive_without_a_page_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(web_archive("<frameset>"))
    (error,) = items(tmp_path / "a.mht")
    assert isinstance(error, DocumentError)
    assert error.reason == "holds no page with text"


def test_a_mail_tells_its_date_and_sender(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL.encode())
    (item,) = items(tmp_path / "a.eml")
    assert isinstance(item, Document)
    assert item.title == "Lịch họp"
    assert item.metadata["date"] == "2025-01-29"
    assert "vt@xa.gov.vn" in item.metadata["sender"]


def test_an_archive_yields_its_documents_and_its_errors(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("thu-muc/bao-cao.txt", "Báo cáo tuần")
        archive.writestr("trong.txt", "")
        archive.writestr("phim.mp4", b"x")
        archive.writestr("__MACOSX/bao-cao.txt", "x")
    good, bad = items(tmp_path / "a.zip")
    assert isinstance(good, Document)
    assert (good.id, good.text) == ("a.zip/thu-muc/bao-cao.txt", "Báo cáo tuần")
    assert isinstance(bad, DocumentError)
    assert bad.path.endswith("a.zip/trong.txt")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        pytest.param(b"%PDF-1.7", "a.txt", "pdf", id="pdf-as-text"),
        pytest.param(XLSX, "a.docx", "sheet", id="sheet-as-word"),
        pytest.param(package(a="b"), "a.docx", ARCHIVE, id="plain-zip"),
        pytest.param(XLSX[:200], "a.xlsx", "sheet", id="cut-sheet"),
        pytest.param(COMPOUND + bytes(900), "a.DOC", "doc", id="cut-word"),
        pytest.param(COMPOUND + bytes(900), "a.xls", "sheet", id="cut-old-sheet"),
        pytest.param(
            COMPOUND + "Root Entry".encode("utf-16-le"),
            "a.doc",
            "compound file of an unknown program",
            id="other-program",
        ),
        pytest.param(ODS, "a.odt", "ods", id="open-document-sheet"),
        pytest.param(package(mimetype="a", content_xml=ODT), "a.zip", "odt", id="open-document"),
        pytest.param(RTF, "a.doc", "rtf", id="rtf-as-word"),
        pytest.param(b"<!DOCTYPE html><p>x", "a.doc", "html", id="html-as-word"),
        pytest.param("﻿<html><p>x".encode(), "a", "html", id="html-after-a-mark"),
        pytest.param(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
            "a.doc",
            "web archive",
            id="web-archive",
        ),
        pytest.param(b"<?xml version='1.0'?><x/>", "a.doc", "file of XML", id="xml-as-word"),
        pytest.param(b"From here on", "a.txt", "text", id="text-like-a-mail"),
        pytest.param(b"\x89PNG\r\n", "a.pdf", "picture", id="picture"),
    ],
)
def test_the_content_tells_the_format(content: bytes, name: str, expected: str) -> None:
    assert detect(content, name) == expected


def test_a_word_97_file_asks_for_a_program_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    (tmp_path / "a.doc").write_bytes(compound)
    monkeypatch.setenv("PATH", str(tmp_path))
    (error,) = items(tmp_path / "a.doc")
    assert isinstance(error, DocumentError)
    assert "antiword" in error.advice


def test_a_broken_word_97_file_is_reported(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    (tmp_path / "a.doc").write_bytes(compound + bytes(4096))
    (error,) = items(tmp_path / "a.doc")
    assert isinstance(error, DocumentError)
    assert error.reason == "is a damaged Word document"
