"""Names old and new: who looks for one finds the documents of the other, by their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Filters, UsageError
from searchkit.errors import NamesError
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index, SearchResult

_PRICES = "UBND {0} ban hành bảng giá đất trên địa bàn {0}, áp dụng từ đầu năm sau."


def prices(name: str, province: str, date: str | None) -> dict[str, Any]:
    record = {
        "id": name,
        "title": "Quyết định ban hành bảng giá đất",
        "text": _PRICES.format(province),
        "issuer": f"Ủy ban nhân dân {province}",
        "place": province.partition(" ")[2],
    }
    return record if date is None else record | {"date": date}


def report(name: str, body: str, date: str) -> dict[str, Any]:
    text = f"{body} báo cáo kết quả giải ngân vốn đầu tư công của các huyện, xã."
    return {"id": name, "title": "Báo cáo", "text": text, "issuer": body, "date": date}


def letter(name: str, text: str, date: str) -> dict[str, Any]:
    return {"id": name, "title": "Công văn", "text": text, "date": date}


RECORDS = [
    prices("hg-2019", "tỉnh Hà Giang", "2019-12-20"),
    prices("tq-2019", "tỉnh Tuyên Quang", "2019-12-21"),
    prices("tq-2026", "tỉnh Tuyên Quang", "2026-01-10"),
    prices("ls-2019", "tỉnh Lạng Sơn", "2019-12-22"),
    prices("hg-undated", "tỉnh Hà Giang", None),
    prices("tq-undated", "tỉnh Tuyên Quang", None),
    report("skh-2023", "Sở Kế hoạch và Đầu tư tỉnh Hà Giang", "2023-05-01"),
    report("stc-2025", "Sở Tài chính tỉnh Tuyên Quang", "2025-08-01"),
    report("stc-2023", "Sở Tài chính tỉnh Lạng Sơn", "2023-05-02"),
    letter("pb-2024", "Sửa kè tại phường Trúc Bạch.", "2024-03-01"),
    letter("bd-2026", "Sửa kè tại phường Ba Đình, thành phố Hà Nội.", "2026-03-01"),
    letter("dc-2024", "Sửa kè tại phường Đội Cấn, thành phố Hà Nội.", "2024-03-02"),
    letter("dc-tq", "Sửa kè tại phường Đội Cấn, tỉnh Tuyên Quang.", "2024-03-03"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = searchkit.open_index(tmp_path_factory.mktemp("địa danh") / "index", create=True)
    index.add_documents(RECORDS)
    return index


def search(index: Index, query: str = "", **asked: Any) -> SearchResult:
    """Search for every document, those that say the same as another, too."""
    return index.search(query, limit=50, every_copy=True, **asked)


def ids(result: SearchResult) -> list[str]:
    return [hit.document_id for hit in result]


def test_the_new_name_finds_papers_of_the_old_one_under_their_own_name(index: Index) -> None:
    result = search(index, "tỉnh Tuyên Quang")
    assert {"tq-2026", "hg-2019", "skh-2023", "hg-undated"} <= set(ids(result))
    (hit,) = (hit for hit in result if hit.document_id == "hg-2019")
    assert hit.metadata["issuer"] == "Ủy ban nhân dân tỉnh Hà Giang"
    assert "Hà Giang</mark>" in hit.html()
    assert result.notes[0] == "also searched: tỉnh Hà Giang (before 1/7/2025)"


def test_the_old_name_finds_papers_of_the_new_one_from_its_first_day_on(index: Index) -> None:
    result = search(index, "tỉnh Hà Giang")
    assert ids(result)[:3] == ["hg-2019", "hg-undated", "skh-2023"]
    assert set(ids(result)[3:]) == {"tq-2026", "stc-2025"}
    assert result.notes[0] == "also searched: tỉnh Tuyên Quang (from 1/7/2025)"


@pytest.mark.parametrize("query", ["Hà Giang", "ha giang", "tinh ha giang", "TỈNH HÀ GIANG"])
def test_however_the_name_is_typed(index: Index, query: str) -> None:
    found = ids(search(index, query))
    assert found[:2] == ["hg-2019", "hg-undated"]
    assert "tq-2026" in found
    assert "tq-2019" not in found


def test_the_other_name_weighs_less_and_only_in_its_time(index: Index) -> None:
    result = search(index, "giá đất tỉnh Hà Giang")
    scores = {hit.document_id: hit.score for hit in result}
    assert scores["hg-2019"] > scores["tq-2026"] > scores["tq-2019"]
    assert scores["tq-2019"] == pytest.approx(scores["ls-2019"])


@pytest.mark.parametrize("query", ['"tỉnh Hà Giang"', "+Hà +Giang", "đất -Hà -Giang"])
def test_quotes_and_signs_mean_just_what_is_typed(index: Index, query: str) -> None:
    result = search(index, query)
    assert not [note for note in result.notes if note.startswith("also searched")]
    assert ids(result) == ids(search(index, query, exact_names=True))


def test_another_name_is_marked_in_documents_of_its_time(index: Index) -> None:
    marked = {
        hit.document_id: hit.html().count("Tuyên Quang</mark>")
        for hit in search(index, "bảng giá đất tỉnh Hà Giang")
    }
    assert marked["tq-2026"] == 2
    assert marked["tq-2019"] == 0


def test_exact_names_look_for_no_other(index: Index) -> None:
    result = search(index, "tỉnh Hà Giang", exact_names=True)
    assert set(ids(result)) == {"hg-2019", "hg-undated", "skh-2023"}
    assert result.notes == ()


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("UBND tỉnh Tuyên Quang", {"tq-2019", "tq-2026", "tq-undated", "hg-2019", "hg-undated"}),
        ("UBND tỉnh Hà Giang", {"hg-2019", "hg-undated", "tq-2026"}),
        ("Sở Tài chính", {"stc-2025", "stc-2023", "skh-2023"}),
        ("Sở KH&ĐT", {"skh-2023", "stc-2025"}),
        ("Sở Kế hoạch và Đầu tư tỉnh Hà Giang", {"skh-2023", "stc-2025"}),
        ("Sở Tài chính tỉnh Tuyên Quang", {"stc-2025", "skh-2023"}),
        ("Sở Tài chính tỉnh Lạng Sơn", {"stc-2023"}),
    ],
)
def test_an_issuer_goes_by_its_other_names(index: Index, issuer: str, expected: set[str]) -> None:
    assert set(ids(search(index, filters=Filters(issuer=issuer)))) == expected
    assert set(ids(search(index, f'co-quan:"{issuer}"'))) == expected


def test_a_note_names_the_issuers_that_were_looked_for(index: Index) -> None:
    result = search(index, filters=Filters(issuer="Sở Tài chính tỉnh Tuyên Quang"))
    assert result.notes[0] == (
        "also searched: Sở Kế hoạch và Đầu tư tỉnh Hà Giang (before 1/3/2025)"
    )


def test_a_place_goes_by_its_other_names(index: Index) -> None:
    assert "tq-2026" in ids(search(index, filters=Filters(place="Hà Giang")))
    exact = search(index, filters=Filters(place="Hà Giang"), exact_names=True)
    assert set(ids(exact)) == {"hg-2019", "hg-undated"}


def test_an_excluded_issuer_is_just_the_one_that_is_typed(index: Index) -> None:
    found = ids(search(index, 'đầu tư công -co-quan:"Sở Tài chính"'))
    assert found == ["skh-2023"]


def test_facets_keep_the_names_that_documents_have(index: Index) -> None:
    result = search(index, filters=Filters(place="Hà Giang"), facets=["place"])
    assert {value.label: value.count for value in result.facets["place"]} == {
        "Hà Giang": 2,
        "Tuyên Quang": 1,
    }
    chosen = search(index, filters=Filters(chosen={"place": ["ha giang"]}))
    assert set(ids(chosen)) == {"hg-2019", "hg-undated"}


def test_a_commune_s_other_name_needs_its_province_where_others_have_it(index: Index) -> None:
    """Phường Ba Đình was made of Trúc Bạch, Đội Cấn and others; Tuyên Quang has a Đội Cấn, too."""
    assert set(ids(search(index, "phường Ba Đình, Hà Nội"))) >= {"bd-2026", "pb-2024", "dc-2024"}
    assert "dc-tq" not in ids(search(index, "phường Ba Đình"))
    assert "bd-2026" in ids(search(index, "phường Trúc Bạch"))


def test_the_departments_of_the_seeds_merged(tmp_path: Path) -> None:
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add([ROOT / "seeds" / "bao-cao"])
    exact = ids(search(index, filters=Filters(issuer="Sở Xây dựng"), exact_names=True))
    found = ids(search(index, filters=Filters(issuer="Sở Xây dựng")))
    assert exact == ["172-bc-sxd.txt"]
    assert found == [*exact, "33-bc-sgtvt.txt"]


TABLE = """# Names of an invented province.
old\tof\tnew\tin\tlevel\tday\tact\tchange
huyện Nà Lạng\ttỉnh Thượng Giang\txã Nà Lạng\ttỉnh Thượng Giang\tdistrict\t2025-07-01\t-\tdivided
Phòng Kinh tế huyện\t-\tPhòng Kinh tế xã\t-\tbody\t\t\trenamed
"""


def test_users_add_names_of_their_own(index: Index, tmp_path: Path) -> None:
    file = tmp_path / "tên mới.tsv"
    file.write_text(TABLE, "utf-8")
    place = tmp_path / "index"
    with searchkit.open_index(place, create=True) as target:
        target.add_documents([letter("cũ", "Chợ huyện Nà Lạng họp ngày Tỵ.", "2020-01-01")])
        target.add_documents([letter("mới", "Chợ xã Nà Lạng họp ngày Tỵ.", "2026-01-01")])
        assert ids(search(target, "huyện Nà Lạng", exact_names=True)) != []
    with searchkit.open_index(place, names=file) as target:
        result = search(target, "chợ huyện Nà Lạng")
        assert "also searched: xã Nà Lạng (from 1/7/2025)" in result.notes
        assert ids(result) == ["cũ", "mới"]
    del index


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"old\tnew\n", "line 1"),
        (TABLE.replace("district", "bezirk").encode(), "line 3"),
        (b"\xff\xfe", "byte 1 is not UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_file_of_names_is_an_error_that_says_where(
    index: Index, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "names.tsv"
    if content is not None:
        file.write_bytes(content)
    with (
        searchkit.open_index(index.name, names=file) as target,
        pytest.raises((NamesError, UsageError), match=said),
    ):
        search(target, "tỉnh Hà Giang")


PARTS = ["tỉnh Hà Giang", "Tuyên Quang", "giá đất", "Sở Tài chính", "sở kế hoạch đầu tư", "kè"]


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=3),
    st.sampled_from([None, "UBND tỉnh Hà Giang", "Sở Tài chính", "tỉnh Tuyên Quang"]),
)
def test_other_names_take_no_hit_away(index: Index, parts: list[str], issuer: str | None) -> None:
    query, filters = " ".join(parts), Filters(issuer=issuer)
    exact = search(index, query, filters=filters, exact_names=True)
    found = search(index, query, filters=filters)
    if exact.searched is None and FEWER not in exact.notes:
        assert set(ids(exact)) <= set(ids(found))
    assert found.total >= exact.total
    assert found.documents == len(set(ids(found)))
    pages = [
        index.search(query, filters=filters, limit=6, offset=at, every_copy=True)
        for at in range(0, 18, 6)
    ]
    assert [hit.id for page in pages for hit in page] == [hit.id for hit in found]


FEWER = "no passage has all of these words, the ones shown have the most of them"
