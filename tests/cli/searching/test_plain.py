"""What is typed plainly means the same with typer and without."""

from __future__ import annotations

import inspect
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.main import get_command

from searchkit.cli.app import make_app
from searchkit.cli.searching.plain import plain_search
from searchkit.cli.searching.running import search

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    "bộ máy", "2025", "", "-", "--", "-huyện", "-cấp huyện", "-x", "-hành", "-n", "-n5", "-n５",
    "-i", "--index", "--index=b", "--limit", "--limit=2", "--json", "--help", "-h", "--page",
    "--type", "QĐ", "-t", "0", "7", "007", " 7", "５", "1_0", "9" * 12, "a", "opensearch://h/a",
    "--lim", "--jsonx", "\udcff",
]  # fmt: skip
DEFAULTS = {name: of.default for name, of in inspect.signature(search).parameters.items()}
COMMAND: Any = get_command(make_app(["search"]))


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings, as the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SEARCHKIT_")]:
        monkeypatch.delenv(name)
    return tmp_path


def by_typer(arguments: list[str]) -> dict[str, Any]:
    context = COMMAND.commands["search"].make_context("search", list(arguments))
    values = {name: context.params[name] for name in DEFAULTS}
    return {
        name: list(value) or None if isinstance(value, tuple) else value
        for name, value in values.items()
    }


@given(st.lists(st.sampled_from(WORDS), max_size=6))
@example(["bộ máy", "-huyện", "--index", "a", "--json", "-n", "7"])
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_read_without_typer_is_what_typer_reads(
    surroundings: Path, arguments: list[str]
) -> None:
    plain = plain_search(["search", *arguments], os.environ)
    if plain is not None:
        assert DEFAULTS | plain == by_typer(arguments)


@pytest.mark.skipif(os.name == "nt", reason="typer reads all that is typed on Windows")
@pytest.mark.parametrize(
    "arguments",
    [["bộ máy"], ["bộ", "máy", "-huyện"], ["x", "--index", "a"], ["x", "-n", "5", "--json"]],
)
def test_what_is_typed_most_is_read_without_typer(
    surroundings: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    for index in ("", "b"):
        monkeypatch.setenv("SEARCHKIT_INDEX", index)
        plain = plain_search(["search", *arguments], os.environ)
        assert plain is not None
        assert DEFAULTS | plain == by_typer(arguments)


def test_where_more_is_said_than_is_typed_typer_reads_it(surroundings: Path) -> None:
    asked = ["search", "x", "--index", "a/index"]
    variables = {option.envvar for option in COMMAND.commands["search"].params}
    assert "SEARCHKIT_WEIGHTS" in variables
    for name in variables - {None, "SEARCHKIT_INDEX"}:
        assert plain_search(asked, {name: "x"}) is None
    assert plain_search(asked, {"_SEARCHKIT_COMPLETE": "bash_complete"}) is None
    (surroundings / "a").mkdir()
    (surroundings / "a" / "searchkit.toml").touch()
    assert plain_search(asked, {}) is None
    assert plain_search(asked[:2], {"SEARCHKIT_INDEX": "a/index"}) is None
    assert plain_search(["similar", "x"], {}) is None
    assert plain_search(["search"], {}) is None
