import struct
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.readers.doc.file import UnreadableError
from searchkit.documents.readers.doc.reader import extract, programs, read_text
from searchkit.errors import DocumentError
from tests.documents.word_files import Run, compound_file, word_file
from tests.documents.word_tables import (
    FONT,
    LEVEL,
    LIST,
    STYLE,
    Style,
    fonts,
    level,
    lists,
    override,
    prl,
    styles,
)

TCVN3 = "Bé tr­ëng Bé Tµi chÝnh ban hµnh quyÕt ®Þnh nµy.\rC¸c Së cã tr¸ch nhiÖm thi hµnh.\r"


def text_of(data: bytes) -> str:
    return extract(data, "a.doc").text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        pytest.param(["Điều 1. Phạm vi\rÁp dụng\r"], "Điều 1. Phạm vi\nÁp dụng", id="unicode"),
        pytest.param([b"Ch\xe0o \x93b\xe0\x94 \x96 \x85\r"], "Chào “bà” – …", id="eight-bit"),
        pytest.param(["Sở Nội ", b"v\xf9ng ", "cao\r"], "Sở Nội vùng cao", id="mixed-pieces"),
        pytest.param(["Lời\x0bmới\x0cTrang hai\r"], "Lời\nmới\nTrang hai", id="breaks"),
        pytest.param(["30\x1e2020, phá\x1fp\x01\x08\r"], "30-2020, pháp", id="special-characters"),
        pytest.param([TCVN3.encode("cp1252")], None, id="tcvn3-in-eight-bit"),
        pytest.param([TCVN3], None, id="tcvn3-in-unicode"),
    ],
)
def test_characters_and_paragraphs(pieces: list[str | bytes], text: str | None) -> None:
    tcvn3 = "Bộ trưởng Bộ Tài chính ban hành quyết định này.\nCác Sở có trách nhiệm thi hành."
    assert text_of(word_file(*pieces)) == (text or tcvn3)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("A¦B¦¶C¦D¦¶", "A | B\nC | D", id="rows"),
        pytest.param("A¦¦C¦¶¦E¦¦¶", "A | C\nE", id="empty-cells"),
        pytest.param("Trước\rA¦B¦¶Sau\rHết\r", "Trước\nA | B\nSau\nHết", id="between-paragraphs"),
        pytest.param("A⏎B¦C¦¶D\r", "A\nB\nC\nD", id="paragraphs-in-a-cell"),
        pytest.param("A\x0bB¦C¦¶", "A\nB\nC", id="line-break-in-a-cell"),
        pytest.param("Phần\x0cA¦B¦¶", "Phần\nA | B", id="after-a-section"),
        pytest.param("A⇟B¦C¦¶", "A\nB\nC", id="page-break-in-a-cell"),
        pytest.param("A¦B\rSau\r", "A\nB\nSau", id="row-without-an-end"),
    ],
)
def test_tables(content: str, text: str) -> None:
    assert text_of(word_file(content)) == text


def test_two_columns_of_a_letterhead_come_one_after_the_other() -> None:
    head = "BỘ TÀI CHÍNH⏎-------¦CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM⏎Độc lập¦¶Số: 1¦Hà Nội¦¶"
    assert text_of(word_file(head)).split("\n") == [
        "BỘ TÀI CHÍNH",
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập",
        "Số: 1 | Hà Nội",
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("Xem \x13 HYPERLINK x \x14trang này\x15.", "Xem trang này.", id="result"),
        pytest.param("A\x13 TC mục \x15B", "AB", id="without-result"),
        pytest.param("\x13 IF \x13 PAGE \x141\x15 = 1 \x14đầu\x15 hết", "đầu hết", id="in-code"),
        pytest.param("\x13 REF a \x14số \x13 REF b \x147\x15\x15!", "số 7!", id="in-result"),
        pytest.param("A\x15 B\x14 C", "A B C", id="never-begun"),
        pytest.param("A \x13 B", "A B", id="never-ended"),
    ],
)
def test_fields_show_their_results(content: str, text: str) -> None:
    assert text_of(word_file(content)) == text


def test_notes_and_text_boxes_follow_the_body_and_headers_do_not() -> None:
    parts = ["Thân\r", "Chú thích\r", "Đầu trang\r", "", "Nhận xét\r", "Cuối\r", "Hộp\r", "Ô\r"]
    made = word_file("".join(parts), lengths=tuple(map(len, parts)))
    assert text_of(made) == "Thân\nChú thích\nCuối\nHộp"


@pytest.mark.parametrize(
    ("first", "all_pages", "text"),
    [
        pytest.param("Số: 4/SNV\r", "Trang 2\r", "Số: 4/SNV\nThân", id="first-page"),
        pytest.param("", "Số: 5/SNV\r", "Số: 5/SNV\nThân", id="all-pages"),
        pytest.param("Lưu hành nội bộ\r", "Trang 2\r", "Thân", id="running-headers"),
    ],
)
def test_a_letterhead_in_the_page_header_comes_first(first: str, all_pages: str, text: str) -> None:
    stories = ["\r"] * 6 + ["", all_pages, "Chân trang\r", "Chân trang\r", first, "", "\r"]
    parts = ["Thân\r", "", "".join(stories)]
    places = accumulate(map(len, stories), initial=0)
    plc = b"".join(struct.pack("<I", place) for place in places)
    made = word_file("".join(parts), lengths=tuple(map(len, parts)), tables={0xF2: (plc, len(plc))})
    assert text_of(made) == text


def test_characters_beyond_the_first_plane_shift_nothing() -> None:
    parts = ["Thân 𝐀𝐁\r", "Chú thích\r", "Đầu trang\r"]
    lengths = tuple(len(part.encode("utf-16-le")) // 2 for part in parts)
    assert text_of(word_file("".join(parts), lengths=lengths)) == "Thân 𝐀𝐁\nChú thích"


@pytest.mark.parametrize("cut", [pytest.param(n, id=f"{n}-bytes") for n in (1, 100, 511)])
def test_a_last_sector_may_be_cut_short(cut: int) -> None:
    assert text_of(word_file("Điều 1\r")[:-cut]) == "Điều 1"


BAD = [
    pytest.param(word_file("x", flags=0x300), "is encrypted", "without a password", id="encrypted"),
    pytest.param(word_file("x", ident=0xA5DC), "is a document of Word 6 or 95", "docx", id="old"),
    pytest.param(word_file("x", ident=1), "is a damaged Word document", "docx", id="no-head"),
    pytest.param(word_file("x", flags=0), "is a damaged Word document", "docx", id="no-table"),
    pytest.param(word_file("x")[:2000], "is a damaged Word document", "docx", id="cut"),
    pytest.param(b"\xd0\xcf\x11\xe0", "is a damaged Word document", "docx", id="four-bytes"),
    pytest.param(compound_file(b"", b""), "is a damaged Word document", "docx", id="empty-streams"),
]


@pytest.mark.parametrize(("data", "reason", "advice"), BAD)
def test_what_cannot_be_read_says_why(
    monkeypatch: pytest.MonkeyPatch, data: bytes, reason: str, advice: str
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocumentError) as caught:
        extract(data, "a.doc")
    assert caught.value.reason == reason
    assert advice in caught.value.advice


def test_without_programs_they_are_advised_where_they_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocumentError, match="install antiword, catdoc or LibreOffice"):
        extract(word_file("x", ident=0xA5DC), "a.doc")


def test_a_program_reads_what_we_cannot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "catdoc"
    program.write_text("#!/bin/sh\necho 'Bé t­ ph¸p vµ Së T­ ph¸p tr×nh ChÝnh phñ quyÕt ®Þnh'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs() == ["catdoc"]
    read = text_of(word_file("x", ident=0xA5DC))
    assert read == "Bộ tư pháp và Sở Tư pháp trình Chính phủ quyết định"


def clx(count: int, piece: bytes) -> bytes:
    bounds = struct.pack(f"<{count + 1}I", *range(0, 2000 * count + 1, 2000))
    return b"\x02" + struct.pack("<I", len(bounds) + 8 * count) + bounds + piece * count


@pytest.mark.parametrize(
    "instead",
    [
        pytest.param(b"\x01\0\0" * 1000, id="formatting-only"),
        pytest.param(b"\x03", id="unknown-part"),
        pytest.param(b"\x02\xff\xff\xff\xff", id="more-pieces-than-bytes"),
        pytest.param(clx(0, b""), id="no-pieces"),
        pytest.param(clx(1000, struct.pack("<2xI2x", 0x40000000)), id="all-pieces-the-same-bytes"),
        pytest.param(clx(1, struct.pack("<2xI2x", 0x3FFFFFFF)), id="piece-behind-the-end"),
        pytest.param(
            b"\x02" + struct.pack("<IIIxxIxx", 16, 9, 2, 0x800), id="piece-of-negative-length"
        ),
    ],
)
def test_pieces_that_cannot_be_are_damage(instead: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_text(word_file("x", instead=instead), "a.doc")


def test_an_allocation_table_without_end_is_damage() -> None:
    data = bytearray(word_file("x"))
    struct.pack_into("<I", data, 0x2C, 109 + 127 * (1 << 20))  # sectors of the table, as claimed
    struct.pack_into("<II", data, 0x44, 0, 1 << 20)  # and the list of them, which leads to itself
    with pytest.raises(UnreadableError):
        read_text(bytes(data), "a.doc")


SMALL = word_file(
    "Số: 1¦Hà Nội⏎ngày 1¦¶Xem \x13 REF a \x14Điều 1\x15\r",
    b"C\xf4ng v\xe3n\r",
    Run("Kho¶n", prl(FONT, 1), prm=1),
    Run(" mét\r", prl(STYLE, 1), prl(LIST, 1), style=1, prm=0x5C << 1),
    tables=fonts("Times New Roman", ".VnTime")
    | styles(Style(prl(LEVEL, 0)), Style(None, prl(FONT, 1), base=0))
    | lists([level("%1)")], instances=[(0, [override(0, 5, level("%1."))])]),
)
# The header, the allocation table and the directory; the text's head, pages and pieces; the tables.
PLACES = st.one_of(
    st.integers(0, 1536 + 0x300),
    st.integers(1536 + 0x400, 1536 + 0x900),
    st.integers(1536 + 4096, 1536 + 4096 + 600),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=12), st.integers(0, len(SMALL)))
def test_changed_and_cut_files_are_read_or_refused(
    changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(SMALL)
    for at, byte in changes:
        data[at] = byte
    for content in (bytes(data), bytes(data[:cut])):
        try:
            assert len(read_text(content, "a.doc")) < len(SMALL)
        except (DocumentError, UnreadableError):
            continue


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_streams_are_read_or_refused(noise: bytes) -> None:
    head = struct.pack("<HH6xH", 0xA5EC, 0xC1, 0x200)
    try:
        read_text(compound_file(head + noise, noise), "a.doc")
    except (DocumentError, UnreadableError):
        return


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([0xA2, 0xFA, 0x102, 0x112, 0x2E2, 0x2EA]), st.binary(max_size=300))
def test_noise_in_place_of_a_table_leaves_the_text(table: int, noise: bytes) -> None:
    made = word_file("Điều 1. Phạm vi", tables={table: (noise, len(noise))})
    assert "Phạm vi" in text_of(made)
