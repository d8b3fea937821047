"""The two ways in which the engine may run, compiled and by numpy, for tests that try both."""

from __future__ import annotations

import pytest

from searchkit.engine import kernels


@pytest.fixture(params=["compiled", "numpy"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with the compiled kernels, and again as where there are none."""
    if request.param == "numpy":
        monkeypatch.setattr(kernels, "native", None)
    elif kernels.native is None:
        pytest.skip("no kernels are compiled here: there was no C compiler, or they are old")
