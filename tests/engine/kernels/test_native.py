"""The compiled module is what its interface says, and trusts no argument."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from searchkit.engine import kernels
from searchkit.engine.kernels.interface import Native
from tests.support import ROOT

compiled = pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")


@compiled
def test_it_offers_what_its_interface_says() -> None:
    described = {name for name in vars(Native) if not name.startswith("_")}
    offered = {name for name in dir(kernels.native) if not name.startswith("_")}
    assert described <= offered
    assert offered - described == {"INTERFACE"}


@compiled
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (b"",),
        ("text", 8, np.zeros(1, np.uint32), 0),
        (b"", 8, np.zeros(1, np.int64), 0),
        (b"", 8, np.zeros(4, np.uint32)[::2], 0),
        (b"", 8, np.zeros(9, np.uint8)[1:].view(np.uint32), 0),
        (b"", 0, np.zeros(1, np.uint32), 0),
        (b"", 8, np.zeros(1, np.uint32), -1),
        (b"", 8, np.zeros(1, np.uint32), 2),
        (b"", 8, np.zeros(1, np.uint32), 2**70),
        (b"", 8, np.zeros(1, np.uint32), 0, 0),
        (b"three pages are too many", 8, np.zeros(3, np.uint32), 1),
    ],
)
def test_no_argument_is_trusted(arguments: tuple[Any, ...]) -> None:
    assert kernels.native is not None
    call: Any = kernels.native.check_pages
    with pytest.raises((ValueError, TypeError, OverflowError, BufferError)):
        call(*arguments)


def test_a_variable_chooses_numpy() -> None:
    program = "from searchkit.engine import kernels; print(kernels.native)"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "SEARCHKIT_KERNELS": "numpy"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "None"
