"""An option wins over its variable, that over ``searchkit.toml``, and that over what is usual."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import DOCUMENTS, make_index, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine

TOPIC = '[cau-duong]\ntitle = "Cầu đường"\nphrases = ["thác nước"]\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, settings and an index, in one of whose folders people work."""
    for name in [name for name in os.environ if name.startswith("SEARCHKIT_")]:
        monkeypatch.delenv(name)
    make_index(tmp_path / "kho", DOCUMENTS).close()
    (tmp_path / "chu-de.toml").write_text(TOPIC, "utf-8")
    (tmp_path / "searchkit.toml").write_text(
        'index = "kho/index"\nsources = "kho/documents"\njobs = 2\nmemory = 64\n'
        'topics = "chu-de.toml"\nignore = ["du-lich/"]\n[weights]\nk1 = 0.9\n',
        "utf-8",
    )
    (tmp_path / "viec").mkdir()
    monkeypatch.chdir(tmp_path / "viec")
    return tmp_path


def settings(cli: CommandLine, *words: str | Path) -> dict[str, tuple[Any, str]]:
    """Return the value of each key and where it comes from."""
    found = cli("config", "--json", *words).json["settings"]
    return {key: (one["value"], one["source"]) for key, one in found.items()}


def test_where_settings_come_from(
    cli: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHKIT_JOBS", "3")
    monkeypatch.setenv("SEARCHKIT_MEMORY", "100")
    assert settings(cli, "--jobs", "4") == {
        "index": (str(place / "kho/index"), "file"),
        "sources": ([str(place / "kho/documents")], "file"),
        "topics": (str(place / "chu-de.toml"), "file"),
        "jobs": (4, "option"),
        "memory": (100, "environment"),
        "wait": (0.0, "default"),
        "log": (None, "default"),
        "ignore": (["du-lich/"], "file"),
        "weights": ("k1=0.9", "file"),
        "names": (None, "default"),
    }


def test_the_list_names_file_and_line(cli: CommandLine, place: Path) -> None:
    lines = cli("config").out.splitlines()
    assert lines[3].split(maxsplit=2) == ["jobs", "2", f"{place / 'searchkit.toml'}, line 3"]
    assert lines[5].split() == ["wait", "0", "default"]


def test_a_variable_that_is_no_setting_is_told(
    cli: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHKIT_JOB", "3")
    assert "SEARCHKIT_JOB is no setting; did you mean SEARCHKIT_JOBS" in cli("config").err


def test_settings_hold_for_the_index_that_they_name(cli: CommandLine, place: Path) -> None:
    make_index(place / "khac", DOCUMENTS).close()
    assert settings(cli, "--index", place / "khac/index")["sources"] == ([], "default")
    named = settings(cli, "--index", "../kho/index")
    assert named["index"] == ("../kho/index", "option")
    assert named["jobs"] == (2, "file")


def test_without_the_name_of_an_index_they_hold_for_those_below(
    cli: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "searchkit.toml").write_text("jobs = 3\n", "utf-8")
    assert settings(cli, "--index", place / "khac/index")["jobs"] == (3, "file")
    assert settings(cli)["index"] == ("index", "default")
    monkeypatch.chdir(place.parent)
    assert settings(cli)["jobs"] == (None, "default")


def test_commands_use_them(cli: CommandLine, place: Path) -> None:
    assert "cau-duong" in cli("topics").out
    assert cli("search", "--topic", "cau-duong").code == 0
    assert cli("stats", "--json").json["documents"] == 3
    assert "1 removed, 2 unchanged" in cli("index").out, "a rule leaves a folder out"
    assert cli("stats", "--json").json["documents"] == 2
    assert "2 added" in cli("rebuild").out
    assert "1 added" in cli("index", "--ignore", "ke-hoach*").out


def test_weights_change_the_ranking(cli: CommandLine, place: Path) -> None:
    scores = [
        cli("search", "hộ nghèo", "--json", *more).json["hits"][0]["score"]
        for more in ([], ["--weights", "k1=0.9"], ["--weights", "k1=2"])
    ]
    assert scores[0] == scores[1] != scores[2]
    assert cli("search", "hộ nghèo", "--weights", "k1").code == 2


def test_a_mistake_stops_every_command_but_help(cli: CommandLine, place: Path) -> None:
    (place / "searchkit.toml").write_text("jobs = 0\nx = 1\n", "utf-8")
    for words in (["search", "bộ máy"], ["topics"], ["config"], ["index"]):
        answer = cli(*words)
        assert answer.code == 2
        assert f"{place / 'searchkit.toml'}, line 1: jobs must be" in answer.err
        assert len(answer.err.splitlines()) == 3
    assert cli("search", "--help").code == 0
    assert cli("stats", "--index", write(place / "khac", {})).code == 2
