"""What a name means is what a walk through the records of all documents says that it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import searchkit
from searchkit.backends.base import BM25
from searchkit.documents.file_names import composed
from searchkit.index import document_names
from searchkit.index.catalogue import Catalogue
from searchkit.index.document_names import called
from searchkit.query_tree import Term
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold
from tests.support import DECISION, NOTE, PLAN, local_index, write, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = {
    "ke-hoach.txt": PLAN,
    "luu/ke-hoach.txt": PLAN.replace("12/KH-BNV", "13/KH-BNV"),
    "quyet-dinh.txt": DECISION,
    "quyết định.txt": DECISION.replace("345", "346").replace("nhà ở", "trường học"),
    "du-lich/ghi-chep.txt": NOTE,
    "sao/a.txt": PLAN,
    "sao/ghi-chep-2.txt": NOTE,
    "hong.docx": "không phải tệp Word",
}
TITLES = [
    "Luật Thanh tra",
    "Luật Thanh tra 2022",
    "LUẬT  THANH\u00a0TRA",
    "Luật Du lịch - Điều 2",
    "Q U Y Ế T  Đ Ị N H về phí vào cửa",
    "Điều 1.1.LQ.1. Phạm vi điều chỉnh",
    "A B C",
    "Xã Cư M’gar, xã R'lấp",
    "Giá 1.500 đồng/m²",
    "Hướng dẫn số 05/HD-BNV",
    "Thu\u0309 tu\u0323c hành chính",
    "Москва и Đông Âu",
    "Quy chế",
    "-- --",
    "Luật",
    "Mẫu-01a",
]
RECORDS = [
    {"id": f"r{number}", "title": title, "text": f"Nội dung của {title}, có luật thanh tra."}
    for number, title in enumerate(TITLES)
]
OTHERS = [
    {"id": "r1", "title": "Bản ghi có mã trùng", "text": "Hai tập có cùng một mã."},
    {"id": "a/b#", "title": "Mã có dấu gạch", "text": "Mã lạ."},
    {"id": "45/2020/NĐ-CP", "title": "Nghị định", "number": "45/2020/NĐ-CP", "text": "Nghị định."},
    {"id": "x", "title": "Công văn", "number": "45/2020/NĐ-CP", "text": "Cùng số."},
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("names")
    texts = write(folder / "documents", FILES)
    write_corpus(texts / "luat.jsonl", RECORDS)
    write_corpus(texts / "khac.jsonl", OTHERS)
    with searchkit.open_index(folder / "index", create=True) as index:
        index.add([texts], jobs=1)
        index.add_documents(
            [{"id": "cv/1", "title": "Công văn thêm vào", "text": "Thêm bởi chương trình."}]
        )
        index.add_documents([{"id": "cv/2", "title": "Đã bỏ", "text": "Không còn nữa."}])
        index.remove(["cv/2"])
    state = local_index(folder / "index").state(BM25(0.0, 0.0))
    yield Catalogue(state)
    state.close()


@dataclass(frozen=True)
class Walk:
    """Finds documents by looking at each of them."""

    catalogue: Catalogue

    def called(self, name: str) -> list[int]:
        wanted, titled = name.removeprefix("./"), plain(name)
        firsts = self.catalogue.boundaries.tolist()
        every = list(zip(firsts, self.catalogue.documents(), strict=True))
        titles = [(first, plain(document.title)) for first, document in every]
        return (
            [first for first, document in every if document.id == composed(wanted)]
            or [first for first, document in every if ends(document.key, wanted)]
            or self.copied(wanted)
            or self.numbered(name)
            or [first for first, title in titles if titled and titled == title]
            or [first for first, title in titles if " " in titled and f" {titled} " in f" {title} "]
        )

    def copied(self, wanted: str) -> list[int]:
        states = [state for state in self.catalogue.sources() if state.copy_of]
        originals = {state.copy_of for state in states if ends(state.path, wanted)}
        return [n for path in sorted(originals) for n in self.catalogue.beginnings_of_file(path)]

    def numbered(self, name: str) -> list[int]:
        keys = {number.key for number in document_numbers(name)}
        if len(keys) != 1:
            return []
        passages = self.catalogue.state.matching(Term("number", keys.pop()))
        return sorted(set(self.catalogue.owner(passages).tolist()))


def ends(path: str, wanted: str) -> bool:
    return f"/{path}".endswith(f"/{wanted}")


def plain(text: str) -> str:
    return " ".join(fold(text).lower().split())


IDS = [*FILES, *(record["id"] for record in (*RECORDS, *OTHERS)), "cv/1", "cv/2", "khac.jsonl#r1"]
PATHS = [*IDS, *(f"documents/{name}" for name in IDS), "luat.jsonl", "luat.jsonl#", "khac.jsonl#x"]
NUMBERS = ["12/KH-BNV", "345/QĐ-UBND", "số 45/2020/NĐ-CP", "13/kh-bnv", "99/KH-BNV"]
SAID = [*TITLES, *(record["title"] for record in OTHERS), "Thông báo về luật thanh tra"]
WORDS = sorted({word for title in SAID for word in title.split()})


@st.composite
def names(draw: st.DrawFn) -> str:
    """Return what a person may type: a name, a part of one, in some spelling."""
    name = draw(st.sampled_from([*PATHS, *NUMBERS, *SAID]))
    cut = draw(st.sampled_from([None, " ", "/", "#"]))
    if cut is not None:
        parts = name.split(cut)
        start = draw(st.integers(0, len(parts) - 1))
        name = cut.join(parts[start : draw(st.integers(start + 1, len(parts)))])
    changes: list[Callable[[str], str]] = [str, str.upper, str.lower, fold, "./{}".format]
    return draw(st.sampled_from(changes))(name)


@given(names() | st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join) | st.text())
@example("luat thanh tra")
@example("thanh tra")
@example("ke-hoach.txt")
@example("a.txt")
@example("b#")
@example("")
@example("-- --")
@example("a b")
@example("q u y e t")
def test_a_name_means_what_a_walk_says(catalogue: Catalogue, name: str) -> None:
    assert called(catalogue, name) == Walk(catalogue).called(name)


@given(st.sampled_from(WORDS) | names())
def test_a_title_of_one_word_is_found_among_many(catalogue: Catalogue, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_names, "_MANY", 0)
        assert called(catalogue, name) == Walk(catalogue).called(name)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("luat thanh tra", 2),  # of three whose titles have the words, two have no others
        ("phạm vi điều chỉnh", 1),
        ("ghi-chep.txt", 1),
        ("ghi-chep-2.txt", 1),
        ("ke-hoach.txt", 1),
        ("dinh ve phi", 0),
        ("đ ị n h về phí", 1),
        ("45/2020/nđ-cp", 2),
        ("quy che", 1),
        ("quy", 0),
    ],
)
def test_names_find_what_they_should(catalogue: Catalogue, name: str, count: int) -> None:
    assert len(called(catalogue, name)) == count
