"""What holds on a day, by the texts of an index alone; the acts are invented."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit import Filters, ValidityState
from tests.index.relations.acts import decree, index_of

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

OLD = decree(
    "10/2020/NĐ-CP",
    "02/3/2020",
    "Quy định về giá nước sạch",
    "Phạm vi\n1. Nghị định này quy định giá nước sạch.\n2. Nghị định này áp dụng cho hộ dân.",
    "Giá tối đa\n1. Khu vực đô thị: 18.000 đồng.\n2. Khu vực nông thôn: 11.000 đồng.",
    "Hiệu lực thi hành\nNghị định này có hiệu lực sau 45 ngày kể từ ngày ký.",
)
AMENDING = decree(
    "20/2022/NĐ-CP",
    "05/4/2022",
    "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP quy định về giá nước sạch",
    "Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP\n"
    "1. Sửa đổi khoản 2 Điều 2 như sau:\n“2. Khu vực nông thôn: 12.000 đồng.”",
    "Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 01 tháng 6 năm 2022.",
)
NEW = decree(
    "30/2025/NĐ-CP",
    "10/9/2025",
    "Quy định về giá nước sạch",
    "Phạm vi\nNghị định này quy định giá nước sạch.",
    "Giá tối đa\nMột giá cho cả nước.",
    "Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 11 năm 2025, trừ quy định "
    "tại khoản 2 Điều này.\n2. Điều 2 của Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2026.\n"
    "3. Nghị định này thay thế Nghị định số 10/2020/NĐ-CP ngày 02 tháng 3 năm 2020 quy định về giá "
    "nước sạch.",
)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = {"cu": OLD, "sua": AMENDING, "moi": NEW}
    return index_of(tmp_path_factory.mktemp("chain"), texts)


STATES = [
    ("10/2020/NĐ-CP", "2020-03-01", ValidityState.NOT_YET),
    ("10/2020/NĐ-CP", "2020-04-15", ValidityState.NOT_YET),
    ("10/2020/NĐ-CP", "2020-04-16", ValidityState.IN_FORCE),
    ("10/2020/NĐ-CP", "2022-05-31", ValidityState.IN_FORCE),
    ("10/2020/NĐ-CP", "2022-06-01", ValidityState.IN_PART),
    ("10/2020/NĐ-CP", "2025-10-31", ValidityState.IN_PART),
    ("10/2020/NĐ-CP", "2025-11-01", ValidityState.ENDED),
    ("30/2025/NĐ-CP", "2025-10-31", ValidityState.NOT_YET),
    ("30/2025/NĐ-CP", "2025-11-01", ValidityState.IN_PART),
    ("30/2025/NĐ-CP", "2026-01-01", ValidityState.IN_FORCE),
]


@pytest.mark.parametrize(("number", "day", "state"), STATES)
def test_a_document_holds_from_its_day_until_another_ends_it(
    chain: Index, number: str, day: str, state: ValidityState
) -> None:
    assert chain.validity(number, on=day).state is state


PLACES = [
    ("khoản 1 Điều 2", "2022-06-01", ValidityState.IN_FORCE),
    ("khoản 2 Điều 2", "2022-05-31", ValidityState.IN_FORCE),
    ("khoản 2 Điều 2", "2022-06-01", ValidityState.IN_PART),
    ("Điều 2", "2022-06-01", ValidityState.IN_PART),
    ("Điều 1", "2022-06-01", ValidityState.IN_FORCE),
    ("Điều 1", "2025-11-01", ValidityState.ENDED),
]


@pytest.mark.parametrize(("place", "day", "state"), PLACES)
def test_a_place_is_judged_by_what_was_done_to_it(
    chain: Index, place: str, day: str, state: ValidityState
) -> None:
    assert chain.validity("10/2020/NĐ-CP", place, on=day).state is state


def test_the_sentence_that_proves_it_is_told(chain: Index) -> None:
    found = chain.validity("10/2020/NĐ-CP", on="2026-01-01")
    assert found.by_document == "moi.txt"
    assert found.sentence.startswith("3. Nghị định này thay thế Nghị định số 10/2020/NĐ-CP")
    assert "Nghị định số 30/2025/NĐ-CP" in found.reason
    number = int(found.by_passage.rpartition("#")[2])
    assert found.sentence[3:60] in chain.document("moi.txt").passage_text(number)


def test_a_search_on_a_day_finds_what_held_then(chain: Index) -> None:
    def on(day: str) -> set[str]:
        result = chain.search("giá nước sạch", filters=Filters(on=day))
        return {hit.document_id for hit in result}

    assert on("2020-03-15") == set()
    assert on("2021-01-01") == {"cu.txt"}
    assert on("2023-01-01") == {"cu.txt", "sua.txt"}
    assert on("2026-02-01") == {"moi.txt", "sua.txt"}


def test_hits_are_marked_with_what_changed_them(chain: Index) -> None:
    result = chain.search("khu vực nông thôn giá tối đa", filters=Filters(number="10/2020/NĐ-CP"))
    marks = {hit.validity.state for hit in result if hit.validity}
    assert marks == {ValidityState.ENDED}


def test_what_comes_later_is_met_and_what_is_taken_out_forgotten(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"moi": NEW})
    (link,) = (one for one in index.relations("moi.txt").related if one.kind == "replaces")
    assert (link.id, link.day) == ("", "2025-11-01")
    index = index_of(tmp_path, {"cu": OLD})
    (link,) = (one for one in index.relations("moi.txt").related if one.kind == "replaces")
    assert link.id == "cu.txt"
    assert index.validity("cu.txt", on="2026-01-01").state is ValidityState.ENDED
    index.remove("moi.txt")
    assert index.validity("cu.txt", on="2026-01-01").state is ValidityState.IN_FORCE
    found = index.search("giá nước sạch", filters=Filters(on="2026-01-01"))
    assert {hit.document_id for hit in found} == {"cu.txt"}


def test_a_body_below_ends_nothing(tmp_path: Path) -> None:
    letter = (
        decree(
            "77/2024/QĐ-UBND",
            "01/02/2024",
            "Quy định giá nước",
            "Quyết định này có hiệu lực kể từ ngày ký và thay thế Nghị định số 10/2020/NĐ-CP.",
        )
        .replace("NGHỊ ĐỊNH", "QUYẾT ĐỊNH")
        .replace("CHÍNH PHỦ", "ỦY BAN NHÂN DÂN\nTỈNH AN PHÚ")
    )
    index = index_of(tmp_path, {"cu": OLD, "tinh": letter})
    found = index.validity("10/2020/NĐ-CP", on="2025-01-01")
    assert found.state is ValidityState.UNKNOWN
    assert "của cơ quan khác" in found.reason


def test_a_guiding_text_outlives_an_amendment_but_not_surely_an_end(tmp_path: Path) -> None:
    guide = decree(
        "15/2020/NĐ-CP",
        "20/5/2020",
        "Quy định chi tiết Nghị định số 10/2020/NĐ-CP về giá nước sạch",
        "Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2020.",
    )
    index = index_of(tmp_path, {"cu": OLD, "sua": AMENDING, "moi": NEW, "huong-dan": guide})
    assert index.validity("huong-dan.txt", on="2023-01-01").state is ValidityState.IN_FORCE
    assert index.validity("huong-dan.txt", on="2026-01-01").state is ValidityState.UNKNOWN
    found = index.search("giá nước sạch", filters=Filters(on="2026-01-01"))
    assert "huong-dan.txt" not in {hit.document_id for hit in found}


def test_a_suspension_ends_and_a_term_may_be_extended(tmp_path: Path) -> None:
    pilot = decree(
        "40/2023/NĐ-CP",
        "01/3/2023",
        "Thí điểm khoán chi",
        "Nghị định này có hiệu lực từ ngày 01 tháng 4 năm 2023 đến hết ngày 31 tháng 3 năm 2025.",
    )
    suspending = decree(
        "50/2023/NĐ-CP",
        "01/8/2023",
        "Ngưng hiệu lực Nghị định số 40/2023/NĐ-CP",
        "Ngưng hiệu lực thi hành Nghị định số 40/2023/NĐ-CP từ ngày 01 tháng 9 năm 2023 đến hết "
        "ngày 31 tháng 12 năm 2023.",
    )
    extending = decree(
        "60/2025/NĐ-CP",
        "10/3/2025",
        "Kéo dài thời hạn áp dụng Nghị định số 40/2023/NĐ-CP",
        "Kéo dài thời hạn áp dụng Nghị định số 40/2023/NĐ-CP đến hết ngày 31 tháng 12 năm 2026.",
        "Nghị định này có hiệu lực kể từ ngày ký.",
    )
    index = index_of(tmp_path, {"thi-diem": pilot, "ngung": suspending})
    days = ("2023-08-31", "2023-09-01", "2023-12-31", "2024-01-01", "2025-03-31", "2025-04-01")
    states = [index.validity("thi-diem.txt", on=day).state.value for day in days]
    assert states == ["in_force", "suspended", "suspended", "in_force", "in_force", "ended"]
    found = index.search("khoán chi", filters=Filters(on="2023-10-01"))
    assert "thi-diem.txt" not in {hit.document_id for hit in found}
    index = index_of(tmp_path, {"keo-dai": extending})
    assert index.validity("thi-diem.txt", on="2026-12-31").state is ValidityState.IN_FORCE
    assert index.validity("thi-diem.txt", on="2027-01-01").state is ValidityState.ENDED
    found = index.search("khoán chi", filters=Filters(on="2026-06-01"))
    assert "thi-diem.txt" in {hit.document_id for hit in found}


def test_the_day_of_an_act_that_only_the_gazette_starts_is_unknown(tmp_path: Path) -> None:
    text = OLD.replace("sau 45 ngày kể từ ngày ký", "sau 15 ngày kể từ ngày đăng Công báo")
    index = index_of(tmp_path, {"cu": text})
    assert index.validity("cu.txt", on="2024-01-01").state is ValidityState.UNKNOWN
    kept = index.search("giá nước", filters=Filters(on="2024-01-01", with_unknown=True))
    left = index.search("giá nước", filters=Filters(on="2024-01-01"))
    assert len(kept) > len(left) == 0
    assert any("do not say whether they hold" in note for note in left.notes)


def test_records_of_a_corpus_are_judged_by_their_fields(tmp_path: Path) -> None:
    since = "có hiệu lực thi hành kể từ ngày"
    note = (
        f"(Điều 1 Nghị định số 11/2019/NĐ-CP, {since} 01/05/2019, bị bãi bỏ bởi Điều 2 "
        f"Nghị định số 12/2021/NĐ-CP {since} 01/07/2021)"
    )
    fee = "Lệ phí cấp bản sao"
    lines = [
        {"id": "a", "text": fee, "law": "11/2019/NĐ-CP", "article": "1", "note": note},
        {"id": "b", "text": f"{fee} mới", "effective": "2021-07-01", "expires": "31/12/2023"},
    ]
    (tmp_path / "luat.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add(tmp_path / "luat.jsonl")
    states = {
        day: [index.validity(name, on=day).state.value for name in ("a", "b")]
        for day in ("2019-04-30", "2020-01-01", "2021-07-01", "2024-01-01")
    }
    assert states == {
        "2019-04-30": ["not_yet", "not_yet"],
        "2020-01-01": ["in_force", "not_yet"],
        "2021-07-01": ["ended", "in_force"],
        "2024-01-01": ["ended", "ended"],
    }
    found = index.search("lệ phí bản sao", filters=Filters(on="2022-01-01"))
    assert {hit.document_id for hit in found} == {"b"}


def test_a_day_that_is_none_is_refused(chain: Index) -> None:
    for day in ("31/2/2025", "2025", "hôm nay"):
        with pytest.raises(searchkit.UsageError, match="no day"):
            chain.validity("10/2020/NĐ-CP", on=day)
        with pytest.raises(searchkit.UsageError, match="is no da"):
            chain.search("giá", filters=Filters(on=day))


def test_an_act_that_ends_but_for_some_places_holds_in_these(tmp_path: Path) -> None:
    ending = decree(
        "30/2025/NĐ-CP",
        "10/9/2025",
        "Quy định về giá nước sạch",
        "Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 11 năm 2025.\n2. Nghị "
        "định số 10/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực, trừ khoản 2 Điều "
        "2 tiếp tục có hiệu lực.",
    )
    index = index_of(tmp_path, {"cu": OLD, "moi": ending})
    states = [
        index.validity("10/2020/NĐ-CP", place, on="2025-12-01").state
        for place in ("", "Điều 1", "Điều 2", "khoản 1 Điều 2", "khoản 2 Điều 2")
    ]
    ended, in_part = ValidityState.ENDED, ValidityState.IN_PART
    assert states == [in_part, ended, in_part, ended, ValidityState.IN_FORCE]
    reason = index.validity("10/2020/NĐ-CP", on="2025-12-01").reason
    assert reason.endswith("trừ khoản 2 Điều 2")
