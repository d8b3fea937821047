"""What tests of texts share: both ways to run the inner loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit.text import kernels

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["compiled", "numpy"])
def both_ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run tests with the compiled kernels for texts, and again as where there are none."""
    if request.param == "compiled" and kernels.native is None:
        pytest.skip("no kernels are compiled here: there was no C compiler, or they are old")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "numpy":
            patch.setattr(kernels, "native", None)
        yield
