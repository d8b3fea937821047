"""Rich Text Format (.rtf): the text as Word shows it, by the specification 1.9.1 of Microsoft."""

from __future__ import annotations

from searchkit.documents.extraction import Extraction, tidy_lines
from searchkit.documents.readers.decoding import to_unicode
from searchkit.documents.readers.rtf.groups import read_stories
from searchkit.documents.readers.table_rows import lines


def extract(data: bytes, path: str) -> Extraction:  # noqa: ARG001  # every reader takes a path
    """Return the text: the body, tables in place, then notes and text boxes as they come.

    Lists show their numbers and fields their results; each run is read as its font shows it.
    Hidden and deleted text, headers and comments are left out.
    """
    body, *asides = read_stories(data.decode("latin-1"))
    blocks = [*lines(body), *(line for story in asides for line in lines(story))]
    return Extraction(tidy_lines(to_unicode("\n".join(blocks))))
