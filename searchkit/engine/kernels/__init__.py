"""The inner loops in C, and the one place that says whether they are there.

``native`` is the compiled module, or None: where none was built (scripts/compile_kernels.py needs a
C compiler; people who install a wheel for their system do not), or where the environment variable
``SEARCHKIT_KERNELS`` is ``numpy``. Whoever calls it looks at ``kernels.native`` at each call, and
where it is None does the same by numpy, with the same result to the last bit; tests run both ways.

``interface`` says what the module offers. Each C file has one job; ``kernels.h`` is what they
share, and ``module.c`` the table of all functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from searchkit._lazy import compiled

if TYPE_CHECKING:
    from searchkit.engine.kernels.interface import Native

_INTERFACE = 18
"""Raised here and in ``module.c`` with every change of what the module offers: in a checkout a
module may be left from before that change, and is not used."""


native = cast("Native | None", compiled(__name__, _INTERFACE))
"""The compiled kernels, if they are there."""
