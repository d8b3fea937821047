"""``searchkit search``: a question or a topic in, a readable list or JSON out."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit.cli.options import (
    DEFAULT_INDEX,
    IndexOption,
    JsonOption,
    TopicsFileOption,
    WeightsOption,
)
from searchkit.cli.output import print_json
from searchkit.cli.settings import ranking_of
from searchkit.cli.words import join_words


def search(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY]...",
            help=(
                "Words, a question, a document number, with or without quotes around it; "
                """'"…"' is an exact phrase, -word excludes."""
            ),
        ),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Hits to show.")] = 10,
    json: JsonOption = False,
    topic: Annotated[
        str | None,
        typer.Option("--topic", "-t", metavar="NAME", help="Rank passages about a topic."),
    ] = None,
    per_document: Annotated[
        int,
        typer.Option("--per-document", min=1, metavar="N", help="Hits of one document at most."),
    ] = 3,
    type_: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="Only documents of a type: nghị quyết, NQ."),
    ] = None,
    issuer: Annotated[
        list[str] | None,
        typer.Option("--issuer", metavar="NAME", help="Only documents of an issuer: UBND tỉnh."),
    ] = None,
    superior: Annotated[
        list[str] | None,
        typer.Option("--superior", metavar="NAME", help="Only issuers under this body."),
    ] = None,
    signer: Annotated[
        list[str] | None,
        typer.Option("--signer", metavar="NAME", help="Only what this person signed."),
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="NAME", help="Only documents from a place."),
    ] = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--number", metavar="NUMBER", help="Only the document of a number: 18-NQ/TW, NQ18."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="First date: 17/2/2025, 3/2025, 2025."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Last date: 2025-02-17, 3/2025, 2025."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="FIELD=VALUE",
            help="Only records whose own field has a value: ho-so=HS-17, trang=10..20.",
        ),
    ] = None,
    with_unknown: Annotated[
        bool,
        typer.Option(
            "--with-unknown", help="Keep documents that do not say what a filter asks for."
        ),
    ] = False,
    every_copy: Annotated[
        bool, typer.Option("--all", help="Show what says the same as another hit as well.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what the score is made of.")
    ] = False,
    topics: TopicsFileOption = None,
    weights: WeightsOption = None,
) -> None:
    """Find the passages that answer a question, whether it is typed with diacritics or not.

    Without a question, filters list the documents that meet them, newest first; words that are
    only excluded (-huyện) list the documents without them.
    """
    from searchkit import Filters
    from searchkit.errors import UsageError
    from searchkit.library import open_index

    filters = Filters(
        type=tuple(type_ or ()),
        issuer=tuple(issuer or ()),
        superior=tuple(superior or ()),
        signer=tuple(signer or ()),
        place=tuple(place or ()),
        number=number,
        since=since,
        until=until,
        with_unknown=with_unknown,
        where=_conditions(where or []),
    )
    asked = join_words(query or [])
    if query is None and topic is None and not filters.is_set():
        raise UsageError("nothing to look for: give a QUERY, a --topic or a filter")
    with open_index(index, topics=topics, settings=ranking_of(weights)) as target:
        result = target.search(
            asked,
            limit=limit,
            topic=topic,
            filters=filters,
            per_document=per_document,
            explain=explain,
            every_copy=every_copy,
        )
    if json:
        print_json(result.to_dict())
    else:
        from searchkit.cli.rendering import print_result

        listed = topic is None and all(word.startswith("-") for word in asked.split())
        kind = "documents" if listed else "passages"
        print_result(result, kind, filtered=filters.is_set())


def _conditions(given: list[str]) -> dict[str, list[str] | str]:
    """Return what is asked of own fields; of a field that is named again any value may be met."""
    from searchkit.errors import UsageError

    found: dict[str, list[str]] = {}
    for condition in given:
        name, equals, value = condition.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'--where "{condition}" has no "=": write FIELD=VALUE, as in trang=12')
        found.setdefault(name.strip(), []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}
