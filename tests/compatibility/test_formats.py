"""Indexes that were written once: the current format opens, an older one ends in a rebuild."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import searchkit
from searchkit.engine.storage.section_file import FORMAT
from tests.support import CommandLine, found

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
STORED = {int(folder.name.removeprefix("format-")): folder for folder in HERE.glob("format-*")}
OLDER = sorted(set(STORED) - {FORMAT})
DECISION = ["quyet-dinh.txt#1", "quyet-dinh.txt#2", "quyet-dinh.txt#3"]
HITS = {
    "kenh muong": DECISION,
    '"tổ kiểm tra"': DECISION,
    "lịch tiếp công dân": ["thong-bao.txt#1"],
    "08/TB-UBND": ["thong-bao.txt#1"],
}


def copied(number: int, tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORED[number], tmp_path / "index"))


def hits(folder: Path) -> dict[str, list[str]]:
    with searchkit.open_index(folder) as index:
        return {query: sorted(found(index, query)) for query in HITS}


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys)


def test_the_current_format_opens_and_finds(tmp_path: Path, cli: CommandLine) -> None:
    folder = copied(FORMAT, tmp_path)
    assert hits(folder) == HITS
    assert cli("check", "--index", folder).code == 0


@pytest.mark.parametrize("number", OLDER)
def test_an_older_format_ends_in_a_rebuild(tmp_path: Path, cli: CommandLine, number: int) -> None:
    folder = copied(number, tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(searchkit.IndexDamagedError, match="run `searchkit rebuild --index "):
        searchkit.open_index(folder)
    for command in (
        ["search", "kênh mương"],
        ["index", str(TEXTS)],
        ["check"],
        ["check", "--repair"],
        ["stats"],
    ):
        answer = cli(*command, "--index", folder)
        assert answer.code == 1
        assert f"searchkit rebuild --index {folder}" in " ".join(answer.err.split())
        assert "Traceback" not in answer.err
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert cli("rebuild", str(TEXTS), "--index", folder).code == 0
    assert hits(folder) == HITS


@pytest.mark.parametrize("number", sorted(STORED))
def test_a_rebuild_leaves_what_is_searched_alone_until_it_is_done(
    tmp_path: Path, number: int
) -> None:
    # An older format is searched by the version that made it, which may still run elsewhere.
    folder = copied(number, tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    seen: list[bool] = []

    class Looking:
        def start(self, files: int, size: int) -> None:
            assert files
            assert size

        def advance(self, files: int, size: int) -> None:
            assert files >= 0
            assert size >= 0
            seen.append(all((folder / name).read_bytes() == old for name, old in before.items()))
            if number == FORMAT:
                assert hits(folder) == HITS

    searchkit.rebuild_index(folder, [TEXTS], jobs=1, progress=Looking())
    assert seen
    assert all(seen)
    assert hits(folder) == HITS
