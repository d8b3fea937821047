"""What the pages for those who run searchkit show is what machines take."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from searchkit import MissingExtraError
from searchkit.cli.app import make_app
from searchkit.cli.commands import scheduled
from tests.support import ROOT, CommandLine

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    name: (ROOT / "docs" / name).read_text("utf-8") for name in ("operation.md", "van-hanh.md")
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
COMMAND_LINE = re.compile(r"(?:/opt/searchkit/bin/)?(searchkit(?:-rebuild)?) (.*)")


def blocks(kind: str, page: str = "operation.md") -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGES[page], re.DOTALL)


def known_options(program: str, words: list[str]) -> set[str]:
    """Return the options that a program, or the command of it that is called, has."""
    import typer

    command: Any = typer.main.get_command(
        scheduled.app if program.endswith("-rebuild") else make_app()
    )
    for word in words:
        command = getattr(command, "commands", {}).get(word, command)
    return {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("page", PAGES)
def test_settings_that_a_page_shows_are_right(page: str, tmp_path: Path) -> None:
    (shown,) = blocks("toml", page)
    file = tmp_path / "searchkit.toml"
    file.write_text(shown, "utf-8")
    found = searchkit.load_settings(file)
    assert (found.jobs, found.weights.title) == (2, 80.0)


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_a_page_shows_have_their_options(page: str) -> None:
    shown = "\n".join(text for kind in ("sh", "crontab", "ini") for text in blocks(kind, page))
    called = COMMAND_LINE.findall(shown)
    assert len(called) >= 2
    for program, line in called:
        words = line.partition("#")[0].split()
        options = {word for word in words if word.startswith("--")}
        assert options <= known_options(program, words), line


@pytest.mark.parametrize("page", PAGES)
def test_exit_codes_of_a_page_are_those_of_errors(page: str) -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGES[page], re.MULTILINE)}
    errors = [getattr(searchkit, name) for name in searchkit.__all__ if name.endswith("Error")]
    assert {0, 3, 130} | {error.exit_code for error in errors} == told


@pytest.mark.parametrize("page", PAGES)
def test_a_line_for_cron_has_five_times_and_a_command(page: str) -> None:
    (line,) = blocks("crontab", page)
    *times, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"[\d*/,-]+", time) for time in times)
    assert COMMAND_LINE.match(command)
    assert "%" not in command, "cron takes it for the end of the line"


def test_the_units_are_understood_by_systemd(tmp_path: Path) -> None:
    names = re.findall(r"/etc/systemd/system/([\w.-]+)", PAGES["operation.md"])
    units = blocks("ini")
    assert len(names) == len(units) == 3
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name, text in zip(names, units, strict=True):
        installed = re.sub(r"/opt/searchkit/bin/searchkit(-rebuild)?\b", str(program), text)
        (tmp_path / name).write_text(installed.replace("User=searchkit", "User=root"))
    ended = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / name for name in names)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in ended.stderr.splitlines() if str(tmp_path) in line]
    assert said == []


def test_extras_that_are_named_anywhere_are_there() -> None:
    places = [
        *(ROOT / "searchkit").rglob("*.py"),
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
    ]
    text = "\n".join(path.read_text("utf-8") for path in places)
    named = {
        extra
        for extras in re.findall(r"searchkit(?:-vi)?\[([\w,-]+)\]|[^\n]*\.whl\[([\w,]+)\]", text)
        for extra in ",".join(filter(None, extras)).split(",")
    }
    assert {"evaluate", "watch", "ocr"} <= named
    assert named <= set(PROJECT["project"]["optional-dependencies"])
    assert "searchkit[" not in text, "searchkit is a stranger's project in the package index"


def test_a_missing_extra_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    (tmp_path / "q").touch()
    with pytest.raises(
        MissingExtraError, match=r'pip install "searchkit-vi\[evaluate\]"'
    ) as raised:
        searchkit.evaluate(lambda _, __: [], queries=tmp_path / "q", qrels=tmp_path / "q")
    assert raised.value.extra == "evaluate"
    searchkit.open_index(tmp_path / "index", create=True).close()
    cli = CommandLine(monkeypatch, capsys)
    judged = ("--queries", tmp_path / "q", "--qrels", tmp_path / "q")
    answer = cli("evaluate", *judged, "--index", tmp_path / "index")
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert answer.err.endswith(': pip install "searchkit-vi[evaluate]"\n')
