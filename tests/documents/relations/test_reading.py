"""What whole documents state, paragraph by paragraph; the texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.model import Document
from searchkit.documents.relations.model import Effect, Relation, RelationKind, Statements
from searchkit.documents.relations.reading import citations, statements

LISTED = """Điều 9. Hiệu lực thi hành
1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2026.
2. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành:
a) Nghị quyết số 11/2019/NQ-HĐND ngày 10 tháng 7 năm 2019 của Hội đồng nhân dân tỉnh;
b) Điều 2 Nghị quyết số 15/2022/NQ-HĐND ngày 12 tháng 7 năm 2022 của Hội đồng nhân dân tỉnh.
3. Nghị quyết số 30/2024/NQ-HĐND tiếp tục được thực hiện.
"""

AMENDING = """NGHỊ QUYẾT
Sửa đổi, bổ sung một số điều của Nghị quyết số 11/2019/NQ-HĐND

Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 11/2019/NQ-HĐND
1. Sửa đổi khoản 2 Điều 4 như sau:
“2. Nghị quyết này có hiệu lực từ ngày 05/5/2030 và thay thế Nghị quyết số 1/2001/NQ-HĐND.”
2. Bãi bỏ Điều 6.
Điều 2. Điều khoản thi hành
Nghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2021.
"""


def read(text: str) -> Statements:
    return statements(Document("x", "x", "", text, {}, ()))


def both(found: Statements) -> list[Relation | Effect]:
    return [*found.relations, *found.effects]


def told(found: Statements) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.kind.value, one.target.key, one.places) for one in found.relations]


def test_a_term_is_read_behind_the_first_day_and_a_day_that_is_glued_to_its_word() -> None:
    found = read(
        "Nghị định này có hiệu lực từ ngày01 tháng 7 năm 2025 và hết hiệu lực từ ngày 01 tháng 3 "
        "năm 2027."
    )
    assert [(str(one.day), one.ends) for one in found.effects] == [
        ("2025-07-01", False),
        ("2027-03-01", True),
    ]


def test_who_carries_an_act_out_from_its_signing_on_tells_that_it_has_effect() -> None:
    found = read("Điều 3. Giám đốc Sở chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.")
    assert [(one.day, one.anchor) for one in found.effects] == [(None, "signing")]


def test_a_further_sentence_of_an_item_ends_no_list() -> None:
    found = read(
        "Nghị định này thay thế các văn bản sau đây:\na) Nghị định số 73/2016/NĐ-CP, trừ Điều 10. "
        "Điều 10 của Nghị định số 73/2016/NĐ-CP có hiệu lực đến hết ngày 31 tháng 12 năm 2027;\n"
        "b) Nghị định số 151/2018/NĐ-CP."
    )
    assert [(one.kind.value, one.target.key, one.excepted, one.day) for one in found.relations] == [
        ("replaces", "73/2016/nd-cp", ("Điều 10",), ""),
        ("ends", "73/2016/nd-cp", (), "2028-01-01"),
        ("replaces", "151/2018/nd-cp", (), ""),
    ]


def test_what_is_issued_with_an_act_is_read_from_the_lines_below() -> None:
    found = read(
        "Điều 1. Ban hành kèm theo Quyết định này:\n"
        "Ban hành kèm theo Quyết định này:\n1. Quy chế làm việc (Phụ lục I);\n"
        "2. Danh mục hồ sơ.\nĐiều 2. Tổ chức thực hiện"
    )
    assert [(one.kind.value, one.source.text) for one in found.relations] == [
        ("issued_with", "Quy chế làm việc"),
        ("issued_with", "Danh mục hồ sơ"),
    ]


def test_a_consolidated_text_is_known_without_the_words_on_top() -> None:
    head = "THÔNG TƯ\nQuy định về lưu trữ\nThông tư số 5/2020/TT-BNV ngày 01 tháng 3 năm 2020"
    below = ":\nThông tư số 8/2023/TT-BNV sửa đổi Thông tư số 5/2020/TT-BNV.\n"
    since = ", có hiệu lực từ ngày 15 tháng 4 năm 2020, được sửa đổi, bổ sung bởi"
    kinds = [one.kind for one in read(f"{head}{since}{below}").relations]
    assert kinds.count(RelationKind.CONSOLIDATES) == 2
    plain = read(f"{head}, được sửa đổi, bổ sung bởi{below}").relations
    assert RelationKind.CONSOLIDATES not in [one.kind for one in plain]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Quyết định số 14/2019/QĐ-UBND được thay thế bằng Quyết định này.", "replaces"),
        ("Quy định này thay cho Quy định số 22-QĐ/TU của Tỉnh ủy.", "replaces"),
        ("Nghị quyết số 11/2019/NQ-HĐND bị bãi bỏ.", "repeals"),
        ("Tạm thời chưa áp dụng Thông tư số 40/2022/TT-BGDĐT.", "suspends"),
        ("Lùi ngày có hiệu lực của Thông tư số 21/2023/TT-BCT.", "suspends"),
        ("Thời hạn áp dụng Quyết định số 29/2018/QĐ-TTg được kéo dài thêm 24 tháng.", "extends"),
        ("Tại Nghị quyết số 7/2024/NQ-HĐND, xin được đính chính như sau:", "corrects"),
        ("Ký xác thực văn bản hợp nhất Nghị quyết số 20/2018/NQ-HĐND.", "consolidates"),
    ],
)
def test_what_acts_say_in_other_words_is_read(sentence: str, kind: str) -> None:
    assert [one.kind.value for one in read(sentence).relations] == [kind]


def test_a_list_below_an_announcement_is_read_to_its_end() -> None:
    assert told(read(LISTED)) == [
        ("ends", "11/2019/nq-hdnd", ()),
        ("ends", "15/2022/nq-hdnd", ("Điều 2",)),
    ]


@pytest.mark.parametrize(
    "announced",
    [
        "Bãi bỏ các văn bản sau đây kể từ ngày Nghị quyết này có hiệu lực thi hành:",
        "Kể từ ngày Nghị quyết này có hiệu lực thi hành, bãi bỏ các văn bản sau đây:",
        "Bãi bỏ các nghị quyết sau của Hội đồng nhân dân tỉnh:",
    ],
)
def test_a_list_is_what_its_announcement_says(announced: str) -> None:
    text = LISTED.replace(LISTED.splitlines()[2].removeprefix("2. "), announced)
    assert [kind for kind, _, _ in told(read(text))] == ["repeals", "repeals"]


def test_a_consolidated_text_names_each_of_its_sources_once() -> None:
    found = read(
        "VĂN BẢN HỢP NHẤT\nNghị định số 64/2010/NĐ-CP ngày 11 tháng 6 năm 2010 của Chính phủ về "
        "cây xanh, được sửa đổi, bổ sung bởi:\n1. Nghị định số 5/2015/NĐ-CP sửa đổi Nghị định số "
        "64/2010/NĐ-CP, có hiệu lực kể từ ngày 01 tháng 4 năm 2015;\n2. Nghị định số 7/2016/NĐ-CP "
        "bãi bỏ Nghị định số 9/2011/NĐ-CP và sửa đổi Nghị định số 64/2010/NĐ-CP."
    )
    sources = [one for one in found.relations if one.kind is RelationKind.CONSOLIDATES]
    keys = ["64/2010/nd-cp", "5/2015/nd-cp", "7/2016/nd-cp"]
    assert [one.target.key for one in sources] == keys


def test_new_wording_that_is_quoted_states_nothing() -> None:
    found = read(AMENDING)
    assert {one.target.key for one in found.relations} == {"11/2019/nq-hdnd"}
    assert [str(one.day) for one in found.effects] == ["2021-08-01"]


def test_items_name_what_of_the_act_is_changed() -> None:
    kinds = {(one.kind, one.places) for one in read(AMENDING).relations if one.places}
    assert kinds == {
        (RelationKind.AMENDS, ("khoản 2 Điều 4",)),
        (RelationKind.REPEALS, ("Điều 6",)),
    }


def test_a_title_in_capitals_and_decomposed_letters_are_read() -> None:
    import unicodedata

    title = "QUYẾT ĐỊNH\nBÃI BỎ QUYẾT ĐỊNH SỐ 12/2019/QĐ-UBND\n"
    assert told(read(title)) == [("repeals", "12/2019/qd-ubnd", ())]
    assert told(read(unicodedata.normalize("NFD", LISTED)))[:1] == [("ends", "11/2019/nq-hdnd", ())]


def test_offsets_point_at_the_sentence() -> None:
    text = f"Lời nói đầu.\n\n{LISTED}"
    for one in both(read(text)):
        sentence = text[one.start : one.end]
        assert "\n" not in sentence
        assert "Nghị quyết" in sentence


def test_citations_are_found_beside_all_else() -> None:
    text = "Mức thu theo Điều 5 Thông tư số 8/2022/TT-BTC và Luật Phí và lệ phí năm 2015."
    assert [(one.kind, one.target.key) for one in citations(text, 0, len(text))] == [
        (RelationKind.CITES, "8/2022/tt-btc"),
        (RelationKind.CITES, "@luat phi va le phi 2015"),
    ]


PIECES = st.sampled_from(
    [
        "Nghị quyết này",
        "có hiệu lực",
        "kể từ ngày",
        "01/7/2025",
        "thay thế",
        "Nghị định số 5/2020/NĐ-CP",
        "và",
        ",",
        "Điều 3",
        "khoản 2",
        "“",
        "”",
        ":",
        "\n",
        "1. ",
        "a) ",
        "đã được sửa đổi bởi",
        "hết hiệu lực",
        "Luật Giá",
        "các",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read(text)
    for one in both(found):
        assert 0 <= one.start <= one.end <= len(text)
        if isinstance(one, Relation):
            assert one.source != one.target


def test_lettered_items_are_about_the_article_above_them() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP\n"
        "1. Sửa đổi, bổ sung một số điểm, khoản của Điều 25 như sau:\n"
        "a) Sửa đổi, bổ sung điểm b khoản 1 như sau:\n“b) Thứ hai.”\n"
        "b) Bổ sung khoản 4 vào sau khoản 3 như sau:\n“4. Thứ tư.”\n"
        "c) Bãi bỏ khoản 5 Điều 26.\n"
        "2. Sửa đổi, bổ sung khoản 2 Điều 30 như sau:\n“2. Thứ hai.”\n"
    )
    said = read(text).relations
    places = [place for one in said for place in one.places]
    assert places == [
        "Điều 25",
        "điểm b khoản 1 Điều 25",
        "khoản 4 Điều 25",
        "khoản 5 Điều 26",
        "khoản 2 Điều 30",
    ]


@pytest.mark.parametrize(
    "note",
    [
        (
            "Khoản này được bãi bỏ theo quy định tại điểm d khoản 2 Điều 23 của Luật Phí và lệ phí "
            "số 97/2015/QH13, có hiệu lực kể từ ngày 01 tháng 01 năm 2017."
        ),
        "24 Điều này được thay thế theo quy định tại Điều 1 của Nghị định số 5/2020/NĐ-CP.",
        "Cụm từ “quy hoạch” được bãi bỏ theo quy định tại khoản 3 Điều 1 của Luật số 46/2014/QH13.",
        "Cụm từ này được bãi bỏ theo quy định tại khoản 3 Điều 1 của Luật số 46/2014/QH13.",
        (
            "Nội dung quy định về thuế tại Khoản này được bãi bỏ theo quy định tại Điều 2 của "
            "Luật số 32/2013/QH13."
        ),
    ],
)
def test_a_note_on_a_part_ends_no_whole_document(note: str) -> None:
    (relation,) = read(f"Điều 1. Phạm vi\n1. Luật này quy định về bảo hiểm.\n{note}\n").relations
    assert relation.kind in {RelationKind.REPEALS, RelationKind.REPLACES}
    assert relation.source
    assert not relation.whole
