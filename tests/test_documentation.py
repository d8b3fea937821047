"""Everything that can be typed is documented, and what the README shows works."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import typer

import searchkit
from searchkit.cli.app import make_app
from tests.conftest import SLOW
from tests.support import DOCUMENTS, ROOT, run_searchkit, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

README = ROOT / "README.md"
VARIABLES = {
    "SEARCHKIT_IGNORE",
    "SEARCHKIT_INDEX",
    "SEARCHKIT_JOBS",
    "SEARCHKIT_LOG",
    "SEARCHKIT_MEMORY",
    "SEARCHKIT_NAMES",
    "SEARCHKIT_SOURCES",
    "SEARCHKIT_TOPICS",
    "SEARCHKIT_WAIT",
    "SEARCHKIT_WEIGHTS",
    "SEARCHKIT_TOKEN",
}


def commands(command: Any, name: str = "searchkit") -> Iterator[tuple[str, Any]]:
    """Yield each command with the words that call it."""
    yield name, command
    for part, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {part}")


COMMANDS = dict(commands(typer.main.get_command(make_app())))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert command.help.strip().endswith(".")
    for parameter in command.params:
        if parameter.name not in ("install_completion", "show_completion"):
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_can_be_asked_for(name: str) -> None:
    ended = run_searchkit(*name.split()[1:], "--help", COLUMNS="100")
    assert ended.returncode == 0
    assert f"Usage: {name}" in ended.stdout
    assert not ended.stderr


def test_help_shows_brackets_as_they_are() -> None:
    assert "Needs the extra searchkit-vi[watch]." in run_searchkit("watch", "--help").stdout


def test_environment_variables_are_shown_and_documented() -> None:
    found = {
        str(parameter.envvar)
        for command in COMMANDS.values()
        for parameter in command.params
        if parameter.envvar
    }
    assert found == VARIABLES
    assert all(name in README.read_text("utf-8") for name in VARIABLES)


def test_no_variable_of_a_command_is_taken_for_a_mistake() -> None:
    ended = run_searchkit("config", "--json", **dict.fromkeys(VARIABLES, ""))
    assert json.loads(ended.stdout)["notes"] == []


def test_the_version() -> None:
    ended = run_searchkit("--version")
    assert (ended.returncode, ended.stdout) == (0, f"searchkit {searchkit.__version__}\n")


def test_completion_can_be_installed() -> None:
    # Typer looks at the processes above for a shell, of which a test may have none.
    named = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    ended = run_searchkit("--show-completion", "bash", **named)
    assert ended.returncode == 0
    assert "_SEARCHKIT_COMPLETE" in ended.stdout


def test_the_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert examples
    write(tmp_path / "van-ban", DOCUMENTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the process that reads the files
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


def test_what_is_listed_as_slow_is_there() -> None:
    assert [part for part in SLOW if not (ROOT / "tests" / part).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_files_that_a_guide_names_are_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    words = re.findall(r"`((?:searchkit|tests|scripts|seeds|requirements)/[\w./-]*)", text)
    words += re.findall(r"\]\((\w[\w./-]*)\)", text)
    named = {word for word in words if "NAME" not in word and not word.endswith("index/")}
    assert len(named) >= 3
    assert [word for word in sorted(named) if not (ROOT / word).exists()] == []


def test_the_readme_calls_every_command_and_no_other() -> None:
    called = set(re.findall(r"[`/$] ?searchkit ([a-z]+)", README.read_text("utf-8")))
    assert called == {name.split()[1] for name in COMMANDS if " " in name}


def test_the_vietnamese_page_names_commands_and_options_that_there_are() -> None:
    page = (ROOT / "README.vi.md").read_text("utf-8")
    lines = re.findall(r"(?:bin/|`)searchkit ([a-z]+)([^`\n#]*)", page)
    assert len(lines) > 12
    for name, rest in lines:
        command = COMMANDS[f"searchkit {name}"]
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= options, (name, rest)
    for place in re.findall(r"\]\(([\w./-]+)\)", page):
        assert (ROOT / place).exists(), place
