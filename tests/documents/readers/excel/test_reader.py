"""Workbooks as they are shown: formats of numbers, fonts of legacy letters."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

import pytest

from searchkit.documents.readers.excel.reader import extract
from searchkit.errors import DocumentError
from tests.documents.word_files import compound_file

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f"""<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" formatCode="d/m/yyyy"/>
</numFmts><fonts><font><name val="Arial"/></font><font><name val=".VnTimeH"/></font></fonts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="3"/>
<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="99"/></cellXfs></styleSheet>"""


def relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def xlsx(*sheets: str, styles: str = STYLES, names: Sequence[str] = ("s0", "s1")) -> bytes:
    """Return a workbook of sheets, each the XML of its rows."""
    names = names[: len(sheets)]
    listed = "".join(f'<sheet name="{one}" sheetId="1" r:id="{one}"/>' for one in names)
    targets = [relation(name, "worksheet", f"worksheets/{name}.xml") for name in names]
    parts = {
        "_rels/.rels": relation("r", "officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": "".join([*targets, relation("x", "styles", "styles.xml")]),
    }
    parts = {
        name: f'<Relationships xmlns="{_PACKAGE}">{part}</Relationships>'
        for name, part in parts.items()
    }
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/styles.xml"] = styles
    for name, rows in zip(names, sheets, strict=True):
        parts[f"xl/worksheets/{name}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def text_cell(place: str, style: int, text: str) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_dates_and_numbers_of_a_new_workbook_are_shown_by_their_formats() -> None:
    rows = (
        '<row r="4"><c r="C4" s="1"><v>45327</v></c><c r="D4" s="2"><v>45327</v></c>'
        '<c r="AA4" s="3"><v>1234567</v></c><c r="AB4"><v>1234567</v></c></row>'
    )
    assert extract(xlsx(rows), "a.xlsx").text == ("s0\n5/2/2024 | 05/02/2024 | 1.234.567 | 1234567")


def test_an_empty_row_parts_the_rows_and_a_name_that_excel_gave_is_left_out() -> None:
    rows = "".join(
        f'<row r="{at}">{text_cell(f"A{at}", 0, text)}</row>'
        for at, text in [(1, "BÁO CÁO"), (2, "Số lượng viên chức"), (4, "STT"), (9, "1")]
    )
    book = xlsx(rows, names=["Sheet1"])
    assert extract(book, "a.xlsx").text == "BÁO CÁO\nSố lượng viên chức\n\nSTT\n\n1"


def test_a_legacy_font_of_a_cell_decides_about_its_letters() -> None:
    first = f'<row r="1">{text_cell("A1", 4, "c«ng b¸o")}{text_cell("B1", 0, "Bé")}</row>'
    second = f'<row r="1">{text_cell("A1", 0, "Bé")}{text_cell("B1", 4, "ủy ban")}</row>'
    assert extract(xlsx(first, second), "a.xlsx").text == "s0\nCÔNG BÁO | Bé\n\ns1\nBé | ủy ban"


@pytest.mark.parametrize(
    "styles",
    [
        pytest.param(f"<styleSheet xmlns='{_MAIN}'/>", id="empty"),
        pytest.param(STYLES.replace('numFmtId="3"', 'numFmtId="x"'), id="no-number"),
    ],
)
def test_without_styles_that_can_be_read_the_values_are_shown(styles: str) -> None:
    row = '<row r="1"><c r="A1" s="3"><v>1234567</v></c><c s="77"><v>0.5</v></c></row>'
    assert extract(xlsx(row, styles=styles), "a.xlsx").text == "s0\n1234567 | 0,5"


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(cells: Iterable[bytes]) -> bytes:
    """Return a workbook of Excel 97 with one sheet: [MS-XLS]."""
    begin, end = (struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0) for kind in (5, 0x10)), b""
    fonts = ["Arial", "Arial", "Arial", "Arial", ".VnTimeH"]
    formats = {164: "dd/mm/yyyy"}
    looks = [(0, 0), (0, 164), (0, 3), (5, 0)]  # the fifth font has the number 5, none has 4
    book, sheet = (record(0x809, one) for one in begin)
    book += b"".join(
        record(0x31, bytes(14) + bytes([len(name), 0]) + name.encode()) for name in fonts
    )
    book += b"".join(
        record(0x41E, struct.pack("<HHB", number, len(code), 0) + code.encode())
        for number, code in formats.items()
    )
    book += b"".join(record(0xE0, struct.pack("<HH16x", *look)) for look in looks)
    name = "Biểu".encode("utf-16-le")
    listed = record(0x85, struct.pack("<IHBB", 0, 0, 4, 1) + name)
    at = len(book) + len(listed) + 4
    listed = record(0x85, struct.pack("<IHBB", at, 0, 4, 1) + name)
    book += listed + record(0x0A, end)
    stream = book + sheet + b"".join(cells) + record(0x0A, end)
    return compound_file(b"", stream, "Workbook")


MERGED_CELLS, LABEL = 0xE5, 0x204


@pytest.mark.parametrize("kind", [MERGED_CELLS, LABEL])
def test_a_record_that_is_cut_short_is_the_damage_of_its_file(kind: int) -> None:
    with pytest.raises(DocumentError, match="damaged workbook"):
        extract(xls([record(kind, b"\0")]), "a.xls")


def test_formats_and_fonts_of_an_old_workbook() -> None:
    label = "c«ng b¸o".encode("latin-1")
    cells = [
        record(0x203, struct.pack("<HHHd", 1, 1, 1, 45327.0)),
        record(0xBD, struct.pack("<HHHIHIH", 1, 2, 2, 1234567 << 2 | 2, 0, 12 << 2 | 2, 3)),
        record(0x204, struct.pack("<HHHHB", 2, 1, 3, len(label), 0) + label),
    ]
    assert extract(xls(cells), "a.xls").text == ("Biểu\n05/02/2024 | 1.234.567 | 12\nCÔNG BÁO")
