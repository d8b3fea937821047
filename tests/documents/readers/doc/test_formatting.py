"""What the formatting of Word 97-2003 files says about their text: fonts, hiding, list numbers."""

from pathlib import Path

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.readers.doc.reader import read_text
from searchkit.documents.reading import read
from tests.documents.word_files import Run, word_file
from tests.documents.word_tables import (
    DELETED,
    FONT,
    HIDDEN,
    LEVEL,
    LIST,
    SPECIAL,
    STYLE,
    SYMBOL,
    Style,
    fonts,
    level,
    lists,
    override,
    prl,
    styles,
)

FONTS = fonts("Times New Roman", ".VnTime", "VNI-Times", ".VnTimeH")
TCVN3, VNI, CAPITALS = (prl(FONT, number) for number in (1, 2, 3))
HIDE, DELETE, SHOW = prl(HIDDEN, 1), prl(DELETED, 1), prl(HIDDEN, 0)
STYLES = styles(
    Style(),
    Style(prl(LIST, 1) + prl(LEVEL, 1), TCVN3 + HIDE, base=0),
    Style(prl(LEVEL, 0), SHOW, base=1),
    Style(None, VNI),
)


def text_of(
    *runs: str | bytes | Run, tables: dict[int, tuple[bytes, int]], formats: bytes = b""
) -> str:
    return read_text(word_file(*runs, tables=tables, formats=formats), "a.doc")


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        pytest.param([Run("Bé t­ ", TCVN3), "pháp\r"], "Bộ tư pháp", id="tcvn3-beside-unicode"),
        pytest.param([Run(b"B\xe9 t\xad\r", TCVN3)], "Bộ tư", id="tcvn3-in-eight-bit"),
        pytest.param([Run("Sô", VNI), Run("û\r", VNI)], "Sở", id="vni-letter-in-two-pieces"),
        pytest.param([Run("Bé t­\r", CAPITALS)], "BỘ TƯ", id="capital-font"),
        pytest.param([Run("Bộ tư\r", TCVN3)], "Bộ tư", id="unicode-in-a-legacy-font"),
        pytest.param([Run("cña «ng\r", VNI)], "của ông", id="letters-that-the-font-makes-no-words"),
        pytest.param([Run("Bé\r", prl(FONT, 9))], "Bé", id="no-such-font"),
        pytest.param([Run("Bé\r", prl(STYLE, 3) + TCVN3)], "Bộ", id="own-before-style"),
        pytest.param([Run("Sôû\r", prl(STYLE, 3))], "Sở", id="character-style"),
        pytest.param([Run("Bé\r", style=2)], "Bộ", id="paragraph-style-inherits"),
    ],
)
def test_runs_are_read_as_their_fonts_show_them(runs: list[str | Run], text: str) -> None:
    assert text_of(*runs, tables=FONTS | STYLES) == text


def test_the_document_has_a_default_font() -> None:
    assert text_of("Bé\r", tables=FONTS | styles(Style(), font=1)) == "Bộ"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        pytest.param(["Đã ", Run("chưa ", DELETE), "họp\r"], "Đã họp", id="deleted"),
        pytest.param(["Đã ", Run("mật ", HIDE), "họp\r"], "Đã họp", id="hidden"),
        pytest.param(["Một\r", Run("Hai\r", HIDE), "Ba\r"], "Một\nBa", id="whole-paragraph"),
        pytest.param(["Một ", Run("\r", DELETE), "hai\r"], "Một hai", id="deleted-mark"),
        pytest.param(["A", Run("x¦", HIDE), "B¦¶C\r"], "A | B\nC", id="cell-keeps-its-end"),
        pytest.param([Run("Một\r", style=1)], "", id="hidden-by-style"),
        pytest.param([Run("Một\r", style=2)], "Một", id="shown-by-style"),
        pytest.param([Run("Một\r", prl(HIDDEN, 0x81), style=1)], "Một", id="opposite-of-style"),
        pytest.param([Run("Một\r", prl(HIDDEN, 0x80), style=1)], "", id="same-as-style"),
        pytest.param([Run("Một\r", prl(HIDDEN, 0x81))], "", id="opposite-of-nothing"),
        pytest.param(["Một ", Run("(", prl(SYMBOL, 0)), "hai\r"], "Một hai", id="symbol"),
        pytest.param([Run("\x02(", prl(SPECIAL, 1)), "hai\r"], "hai", id="special"),
        pytest.param(
            ["\x13 FORMTEXT \x14", Run("Lò Văn Pản", prl(SPECIAL, 1)), "\x15¦ô hai¦¶sau\r"],
            "Lò Văn Pản | ô hai\nsau",
            id="form-field-in-a-cell",
        ),
        pytest.param(
            [Run("\x13", prl(SPECIAL, 1)), Run(" XE \x14", HIDE), "số\x15 7\r"],
            "số 7",
            id="field-half-hidden",
        ),
        pytest.param(["Một ", Run("hai ", prm=0x5C << 1 | 1 << 8), "ba\r"], "Một ba", id="prm"),
        pytest.param(["Một ", Run("hai ", prm=1), "ba\r"], "Một ba", id="prm-of-the-formats"),
        pytest.param(["Một ", Run("hai ", prm=9), "ba\r"], "Một hai ba", id="prm-of-no-format"),
    ],
)
def test_what_is_not_shown_is_not_read(runs: list[str | Run], text: str) -> None:
    assert text_of(*runs, formats=HIDE, tables=FONTS | STYLES) == text


LISTS = lists(
    [
        level("Ch­¬ng %1", 1),
        level("§iÒu %2.", 0, flags=8),
        level("%3)", 4),
        level("%1.%4", 0, flags=4),
        level("%5/", 22, flags=8, limit=1),
        *[level("%6", 255)] * 4,
    ],
    [level("\uf0b7", 23)],
    [level("%1.")],
    instances=[
        (0, []),
        (1, []),
        (2, []),
        (2, [override(0, 7)]),
        (2, [override(0, formatting=level("(%1)", 3, 5))]),
    ],
)


def item(number: int, at: int = 0) -> Run:
    return Run("x\r", b"", prl(LIST, number) + prl(LEVEL, at))


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        pytest.param(
            [item(1), item(1, 1), item(1, 2), item(1, 2), item(1, 1), item(1, 2)],
            ["Chương I", "Điều 1.", "a)", "b)", "Điều 2.", "a)"],
            id="three-levels",
        ),
        pytest.param(
            [item(1), item(1, 1), item(1), item(1, 1)],
            ["Chương I", "Điều 1.", "Chương II", "Điều 2."],
            id="articles-count-on-over-chapters",
        ),
        pytest.param(
            [item(1), item(1), item(1, 3)], ["Chương I", "Chương II", "2.1"], id="in-digits"
        ),
        pytest.param(
            [item(1, 4), item(1, 2), item(1, 4), item(1), item(1, 4)],
            ["01/", "b)", "02/", "Chương II", "01/"],
            id="begins-anew-after-the-first-level-only",
        ),
        pytest.param([item(1, 5), item(1, 9)], ["", ""], id="no-numbers"),
        pytest.param([item(2), item(2)], ["-", "-"], id="bullets"),
        pytest.param([item(3), item(4), item(3)], ["1.", "7.", "8."], id="begins-at-seven"),
        pytest.param([item(3), item(5)], ["1.", "(B)"], id="format-of-its-own"),
        pytest.param([item(3), item(0x10000 - 3)], ["1.", "2."], id="indent-kept"),
        pytest.param([item(0), item(99), item(0xF801)], ["", "", ""], id="in-no-list"),
        pytest.param([Run("x\r", SHOW, style=1)], ["Điều 1."], id="list-of-the-style"),
        pytest.param([Run("x\r", style=2)], ["Chương I"], id="level-of-the-derived-style"),
        pytest.param([item(3), Run("\r", b"", prl(LIST, 3)), item(3)], ["1.", "3."], id="empty"),
        pytest.param(
            [item(3), item(3)._replace(characters=HIDE), item(3)], ["1.", "2."], id="hidden"
        ),
    ],
)
def test_labels_that_word_computes(items: list[Run], labels: list[str]) -> None:
    shown = [line.removesuffix("x").strip() for line in lines_of(items)]
    assert shown == labels


def lines_of(items: list[Run]) -> list[str]:
    text = text_of(*items, tables=FONTS | STYLES | LISTS)
    return [line for line in text.split("\n") if line]


def test_a_paragraph_on_two_pages_is_numbered_once() -> None:
    assert lines_of([item(3)._replace(text="Một⇟trang hai\r"), item(3)]) == [
        "1. Một",
        "trang hai",
        "2. x",
    ]


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        pytest.param(CAPITALS, "ĐIỀU 1. X", id="of-the-mark"),
        pytest.param(prl(FONT, 0), "§iÒu 1. x", id="of-no-legacy-encoding"),
    ],
)
def test_a_level_without_a_font_has_that_of_the_mark(mark: bytes, text: str) -> None:
    tables = FONTS | lists([level("§iÒu %1.", font=None)], instances=[(0, [])])
    assert text_of(Run("x\r", mark, prl(LIST, 1)), tables=tables) == text


def test_the_definition_of_a_table_hides_no_list() -> None:
    definition = b"\x08\xd6\x05\0" + bytes(4)  # sprmTDefTable, whose size takes two bytes
    assert lines_of([Run("Một\r", b"", definition + prl(LIST, 3))]) == ["1. Một"]


def test_a_heading_that_runs_on_keeps_its_number() -> None:
    heading = [item(3)._replace(text="Phạm vi. "), item(3)._replace(text="\r", characters=HIDE)]
    assert lines_of([*heading, Run("Luật này quy định.\r")]) == ["1. Phạm vi. Luật này quy định."]


def test_cells_are_numbered() -> None:
    cell = Run("Máy in¦Hai¦¶", b"", prl(LIST, 3))
    assert lines_of([cell, cell]) == ["1. Máy in | 2. Hai", "3. Máy in | 4. Hai"]


def test_clauses_that_word_numbers_can_be_cited(tmp_path: Path) -> None:
    long = "Cơ quan chủ trì lập danh mục, lấy ý kiến các đơn vị và trình người có thẩm quyền. " * 9
    tables = fonts("Arial", ".VnTime") | lists(
        [level("§iÒu %1."), *[level("%2.")] * 8], instances=[(0, [])]
    )
    items = [("Lập danh mục", 0), (long, 1), (long, 1), ("Hiệu lực", 0), (long, 1)]
    runs = [Run(f"{text}\r", b"", prl(LIST, 1) + prl(LEVEL, at)) for text, at in items]
    (tmp_path / "a.doc").write_bytes(word_file(*runs, tables=tables))
    (source,) = discover([tmp_path])
    (document,) = read(source)
    assert isinstance(document, Document)
    assert [passage.citation for passage in document.passages] == [
        "khoản 1 Điều 1",
        "khoản 2 Điều 1",
        "Điều 2",
    ]


def test_a_long_pattern_is_no_amplifier() -> None:
    tables = FONTS | lists([level("A" * 20000)], instances=[(0, [])])
    text = text_of(*[item(1)] * 5, tables=tables)
    assert len(text) < 5 * 300
