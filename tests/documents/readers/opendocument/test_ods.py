"""OpenDocument spreadsheets: filled rows of named sheets."""

import io
import zipfile

from searchkit.documents.readers.opendocument.ods import extract

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)


CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def row_of(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(map(CELL.format, cells))}</table:table-row>"


def ods(*sheets: tuple[str, list[list[str]]]) -> bytes:
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(map(row_of, rows))}</table:table>'
        for name, rows in sheets
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>"
        )
    return buffer.getvalue()


def test_rows_are_lines_below_the_name_of_their_sheet() -> None:
    data = ods(
        ("Giao rừng", [["Bản", "Diện tích (ha)"], ["Nậm Pó", "12,5"], ["", ""]]),
        ("Trống", [["", ""]]),
        ("Ghi chú", [["Số liệu đến 30/6/2025"]]),
    )
    assert extract(data, "a.ods").text.split("\n") == [
        *("Giao rừng", "Bản | Diện tích (ha)", "Nậm Pó | 12,5"),
        *("Ghi chú", "Số liệu đến 30/6/2025"),
    ]
