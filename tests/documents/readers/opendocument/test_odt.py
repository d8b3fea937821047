"""OpenDocument texts: notes, numbered lists, legacy fonts."""

import io
import zipfile

from searchkit.documents.readers.opendocument.odt import extract

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{whole}:1.0"'
    for name, whole in [
        *((name, name) for name in ("office", "text", "table", "style")),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("draw", "drawing")),
    ]
)
LISTS = """
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-prefix="Điều " style:num-suffix="."
  style:num-format="1" text:start-value="3"/>
 <text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>
</text:list-style>
<text:list-style style:name="L2">
 <text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def odt(body: str, styles: str = "", named: str = "") -> bytes:
    parts = {
        "content.xml": f"<office:document-content {_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {_NAMES}>{named}</office:document-styles>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def lines_of(body: str, styles: str = "", named: str = "") -> list[str]:
    return extract(odt(body, styles, named), "a.odt").text.split("\n")


def item(text: str, inner: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"


def test_notes_follow_the_text() -> None:
    note = (
        "<text:note text:note-class='{}'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    cell = f"<text:p>Ô{note.format('endnote', 'Chú cuối')}</text:p>"
    row = f"<table:table-row><table:table-cell>{cell}</table:table-cell></table:table-row>"
    table = f"<table:table>{row}</table:table>"
    body = f"<text:p>Văn bản{note.format('footnote', 'Chú chân')} có chú.</text:p>{table}"
    assert lines_of(body) == ["Văn bản có chú.", "Ô", "Chú chân", "Chú cuối"]


def test_comments_deleted_text_and_descriptions_of_pictures_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes><text:p>Giữ"
        "<office:annotation><text:p>ý kiến</text:p></office:annotation><draw:frame>"
        "<svg:title>ảnh</svg:title></draw:frame></text:p>"
    )
    assert lines_of(body) == ["Giữ"]


BOX = "<draw:frame><draw:text-box><text:p>Trong hộp</text:p></draw:text-box></draw:frame>"


def test_a_text_box_cuts_no_sentence() -> None:
    assert lines_of(f"<text:p>Trước {BOX}sau</text:p>") == ["Trước sau", "Trong hộp"]
    assert lines_of(f"<text:p>{BOX}Bên cạnh</text:p>") == ["Trong hộp", "Bên cạnh"]
    assert lines_of(f"<text:p>{BOX}</text:p><text:p>Dưới</text:p>") == ["Trong hộp", "Dưới"]


def test_a_letterhead_in_the_header_of_the_page_comes_first() -> None:
    head = "<text:p>SỞ CÔNG THƯƠNG</text:p><text:p>Số: 18/SCT-VP</text:p>"
    page = "<style:master-page style:name='MP0'><style:header>{}</style:header></style:master-page>"
    body = "<text:p>Kính gửi: Các chợ hạng hai</text:p>"
    named = f"<office:master-styles>{page}</office:master-styles>"
    assert lines_of(body, named=named.format(head)) == [
        *("SỞ CÔNG THƯƠNG", "Số: 18/SCT-VP", "Kính gửi: Các chợ hạng hai"),
    ]
    running = named.format("<text:p>Tài liệu nội bộ</text:p>")
    assert lines_of(body, named=running) == ["Kính gửi: Các chợ hạng hai"]


def test_items_have_the_numbers_that_are_shown() -> None:
    inner = f"<text:list>{item('Một khoản')}{item('Hai khoản')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item("Phạm vi", inner)}{item("Đối tượng", inner)}'
        f'</text:list><text:p>Xen giữa</text:p><text:list text:style-name="L1" '
        f'text:continue-numbering="true">{item("Hiệu lực")}</text:list>'
        f'<text:list text:style-name="L1">{item("Lại từ đầu")}</text:list>'
        f'<text:list text:style-name="L3">{item("Gạch")}</text:list>'
        f'<text:list text:style-name="L9">{item("Không kiểu")}</text:list>'
    )
    assert lines_of(body, LISTS) == [
        *("Điều 3. Phạm vi", "a) Một khoản", "b) Hai khoản"),
        *("Điều 4. Đối tượng", "a) Một khoản", "b) Hai khoản"),
        *("Xen giữa", "Điều 5. Hiệu lực", "Điều 3. Lại từ đầu", "- Gạch", "Không kiểu"),
    ]


def test_a_list_goes_on_where_it_names_an_earlier_one() -> None:
    body = (
        f'<text:list xml:id="a" text:style-name="L2">{item("Kết quả")}</text:list>'
        f'<text:list text:style-name="L1">{item("Khác")}</text:list>'
        f'<text:list text:continue-list="a" text:style-name="L2"><text:list-item><text:list>'
        f"{item('Hạn chế')}</text:list></text:list-item>{item('Nhiệm vụ')}</text:list>"
    )
    assert lines_of(body, LISTS) == [*("I. Kết quả", "Điều 3. Khác", "I.1 Hạn chế", "II. Nhiệm vụ")]


def test_headings_have_the_numbers_of_the_outline() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Chương "/><text:outline-level-style text:level="2" '
        'style:num-format=""/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1">Chung</text:h><text:h text:outline-level="2">Mục</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">Không số</text:h>'
        '<text:h text:outline-level="1">Riêng</text:h>'
    )
    assert lines_of(body, named=outline) == ["Chương I Chung", "Mục", "Không số", "Chương II Riêng"]


def test_a_legacy_font_decides_about_its_run() -> None:
    named = (
        '<style:font-face style:name="F1" svg:font-family="\'.VnTimeH\'"/>'
        '<style:style style:name="Base"><style:text-properties style:font-name="F1"/></style:style>'
        '<style:default-style style:family="paragraph"><style:text-properties '
        'style:font-name=".VnTime"/></style:default-style>'
    )
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Base"/><style:style '
        'style:name="T1"><style:text-properties fo:font-family="Arial"/></style:style>'
    )
    body = (
        '<text:p text:style-name="P1">c«ng b¸o <text:span text:style-name="T1">Bé</text:span>'
        "</text:p><text:p>Bé</text:p>"
    )
    assert lines_of(body, styles, named) == ["CÔNG BÁO Bé", "Bộ"]
