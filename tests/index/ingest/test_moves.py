"""Files and folders that have moved are known again, and their documents keep their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DECISION, DOCUMENTS, NOTE, PLAN, found, make_index, write, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index, IndexReport

BOTH = {f"noi-vu/{name}": text for name, text in DOCUMENTS.items()} | {
    f"xay-dung/{name}": f"{text}\nĐã đăng ký.\n" for name, text in DOCUMENTS.items()
}


def ids(index: Index) -> dict[str, str]:
    """The documents by id: the end of their path."""
    return {document.id: document.path for document in index.documents()}


def done(report: IndexReport) -> dict[str, int]:
    names = ("added", "changed", "removed", "unchanged", "moved", "kept", "failed")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def test_a_folder_that_has_moved_is_known_by_its_content(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    before = set(ids(index))
    (tmp_path / "documents").rename(tmp_path / "van-ban")
    report = index.add([tmp_path / "van-ban"])
    assert done(report) == {"moved": 3}
    assert set(ids(index)) == before
    assert all(path.startswith(str(tmp_path / "van-ban")) for path in ids(index).values())
    assert done(index.add([tmp_path / "van-ban"])) == {"unchanged": 3}
    assert done(searchkit.rebuild_index(tmp_path / "index")) == {"added": 3}
    assert set(ids(index)) == before


def test_what_was_edited_or_left_out_on_the_way_is_known_by_its_place(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS | {"thong-bao.txt": "Thông báo nghỉ lễ."})
    (tmp_path / "documents").rename(tmp_path / "van-ban")
    write(tmp_path / "van-ban", {"ke-hoach.txt": PLAN.replace("đầu mối", "biên chế")})
    (tmp_path / "van-ban" / "thong-bao.txt").unlink()
    report = index.add([tmp_path / "van-ban"])
    assert done(report) == {"changed": 1, "moved": 2, "removed": 1}
    assert set(ids(index)) == set(DOCUMENTS)
    assert found(index, '"biên chế trung gian"')
    assert not found(index, '"đầu mối trung gian"')


def test_a_folder_within_one_that_is_indexed_has_moved(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"2024/a.txt": PLAN, "2024/b.txt": DECISION, "c.txt": NOTE})
    folder = tmp_path / "documents"
    (folder / "luu").mkdir()
    (folder / "2024").rename(folder / "luu" / "2024")
    assert done(index.add([folder])) == {"moved": 2, "unchanged": 1}
    assert ids(index)["2024/a.txt"] == str(folder / "luu" / "2024" / "a.txt")
    write(folder, {"2024/a.txt": NOTE.replace("thu", "xuân")})
    index.add([folder])
    assert index.document(str(folder / "2024" / "a.txt")).id == "documents/2024/a.txt"


def test_a_file_that_is_only_copied_has_not_moved(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    other = write(tmp_path / "other", {"sao.txt": PLAN})
    assert index.add([other]).duplicates == 1
    assert set(ids(index)) == set(DOCUMENTS)
    assert found(index, "tinh gọn bộ máy")


def test_copies_move_along(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"z.txt": PLAN, "a/ban-sao.txt": PLAN, "b.txt": NOTE})
    before = index.document("z.txt")
    (tmp_path / "documents").rename(tmp_path / "van-ban")
    index.add([tmp_path / "van-ban"])
    after = index.document("z.txt")
    assert (after.id, after.text) == (before.id, before.text)
    assert len(after.also) == 1
    assert index.stats().files == 3


def test_a_corpus_that_has_moved_keeps_its_records(tmp_path: Path) -> None:
    records = [{"id": str(n), "title": f"Mục {n}", "text": f"{PLAN} {n}"} for n in range(5)]
    corpus = write_corpus(tmp_path / "luat.jsonl", records)
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add(corpus)
        corpus.rename(tmp_path / "bo-luat.jsonl")
        assert done(index.add(tmp_path / "bo-luat.jsonl")) == {"moved": 5}
        assert set(ids(index)) == set("01234")
        assert set(ids(index).values()) == {str(tmp_path / "bo-luat.jsonl")}


def test_two_folders_with_the_same_names_have_ids_of_their_own(tmp_path: Path) -> None:
    folder = write(tmp_path, BOTH)
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add([folder / "noi-vu", folder / "xay-dung"])
        expected = set(DOCUMENTS) | {f"xay-dung/{name}" for name in DOCUMENTS}
        assert set(ids(index)) == expected
        index.add([folder / "xay-dung", folder / "noi-vu"])
        searchkit.rebuild_index(tmp_path / "index", [folder / "xay-dung", folder / "noi-vu"])
        assert set(ids(index)) == expected
        (folder / "xay-dung").rename(folder / "so-xay-dung")
        index.add([folder / "so-xay-dung"])
        assert set(ids(index)) == expected
        hits = index.search("tinh gọn bộ máy", limit=50, per_document=50)
        assert len({hit.id for hit in hits}) == len(hits)


@pytest.mark.parametrize("at_once", [True, False], ids=["one-run", "two-runs"])
def test_two_corpora_with_the_same_ids_have_ids_of_their_own(
    tmp_path: Path, *, at_once: bool
) -> None:
    one = write_corpus(tmp_path / "luat.jsonl", [{"id": "12", "title": "Luật", "text": PLAN}])
    two = write_corpus(tmp_path / "tin.jsonl", [{"id": "12", "title": "Tin", "text": NOTE}])
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        for paths in [[one, two]] if at_once else [[one], [two]]:
            index.add(paths)
        assert ids(index) == {"12": str(one), "tin.jsonl#12": str(two)}
        write_corpus(two, [{"id": "12", "title": "Tin mới", "text": NOTE}])
        assert done(index.add([one, two])) == {"changed": 1, "unchanged": 1}
        assert ids(index) == {"12": str(one), "tin.jsonl#12": str(two)}
        searchkit.rebuild_index(tmp_path / "index", [two, one])
        assert ids(index) == {"12": str(one), "tin.jsonl#12": str(two)}
