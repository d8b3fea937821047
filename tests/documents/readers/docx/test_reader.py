import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree  # type: ignore[import-untyped]

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.readers.docx.numbering import DocxNumbering
from searchkit.documents.readers.docx.styles import DocxStyles
from searchkit.documents.reading import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>')


def paragraph(number: int, level: int = 0) -> etree._Element:
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return element(f"<w:p><w:pPr><w:numPr>{place}</w:numPr></w:pPr></w:p>")[0]


def level(at: int, style: str, pattern: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'{more}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def override(at: int, content: str) -> str:
    return f'<w:lvlOverride w:ilvl="{at}">{content}</w:lvlOverride>'


LISTS = element(
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "decimal", "Điều %1.")
    + level(1, "decimal", "%1.%2.")
    + level(2, "lowerLetter", "%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + level(0, "upperRoman", "%1.", start=3)
    + level(1, "bullet", "")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="9">'
    + level(0, "upperRoman", "Chương %1")
    + level(1, "decimal", "§iÒu %2.", more='<w:lvlRestart w:val="0"/>').replace(
        "</w:lvl>", '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:lvl>'
    )
    + level(2, "decimal", "%1.%3", more="<w:isLgl/>")
    + level(3, "lowerLetter", "%4)", more='<w:lvlRestart w:val="1"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="9"/>'
    + override(0, level(0, "upperLetter", "%1/", start=26))
    + "</w:num>"
)


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        pytest.param([(1, 0), (1, 0)], ["Điều 1.", "Điều 2."], id="counts-on"),
        pytest.param(
            [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2)],
            ["Điều 1.", "1.1.", "a)", "b)", "1.2.", "a)"],
            id="deeper-levels-begin-anew",
        ),
        pytest.param([(2, 0), (2, 1), (2, 0)], ["III.", "-", "IV."], id="roman-from-three"),
        pytest.param([(1, 0), (3, 0), (3, 0)], ["Điều 1.", "Điều 1.", "Điều 2."], id="restarted"),
        pytest.param(
            [(4, 0), (4, 1), (4, 1), (4, 0), (4, 1)],
            ["Chương I", "Điều 1.", "Điều 2.", "Chương II", "Điều 3."],
            id="articles-count-on-over-chapters",
        ),
        pytest.param(
            [(4, 0), (4, 0), (4, 2)], ["Chương I", "Chương II", "2.1"], id="roman-shown-in-digits"
        ),
        pytest.param(
            [(4, 3), (4, 2), (4, 3), (4, 0), (4, 3)],
            ["a)", "1.2", "b)", "Chương II", "a)"],
            id="begins-anew-after-the-first-level-only",
        ),
        pytest.param([(5, 0), (5, 0)], ["Z/", "AA/"], id="level-of-its-own"),
        pytest.param([(9, 0), (0, 0)], ["", ""], id="no-such-list"),
    ],
)
def test_labels_that_word_computes(places: list[tuple[int, int]], labels: list[str]) -> None:
    numbering = DocxNumbering(LISTS, DocxStyles(None))
    assert [numbering.label(paragraph(*place)) for place in places] == labels


def test_numbered_styles_show_their_numbers(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Sở Nội vụ chủ trì.", style="List Number")
    made.add_paragraph("Sở Tài chính phối hợp.", style="List Number")
    made.add_paragraph("Lưu văn thư", style="List Bullet")
    made.save(str(tmp_path / "a.docx"))
    assert text_of(tmp_path / "a.docx") == (
        "1. Sở Nội vụ chủ trì.\n2. Sở Tài chính phối hợp.\n- Lưu văn thư"
    )


def test_runs_of_legacy_fonts_are_read_as_shown(tmp_path: Path) -> None:
    made = docx.Document()
    line = made.add_paragraph()
    line.add_run("Bé t­ ").font.name = ".VnTime"
    line.add_run("ph¸p").font.name = ".VnTimeH"
    line.add_run(" năm 2003")
    made.save(str(tmp_path / "a.docx"))
    assert text_of(tmp_path / "a.docx") == "Bộ tư PHÁP năm 2003"


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
    '<w:style w:type="paragraph" w:styleId="T"><w:rPr><w:rFonts w:ascii="Arial" '
    'w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="D"><w:basedOn w:val="T"/></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def styled(name: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def by_style(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(run("Sôû"), "Sở", id="font-of-the-document"),
        pytest.param(styled("D") + run("Bé"), "Bộ", id="font-of-a-base-style"),
        pytest.param(styled("T") + run("Bé", by_style("C")), "BỘ", id="font-of-a-character-style"),
        pytest.param(run("Một") + run(" hai", "<w:vanish/>"), "Một", id="hidden-run"),
        pytest.param(run("Một") + run(" hai", by_style("H")), "Một", id="hidden-by-style"),
        pytest.param(run("A", by_style("H") + '<w:vanish w:val="0"/>'), "A", id="shown-again"),
    ],
)
def test_styles_tell_the_look(tmp_path: Path, body: str, text: str) -> None:
    body = f"<w:p>{body}</w:p>"
    write_docx(tmp_path / "a.docx", body, styles=f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>')
    assert text_of(tmp_path / "a.docx") == text


def test_a_level_without_a_font_has_that_of_the_mark(tmp_path: Path) -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    mark = '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
    numbering = etree.tostring(LISTS, encoding="unicode").replace("Điều", "§iÒu")
    body = f"<w:p><w:pPr>{numbered}{mark}</w:pPr>{run('x')}</w:p>"
    write_docx(tmp_path / "a.docx", body, numbering=numbering)
    assert text_of(tmp_path / "a.docx") == "Điều 1. x"


@pytest.mark.parametrize(
    "mark", [pytest.param("<w:del/>", id="deleted"), pytest.param("<w:vanish/>", id="hidden")]
)
def test_paragraphs_that_are_gone_are_not_counted(tmp_path: Path, mark: str) -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    item = f"<w:p><w:pPr>{numbered}</w:pPr>{run('x')}</w:p>"
    gone = f"<w:p><w:pPr>{numbered}<w:rPr>{mark}</w:rPr></w:pPr></w:p>"
    numbering = etree.tostring(LISTS, encoding="unicode")
    write_docx(tmp_path / "a.docx", item + gone + item, numbering=numbering)
    assert text_of(tmp_path / "a.docx").split("\n") == ["Điều 1. x", "", "Điều 2. x"]


def write_docx(path: Path, body: str, **parts: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            suffix = ".xml.rels" if name.startswith("_rels") else ".xml"
            archive.writestr(f"word/{name}{suffix}", content)


def test_inserted_text_counts_and_deleted_text_does_not(tmp_path: Path) -> None:
    body = (
        '<w:p><w:ins><w:r><w:t xml:space="preserve">Đã </w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>chưa</w:delText></w:r></w:del>"
        "<w:r><w:t>họp</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r></w:p>"
    )
    notes = "<w:{0}s xmlns:w='{1}'><w:{0}><w:p>{2}</w:p></w:{0}></w:{0}s>"
    kinds = ("footnote", "endnote")
    parts = {f"{kind}s": notes.format(kind, W, run(kind)) for kind in kinds}
    write_docx(tmp_path / "a.docx", body, **parts)
    assert text_of(tmp_path / "a.docx") == "Đã họp-1\nfootnote\nendnote"


def test_a_formula_is_text(tmp_path: Path) -> None:
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    parts = "<m:r><m:t>K = </m:t></m:r><m:f><m:num><m:r><m:t>T</m:t></m:r></m:num>"
    formula = f"{parts}<m:den><m:r><m:t>n</m:t></m:r></m:den></m:f>"
    write_docx(tmp_path / "a.docx", f"<w:p><m:oMath xmlns:m='{maths}'>{formula}</m:oMath></w:p>")
    assert text_of(tmp_path / "a.docx") == "K = T/n"


BOX = f"<w:r><w:pict><w:txbxContent><w:p>{run('SỞ NỘI VỤ')}</w:p></w:txbxContent></w:pict></w:r>"
TABLE_BOX = BOX.replace("<w:p>", "<w:tbl><w:tr><w:tc><w:p>").replace(
    "</w:p>", "</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param(run("Trước ") + BOX + run("sau"), "Trước sau\nSỞ NỘI VỤ", id="inside"),
        pytest.param(BOX + run("Bên cạnh"), "SỞ NỘI VỤ\nBên cạnh", id="in-front"),
        pytest.param(run("Trên") + BOX, "Trên\nSỞ NỘI VỤ", id="behind"),
        pytest.param(BOX, "SỞ NỘI VỤ", id="alone"),
        pytest.param(run(" ") + BOX + run("a") + BOX, "SỞ NỘI VỤ\na\nSỞ NỘI VỤ", id="two"),
        pytest.param(TABLE_BOX + run("Bên cạnh"), "SỞ NỘI VỤ\nBên cạnh", id="table"),
    ],
)
def test_a_text_box_cuts_no_sentence(tmp_path: Path, inner: str, text: str) -> None:
    write_docx(tmp_path / "a.docx", f"<w:p>{inner}</w:p>")
    assert text_of(tmp_path / "a.docx") == text


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(inner: str) -> str:
    return f"<w:tc><w:tcPr/>{inner}</w:tc>"


def test_content_controls_hold_text_at_every_level(tmp_path: Path) -> None:
    words = [f"<w:p>{run(word)}</w:p>" for word in ("Họ tên", "Lò Thị Ế", "Bản", "Nậm Ún")]
    whole_row = control(f"<w:tr>{cell(words[0])}{cell(words[1])}</w:tr>")
    cells = f"<w:tr>{cell(words[2])}{control(cell(control(words[3])))}</w:tr>"
    repeated = control(control(f"<w:tr><w:trPr/>{control(control(cell(words[0])))}</w:tr>"))
    marked = f"<w:customXml><w:tr>{cell(words[2])}</w:tr></w:customXml>"
    write_docx(tmp_path / "a.docx", f"<w:tbl>{whole_row}{cells}{repeated}{marked}</w:tbl>")
    assert text_of(tmp_path / "a.docx") == "Họ tên | Lò Thị Ế\nBản | Nậm Ún\nHọ tên\nBản"


def test_a_table_in_a_cell_is_a_part_of_it(tmp_path: Path) -> None:
    words = [cell(f"<w:p>{run(word)}</w:p>") for word in ("a", "b")]
    inner = cell(f"<w:tbl><w:tr>{''.join(words)}</w:tr></w:tbl><w:p/>")
    write_docx(tmp_path / "a.docx", f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>")
    assert text_of(tmp_path / "a.docx") == "a | b"


HEAD = f"<w:p>{run('SỞ Y TẾ')}</w:p><w:p>{run('Số: 61/SYT-NVY')}</w:p>"
RUNNING = f"<w:p>{run('Tài liệu họp')}</w:p>"


@pytest.mark.parametrize(
    ("section", "first", "default", "read"),
    [
        pytest.param("first+titlePg", HEAD, RUNNING, True, id="first-page"),
        pytest.param("first", HEAD, RUNNING, False, id="first-page-that-is-like-the-others"),
        pytest.param("", RUNNING, HEAD, True, id="all-pages"),
        pytest.param("", HEAD, RUNNING, False, id="running-header"),
        pytest.param("none", HEAD, HEAD, False, id="not-shown"),
    ],
)
def test_a_letterhead_in_the_page_header_comes_first(
    tmp_path: Path, section: str, first: str, default: str, read: bool
) -> None:
    body = f"<w:p>{run('V/v trực ngày lễ')}</w:p>"
    write_docx(
        tmp_path / "a.docx",
        body + ("" if section == "none" else section_of("titlePg" in section)),
        header1=f'<w:hdr xmlns:w="{W}">{first}</w:hdr>',
        header2=f'<w:hdr xmlns:w="{W}">{default}</w:hdr>',
        **{"_rels/document": RELATIONS},
    )
    head = "SỞ Y TẾ\nSố: 61/SYT-NVY\n" if read else ""
    assert text_of(tmp_path / "a.docx") == f"{head}V/v trực ngày lễ"


def test_a_body_with_a_head_needs_none_of_the_page_header(tmp_path: Path) -> None:
    write_docx(
        tmp_path / "a.docx",
        f"<w:p>{run('Số: 7/SYT')}</w:p>{section_of(title_page=True)}",
        header1=f'<w:hdr xmlns:w="{W}">{HEAD}</w:hdr>',
        header2=f'<w:hdr xmlns:w="{W}">{HEAD}</w:hdr>',
        **{"_rels/document": RELATIONS},
    )
    assert text_of(tmp_path / "a.docx") == "Số: 7/SYT"


RELATIONS = (
    '<Relationships><Relationship Id="r1" Target="header1.xml"/>'
    '<Relationship Id="r2" Target="/word/header2.xml"/></Relationships>'
)


def section_of(title_page: bool) -> str:
    ids = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<w:sectPr xmlns:r="{ids}"><w:headerReference w:type="default" r:id="r2"/>'
        f'<w:headerReference w:type="first" r:id="r1"/>{"<w:titlePg/>" * title_page}</w:sectPr>'
    )


def text_of(path: Path) -> str:
    (source,) = discover([path])
    (item,) = read(source)
    assert isinstance(item, Document), item
    return item.text
