"""Whoosh as it is imported: without its warnings, and without what it takes from ``urllib``."""

from __future__ import annotations

import sys
import threading
import warnings
from types import ModuleType

_URLLIB = "urllib.request"


def prepare() -> None:
    """Import the part of Whoosh that all others import, before any of them.

    Whoosh 2.7.4 is older than the warnings that Python 3.12 gives for its regular expressions, and
    frozen. Where no byte code was written beforehand, they would reach whoever waits for an answer.
    Warnings of other modules, and other warnings of Whoosh, are shown as ever.
    """
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=r"(.*[\\/])?whoosh[\\/.]")
    if _URLLIB not in sys.modules and threading.active_count() == 1:
        _import_without_urllib()


def _import_without_urllib() -> None:
    """Import Whoosh without ``urllib.request``, of which it takes one name and uses none.

    With http, ssl and email behind it, that module takes a fourteenth of a search from a cold
    start. No other thread may see the stand-in; whoever needs the module later loads it.
    """
    stand_in = ModuleType(_URLLIB)
    vars(stand_in)["urlretrieve"] = None
    sys.modules[_URLLIB] = stand_in
    try:
        import whoosh.compat  # noqa: F401
    except ModuleNotFoundError:  # whoosh3 has no compatibility layer, and takes nothing
        pass
    finally:
        del sys.modules[_URLLIB]
