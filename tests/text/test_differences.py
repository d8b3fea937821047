"""Two texts side by side: nothing is lost, and what is not marked is the same in both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.differences import ParagraphPair, side_by_side

WORDS = st.lists(st.sampled_from(["nghị", "quyết", "số", "5.000", "đồng", "Điều 3", "–", "."]))
TEXTS = st.lists(WORDS.map(" ".join), max_size=8).map("\n".join)


def shown(pairs: list[ParagraphPair]) -> tuple[list[str], list[str]]:
    """Return the paragraphs of both texts as they are shown."""
    sides = ([pair.one for pair in pairs], [pair.other for pair in pairs])
    one, other = (["".join(p.text for p in part) for part in side if part] for side in sides)
    return one, other


def written(pair: ParagraphPair) -> str:
    """Return a pair as people read it, what differs in brackets."""
    both = [
        "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in side)
        for side in (pair.one, pair.other)
    ]
    return " | ".join(both)


@given(TEXTS, TEXTS)
def test_every_paragraph_of_both_is_there_once_and_in_order(one: str, other: str) -> None:
    lines = [[line.strip() for line in text.split("\n") if line.strip()] for text in (one, other)]
    assert shown(side_by_side(one, other)) == tuple(lines)


@given(TEXTS, TEXTS)
def test_words_that_are_not_marked_are_the_same_in_both(one: str, other: str) -> None:
    for pair in side_by_side(one, other):
        same = [
            "".join(piece.text for piece in side if not piece.differs).split()
            for side in (pair.one, pair.other)
        ]
        assert "".join(same[0]) == "".join(same[1])
        assert pair.one or pair.other


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(pair.differs for pair in side_by_side(text, text.replace(" ", "  ")))


def test_the_words_that_differ_are_marked_and_the_rest_stands_beside() -> None:
    pairs = side_by_side(
        "Điều 3. Mức thu\n1. Người lớn: 30.000 đồng/lượt.\n2. Trẻ em được miễn phí.\nNơi nhận:",
        "Điều 3. Mức thu\n1. Người lớn: 40.000 đồng/lượt.\n1a. Vé bán trên mạng.\nNơi nhận:",
    )
    assert [written(pair) for pair in pairs] == [
        "Điều 3. Mức thu | Điều 3. Mức thu",
        "1. Người lớn: [30.000] đồng/lượt. | 1. Người lớn: [40.000] đồng/lượt.",
        "[2. Trẻ em được miễn phí.] | ",
        " | [1a. Vé bán trên mạng.]",
        "Nơi nhận: | Nơi nhận:",
    ]


def test_the_ways_to_write_a_letter_are_no_difference() -> None:
    assert not any(pair.differs for pair in side_by_side("Ủy ban thỏa thuận", "Uỷ ban thoả thuận"))


def test_a_paragraph_that_moved_far_is_taken_out_and_put_in() -> None:
    pairs = side_by_side("một hai ba\nbốn năm sáu\nbảy tám chín", "bảy tám chín\nmột hai ba")
    assert shown(pairs) == (
        ["một hai ba", "bốn năm sáu", "bảy tám chín"],
        ["bảy tám chín", "một hai ba"],
    )


def test_thousands_of_changed_paragraphs_are_shown_though_none_is_paired() -> None:
    one = "\n".join(f"dòng {n} của bản cũ" for n in range(300))
    other = "\n".join(f"dòng {n} của bản mới" for n in range(300))
    pairs = side_by_side(one, other)
    assert len(pairs) == 600
    assert all(pair.differs for pair in pairs)
