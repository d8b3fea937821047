"""The fields of the index: what is stored for each passage and by which terms it is found.

One document of the engine stands for one passage. The first passage of a document also carries the
document's record (its text, title and metadata), so the passages of a document always follow one
another and the postings of ``record:document`` are the document boundaries. A file that holds many
documents (a corpus) or none (it failed) has an engine document of its own, ``record:source``.
"""

from __future__ import annotations

from searchkit.backends.base import Fields

STREAMS = ("text", "folded", "pairs", "skips", "words")
"""Token streams that are ranked by BM25; only ``text`` keeps positions, for phrases."""

TITLE_WORDS = "title_words"
"""The token stream of a document's title, at its first passage alone; it is not ranked."""

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
    "issued",
    "title",
    "name",
    "own",
    "heading",
    "order",
    "effective",
    "expires",
    "relations",
    "provision",
)
"""Exact terms: ``key`` is one document, ``source`` one file, ``copy_of`` the file that holds the
same content, ``mentions`` the documents, dates, codes and per cents that a passage names, each in
one spelling; ``title`` is the whole title and the article that a record is (`terms.titles`),
``name`` the words of the file's name (`terms.file_names`), ``issued`` the day, month, quarter and
year of the date, ``own`` the fields that a record was given (`terms.own_fields`), ``heading`` the
titles and headings that begin at a passage (`terms.headings`), ``order`` what documents are sorted
by (`terms.sorting`), ``effective`` and ``expires`` the first day on which a document has effect and
the first on which it has none any more, ``relations`` what it says of others
(`relations.statement_terms`), ``provision`` where in its document a passage stands
(`terms.provisions`); the others come from the letterhead."""

SUPERIOR_BEHIND = "\n"
"""Stands in a term of the field ``issuer`` between an issuer and the body above it, if it has one:
``so noi vu`` and ``ubnd tinh nghe an``."""

DOCUMENT = "document"
SOURCE = "source"

ID = "id:"
"""Stands in a term of the field ``record`` before the id of the document that begins there."""

RECORD = "record:"
BYTES = "bytes:"
"""Stand, in place of a path, before the id of a document that a program has added, or before the
name of the bytes that it has added as a file. No whole path begins so."""

FIELDS = Fields(
    streams=(*STREAMS, TITLE_WORDS),
    positions=("text", TITLE_WORDS),
    keywords=KEYWORDS,
    # See records.py for what each holds.
    stored=("passage", "document", "body", "origin", "statements", "context"),
)
"""All of them, as a back end makes them."""
