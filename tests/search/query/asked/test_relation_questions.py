"""Who asks what was done to a document, or whether it holds, is understood in many words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.query.asked.relation_questions import relation_question
from searchkit.text.spelling.folding import fold


@pytest.mark.parametrize(
    ("text", "kind", "of"),
    [
        ("văn bản nào sửa đổi nghị quyết 18-NQ/TW", "amends", "nghị quyết 18-NQ/TW"),
        ("nghị định nào thay thế Nghị định 15/2020/NĐ-CP", "ends", "Nghị định 15/2020/NĐ-CP"),
        (
            "nghị định 15/2020/NĐ-CP bị thay thế bởi văn bản nào?",
            "ends",
            "nghị định 15/2020/NĐ-CP",
        ),
        ("nghị định 15/2020 đã được sửa đổi, bổ sung chưa", "amends", "nghị định 15/2020"),
        (
            "thông tư 01/2011/TT-BNV được thay bằng thông tư nào",
            "ends",
            "thông tư 01/2011/TT-BNV",
        ),
        ("luật đất đai 2024 đã sửa đổi chưa", "amends", "luật đất đai 2024"),
        ("quyết định 12/2019/QĐ-UBND bị bãi bỏ khi nào", "ends", "quyết định 12/2019/QĐ-UBND"),
        ("thông tư nào hướng dẫn thi hành luật nhà ở", "guides", "luật nhà ở"),
        ("văn bản quy định chi tiết luật đất đai 2024", "guides", "luật đất đai 2024"),
        ("văn bản hợp nhất nghị định 01/2015", "consolidates", "nghị định 01/2015"),
        (
            "nghị định sửa đổi một số điều của nghị định 01/2015/NĐ-CP",
            "amends",
            "nghị định 01/2015/NĐ-CP",
        ),
    ],
)
def test_what_was_done_is_asked(text: str, kind: str, of: str) -> None:
    for typed, meant in ((text, of), (fold(text), fold(of))):
        found = relation_question(typed)
        assert found is not None
        kinds = ["replaces", "repeals", "ends"] if kind == "ends" else [kind]
        assert (found.of, [one.value for one in found.kinds]) == (meant, kinds)
        assert not found.does


@pytest.mark.parametrize(
    ("text", "of", "place"),
    [
        ("luật đất đai 2013 còn hiệu lực không", "luật đất đai 2013", ""),
        ("nghị định 30/2020/NĐ-CP hết hiệu lực khi nào?", "nghị định 30/2020/NĐ-CP", ""),
        ("Luật An ninh mạng năm 2018 có hiệu lực từ ngày nào", "Luật An ninh mạng năm 2018", ""),
        ("thông tư 5/2020/TT-BTC có còn được áp dụng nữa không", "thông tư 5/2020/TT-BTC", ""),
        ("khoản 2 Điều 5 Luật Nhà ở còn hiệu lực không", "Luật Nhà ở", "khoản 2 Điều 5"),
        ("hiệu lực của quyết định 7/QĐ-TTg", "quyết định 7/QĐ-TTg", ""),
        ("khi nào luật đất đai 2024 có hiệu lực", "luật đất đai 2024", ""),
    ],
)
def test_whether_it_holds_is_asked(text: str, of: str, place: str) -> None:
    found = relation_question(text)
    assert found is not None
    assert (found.of, found.kinds, found.place) == (of, (), place)


def test_what_a_document_did_is_asked() -> None:
    found = relation_question("nghị định 153/2026/NĐ-CP sửa đổi nghị định nào")
    assert found is not None
    assert (found.of, found.does) == ("nghị định 153/2026/NĐ-CP", True)


@pytest.mark.parametrize(
    "text",
    [
        "sửa đổi hợp đồng lao động thế nào",
        "hướng dẫn đăng ký kinh doanh",
        "thủ tục gia hạn giấy phép",
        "quy định về thay thế thành viên",
        "biên chế",
    ],
)
def test_other_words_ask_nothing_of_relations(text: str) -> None:
    assert relation_question(text) is None


WORDS = ["văn bản", "nào", "sửa đổi", "bị", "được", "thay thế", "còn", "hiệu lực", "không", "khi"]


@given(st.lists(st.sampled_from([*WORDS, "nghị định 15/2020/NĐ-CP", "?", "của", "điều 5"])))
def test_no_text_is_an_error(words: list[str]) -> None:
    text = " ".join(words)
    found = relation_question(text)
    assert found is None or found.of in text
