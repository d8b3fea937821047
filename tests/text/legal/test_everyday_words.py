"""People's words lead to the law's, however they are typed, and to nothing where they differ."""

from __future__ import annotations

import pytest

from searchkit.text.legal.everyday_words import other_wordings
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import syllable_terms
from searchkit.text.tables import read_table

ROWS = list(read_table("everyday_words.tsv"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("thủ tục làm sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
        ("thu tuc lam so do", "giấy chứng nhận quyền sử dụng đất"),
        ("bị đuổi việc", "sa thải"),
        ("bị đuổi việc", "đơn phương chấm dứt hợp đồng lao động"),
        ("mất bằng lái xe", "giấy phép lái xe"),
        ("mất giấy phép lái xe", "bằng lái xe"),
    ],
)
def test_the_law_calls_it_otherwise(text: str, other: str) -> None:
    assert other in other_wordings(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sợ đò",  # other words with the same letters
        "sổ",
        "thu coc",  # a bare syllable is many words
        "quyền sử dụng đất",
        "giám đốc công ty",  # laws say so themselves
        "trẻ em",  # whom nobody needs to find as "trẻ con"
    ],
)
def test_other_words_lead_nowhere(text: str) -> None:
    assert other_wordings(text) == ()


def test_the_longest_phrase_at_a_place_counts() -> None:
    assert "nhà ở" not in other_wordings("cầm sổ đỏ")
    assert other_wordings("cầm sổ đỏ") == ("thế chấp quyền sử dụng đất",)


def test_every_pair_says_why_and_which_way() -> None:
    assert len(ROWS) >= 300
    assert len({(everyday, legal) for everyday, legal, _, _ in ROWS}) == len(ROWS)
    for everyday, legal, direction, reason in ROWS:
        assert direction in (">", "=")
        assert reason
        assert syllable_terms(everyday) != syllable_terms(legal)
        for phrase in (everyday, legal):
            assert normalize(phrase).text == phrase
        assert legal in other_wordings(f"{everyday} của bà")
