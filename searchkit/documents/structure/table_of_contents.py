"""Tables of contents, whose entries look like headings and open nothing."""

from __future__ import annotations

import re

from searchkit.documents.structure.markers import Kind, is_title, kind_of, label_of

LONGEST_TITLE = 12
"""The characters that the title of a table of contents has at most."""

_TITLE = re.compile(r"mục\s+lục\s*:?$", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|[\s.…_|])(?:\d{1,4}|trang|tr\.?)$", re.IGNORECASE)
_LEADER = re.compile(r"[.…_]\s?[.…_]{2,}\s*\d{1,4}$|……?\s*\d{1,4}$")


class TableOfContents:
    """Tells the lines of a table of contents, which begins with ``MỤC LỤC`` on a line.

    It ends with the first line that neither names a heading nor ends with a page number, and at
    the latest where its first heading, or an article, comes a second time.
    """

    def __init__(self) -> None:
        self.inside = False  # whether the last line was one of the table
        self._first: tuple[Kind, str] | None = None
        self._articles: set[str] = set()
        self._bare = False

    def begins(self, line: str) -> bool:
        """Tell whether a line without a marker is the title of a table; if not, it may end one."""
        if len(line) <= LONGEST_TITLE and _TITLE.match(line):
            self.inside = True
            self._first, self._articles, self._bare = None, set(), False
            return True
        self.holds(line, None)
        return False

    def holds(self, line: str, marker: re.Match[str] | None) -> bool:
        """Tell whether a line with this marker is an entry."""
        if marker and _has_leader(line):
            return True
        if self.inside:
            self.inside = self._is_entry(line, marker)
        return self.inside

    def _is_entry(self, line: str, marker: re.Match[str] | None) -> bool:
        titles_follow, self._bare = self._bare, False
        if marker is None:
            return _PAGE.search(line) is not None or (titles_follow and is_title(line))
        kind, label = kind_of(marker), label_of(marker).upper()
        self._bare = len(line) <= len(marker[0]) + 1
        if self._comes_again(kind, label) and not _PAGE.search(line):
            return False
        return kind < Kind.POINT and is_title(line.rstrip("."))

    def _comes_again(self, kind: Kind, label: str) -> bool:
        again = (kind, label) == self._first or (kind is Kind.ARTICLE and label in self._articles)
        self._first = self._first or (kind, label)
        if kind is Kind.ARTICLE:
            self._articles.add(label)
        return again


def _has_leader(line: str) -> bool:
    """Tell whether a line ends with dots that lead to the number of a page."""
    return line[-1:].isdigit() and _LEADER.search(line, max(0, len(line) - 40)) is not None
