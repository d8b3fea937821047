"""What searchkit tells the logs of a program: ``logging.getLogger("searchkit")``.

Nothing is shown unless the program asks for it. A program that has never loaded ``logging`` cannot
have asked, and is spared loading it.
"""

from __future__ import annotations

import sys

NAME = "searchkit"


def log(part: str, level: str, message: str, *values: object) -> None:
    """Tell the logger ``searchkit.PART``; ``level`` is ``debug``, ``info`` or ``warning``."""
    logging = sys.modules.get("logging")
    if logging is None:
        return
    above = logging.getLogger(NAME)
    if not above.handlers:
        above.addHandler(logging.NullHandler())  # or Python would print warnings by itself
    getattr(logging.getLogger(f"{NAME}.{part}"), level)(message, *values)
