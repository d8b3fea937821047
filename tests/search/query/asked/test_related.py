"""A question of relations is answered by what the documents of an index say of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.index.relations.acts import act, decree, index_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import Index

OLD = decree(
    "10/2020/NĐ-CP",
    "02/3/2020",
    "Quy định về giá nước sạch",
    "Phạm vi\nNghị định này quy định giá nước sạch.",
    "Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 01 tháng 5 năm 2020.",
)
AMENDING = decree(
    "20/2022/NĐ-CP",
    "05/4/2022",
    "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP quy định về giá nước sạch",
    "Sửa đổi khoản 2 Điều 2\nSửa đổi khoản 2 Điều 2 Nghị định số 10/2020/NĐ-CP như sau: “2. Nông "
    "thôn: 12.000 đồng.”",
    "Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 01 tháng 6 năm 2022.",
)
NEW = decree(
    "30/2023/NĐ-CP",
    "10/9/2023",
    "Quy định về giá nước sạch",
    "Phạm vi\nNghị định này quy định giá nước sạch.",
    "Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 11 năm 2023.\n"
    "2. Nghị định này thay thế Nghị định số 10/2020/NĐ-CP quy định về giá nước sạch.\n"
    "3. Bãi bỏ Nghị định số 5/2015/NĐ-CP ngày 02 tháng 01 năm 2015 của Chính phủ về giá nước.",
)
GUIDING = act(
    "7/2020/TT-BXD",
    "05/6/2020",
    "Hướng dẫn thi hành Nghị định số 10/2020/NĐ-CP quy định về giá nước sạch",
    "Điều 1. Phạm vi\nThông tư này hướng dẫn thi hành Nghị định số 10/2020/NĐ-CP.",
    issuer="BỘ XÂY DỰNG",
    kind="THÔNG TƯ",
)
CITING = decree(
    "40/2024/NĐ-CP",
    "11/3/2024",
    "Quy định về thoát nước",
    "Phạm vi\nNghị định số 10/2020/NĐ-CP, Nghị định số 10/2020/NĐ-CP và văn bản nào thay thế.",
    "Hiệu lực thi hành\nNghị định này còn hiệu lực cùng Nghị định số 10/2020/NĐ-CP.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    texts = {"cu": OLD, "sua": AMENDING, "moi": NEW, "huong": GUIDING, "khac": CITING}
    with index_of(tmp_path_factory.mktemp("related"), texts) as index:
        yield index


@pytest.mark.parametrize(
    ("query", "first", "note"),
    [
        (
            "văn bản nào thay thế nghị định 10/2020/NĐ-CP",
            "30/2023/NĐ-CP",
            (
                "Nghị định số 10/2020/NĐ-CP: bị thay thế bởi Nghị định số 30/2023/NĐ-CP "
                "từ ngày 1/11/2023"
            ),
        ),
        (
            "nghi dinh 10/2020 da duoc sua doi chua",
            "20/2022/NĐ-CP",
            (
                "Nghị định số 10/2020/NĐ-CP: được sửa đổi, bổ sung bởi Nghị định số 20/2022/NĐ-CP "
                "từ ngày 1/6/2022"
            ),
        ),
        (
            "nghị định 10/2020/NĐ-CP còn hiệu lực không",
            "10/2020/NĐ-CP",
            (
                "Nghị định số 10/2020/NĐ-CP: hết hiệu lực (đã bị thay thế bởi Nghị định số "
                "30/2023/NĐ-CP từ ngày 1/11/2023)"
            ),
        ),
        (
            "nghị định 30/2023/NĐ-CP có hiệu lực khi nào",
            "30/2023/NĐ-CP",
            "Nghị định số 30/2023/NĐ-CP: còn hiệu lực (có hiệu lực từ ngày 1/11/2023)",
        ),
        (
            "thông tư nào hướng dẫn nghị định 10/2020/NĐ-CP",
            "7/2020/TT-BXD",
            (
                "Nghị định số 10/2020/NĐ-CP: được hướng dẫn, quy định chi tiết bởi Thông tư số "
                "7/2020/TT-BXD"
            ),
        ),
        (
            "nghị định 20/2022/NĐ-CP sửa đổi văn bản nào",
            "10/2020/NĐ-CP",
            "Nghị định số 20/2022/NĐ-CP sửa đổi, bổ sung: Nghị định số 10/2020/NĐ-CP",
        ),
        (
            "văn bản nào sửa đổi khoản 2 điều 2 của nghị định 10/2020/NĐ-CP",
            "20/2022/NĐ-CP",
            (
                "Nghị định số 10/2020/NĐ-CP: được sửa đổi, bổ sung bởi Nghị định số 20/2022/NĐ-CP "
                "từ ngày 1/6/2022"
            ),
        ),
        (
            "nghị định 5/2015/NĐ-CP còn hiệu lực không",  # the index has only what ended it
            "30/2023/NĐ-CP",
            "nghị định 5/2015/NĐ-CP: bị bãi bỏ bởi Nghị định số 30/2023/NĐ-CP từ ngày 1/11/2023",
        ),
    ],
)
def test_the_document_that_answers_comes_first_and_a_note_says_it(
    index: Index, query: str, first: str, note: str
) -> None:
    result = index.search(query)
    assert result[0].metadata["number"] == first
    assert note in result.notes


def test_what_nothing_tells_is_said(index: Index) -> None:
    def notes(query: str) -> str:
        return " ".join(index.search(query).notes)

    assert "known to do this to Nghị định số 30/2023/NĐ-CP" in notes(
        "văn bản nào thay thế nghị định 30/2023/NĐ-CP"
    )
    assert "nothing in the index tells whether nghị định 99/2019/NĐ-CP holds" in notes(
        "nghị định 99/2019/NĐ-CP còn hiệu lực không"
    )
    assert notes("luật nước sạch 2013 còn hiệu lực không") == ""  # its articles may be there
    assert notes("giá nước sạch được sửa đổi thế nào") == ""


@pytest.mark.parametrize(
    "query",
    [
        "hiệu lực của hợp đồng theo nghị định 10/2020/NĐ-CP",
        "hợp đồng cấp nước ký theo nghị định 10/2020 còn hiệu lực không",
        "văn bản hướng dẫn giá nước nông thôn theo nghị định 10/2020/NĐ-CP",
        "quy định gia hạn giấy phép trong nghị định 10/2020/NĐ-CP",
    ],
)
def test_what_rests_on_a_document_is_no_question_of_it(index: Index, query: str) -> None:
    assert not [note for note in index.search(query).notes if "10/2020" in note]


LAWS = {
    "cu": act("10/2010/QH12", "20/6/2010", "Luật Nước sạch", "Điều 1. Phạm vi\nVề nước sạch."),
    "sua": act(
        "25/2023/QH15",
        "20/6/2023",
        "Sửa đổi, bổ sung một số điều của Luật Nước sạch",
        "Căn cứ Hiến pháp;\nQuốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Nước sạch "
        "số 40/2019/QH14.\n\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Nước sạch\n"
        "1. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Giá nước.”\n2. Bãi bỏ Điều 9.\n\n"
        "Điều 2. Hiệu lực\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2024.",
    ),
    "huong": decree(
        "8/2020/NĐ-CP",
        "05/2/2020",
        "Quy định chi tiết một số điều của Luật Nước sạch về giá nước",
        "Phạm vi\nNghị định này quy định chi tiết một số điều của Luật Nước sạch số 40/2019/QH14.",
    ),
}


def test_a_law_named_without_its_year_is_any_of_that_name(tmp_path: Path) -> None:
    amended = "được sửa đổi, bổ sung bởi Luật số 25/2023/QH15 từ ngày 1/1/2024"
    with index_of(tmp_path, LAWS) as index:
        result = index.search("van ban nao sua doi luat nuoc sach")
        assert result[0].metadata["number"] == "25/2023/QH15"
        assert result.notes == (f"Luật Nước sạch số 40/2019/QH14: {amended}",)
        result = index.search("nghị định nào hướng dẫn Luật Nước sạch")
        assert result[0].metadata["number"] == "8/2020/NĐ-CP"
        assert "Nghị định số 8/2020/NĐ-CP" in result.notes[0]
        notes = " ".join(index.search("văn bản nào sửa đổi luật nước sạch 2010").notes)
        assert "25/2023" not in notes


def test_who_did_it_is_named_once(tmp_path: Path) -> None:
    own = AMENDING.replace("Sửa đổi khoản 2 Điều 2\n", "").replace(
        "“2. Nông", "“2. Như Nghị định số 20/2022/NĐ-CP sửa đổi Nghị định số 10/2020/NĐ-CP: nông"
    )
    with index_of(tmp_path, {"cu": OLD, "sua": own}) as index:
        (note,) = index.search("văn bản nào sửa đổi nghị định 10/2020/NĐ-CP").notes
        assert note.count("20/2022/NĐ-CP") == 1


def test_of_what_was_ended_in_part_the_parts_are_said(tmp_path: Path) -> None:
    new = NEW.replace("3. Bãi bỏ Nghị định số", "3. Bãi bỏ khoản 2 Điều 4 Nghị định số")
    with index_of(tmp_path, {"moi": new}) as index:
        (note,) = index.search("nghị định 30/2023/NĐ-CP thay thế văn bản nào").notes
        assert "khoản 2 Điều 4 Nghị định số 5/2015/NĐ-CP" in note
        assert "Điều 4 Nghị định số 10/2020/NĐ-CP" not in note
