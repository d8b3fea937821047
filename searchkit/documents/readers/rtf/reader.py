"""Rich Text Format (.rtf): the text as Word shows it, by the specification 1.9.1 of Microsoft."""

from __future__ import annotations

from searchkit.documents.extraction import Extraction, tidy_lines
from searchkit.documents.readers.decoding import to_unicode
from searchkit.documents.readers.page_headers import letterhead_of
from searchkit.documents.readers.rtf.groups import read_stories
from searchkit.documents.readers.table_rows import lines


def extract(data: bytes, path: str) -> Extraction:  # noqa: ARG001  # every reader takes a path
    """Return the text: the body, tables in place, then notes and text boxes as they come.

    Lists show their numbers and fields their results; each run is read as its font shows it.
    Hidden and deleted text, comments and headers are left out, but for a letterhead in a header.
    """
    stories = read_stories(data.decode("latin-1"))
    body = list(lines(stories.body))
    head = letterhead_of(("\n".join(lines(story)) for story in stories.headers), body)
    blocks = [head, *body, *(line for story in stories.asides for line in lines(story))]
    return Extraction(tidy_lines(to_unicode("\n".join(blocks))))
