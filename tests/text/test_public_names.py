"""The public names of the text layer are what they say, whatever was imported before."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from searchkit import text


@pytest.mark.parametrize("name", ["dates", "syllables"])
@pytest.mark.parametrize(
    "first",
    [
        pytest.param("import searchkit.text.{name}", id="module first"),
        pytest.param("from searchkit.text import {name}", id="function first"),
        pytest.param("from searchkit.text.{name} import {name}", id="from its module"),
    ],
)
def test_a_function_named_like_its_module_is_the_function(name: str, first: str) -> None:
    program = f"""
{first.format(name=name)}
import searchkit.text.{name}
from searchkit import text
from searchkit.text import {name}
print({name}("ngày 17/2/2025") == text.{name}("ngày 17/2/2025") != [])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_every_public_name_is_there_and_documented() -> None:
    assert all(getattr(text, name).__doc__ for name in text.__all__)
