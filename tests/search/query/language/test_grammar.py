"""What is typed is read as its writer means it; what cannot be parsed is words, with a note."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.record_fields import Kind
from searchkit.index.terms.own_fields import OwnField
from searchkit.search.query.language.grammar import parse
from searchkit.search.query.language.notation import kind_of, written
from searchkit.search.query.language.syntax import Words, top_parts

OWN = {
    "hoso": OwnField("ho-so", Kind.TEXT),
    "mat": OwnField("Mật", Kind.BOOLEAN),
    "trang": OwnField("Số trang", Kind.NUMBER),
}


def read(query: str) -> list[tuple[str, str]]:
    """Return the kinds and texts of the parts that stand side by side."""
    root = parse(query, OWN).root
    return [] if root is None else [(kind_of(part), written(part)) for part in top_parts(root)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tinh gọn bộ máy", [("words", "tinh gọn bộ máy")]),
        ("k2 Đ8 Luật Đất đai", [("words", "khoản 2 Điều 8 Luật Đất đai")]),
        ("khoản hai điều tám luật đất đai", [("words", "khoản 2 điều 8 luật đất đai")]),
        ("(tinh gọn) bộ máy", [("words", "tinh gọn bộ máy")]),
        ('"cải cách"~3 đất', [("phrase", '"cải cách"~3'), ("words", "đất")]),
        ("bộ máy -biên chế", [("words", "bộ máy"), ("without", "-biên"), ("words", "chế")]),
        ("bộ +biên", [("words", "bộ"), ("must", "+biên")]),
        ('-"biên chế" bộ', [("without", '-"biên chế"'), ("words", "bộ")]),
        ("bộ máy --biên", [("words", "bộ máy"), ("without", "--biên")]),
        ('++"biên chế" bộ', [("must", '++"biên chế"'), ("words", "bộ")]),
        ("--(a OR b) c", [("without", "--(a OR b)"), ("words", "c")]),
        ("đất --hành ch*", [("words", "đất"), ("without", "--(hành ch*)")]),
        ("đất +-nhà", [("words", "đất"), ("without", "-nhà")]),
        ("đất -+(nhà OR xã)", [("words", "đất"), ("without", "-(nhà OR xã)")]),
        ("-- đất", [("words", "-- đất")]),
        ("-(a OR b) c", [("without", "-(a OR b)"), ("words", "c")]),
        ("đất KHÔNG sáp nhập", [("words", "đất"), ("without", "-(sáp nhập)")]),
        ("đất NOT NOT nhà", [("words", "đất NOT"), ("without", "-nhà")]),
        ("đất VÀ nhà", [("all", "đất AND nhà")]),
        ("đất HOẶC nhà ở", [("any", "đất OR nhà ở")]),
        ("đất HOAC nhà VA xã", [("any", "đất OR nhà AND xã")]),
        ("(đất OR nhà) AND xã", [("all", "(đất OR nhà) AND xã")]),
        ("(đất OR nhà) xã", [("any", "đất OR nhà"), ("words", "xã")]),
        ("a OR (b OR c)", [("any", "a OR b OR c")]),
        ("cải cách hành ch*", [("words", "cải cách"), ("prefix", "hành ch*")]),
        ("ch*", [("prefix", "ch*")]),
        ("đất -hành ch*", [("words", "đất"), ("without", "-(hành ch*)")]),
        ("NOT cải cách hành ch*", [("without", '-"cải cách hành ch*"')]),
        ("đất NEAR/5 hành ch*", [("near", "đất NEAR/5 hành ch*")]),
        ("cải cách NEAR/5 thủ tục", [("near", "cải cách NEAR/5 thủ tục")]),
        ('"a b" GẦN/2 c', [("near", '"a b" NEAR/2 c')]),
        ("-a NEAR/5 b", [("without", "-(a NEAR/5 b)")]),
        ("loai:nghị-quyết", [("field", "loai:nghị-quyết")]),
        ("loai:thông tư bảo hiểm", [("field", 'loai:"thông tư"'), ("words", "bảo hiểm")]),
        ("loai:thong tu nam:2024", [("field", 'loai:"thong tu"'), ("field", "nam:2024")]),
        ("đất -loai:nghị quyết", [("words", "đất"), ("without", '-loai:"nghị quyết"')]),
        ("loai: văn bản hợp nhất", [("field", 'loai:"văn bản hợp nhất"')]),
        ("loai:thông", [("field", "loai:thông")]),
        ("các loại: nghị quyết, chỉ thị", [("words", "các loại: nghị quyết, chỉ thị")]),
        ("Loại:QĐ xã", [("field", "loai:QĐ"), ("words", "xã")]),
        ("type:QĐ", [("field", "loai:QĐ")]),
        ('cơ-quan:"UBND tỉnh"', [("field", 'co-quan:"UBND tỉnh"')]),
        ("co_quan:SNV", [("field", "co-quan:SNV")]),
        ("-noi:Huế", [("without", "-noi:Huế")]),
        ("ngay:2024-01..2024-06,", [("field", "ngay:2024-01..2024-06")]),
        ("nam:2024..", [("field", "nam:2024..")]),
        ("hồ-sơ:HS-12", [("field", "ho-so:HS-12")]),
        ("mat:có", [("field", "Mật:có")]),
        ("nghị quyết 18 - NQ/TW", [("words", "nghị quyết 18 - NQ/TW")]),
        ("điểm a) khoản 1", [("words", "điểm a khoản 1")]),
        ("BAN CHỈ ĐẠO VÀ TỔ GIÚP VIỆC", [("words", "BAN CHỈ ĐẠO VÀ TỔ GIÚP VIỆC")]),
        ("KHÔNG GIAN MẠNG", [("words", "KHÔNG GIAN MẠNG")]),
        ("UBND OR HĐND", [("any", "UBND OR HĐND")]),
        ("về việc: hỗ trợ", [("words", "về việc: hỗ trợ")]),
        ("()", []),
        ("", []),
    ],
)
def test_a_query_is_read(query: str, expected: list[tuple[str, str]]) -> None:
    assert read(query) == expected


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("OR đất", 0, "between what it joins"),
        ("đất OR", 4, "between what it joins"),
        ("đất NOT", 4, "before what it holds for"),
        ("đất NEAR/5", 4, "between two words"),
        ("(đất nhà", 0, "no partner"),
        ("đất) nhà", 3, "no partner"),
        ('đất "nhà', 4, "no partner"),
        ("đấ*t", 2, "at the end of a word"),
        ("nam:hai", 0, "nam:2024"),
        ("x ngay:31/2/2025", 2, "ngay:2024-01..2024-06"),
        ("x ngay:2025-06..2025-01", 2, "ngay:2024-01..2024-06"),
        ("nam:2025..2024", 0, "nam:2024"),
        ("nam:2024..hai", 0, "nam:2024"),
        ("ngay:2024..hai", 0, "ngay:2024-01..2024-06"),
        ("đất NEAR nhà", 4, "a NEAR/5 b"),
        ("đất NEAR/ nhà", 4, "a NEAR/5 b"),
        ("đất GẦN/năm nhà", 4, "a NEAR/5 b"),
        ("đất NEAR/1000 nhà", 4, "a NEAR/5 b"),
        ('"đất đai"~', 9, '"cải cách"~3'),
        ('"đất đai"~xa', 9, '"cải cách"~3'),
        ('"đất đai"~1000', 9, '"cải cách"~3'),
        ("so:abc", 0, "so:48/NQ-HĐND"),
        ("dieu:năm", 0, "dieu:5"),
        ("nam: 2024", 0, "follows the colon at once"),
        ("đất +-nhà", 4, "two signs of one word"),
        ("x loại-vb:NQ", 2, "did you mean loai:?"),
        ('loai-van-ban:"nghị quyết"', 0, "did you mean loai:?"),
        ("so-ky-hieu:48/NQ-HĐND", 0, "did you mean so:?"),
        ("loaij:NQ", 0, "did you mean loai:?"),
        ("isuer:UBND", 0, "did you mean co-quan:?"),
        ("ten-file:ke-hoach", 0, "did you mean ten-tep:?"),
        ("ho-sow:HS-12", 0, "did you mean ho-so:?"),
        ("traang:12", 0, "did you mean Số-trang:?"),
        ("x cơ quan:UBND", 5, 'as in co-quan:"UBND tỉnh"'),
        ("người ký: Nguyễn Văn An", 6, 'as in nguoi-ky:"Nguyễn Văn An"'),
        ("hồ sơ:HS-12", 3, "as in ho-so:…"),
        ("xyz:abc", 0, "fields are loai, so,"),
        ("UBND HOẶC HĐND", 5, "written OR"),
        ("người giám hộ KHÔNG có nghĩa vụ nào sau đây", 14, "written NOT"),
        ("a " + "(" * 20 + "b OR c" + ")" * 20, 18, "brackets within more than 16"),
    ],
)
def test_what_cannot_be_parsed_is_words_and_a_note_says_so(
    query: str, place: int, said: str
) -> None:
    notes = parse(query, OWN).notes
    assert notes[0].place == place
    assert said in notes[0].text


TEXTS = ("8:30 sáng", "https://chinhphu.vn", "Kính gửi:UBND tỉnh", "tỷ lệ 1:500", "a:-")


def test_what_copies_from_texts_hold_needs_no_note() -> None:
    for query in ("Số: 48/NQ-HĐND", "điểm a) khoản 1", "1) Kinh phí", "Nơi nhận: Như trên", *TEXTS):
        syntax = parse(query)
        assert isinstance(syntax.root, Words)
        assert syntax.notes == ()


def test_many_notes_are_counted() -> None:
    notes = parse("a( " * 50).notes
    assert len(notes) == 6
    assert "45 more" in notes[-1].text


words = st.sampled_from(["đất", "nhà", "xã", "tỉnh", "hỗ", "trợ", "2025"])
leaves = st.one_of(
    st.lists(words, min_size=1, max_size=3).map(" ".join),
    st.lists(words, min_size=1, max_size=3).map(lambda own: f'"{" ".join(own)}"'),
    st.builds('"{} {}"~{}'.format, words, words, st.integers(1, 9)),
    st.builds("{} NEAR/{} {}".format, words, st.integers(0, 9), words),
    st.builds("{} {}*".format, words, words),
    st.sampled_from(["loai:QĐ", 'co-quan:"UBND tỉnh"', "nam:2024..2025", "dieu:5"]),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("({}) OR ({})".format, inner, inner),
        st.builds("({}) AND ({})".format, inner, inner),
        st.builds("({}) ({})".format, inner, inner),
        st.builds("-({})".format, inner),
        st.builds("+({})".format, inner),
        st.builds("--({})".format, inner),
        st.builds("++({})".format, inner),
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(queries)
def test_a_query_as_it_was_read_is_read_the_same_again(query: str) -> None:
    root = parse(query).root
    assert root is not None
    again = parse(written(root))
    assert again.root is not None
    assert written(again.root) == written(root)
    assert again.notes == ()


SIGNS = '( |) |" |-|--|++|+ |* |~|:|a |nam:|loai:x |AND |OR |NOT |VÀ |NEAR/3 |1) |18-NQ/TW '
pieces = st.text(max_size=4) | st.sampled_from(SIGNS.split("|"))


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=20).map("".join))
def test_nothing_that_can_be_typed_is_an_error(query: str) -> None:
    root = parse(query, OWN).root
    assert root is None or written(root) is not None


@pytest.mark.parametrize(
    "unit", ["(", ")", "()", "a OR (", "(a ", '"', '" ', "-", "- a ", "a:", "NEAR/5 ", "a* ", "VÀ "]
)
def test_time_is_linear(unit: str) -> None:
    """A hundred times the length may take many times longer, but no ten thousand times."""
    seconds = min(_seconds(unit * (500 // len(unit))) for _ in range(3))
    assert _seconds(unit * (50_000 // len(unit))) < 2_000 * max(seconds, 1e-5)


def test_a_megabyte_of_brackets_is_read() -> None:
    assert parse("(" * (1 << 20)).root is None


def _seconds(query: str) -> float:
    started = time.process_time()
    parse(query)
    return time.process_time() - started
