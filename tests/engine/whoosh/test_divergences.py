"""Each divergence from Whoosh is cited where it shows, and each citation exists."""

from __future__ import annotations

import re
from itertools import chain

from tests.support import ROOT

DIVERGENCES = ROOT / "searchkit" / "engine" / "whoosh" / "DIVERGENCES.md"
CITATION = re.compile(r"divergences? (\d+)(?: and (\d+))?")


def numbered() -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\. \*\*", DIVERGENCES.read_text(), re.M)]


def cited() -> dict[int, set[str]]:
    """The files that cite each number: the engine's, and those of its tests but this one."""
    found: dict[int, set[str]] = {}
    for folder in ("searchkit/engine", "tests/engine"):
        for path in (ROOT / folder).rglob("*.py"):
            numbers = chain.from_iterable(CITATION.findall(path.read_text("utf-8")))
            for number in filter(None, numbers):
                found.setdefault(int(number), set()).add(path.name)
    return found


def test_divergences_are_numbered_in_their_order() -> None:
    assert numbered() == list(range(1, len(numbered()) + 1))
    assert len(numbered()) > 15


def test_each_is_cited_and_each_citation_exists() -> None:
    assert sorted(cited()) == numbered()
