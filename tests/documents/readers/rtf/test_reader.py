"""Rich Text Format as Word shows it: fonts, hiding, lists, tables, notes; and damaged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.readers.rtf.reader import extract

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman{\*\falt Times};}{\f1\fcharset0 .VnTime;}"
    r"{\f2\fcharset2 VNI-Times;}{\f3\fcharset163 Arial;}{\f4\fcharset0 .VnTimeH;}}"
)


def text_of(body: str, head: str = "") -> str:
    markup = r"{\rtf1\ansi\ansicpg1252\deff0" + head + FONTS + body + "}"
    return extract(markup.encode("latin-1"), "a.rtf").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(r"{\f1 B\'e9 t\'ad} ph\'e1p\par", "Bộ tư pháp", id="tcvn3"),
        pytest.param(r"{\f2 S\'f4}{\f2 \'fb}", "Sở", id="vni-letter-in-two-groups"),
        pytest.param(r"{\f4 B\'e9} {\f1 t\'ad}", "BỘ tư", id="capital-font"),
        pytest.param(r"\f1 B\'e9\plain  ph\'e1p", "Bộ pháp", id="plain-is-the-default-font"),
        pytest.param(r"{\f3 S\'f4\'ec}", "Sô\u0301", id="windows-1258-of-a-font"),
        pytest.param(r"\u272?i\u7873?u {\uc2\u7879 ab}c", "Điều ệc", id="unicode"),
        pytest.param(r"\u7879\'ea\u-10179?\u-8704?", "ệ😀", id="surrogates"),
        pytest.param(r"{\uc0\u7879 ab}{\uc-1\u7879 ab}\u7879\endash c", "ệabệabệc", id="fallbacks"),
        pytest.param(r"\f0 Caf\'e9 \'93b\'e0\'94 \endash  \'85", "Café “bà” – …", id="windows"),
        pytest.param(r"a\'zz \'e0", "azz à", id="no-hexadecimal-digits"),
        pytest.param("a\\~b\\_c\\-d\\{e\\}\\\\", "a b-cd{e}\\", id="symbols"),
    ],
)
def test_characters(body: str, text: str) -> None:
    assert text_of(body) == text


def test_unicode_needs_no_code_page() -> None:
    body = r"{\f3 \u7910?y ban \endash  \u272?\u7891\'f4ng} \u7910?y \u210?a"
    assert text_of(body, r"\ansicpg1258") == "Ủy ban – Đồng Ủy Òa"


def test_the_code_page_of_the_file_counts_without_one_of_the_font() -> None:
    text = text_of(r"{\f0 \'d0i\'ea\'ccu} {\f1 B\'e9}", r"\ansicpg1258")
    assert text == "Điê\u0300u Bộ"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(r"A {\v x}B\v y\v0 C", "A BC", id="hidden"),
        pytest.param(r"A {\deleted x}{\revised B}", "A B", id="deleted"),
        pytest.param(r"A{\v\par}B\par C", "AB\nC", id="hidden-mark"),
        pytest.param(r"{\header trang 1\par}A{\footer 2}", "A", id="headers"),
        pytest.param(r"{\info{\title T}{\author N}}A{\stylesheet{S;}}", "A", id="information"),
        pytest.param(r"A{\*\unknown x{\y z}}B", "AB", id="unknown-destination"),
        pytest.param(r"{\field{\*\fldinst PAGE}{\fldrslt 7}}", "7", id="field"),
        pytest.param(r"A{\pict\bin5 {{{{{}B", "AB", id="binary-data"),
        pytest.param(r"A{\footnote Ghi ch\'fa}B", "AB\nGhi chú", id="footnote"),
        pytest.param(
            r"A{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt H\'f4p\par}}{\shprslt z}}B",
            "AB\nHôp",
            id="text-box",
        ),
        pytest.param(r"{\header{\shp{\*\shpinst{\shptxt x}}}}A", "A", id="text-box-of-a-header"),
        pytest.param(r"A} x {\b y", "A", id="behind-the-end"),
        pytest.param(
            r"{\headerf S\u7889?: 9/UBND\par}{\header trang}K\'ednh g\u7917?i x\par",
            "Số: 9/UBND\nKính gửi x",
            id="letterhead-in-the-header-of-the-first-page",
        ),
        pytest.param(
            r"{\header S\u7889?: 9/UBND\par}S\u7889?: 7/UBND\par",
            "Số: 7/UBND",
            id="number-in-both",
        ),
    ],
)
def test_what_is_shown_is_read(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(r"{\listtext\pard\plain 1.\tab}A\par", "1. A", id="number"),
        pytest.param(r"{\pntext\f1 \'a7i\'d2u 5.\tab}A\par", "Điều 5. A", id="in-a-legacy-font"),
        pytest.param(r"{\pntext\f3\'b7\tab}A\par", "- A", id="bullet"),
        pytest.param(r"{\listtext 1.}\par{\listtext 2.}A\par", "2. A", id="empty-paragraph"),
        pytest.param(r"{\*\pn{\pntxta .}}A\par", "A", id="definition"),
    ],
)
def test_lists_show_their_labels(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(r"\trowd\intbl A\cell B\cell\row C\cell\cell\row", "A | B\nC", id="rows"),
        pytest.param(
            r"X\par\intbl A\par B\cell C\cell\row\pard Y", "X\nA\nB\nC\nY", id="letterhead"
        ),
        pytest.param(
            r"\intbl A{\itap2 x\nestcell y\nestcell{\*\nesttableprops z}"
            r"{\nonesttables\par}}B\cell\row",
            "Ax\ny\nB",
            id="table-in-a-table",
        ),
        pytest.param(r"A | B\par", "A | B", id="a-bar-is-no-cell"),
    ],
)
def test_tables(body: str, text: str) -> None:
    assert text_of(body) == text


PARTS = r"""{ } \u9999999999 \u \uc \uc-1 \bin-5 \bin99999 \'zz \* \ \fonttbl \f1 \f-9 \fcharset163
\'e9 a \cell \row \par \intbl \footnote \listtext \v \shptxt \~ é"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*PARTS.split(), " ", "\n"]), max_size=60))
def test_any_markup_is_read(parts: list[str]) -> None:
    markup = r"{\rtf1" + FONTS + "".join(parts)
    assert len(extract(markup.encode("latin-1"), "a.rtf").text) < 2 * len(markup)


@pytest.mark.parametrize("unit", [pytest.param(it, id=ascii(it)) for it in "{}\\a\xe9"])
def test_long_runs_of_one_character_are_read(unit: str) -> None:
    assert len(text_of(unit * 300_000)) <= 300_000
