"""The house is as its pages draw it: rooms that one surveys, each saying what lives in it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "searchkit"
ROOMS = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))
LARGEST = 14
"""More modules than this in one folder are a list, and no room that one surveys."""


def room_name(room: Path) -> str:
    return room.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("room", ROOMS, ids=room_name)
def test_a_room_can_be_surveyed(room: Path) -> None:
    modules = [path.name for path in room.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= LARGEST


@pytest.mark.parametrize("room", ROOMS, ids=room_name)
def test_a_room_says_what_lives_in_it(room: Path) -> None:
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
    inner = [other.name for other in ROOMS if other.parent == room and room != PACKAGE]
    assert said
    assert [name for name in inner if f"``{name}``" not in said] == []


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "GLOSSARY.md"])
def test_a_page_names_only_places_that_exist(page: str) -> None:
    named = re.findall(r"`([\w./]+(?:/|\.py|\.md))`", (ROOT / page).read_text("utf-8"))
    places = [name for name in named if "/" in name.rstrip("/") or (PACKAGE / name).exists()]
    missing = [
        name for name in places if not (PACKAGE / name).exists() and not (ROOT / name).exists()
    ]
    assert len(places) > 20
    assert missing == []


def test_the_drawing_shows_every_floor() -> None:
    drawing = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## Questions")[0]
    floors = [room.name for room in ROOMS if room.parent == PACKAGE]
    modules = [
        path.name
        for path in PACKAGE.glob("*.py")
        if path.name not in ("__init__.py", "__main__.py", "_version.py")
    ]
    assert [name for name in floors if f"`{name}/`" not in drawing] == []
    assert [name for name in modules if f"`{name}`" not in drawing] == []
