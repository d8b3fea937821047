"""What an index is asked about its documents' relations: what holds, and what a draft cites."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import UsageError, storage_errors
from searchkit.library.session import Session

if TYPE_CHECKING:
    from searchkit.index.relations.amendments import Amendment
    from searchkit.index.relations.states import Validity
    from searchkit.index.relations.versions import ComparedDocuments
    from searchkit.index.relations.views import DocumentRelations, TimelineEvent
    from searchkit.search.verification.report import Verification


class Relating(Session):
    """Relations between documents, versions of a text, and whether one holds on a day."""

    @storage_errors()
    def relations(
        self, document: str, *, on: dt.date | str | None = None, cites: bool = True
    ) -> DocumentRelations:
        """Return what a document does to others and others do to it, and whether it holds.

        ``document`` is called as `document` takes it, ``on`` is a day, today if none is given;
        without ``cites`` mere citations are left out. Raises UsageError when there is no such
        document, or no such day.
        """
        from searchkit.index.relations.views import related_documents

        return related_documents(self._current().catalogue, document, _day(on), cites=cites)

    @storage_errors()
    def validity(
        self, document: str, place: str = "", *, on: dt.date | str | None = None
    ) -> Validity:
        """Return whether a document, or a place in it (``khoản 2 Điều 5``), holds on a day.

        Raises UsageError when there is no such document, or no such day.
        """
        from searchkit.index.relations.views import validity_of

        return validity_of(self._current().catalogue, document, _day(on), place)

    @storage_errors()
    def amendments(self, document: str, *, on: dt.date | str | None = None) -> list[Amendment]:
        """Return what other acts did to places of a document, in the order of its text.

        Each has the wording before and after it, where the act gives one. Raises UsageError when
        there is no such document, or no such day.
        """
        from searchkit.index.relations.amendments import amendments

        return amendments(self._current().catalogue, document, _day(on))

    @storage_errors()
    def compare(self, document: str, other: str) -> ComparedDocuments:
        """Return two documents side by side, paragraph by paragraph, with the words that differ.

        Raises UsageError when there is no such document, or they are too long.
        """
        from searchkit.index.relations.versions import compare

        return compare(self._current().catalogue, document, other)

    @storage_errors()
    def timeline(self, document: str) -> list[TimelineEvent]:
        """Return what happened to a document, day by day, the oldest first.

        Raises UsageError when there is no such document.
        """
        from searchkit.index.relations.views import timeline

        return timeline(self._current().catalogue, document)

    @storage_errors()
    def verify(
        self,
        draft: str | Path,
        *,
        on: dt.date | str | None = None,
        comments: str | Path | None = None,
    ) -> Verification:
        """Look up every document, place and quotation that a draft cites, as of a day.

        ``draft`` is a file that searchkit reads, ``on`` a day, today if none is given. With
        ``comments`` a copy of the draft, a .docx, is written there, with a comment at each citation
        of which anything was found. Raises UsageError when there is no such file, no such day or
        the draft is no .docx, DocumentError for a file that cannot be read, and MissingExtraError
        for comments without python-docx.
        """
        from searchkit.search.verification.checking import verify_text
        from searchkit.search.verification.drafts import read_draft

        path, day = Path(draft), _day(on)
        text = read_draft(path).text
        found = verify_text(self._current().catalogue, text, path, day)
        if comments is not None:
            from searchkit.search.verification.comments import write_comments

            write_comments(found, Path(comments), text)
        return found


def _day(on: dt.date | str | None) -> dt.date:
    """Return the day that is meant, today if none is; raises UsageError for what is no day."""
    if on is None:
        return dt.date.today()
    if isinstance(on, dt.date):
        return on
    from searchkit.text.legal.dates import parse_date

    found = parse_date(on)
    if found is None or found.precision != "day":
        raise UsageError(f'on "{on}" is no day: write 17/2/2025 or 2025-02-17')
    return found.first
