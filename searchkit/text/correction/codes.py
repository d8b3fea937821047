"""The letters and figures of a code, together or apart as the index has them.

A road is ``QL1A``, ``QL 1A`` or ``QL.1A``, a cement ``PCB40`` or ``PCB 40``: one token or two.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.text.spelling.syllables import fold_term

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Held = Callable[[set[str]], set[str]]

_CODE = lazy_pattern(r"(?<![\w/.-])([^\W\d_]{1,6})[ .-]?([0-9]{1,5}[^\W\d_]?)(?![\w/-])")
_MOST_CODES = 16


def respace_codes(text: str, held: Held) -> str:
    """Return ``text`` (NFC) with codes as the index has them, where it lacks them as typed.

    ``held`` returns which of some folded terms the index has. Only a space is put in or taken out,
    or a full stop or hyphen taken out; at most 16 codes are looked at.
    """
    pieces, end = [], 0
    for code in islice(_CODE.finditer(text), _MOST_CODES):
        pieces += [text[end : code.start()], _as_known(code, held)]
        end = code.end()
    return "".join([*pieces, text[end:]])


def _as_known(code: re.Match[str], held: Held) -> str:
    letters, figures = code.groups()
    joined = f"{letters}{figures}"
    parts = {fold_term(letters.lower()), fold_term(figures.lower())}
    whole = fold_term(joined.lower())
    known = held({whole, *parts})
    together, apart = whole in known, parts <= known
    if together == apart:
        return code[0]  # known either way, or neither
    if code[0] == joined:
        return code[0] if together else f"{letters} {figures}"
    return joined if together else code[0]
