"""Fields of records sort and count as those of a letterhead do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from searchkit import Filters
from tests.support import write_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

PAGES = [3, 12, 7, 120, 12, 1, 45]
FOLDERS = ["HS-2", "HS-10", "HS-2", "hs-2", "Hồ sơ", "HO SO", None]


def rows() -> list[dict[str, Any]]:
    return [
        {
            "id": f"d{n}",
            "text": f"Báo cáo kết quả số {n}.",
            "trang": pages,
            "mat": n % 2 == 0,
            "het-han": f"2025-0{n + 1}-01",
        }
        | ({"ho-so": folder} if folder else {})
        for n, (pages, folder) in enumerate(zip(PAGES, FOLDERS, strict=True))
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("own")
    index = searchkit.open_index(folder / "index", create=True)
    assert not index.add([write_corpus(folder / "corpus.jsonl", rows())], jobs=1).failures
    return index


@pytest.mark.parametrize("name", ["trang", "het-han", "Hết hạn"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_documents_are_sorted_by_a_field(index: Index, name: str, sign: str) -> None:
    key = "het-han" if name != "trang" else name
    found = [hit.fields[key] for hit in index.search("báo cáo", sort=sign + name)]
    wanted = [row[key] for row in rows()]
    shown = [str(value) for value in found] if key == "het-han" else found
    assert shown == sorted(wanted, reverse=bool(sign))


def test_those_without_a_value_come_last(index: Index) -> None:
    for sort in ("ho-so", "-ho-so"):
        assert index.search("báo cáo", sort=sort)[-1].document_id == "d6"


def test_values_of_fields_are_counted(index: Index) -> None:
    facets = index.search("báo cáo", facets=["trang", "mat", "ho-so", "het-han"]).facets
    assert {v.value: v.count for v in facets["trang"]} == Counter(map(str, PAGES))
    assert {v.value: (v.label, v.count) for v in facets["mat"]} == {
        "true": ("có", 4),
        "false": ("không", 3),
    }
    assert [(v.value, v.count) for v in facets["ho-so"]] == [
        ("hs-2", 3),
        ("ho so", 2),
        ("hs-10", 1),
    ]
    assert [v.label for v in facets["ho-so"]] == ["hs-2", "Hồ sơ", "HS-10"]
    assert len(facets["het-han"]) == len(PAGES)


@pytest.mark.parametrize("name", ["trang", "mat", "ho-so", "het-han"])
def test_a_value_of_a_field_can_be_chosen(index: Index, name: str) -> None:
    for value in index.search("báo cáo", facets=[name]).facets[name]:
        found = index.search("báo cáo", filters=Filters(chosen={name: value.value}))
        assert found.documents == value.count


def test_an_unknown_field_is_told_with_those_that_there_are(index: Index) -> None:
    for asked in ({"sort": "mau"}, {"facets": ["mau"]}):
        with pytest.raises(searchkit.UsageError, match="trang"):
            index.search("báo cáo", **asked)
