"""Whoosh's warnings reach nobody, those of others do, and the standard library stays whole."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(program: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a program whose modules are compiled anew, as where no byte code was written before."""
    return subprocess.run(
        [sys.executable, *options, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def fresh(folder: Path) -> list[str]:
    return ["-X", f"pycache_prefix={folder}"]


IMPORT_ALL = (
    "import importlib, pkgutil, searchkit.engine as engine\n"
    "for module in pkgutil.walk_packages(engine.__path__, 'searchkit.engine.'):\n"
    "    importlib.import_module(module.name)\n"
    "import whoosh.lang.morph_en, whoosh.qparser, whoosh.highlight\n"
)


def test_nothing_is_said_where_there_is_no_byte_code(tmp_path: Path) -> None:
    ended = run(IMPORT_ALL, *fresh(tmp_path))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_what_others_do_wrong_is_said(tmp_path: Path) -> None:
    (tmp_path / "whooshing.py").write_text("print(1 is 1)\n")
    ended = run(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import searchkit.engine.whoosh, whooshing\n",
        *fresh(tmp_path / "cache"),
    )
    assert "SyntaxWarning" in ended.stderr
    assert "whooshing.py" in ended.stderr


def test_urllib_is_as_it_was(tmp_path: Path) -> None:
    ended = run(
        "import sys, searchkit.engine.whoosh\n"
        "assert 'urllib.request' not in sys.modules\n"
        "from urllib.request import urlretrieve\n"
        "assert callable(urlretrieve)\n"
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_in_a_program_with_threads_nothing_is_put_in_the_place_of_urllib() -> None:
    ended = run(
        "import sys, threading\n"
        "wait = threading.Event()\n"
        "thread = threading.Thread(target=wait.wait)\n"
        "thread.start()\n"
        "import searchkit.engine.whoosh.codec, whoosh.compat\n"
        "from urllib.request import urlretrieve\n"
        "print(whoosh.compat.urlretrieve is urlretrieve)\n"
        "wait.set()\n"
    )
    if "whoosh.compat" not in ended.stderr:  # whoosh3 has none
        assert (ended.stdout, ended.stderr) == ("True\n", "")
