"""``searchkit suggest`` and ``similar``: what else may be looked for."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption
from searchkit.cli.output import print_json, shown
from searchkit.cli.searching.words import join_words
from searchkit.messages import translated

LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to show.")]


def suggest(
    typed: Annotated[
        list[str],
        typer.Argument(metavar="TYPED...", help="The beginning of a query: sap xep d."),
    ],
    index: IndexOption = DEFAULT_INDEX,
    limit: LimitOption = 10,
    json: JsonOption = False,
) -> None:
    """Complete what is being typed, from numbers, titles, headings and frequent phrases."""
    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.suggest(join_words(typed), limit)
    if json:
        print_json({"completions": [completion.to_dict() for completion in found]})
        return
    for completion in found:
        typer.echo(shown(f"{completion.text}  ({translated(completion.kind)})"))


def similar(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id, path, number or title.")
    ],
    index: IndexOption = DEFAULT_INDEX,
    limit: LimitOption = 10,
    json: JsonOption = False,
) -> None:
    """List the documents most like one; near-duplicates are marked."""
    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.similar(document, limit)
    if json:
        print_json({"documents": [other.to_dict() for other in found]})
        return
    for other in found:
        mark = " = " if other.near_duplicate else "   "
        shared = ", ".join(other.terms)
        line = f"{other.likeness:4.0%}{mark}{other.id} · {other.title}"
        typer.echo(shown(f"{line} ({shared})" if shared else line))
