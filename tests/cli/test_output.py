"""What the command line prints reaches outputs that lack Vietnamese letters, too."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DOCUMENTS, NOTE, ROOT, command, make_index

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    make_index(folder, DOCUMENTS | {"ghi-chep-2.txt": NOTE + "Ðá 😀 \U0002f800.\n"}).close()
    return folder / "index"


def printed(encoding: str, *words: str | Path) -> str:
    """Return what searchkit prints where the output has an encoding."""
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    ended = subprocess.run(command(*words), capture_output=True, cwd=ROOT, env=environment)
    assert (ended.returncode, ended.stderr) == (0, b"")
    return ended.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp1258"])
def test_json_says_the_same_in_every_encoding(index: Path, encoding: str) -> None:
    words = ("show", "ghi-chep-2.txt", "--json", "--index", index)
    assert json.loads(printed(encoding, *words)) == json.loads(printed("utf-8", *words))


def test_a_list_shows_the_nearest_letters_where_the_output_lacks_some(index: Path) -> None:
    shown = printed("latin-1", "search", "thuyền độc mộc", "--index", index)
    assert "thuyên dôc môc" in shown


def test_a_reader_of_the_output_who_has_gone_is_no_failure(index: Path) -> None:
    words = command("show", "ghi-chep-2.txt", "--index", index)
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as ended:
        assert ended.stdout is not None
        assert ended.stderr is not None
        ended.stdout.close()
        assert ended.stderr.read() == b""
    assert ended.returncode == 0


def test_a_text_is_shown_without_what_steers_a_terminal_each_letter_in_its_place(
    tmp_path: Path,
) -> None:
    text = "Kế hoạch\x1b]0;x\x07\n\tvề\x9b31m \x1b[2Jbộ máy\u202e\x7f.\n"
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add_documents([searchkit.NewDocument("ke-hoach", text)])
    plain = printed("utf-8", "show", "ke-hoach", "--index", tmp_path / "index")
    exact = json.loads(
        printed("utf-8", "show", "ke-hoach", "--json", "--index", tmp_path / "index")
    )
    assert plain.removesuffix("\n") == "".join(
        letter if letter.isprintable() or letter in "\n\t" else " " for letter in exact["text"]
    )
    assert not set("\x1b\x07\x9b\u202e\x7f") & set(plain)
