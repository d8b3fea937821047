"""``searchkit search``: a question or a topic in, a readable list or JSON out."""

# Annotations are no strings here, as they are everywhere else: typer would evaluate each of them
# twice, which takes a fiftieth of a search from a cold start.

from typing import Annotated

import typer

from searchkit.cli.options import (
    DEFAULT_INDEX,
    IndexOption,
    JsonOption,
    NamesFileOption,
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
    in_force: Annotated[
        bool,
        typer.Option("--in-force", help="Only what is known to hold today, or on the day --on."),
    ] = False,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="Only what held on a day: 2024-03-01, 1/3/2024."),
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
    exact_names: Annotated[
        bool,
        typer.Option("--exact-names", help="Look for no other names of a place or body."),
    ] = False,
    offset: Annotated[
        int, typer.Option("--offset", min=0, metavar="N", help="Hits to pass over.")
    ] = 0,
    page: Annotated[
        int | None,
        typer.Option("--page", min=1, metavar="N", help="The N-th page of --limit hits."),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="FIELD",
            help="Order: relevance, date, number, title or an own field; -date: the last first.",
        ),
    ] = None,
    group: Annotated[
        bool,
        typer.Option("--group", help="Show documents, each with --per-document passages."),
    ] = False,
    facets: Annotated[
        list[str] | None,
        typer.Option(
            "--facets",
            metavar="NAME",
            help="Count the values of type, issuer, year, folder, topic … or an own field.",
        ),
    ] = None,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            "--choose", metavar="NAME=VALUE", help="Only documents with this value of a facet."
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", metavar="SECONDS", help="End the search after so many seconds."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what the score is made of.")
    ] = False,
    topics: TopicsFileOption = None,
    names_file: NamesFileOption = None,
    weights: WeightsOption = None,
) -> None:
    """Find the passages that answer a question, whether it is typed with diacritics or not.

    Without a question, filters list the documents that meet them, newest first; words that are
    only excluded (-huyện) list the documents without them.
    """
    from searchkit import Filters
    from searchkit.asking.named_values import named_values
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
        in_force=in_force,
        on=on,
        with_unknown=with_unknown,
        where=named_values("--where", where or []),
        chosen=named_values("--choose", choose or []),
    )
    asked = join_words(query or [])
    if not asked.strip() and topic is None and not filters.is_set():
        raise UsageError("nothing to look for: give a QUERY, a --topic or a filter")
    if page is not None and offset:
        raise UsageError("--page and --offset both say where to begin: give one of them")
    with open_index(index, topics=topics, names=names_file, settings=ranking_of(weights)) as target:
        result = target.search(
            asked,
            limit=limit,
            topic=topic,
            filters=filters,
            per_document=per_document,
            explain=explain,
            every_copy=every_copy,
            exact_names=exact_names,
            offset=offset if page is None else (page - 1) * limit,
            sort=sort,
            group="document" if group else None,
            facets=[name.strip() for names in facets or () for name in names.split(",")],
            timeout=timeout,
        )
    if json:
        print_json(result.to_dict())
    else:
        from searchkit.cli.rendering import print_result

        listed = topic is None and all(word.startswith("-") for word in asked.split())
        kind = "documents" if listed or group else "passages"
        print_result(result, kind, filtered=filters.is_set())
