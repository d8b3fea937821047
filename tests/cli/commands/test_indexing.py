"""``searchkit index`` and ``searchkit rebuild`` as people and programs see them."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from tests.support import DOCUMENTS, PLAN, local_index, run_searchkit, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine

COUNTS = ("added", "changed", "removed", "unchanged", "failed", "passages")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "documents", DOCUMENTS)


def test_a_run_ends_with_its_summary(cli: CommandLine, folder: Path, tmp_path: Path) -> None:
    answer = cli("index", folder, "--index", tmp_path / "index")
    assert answer.code == 0
    assert answer.out.startswith(
        "3 added, 0 changed, 0 removed, 0 unchanged, 0 failed, 7 passages; "
    )
    assert answer.out.endswith(" MB/s\n")
    assert not answer.err, "there is no progress bar where there is no terminal"


def test_the_summary_as_json(cli: CommandLine, folder: Path, tmp_path: Path) -> None:
    cli("index", folder, "--index", tmp_path / "index")
    write(folder, {"ke-hoach.txt": PLAN.replace("trung gian", "bên trong"), "moi.txt": "Tin mới."})
    (folder / "quyet-dinh.txt").unlink()
    (folder / "trong.txt").touch()
    answer = cli("index", folder, "--index", tmp_path / "index", "--json")
    assert [answer.json[name] for name in COUNTS] == [1, 1, 1, 1, 1, 4]
    assert answer.json["failures"][0]["path"] == str(folder / "trong.txt")
    assert {"seconds", "megabytes_per_second"} <= set(answer.json)


def test_bad_files_are_named_and_the_rest_is_done(
    cli: CommandLine, folder: Path, tmp_path: Path
) -> None:
    (folder / "trong.txt").touch()
    (folder / "anh.txt").write_bytes(bytes(range(256)) * 20)
    shutil.make_archive(str(tmp_path / "whole"), "zip", folder)
    (folder / "cut.docx").write_bytes((tmp_path / "whole.zip").read_bytes()[:300])
    (folder / "tin.jsonl").write_text('{"id": "1", "text": "Tin vắn."}\n{không phải JSON\n')
    answer = cli("index", folder, "--index", tmp_path / "index")
    assert answer.code == 3
    assert answer.out.startswith("4 added")
    assert "4 failed" in answer.out
    for name in ("trong.txt: ", "anh.txt: ", "cut.docx: ", "tin.jsonl:2: is not JSON"):
        assert name in answer.err
    listed = cli("failures", "--index", tmp_path / "index")
    assert len(listed.out.splitlines()) == 4


def test_nothing_but_bad_files_is_a_failure(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "trong.txt").touch()
    answer = cli("index", tmp_path / "trong.txt", "--index", tmp_path / "index")
    assert answer.code == 1
    assert "trong.txt: is empty" in answer.err


def test_a_folder_without_documents_is_no_failure(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    answer = cli("index", tmp_path / "documents", "--index", tmp_path / "index")
    assert answer.code == 0
    assert answer.out.startswith("0 added")
    assert cli("search", "bộ máy", "--index", tmp_path / "index").code == 0


def test_a_missing_path_is_wrong_usage(cli: CommandLine, tmp_path: Path) -> None:
    answer = cli("index", tmp_path / "nowhere", "--index", tmp_path / "index")
    assert answer.code == 2
    assert f"{tmp_path / 'nowhere'}: no such file or folder" in answer.err


def test_documents_and_index_are_never_mixed(cli: CommandLine, folder: Path) -> None:
    answer = cli("index", folder, "--index", folder)
    assert answer.code == 2
    assert "holds files and is no index" in answer.err
    answer = cli("index", folder, "--index", folder / "ke-hoach.txt")
    assert answer.code == 2
    assert "is a file; name a folder for the index" in answer.err


def test_an_index_inside_the_folder_is_not_indexed(cli: CommandLine, folder: Path) -> None:
    cli("index", folder, "--index", folder / "index")
    assert cli("index", folder, "--index", folder / "index").out.startswith("0 added")


def test_a_locked_index_has_an_exit_code_of_its_own(
    cli: CommandLine, folder: Path, tmp_path: Path
) -> None:
    cli("index", folder, "--index", tmp_path / "index")
    with local_index(tmp_path / "index").writer(memory=1 << 20):
        answer = cli("index", folder, "--index", tmp_path / "index")
        rebuilt = cli("rebuild", "--index", tmp_path / "index")
    assert (answer.code, rebuilt.code) == (4, 4)
    assert "another process is writing to this index" in answer.err
    assert "another process is writing to this index" in rebuilt.err


def test_keep_missing(cli: CommandLine, folder: Path, tmp_path: Path) -> None:
    cli("index", folder, "--index", tmp_path / "index")
    (folder / "quyet-dinh.txt").unlink()
    kept = cli("index", folder, "--keep-missing", "--index", tmp_path / "index", "--json")
    assert kept.json["removed"] == 0
    gone = cli("index", folder, "--index", tmp_path / "index", "--json")
    assert gone.json["removed"] == 1


def test_rebuild_makes_the_same_index_from_what_was_indexed(
    cli: CommandLine, folder: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    cli("index", folder, "--index", index)
    before = cli("search", "tinh gon bo may", "--index", index, "--json").json["hits"]
    answer = cli("rebuild", "--index", index)
    assert answer.code == 0
    assert answer.out.startswith("3 added, 0 changed")
    assert cli("search", "tinh gon bo may", "--index", index, "--json").json["hits"] == before


def test_rebuild_without_anything_known_is_wrong_usage(cli: CommandLine, tmp_path: Path) -> None:
    answer = cli("rebuild", "--index", tmp_path / "index")
    assert answer.code == 2
    assert "name files or folders" in answer.err


# Whoosh leaves a table of contents open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", ["segment", "toc"])
def test_a_damaged_index_says_so_and_is_rebuilt(
    cli: CommandLine, folder: Path, tmp_path: Path, damage: str
) -> None:
    index = tmp_path / "index"
    cli("index", folder, "--index", index)
    if damage == "toc":
        for toc in index.glob("*.toc"):
            toc.write_bytes(b"garbage" * 20)
    else:
        for file in index.glob("MAIN_*.*"):
            file.write_bytes(file.read_bytes()[:100])
    answer = cli("search", "bộ máy", "--index", index)
    assert answer.code == 1
    assert "searchkit rebuild" in answer.err
    assert "unexpected" not in answer.err
    assert cli("rebuild", "--index", index).code == 0
    assert cli("search", "bộ máy", "--index", index, "--json").json["total"] > 0
    assert cli("check", "--index", index).code == 0


def test_exit_codes_reach_the_shell(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert run_searchkit("index", folder, "--index", index).returncode == 0
    assert run_searchkit("search", "", "--index", index).returncode == 2
    refused = run_searchkit("index", tmp_path / "nowhere", "--index", index)
    assert refused.returncode == 2
    assert refused.stderr.startswith("searchkit: ")
    assert "Traceback" not in refused.stderr


def test_a_locked_index_is_waited_for(cli: CommandLine, folder: Path, tmp_path: Path) -> None:
    cli("index", folder, "--index", tmp_path / "index")
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with local_index(tmp_path / "index").writer(memory=1 << 20):
            taken.set()
            done.wait(0.5)

    other = threading.Thread(target=hold)
    other.start()
    taken.wait()
    assert cli("index", folder, "--index", tmp_path / "index", "--wait", "600").code == 0
    done.set()
    other.join()
