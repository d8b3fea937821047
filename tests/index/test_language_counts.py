"""What an index keeps of its language: counted with each run, merged, checked, dispensable."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from searchkit import open_index
from searchkit.errors import IndexDamagedError
from searchkit.index import language_counts
from searchkit.index.language_counts import Language, LanguageCounter, add_language
from searchkit.library import rebuild_index
from searchkit.text.analyzer import token_streams
from searchkit.text.correction.syllable_counts import SyllableCounts
from tests.support import local_index, verify
from tests.text.small_counts import SENTENCES, small_counts

if TYPE_CHECKING:
    from pathlib import Path


def counted(*texts: str) -> SyllableCounts:
    counter = LanguageCounter()
    counter.add(token_streams(texts)["text"])
    return counter.take()


def same(one: SyllableCounts | None, other: SyllableCounts) -> bool:
    """Compare counts by content, whatever the order of their vocabularies."""
    assert one is not None
    ours, theirs = (
        SyllableCounts.merge([one]).to_arrays(),
        SyllableCounts.merge([other]).to_arrays(),
    )
    return all(ours[name].tolist() == theirs[name].tolist() for name in ours)


def test_batches_are_counted_as_if_they_were_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_counts, "_BLOCK", 16)
    lines = SENTENCES.splitlines()
    counter = LanguageCounter()
    for start in range(0, len(lines), 3):
        counter.add(token_streams(lines[start : start + 3])["text"])
    assert same(counter.take(), small_counts())
    assert counter.take().total == 0


def test_stored_counts_are_read_back_and_added_to(tmp_path: Path) -> None:
    assert Language(local_index(tmp_path)).counts() is None
    add_language(local_index(tmp_path), counted("nghị quyết về bộ máy"))
    assert same(Language(local_index(tmp_path)).counts(), counted("nghị quyết về bộ máy"))
    add_language(local_index(tmp_path), counted("tinh gọn bộ máy", "nghị định"))
    assert same(
        Language(local_index(tmp_path)).counts(),
        counted("nghị quyết về bộ máy", "tinh gọn bộ máy", "nghị định"),
    )
    assert [path.name for path in tmp_path.iterdir()] == ["language.skl"]


def test_an_index_without_text_has_empty_counts(tmp_path: Path) -> None:
    add_language(local_index(tmp_path), counted())
    assert same(Language(local_index(tmp_path)).counts(), SyllableCounts.empty())
    add_language(local_index(tmp_path), counted("nghị quyết"))
    assert same(Language(local_index(tmp_path)).counts(), counted("nghị quyết"))


def test_little_text_for_a_large_index_waits_until_it_is_worth_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_counts, "_LARGE", 100)
    add_language(local_index(tmp_path), counted(*["ủy ban nhân dân"] * 40))
    before = (tmp_path / "language.skl").read_bytes()
    add_language(local_index(tmp_path), counted("nghị quyết"))
    add_language(local_index(tmp_path), counted("nghị định"))
    assert (tmp_path / "language.skl").read_bytes() == before
    assert (tmp_path / "language-new.skl").exists()
    add_language(local_index(tmp_path), counted(*["hội đồng nhân dân"] * 2))
    assert not (tmp_path / "language-new.skl").exists()
    counts = Language(local_index(tmp_path)).counts()
    assert counts is not None
    assert (counts.count("nghị"), counts.count("nhân"), counts.count("hội")) == (2, 42, 2)


@pytest.mark.parametrize("cuts", [[], [50], [90], [20, 97], [97, 98, 99]])
def test_what_is_read_does_not_hang_on_when_a_run_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cuts: list[int]
) -> None:
    monkeypatch.setattr(language_counts, "_LARGE", 100)
    texts = [f"ủy ban nhân dân {word}" for word in ("xã", "huyện", "tỉnh", "thôn") * 25]
    counter = LanguageCounter()
    for start, end in pairwise([0, *cuts, len(texts)]):
        counter.add(token_streams(texts[start:end])["text"])
        counter.save(local_index(tmp_path), last=end == len(texts))
    assert same(Language(local_index(tmp_path)).counts(), counted(*texts))
    assert not (tmp_path / "language-new.skl").exists()


@pytest.mark.parametrize("damage", [0, 9, -60, -1], ids=["magic", "section", "directory", "footer"])
def test_a_damaged_file_is_not_used_and_left_to_be_reported(tmp_path: Path, damage: int) -> None:
    add_language(local_index(tmp_path), small_counts())
    path = tmp_path / "language.skl"
    data = bytearray(path.read_bytes())
    data[damage] ^= 0xFF
    path.write_bytes(data)
    assert Language(local_index(tmp_path)).counts() is None
    add_language(local_index(tmp_path), counted("nghị quyết"))
    assert path.read_bytes() == data


def folder_of(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_counts_grow_with_each_run_and_a_rebuild_starts_afresh(tmp_path: Path) -> None:
    place = tmp_path / "index"
    with open_index(place, create=True) as index:
        index.add(folder_of(tmp_path, a="Nghị quyết về tinh gọn bộ máy."))
        index.add(folder_of(tmp_path, b="Nghị quyết về cải cách hành chính."))
    counts = Language(local_index(place)).counts()
    assert counts is not None
    assert counts.count("quyết") > counts.count("gọn") == counts.count("cách") > 0
    (tmp_path / "documents" / "a.txt").unlink()
    rebuild_index(place)
    counts = Language(local_index(place)).counts()
    assert counts is not None
    assert counts.count("quyết") == counts.count("cách") > counts.count("gọn") == 0


def test_checking_an_index_checks_its_counts(tmp_path: Path) -> None:
    place = tmp_path / "index"
    with open_index(place, create=True) as index:
        index.add(folder_of(tmp_path, a="Nghị quyết về tinh gọn bộ máy."))
    path = place / "language.skl"
    assert path in verify(place)
    data = bytearray(path.read_bytes())
    data[9] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=r"language\.skl"):
        verify(place)
    path.unlink()
    with pytest.raises(IndexDamagedError, match="is missing"):
        verify(place)
