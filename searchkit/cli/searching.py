"""``searchkit search``: a question or a topic in, a readable list or JSON out."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption, TopicsFileOption


def search(
    query: Annotated[
        str | None,
        typer.Argument(
            help='Words, a question, a document number; "…" is an exact phrase, -word excludes.'
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
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what the score is made of.")
    ] = False,
    topics: TopicsFileOption = None,
) -> None:
    """Find the passages that answer a question, whether it is typed with diacritics or not."""
    from searchkit.errors import UsageError
    from searchkit.library import open_index

    if query is None and topic is None:
        raise UsageError("nothing to look for: give a QUERY, a --topic, or both")
    with open_index(index, topics=topics) as target:
        result = target.search(
            query or "", limit=limit, topic=topic, per_document=per_document, explain=explain
        )
    if json:
        from json import dumps

        typer.echo(dumps(result.to_dict(), ensure_ascii=False))
    else:
        from searchkit.cli.rendering import print_result

        print_result(result)
