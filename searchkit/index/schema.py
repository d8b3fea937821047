"""The fields of the index: what is stored for each passage and by which terms it is found.

One Whoosh document stands for one passage. The first passage of a document also carries the
document's record (its text, title and metadata), so the passages of a document always follow one
another and the postings of ``record:document`` are the document boundaries. A file that holds many
documents (a corpus) or none (it failed) has a Whoosh document of its own, ``record:source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh.fields import Schema

STREAMS = ("text", "folded", "pairs", "skips", "words")
"""Token streams that are ranked by BM25; only ``text`` keeps positions, for phrases."""

KEYWORDS = (
    "key",
    "source",
    "copy_of",
    "record",
    "number",
    "mentions",
    "type",
    "issuer",
    "signer",
    "place",
    "date",
)
"""Exact terms: ``key`` is one document, ``source`` one file, ``copy_of`` the file that holds the
same content, ``mentions`` the documents, dates, codes and per cents that a passage names, each in
one spelling; the others come from the letterhead."""

SUPERIOR_BEHIND = "\n"
"""Stands in a term of the field ``issuer`` between an issuer and the body above it, if it has one:
``so noi vu`` and ``ubnd tinh nghe an``."""

DOCUMENT = "document"
SOURCE = "source"


def make_schema() -> Schema:
    """Build the Whoosh schema of a searchkit index."""
    from whoosh.fields import STORED, Schema

    from searchkit.engine.whoosh.field_types import KeywordField, StreamField

    fields = {name: StreamField(positions=name == "text") for name in STREAMS}
    return Schema(
        **fields,
        **{name: KeywordField() for name in KEYWORDS},
        # Stored fields only; see records.py for what each holds.
        passage=STORED(),
        document=STORED(),
        body=STORED(),
        origin=STORED(),
    )
