"""What counts as found: all the words anywhere, or what says something by itself."""

from __future__ import annotations

import random
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import make_index, write_corpus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORDS = str.split(
    "rừng suối nương thóc ngô khoai sắn chè quế hồi trâu bò lợn gà vịt ngan cầu phà bến chợ "
    "trạm trường lớp thầy bạn sách vở bút mực bàn ghế cửa nhà sân vườn ao cá tôm cua ốc"
)
TEXTS = {
    "a.txt": "Tường lửa (firewall) chặn các cổng lạ. Máy trạm chỉ được cài bộ office có bản quyền.",
    "b.txt": "Thuế tiêu thụ đặc biệt đánh vào thuốc lá, bia và rượu theo biểu kèm theo.",
    "c.txt": "Biểu thuế rượu áp dụng từ quý sau cho mọi cơ sở sản xuất thủ công trên địa bàn, "
    "các hộ nấu nhỏ lẻ kê khai tại xã theo mẫu chung và nộp mỗi năm một lần vào tháng cuối.",
    "d.txt": "Hộ nuôi gà, vịt và lợn đăng ký với thú y xã.",
    "e.txt": "UBND xã kiểm tra các điểm bán rượu.",
    "f.txt": "Trạm khuyến nông phát giống ngô mới.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> searchkit.Index:
    return make_index(tmp_path_factory.mktemp("apart"), TEXTS)


def found(index: searchkit.Index, query: str) -> list[str]:
    return [hit.document_id for hit in index.search(query)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("firewall office", ["a.txt"]),
        ("office firewall", ["a.txt"]),
        ("gà lợn", ["d.txt"]),
        ("ga lon", ["d.txt"]),
        ("lợn thú y gà", ["d.txt"]),
        ("thuế rượu", ["c.txt", "b.txt"]),
        ("thue ruou", ["c.txt", "b.txt"]),
        ("ủy ban nhân dân rượu", ["e.txt"]),
    ],
)
def test_all_the_words_are_found_and_stand_best_together(
    index: searchkit.Index, query: str, names: list[str]
) -> None:
    assert found(index, query) == names
    assert index.search(query).total == len(names)


def test_where_no_passage_has_all_words_those_with_most_by_weight_are_found(
    index: searchkit.Index,
) -> None:
    assert found(index, "firewall giống gà lợn") == ["d.txt"]
    # "rượu" stands in three texts, the others in one: rarer words weigh more.
    assert set(found(index, "rượu firewall ngô")) == {"a.txt", "f.txt"}
    assert found(index, "firewall xyzxyz") == ["a.txt"]
    assert found(index, "xyzxyz qwqwqw") == []


def test_the_total_is_that_of_a_count_by_hand(tmp_path: Path) -> None:
    dice = random.Random(5)
    texts = [dice.choices(WORDS, k=dice.randint(3, 12)) for _ in range(400)]
    # A title without a word: without any, the first line would be one, and stand before the text.
    records = [{"id": str(n), "title": "…", "text": " ".join(text)} for n, text in enumerate(texts)]
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add([write_corpus(tmp_path / "corpus.jsonl", records)], jobs=1)
    counted = 0
    for _ in range(200):
        query = dice.choices(WORDS, k=dice.randint(1, 4))
        typed = " ".join(query if dice.random() < 0.5 else map(bare, query))
        expected = sum(matches(query, text) for text in texts)
        if expected:
            counted += 1
            assert index.search(typed).total == expected, typed
    assert counted > 100


def matches(query: Sequence[str], text: Sequence[str]) -> bool:
    asked, held = [bare(word) for word in query], [bare(word) for word in text]
    neighbours = set(pairwise(held)) & set(pairwise(asked))
    one_between = set(zip(held, held[2:], strict=False)) & set(zip(asked, asked[2:], strict=False))
    return set(asked) <= set(held) or bool(neighbours or one_between)


def bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return re.sub(r"[^a-z]", "", letters)
