"""The public names of the text layer."""

from __future__ import annotations

from pathlib import Path

from searchkit import text


def test_every_public_name_is_there_and_documented() -> None:
    assert all(getattr(text, name).__doc__ for name in text.__all__)


def test_no_public_name_is_that_of_a_module_which_would_hide_it() -> None:
    modules = {path.stem for path in Path(text.__path__[0]).iterdir()}
    assert modules.isdisjoint(text.__all__)
