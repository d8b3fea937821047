"""An index says with which analysis it was made, and whoever searches with another is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.backends.local import LocalIndex
from searchkit.index.language_counts import LANGUAGE
from searchkit.index.schema import FIELDS
from searchkit.text.segmentation.pyvi_files import models_folder
from tests.support import DOCUMENTS, ROOT, make_index

if TYPE_CHECKING:
    from pathlib import Path

_ADD = """
import sys, searchkit
sys.path.insert(0, sys.argv[1])
{before}
with searchkit.open_index(sys.argv[2], create=True) as index:
    for note in index.add([sys.argv[3]], jobs=1).notes:
        print(note)
"""


def add_elsewhere(tmp_path: Path, packages: Path, before: str = "") -> str:
    """Index the documents with other packages than ours; returns the notes of the report."""
    documents = tmp_path / "documents"
    for name, text in DOCUMENTS.items():
        (documents / name).parent.mkdir(parents=True, exist_ok=True)
        (documents / name).write_text(text, "utf-8")
    arguments = [str(packages), str(tmp_path / "index"), str(documents)]
    done = subprocess.run(
        [sys.executable, "-c", _ADD.format(before=before), *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.fixture
def other_pyvi(tmp_path: Path) -> Path:
    """Packages among which is a pyvi with one more word."""
    own = models_folder()
    assert own is not None
    models = tmp_path / "packages/pyvi/models"
    shutil.copytree(own, models)
    (models.parent / "__init__.py").touch()
    with (models / "words.txt").open("a", encoding="utf-8") as file:
        file.write("\nhộ nghèo sửa chữa")
    return tmp_path / "packages"


def test_the_same_analysis_needs_no_note(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        assert index.notes() == []
        assert index.search("tinh gon bo may").notes == ()
        assert index.add(tmp_path / "documents").notes == []


def test_another_word_list_is_told_of_until_a_rebuild(tmp_path: Path, other_pyvi: Path) -> None:
    assert add_elsewhere(tmp_path, other_pyvi) == ""
    with searchkit.open_index(tmp_path / "index") as index:
        (note,) = index.search("tinh gon bo may").notes
        assert "another word list of pyvi" in note
        assert "searchkit rebuild" in note
        assert index.notes() == [note]
        (tmp_path / "documents/moi.txt").write_text("Thông báo lịch tiếp công dân.", "utf-8")
        assert index.add(tmp_path / "documents").notes == [note]  # the others are as they were
    searchkit.rebuild_index(tmp_path / "index")
    with searchkit.open_index(tmp_path / "index") as index:
        assert index.notes() == []


def test_a_repair_cuts_the_stored_texts_anew(tmp_path: Path, other_pyvi: Path) -> None:
    add_elsewhere(tmp_path, other_pyvi)
    searchkit.repair_index(tmp_path / "index")
    with searchkit.open_index(tmp_path / "index") as index:
        assert index.notes() == []


def test_an_index_made_without_unidecode_is_told_of(tmp_path: Path) -> None:
    add_elsewhere(tmp_path, tmp_path, "sys.modules['unidecode'] = None")
    with searchkit.open_index(tmp_path / "index") as index:
        (note,) = index.search("tinh gon bo may").notes
    assert "without Unidecode" in note


def test_whoever_adds_without_unidecode_is_told(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    note = add_elsewhere(tmp_path, tmp_path, "sys.modules['unidecode'] = None")
    assert "with Unidecode, which is not installed here" in note


def test_an_index_that_does_not_say_how_it_was_made_is_told_of(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    backend = LocalIndex(tmp_path / "index", FIELDS)
    meta, arrays = backend.attachment_meta(LANGUAGE), backend.attachment(LANGUAGE)
    assert meta is not None
    assert arrays is not None
    backend.attach(LANGUAGE, arrays, {name: meta[name] for name in ("total", "from_roots")})
    with searchkit.open_index(tmp_path / "index") as index:
        (note,) = index.notes()
    assert "did not say how" in note


def test_the_command_line_tells(tmp_path: Path, other_pyvi: Path) -> None:
    add_elsewhere(tmp_path, other_pyvi)
    for command in ("search", "tinh gon bo may"), ("check",), ("index", "documents"):
        done = subprocess.run(
            [sys.executable, "-m", "searchkit", *command, "--index", "index"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        told = " ".join((done.stdout + done.stderr).split())
        assert "Note: texts of this index were analysed with another word list of pyvi" in told
