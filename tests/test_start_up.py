"""What a start loads stays little: counted in modules, which no machine's speed changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support import DOCUMENTS, ROOT, make_index

if TYPE_CHECKING:
    from pathlib import Path


SHOW = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
IMPORT = SHOW + "import searchkit"
COMMAND = SHOW + "from searchkit.cli import main; main()"


UNNEEDED = {
    "numpy.ma",
    "searchkit.documents.relations.reading",
    "searchkit.documents.structure.markers",
    "searchkit.engine.whoosh",
    "whoosh",
}
"""What is slow to load, and no search needs."""

UNNEEDED_BY_WORDS = {
    "dataclasses",
    "searchkit.library.writing",
    "searchkit.search.query.document_resolver",
    "searchkit.search.query.filter_values",
    "searchkit.search.query.own_filters",
    "searchkit.search.query.signers",
    "searchkit.search.ranking.reasons",
    "searchkit.text.analyzer",
}
"""What filters, numbers, explanations and indexing need: a search of words does without."""


def loaded(program: str, *words: str) -> set[str]:
    """Return the modules that a process of its own has loaded when it ends."""
    command = [sys.executable, "-c", program, *words]
    ended = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    )
    return set(ended.stderr.splitlines()[-1].split(" "))


def owner(module: str) -> str:
    top = module.partition(".")[0]
    if top == "searchkit":
        return "searchkit"
    return "Python" if top in sys.stdlib_module_names else "packages"


# Each ceiling is a tenth above what was counted in November 2026 with the pinned packages, a fifth
# for Python's own modules, which differ from version to version. Whoever raises one says in the
# commit what people get for the slower start.
@pytest.mark.parametrize(
    ("program", "words", "ceilings", "packages"),
    [
        pytest.param(IMPORT, [], {"searchkit": 5, "Python": 21, "packages": 0}, set(), id="import"),
        pytest.param(
            COMMAND,
            ["--version"],
            {"searchkit": 38, "Python": 96, "packages": 32},
            {"annotated_doc", "shellingham", "typer"},
            id="version",
        ),
        pytest.param(
            COMMAND,
            ["--help"],
            {"searchkit": 38, "Python": 124, "packages": 186},
            None,  # rich takes what it finds
            id="help",
        ),
        pytest.param(
            COMMAND,
            ["search", "tinh gon bo may", "--index"],
            {"searchkit": 186, "Python": 97, "packages": 95},
            {"numpy", "zstandard"},
            id="search",
        ),
        pytest.param(
            COMMAND,
            ["search", "nghị quyết về sắp xếp đơn vị", "--index"],  # several documents answer it
            {"searchkit": 200, "Python": 97, "packages": 95},
            {"numpy", "zstandard"},
            id="second-stage",
        ),
    ],
)
def test_a_start_loads_little(
    tmp_path: Path,
    program: str,
    words: list[str],
    ceilings: dict[str, int],
    packages: set[str] | None,
) -> None:
    if "search" in words:
        make_index(tmp_path, DOCUMENTS).close()
        words = [*words, str(tmp_path / "index")]
    modules = loaded(program, *words) - loaded(SHOW)
    assert not modules & UNNEEDED
    if "search" in words:
        assert not modules & UNNEEDED_BY_WORDS
    others = {module.partition(".")[0] for module in modules if owner(module) == "packages"}
    assert packages is None or others <= packages
    numbers = Counter(map(owner, modules))
    assert all(numbers[name] <= most for name, most in ceilings.items()), (numbers, sorted(modules))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_search_compiles_few_patterns(tmp_path: Path, language: str) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    count = (
        "import atexit, re, sys; atexit.register(lambda: print(len(re._cache), file=sys.stderr))"
    )
    words = ["search", "nghị quyết về sắp xếp đơn vị", "--index", str(tmp_path / "index")]
    ended = subprocess.run(
        [sys.executable, "-c", f"{count}; from searchkit.cli import main; main()", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env=os.environ | {"SEARCHKIT_LANG": language},
    )
    # 53 and 77 were counted: messages in Vietnamese have templates.
    assert int(ended.stderr.splitlines()[-1]) <= 85
