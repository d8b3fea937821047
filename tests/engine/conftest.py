"""The two ways in which the engine may run, compiled and by numpy, for tests that try both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit.engine import kernels

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["compiled", "numpy"])
def both_ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run tests with the compiled kernels, and again as where there are none.

    What a test opens runs as it was opened: fixtures that open something ask for this one, too.
    """
    if request.param == "compiled" and kernels.native is None:
        pytest.skip("no kernels are compiled here: there was no C compiler, or they are old")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "numpy":
            patch.setattr(kernels, "native", None)
        yield
