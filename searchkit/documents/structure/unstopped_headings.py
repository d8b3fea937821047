"""Headings whose number has no stop, as national standards write them: ``6 Yêu cầu lắp đặt``.

So TCVN 1-2:2008 numbers clauses; what they hold is ``6.1``, ``6.2``. A row of a table looks the
same, so a text has such headings only where one is followed by the first clause that it holds.
"""

from __future__ import annotations

import re

from searchkit.documents.structure.markers import is_title

_LONGEST = 20  # syllables
_HOLDS_CLAUSES = re.compile(r"\n(\d{1,2})[ \t]+[^\W\d_][^\n|]{1,150}\n+\1\.\d")
_LINE = re.compile(r"\n(\d{1,2})[ \t]+([^\W\d_][^\n|]{1,150})(?=\n+(\S{1,8}))")


def unstopped_headings(text: str) -> dict[int, str]:
    """Return the numbers of such headings by the offsets at which they begin.

    A heading that plain text follows must be the first, or count on from the last.
    """
    found: dict[int, str] = {}
    text = f"\n{text}"  # so that every line begins behind a line break, at its offset in the text
    if not _HOLDS_CLAUSES.search(text):
        return found
    last = 0
    for line in _LINE.finditer(text):
        number, title, following = line.groups()
        if not title[0].isupper() or not is_title(title.rstrip(), _LONGEST):
            continue
        holds = following.startswith(f"{number}.")
        if holds or (int(number) == last + 1 and not following[0].isdigit()):
            found[line.start()] = number
            last = int(number)
    return found
