"""The options of ``searchkit search``, of which ``searching.running`` says what it does."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit.cli.options import (
    IndexOption,
    JsonOption,
    NamesFileOption,
    TopicsFileOption,
    WeightsOption,
)
from searchkit.cli.searching.running import search

_OWN = {
    "query": typer.Argument(
        metavar="[QUERY]...",
        help=(
            "Words, a question, a document number, with or without quotes around it; "
            """'"…"' is an exact phrase, -word excludes."""
        ),
    ),
    "limit": typer.Option("--limit", "-n", min=1, help="Hits to show."),
    "topic": typer.Option("--topic", "-t", metavar="NAME", help="Rank passages about a topic."),
    "per_document": typer.Option(
        "--per-document", min=1, metavar="N", help="Hits of one document at most."
    ),
    "type_": typer.Option(
        "--type", metavar="TYPE", help="Only documents of a type: nghị quyết, NQ."
    ),
    "issuer": typer.Option(
        "--issuer", metavar="NAME", help="Only documents of an issuer: UBND tỉnh."
    ),
    "superior": typer.Option("--superior", metavar="NAME", help="Only issuers under this body."),
    "signer": typer.Option("--signer", metavar="NAME", help="Only what this person signed."),
    "place": typer.Option("--place", metavar="NAME", help="Only documents from a place."),
    "number": typer.Option(
        "--number", metavar="NUMBER", help="Only the document of a number: 18-NQ/TW, NQ18."
    ),
    "since": typer.Option("--since", metavar="DATE", help="First date: 17/2/2025, 3/2025, 2025."),
    "until": typer.Option("--until", metavar="DATE", help="Last date: 2025-02-17, 3/2025, 2025."),
    "where": typer.Option(
        "--where",
        metavar="FIELD=VALUE",
        help="Only records whose own field has a value: ho-so=HS-17, trang=10..20.",
    ),
    "in_force": typer.Option(
        "--in-force", help="Only what is known to hold today, or on the day --on."
    ),
    "on": typer.Option(
        "--on", metavar="DAY", help="Only what held on a day: 2024-03-01, 1/3/2024."
    ),
    "with_unknown": typer.Option(
        "--with-unknown", help="Keep documents that do not say what a filter asks for."
    ),
    "every_copy": typer.Option("--all", help="Show what says the same as another hit as well."),
    "exact_names": typer.Option(
        "--exact-names", help="Look for no other names of a place or body."
    ),
    "offset": typer.Option("--offset", min=0, metavar="N", help="Hits to pass over."),
    "page": typer.Option("--page", min=1, metavar="N", help="The N-th page of --limit hits."),
    "sort": typer.Option(
        "--sort",
        metavar="FIELD",
        help="Order: relevance, date (ngày), number, title or an own field; -date: the last first.",
    ),
    "group": typer.Option("--group", help="Show documents, each with --per-document passages."),
    "facets": typer.Option(
        "--facets",
        metavar="NAME",
        help="Count the values of type (loại), issuer, year, folder, topic … or an own field.",
    ),
    "choose": typer.Option(
        "--choose", metavar="NAME=VALUE", help="Only documents with this value of a facet."
    ),
    "timeout": typer.Option(
        "--timeout", metavar="SECONDS", help="End the search after so many seconds."
    ),
    "explain": typer.Option("--explain", help="Show what the score is made of."),
}
_SHARED = {
    "index": IndexOption,
    "json": JsonOption,
    "topics": TopicsFileOption,
    "names_file": NamesFileOption,
    "weights": WeightsOption,
}

# Typer reads annotations; the function has those of plain Python, so that it can be called where
# typer is not loaded.
for _name, _option in _OWN.items():
    search.__annotations__[_name] = Annotated[search.__annotations__[_name], _option]
search.__annotations__.update(_SHARED)
