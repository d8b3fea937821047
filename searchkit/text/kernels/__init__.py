"""The inner loops of the analysis of texts in C, where they are compiled.

``native`` is the compiled module, or None; what ``searchkit.engine.kernels`` says of its own holds
here too. Whoever calls it does the same without it, with the same result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from searchkit._lazy import compiled

if TYPE_CHECKING:
    from searchkit.text.kernels.interface import Native

native = cast("Native | None", compiled(__name__, interface=2))
"""The compiled kernels, if they are there."""
