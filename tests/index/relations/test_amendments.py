"""What other acts did to the places of a document, and in which wording; the acts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit import UsageError, ValidityState
from tests.index.relations.acts import decree, index_of

if TYPE_CHECKING:
    from searchkit import Amendment, Index

OLD = decree(
    "10/2020/NĐ-CP",
    "02/3/2020",
    "Quy định về giá nước sạch",
    "Phạm vi\n1. Nghị định này quy định giá nước sạch.\n2. Áp dụng cho hộ dân, tổ chức, cá nhân.",
    "Giá tối đa\n1. Đô thị: 18.000 đồng.\n2. Nông thôn:\na) Miền núi: 9.000 đồng;\n"
    "b) Đồng bằng: 11.000 đồng.\n3. Hải đảo: 7.000 đồng.",
    "Trách nhiệm\n1. Sở Xây dựng theo dõi.\n2. Sở Tài chính thẩm định phương án do Sở Kế hoạch và "
    "Đầu tư trình.",
    "Công khai\nGiá được niêm yết.",
    "Hiệu lực thi hành\nNghị định này có hiệu lực sau 45 ngày kể từ ngày ký.",
)
AMENDING = decree(
    "20/2022/NĐ-CP",
    "05/4/2022",
    "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP quy định về giá nước sạch",
    "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP\n"
    "1. Sửa đổi, bổ sung khoản 1 và khoản 3 Điều 2 như sau:\n"
    "“1. Đô thị: 20.000 đồng.\n3. Hải đảo: 8.000 đồng.”.\n"
    "2. Sửa đổi điểm b khoản 2 Điều 2 như sau: “b) Đồng bằng: 12.000 đồng.”\n"
    "3. Thay thế cụm từ “Sở Kế hoạch và Đầu tư” bằng cụm từ “Sở Tài chính” tại khoản 2 Điều 3.\n"
    "4. Bãi bỏ khoản 1 Điều 3.\n"
    "5. Điều 4 được sửa đổi như sau:\n“Điều 4. Công khai\n1. Giá được đăng trên trang “Giá nước”.\n"
    "2. Trang đó cập nhật hằng quý.”\n"
    '6. Bổ sung Điều 4a vào sau Điều 4 như sau:\n"Điều 4a. Giám sát\nNhân dân giám sát giá."\n'
    "7. Bỏ cụm từ “, tổ chức” tại khoản 2 Điều 1.",
    "Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 01 tháng 6 năm 2022.",
)
CONSOLIDATED = """Điều 1. Giá tối đa
1. Giá tối đa là 20.000 đồng.[1]

[1] Khoản này được sửa đổi theo quy định tại khoản 1 Điều 1 Nghị định số 77/2022/NĐ-CP.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = {"cu": OLD, "sua": AMENDING, "hop-nhat": CONSOLIDATED}
    return index_of(tmp_path_factory.mktemp("sửa đổi"), texts)


def by_place(index: Index, document: str) -> dict[str, Amendment]:
    found = index.amendments(document)
    assert [one.passage for one in found] == sorted(one.passage for one in found)
    return {one.place: one for one in found}


@pytest.mark.parametrize(
    ("place", "kind", "old", "new"),
    [
        ("khoản 1 Điều 2", "amends", "1. Đô thị: 18.000 đồng.", "1. Đô thị: 20.000 đồng."),
        ("khoản 3 Điều 2", "amends", "3. Hải đảo: 7.000 đồng.", "3. Hải đảo: 8.000 đồng."),
        (
            "điểm b khoản 2 Điều 2",
            "amends",
            "b) Đồng bằng: 11.000 đồng.",
            "b) Đồng bằng: 12.000 đồng.",
        ),
        (
            "khoản 2 Điều 3",
            "amends",
            "2. Sở Tài chính thẩm định phương án do Sở Kế hoạch và Đầu tư trình.",
            "2. Sở Tài chính thẩm định phương án do Sở Tài chính trình.",
        ),
        ("khoản 1 Điều 3", "repeals", "1. Sở Xây dựng theo dõi.", ""),
        (
            "Điều 4",
            "amends",
            "Điều 4. Công khai\nGiá được niêm yết.",
            (
                "Điều 4. Công khai\n1. Giá được đăng trên trang “Giá nước”.\n"
                "2. Trang đó cập nhật hằng quý."
            ),
        ),
        ("Điều 4a", "amends", "", "Điều 4a. Giám sát\nNhân dân giám sát giá."),
        (
            "khoản 2 Điều 1",
            "amends",
            "2. Áp dụng cho hộ dân, tổ chức, cá nhân.",
            "2. Áp dụng cho hộ dân, cá nhân.",
        ),
    ],
)
def test_each_place_has_its_old_wording_and_the_one_that_the_act_gives(
    index: Index, place: str, kind: str, old: str, new: str
) -> None:
    one = by_place(index, "10/2020/NĐ-CP")[place]
    assert (one.kind, one.old, one.new) == (kind, old, new)
    assert (one.id, one.day) == ("sua.txt", "2022-06-01")
    assert one.sentence in " ".join(AMENDING.split())
    acting = index.document(one.by_passage)
    assert acting.named
    assert one.sentence in " ".join(acting.passage_text(acting.named).split())


def test_a_change_stands_by_the_article_that_it_is_about(index: Index) -> None:
    view = index.document("10/2020/NĐ-CP")
    for place, one in by_place(index, view.id).items():
        article = "Điều 4" if place == "Điều 4a" else place[place.index("Điều") :]
        assert view.passages[one.passage - 1].heading[0].startswith(f"{article}.")


def test_the_words_that_differ_are_told(index: Index) -> None:
    (pair,) = by_place(index, "10/2020/NĐ-CP")["khoản 1 Điều 2"].side_by_side()
    assert [piece.text for piece in pair.other if piece.differs] == ["20.000"]


def test_a_phrase_that_is_replaced_does_not_end_the_place_where_it_stood(index: Index) -> None:
    exchanged = index.validity("10/2020/NĐ-CP", "khoản 2 Điều 3", on="2023-01-01")
    assert exchanged.state is ValidityState.IN_PART
    assert "có cụm từ đã bị thay thế" in exchanged.reason
    repealed = index.validity("10/2020/NĐ-CP", "khoản 1 Điều 3", on="2023-01-01")
    assert repealed.state is ValidityState.ENDED


def test_what_its_own_note_tells_has_a_sentence_and_no_wording(index: Index) -> None:
    for one in index.amendments("hop-nhat.txt"):
        assert (one.id, one.by_passage, one.new) == ("", "", "")
        assert one.sentence


def test_two_documents_are_laid_side_by_side(index: Index) -> None:
    found = index.compare("10/2020/NĐ-CP", "20/2022/NĐ-CP")
    assert (found.one.id, found.other.id) == ("cu.txt", "sua.txt")
    assert any(pair.differs for pair in found.paragraphs)
    assert not any(pair.differs for pair in index.compare("cu.txt", "cu.txt").paragraphs)
    with pytest.raises(UsageError, match="no document is called"):
        index.compare("cu.txt", "khong-co.txt")
