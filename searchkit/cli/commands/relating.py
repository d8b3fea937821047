"""``searchkit relations`` and ``timeline``: what documents do to each other, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption
from searchkit.cli.output import print_json, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit import DocumentRelations, RelatedDocument

_DOCUMENT = typer.Argument(help="A document's id, path or the end of it, number, or title.")
_LONGEST_LABEL = 60


def relations(
    document: Annotated[str, _DOCUMENT],
    index: IndexOption = DEFAULT_INDEX,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="Whether it holds on a day: 2024-03-01."),
    ] = None,
    dot: Annotated[
        bool, typer.Option("--dot", help="Print a drawing for Graphviz (dot -Tsvg).")
    ] = False,
    table: Annotated[
        bool, typer.Option("--table", help="Print one relation a line, with tabs between cells.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show what a document is based on, changes and cites, what changed it, and whether it holds.

    What the index does not have is shown by its number. Each relation has the sentence that proves
    it in --json.
    """
    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.relations(document, on=on)
    if json:
        print_json(found.to_dict())
    elif dot:
        typer.echo("\n".join(_drawing(found)))
    elif table:
        for one in found.related:
            cells = [_direction(one), one.kind_name, one.name, one.id, "; ".join(one.places)]
            typer.echo(shown_cells([*cells, one.day, one.sentence]))
    else:
        typer.echo("\n".join(map(shown, _tree(found))))


def timeline(
    document: Annotated[str, _DOCUMENT],
    index: IndexOption = DEFAULT_INDEX,
    json: JsonOption = False,
) -> None:
    """List what happened to a document, day by day: issued, in effect, amended, replaced."""
    from dataclasses import asdict

    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.timeline(document)
    if json:
        print_json([asdict(event) for event in found])
        return
    for event in found:
        where = f" ({event.id})" if event.id else ""
        typer.echo(shown(f"{event.day}  {event.text}{where}"))
    if not found:
        typer.echo("No day is known of this document.")


def shown_cells(cells: list[str]) -> str:
    """Return cells as a line, with tabs between them and in none of them."""
    return "\t".join(shown(cell.replace("\t", " ")) for cell in cells)


def _direction(one: RelatedDocument) -> str:
    return "bởi" if one.does else "tới"


def _tree(found: DocumentRelations) -> Iterator[str]:
    yield f"{found.name} · {found.title}" if found.name != found.title else found.title
    yield f"{found.validity.name}: {found.validity.reason}"
    groups: dict[tuple[bool, str], list[RelatedDocument]] = {}
    for one in found.related:
        groups.setdefault((one.does, one.kind_name), []).append(one)
    for place, ((does, kind), several) in enumerate(groups.items(), start=1):
        last = place == len(groups)
        yield f"{'└─' if last else '├─'} {kind} bởi" if does else f"{'└─' if last else '├─'} {kind}"
        for i, one in enumerate(several, start=1):
            facts = [one.name, "; ".join(one.places), one.day and f"từ {one.day}", one.id]
            branch = "└─" if i == len(several) else "├─"
            yield f"{'   ' if last else '│  '}{branch} {' · '.join(filter(None, facts))}"


def _drawing(found: DocumentRelations) -> Iterator[str]:
    yield "digraph searchkit {"
    yield "  rankdir=LR; node [shape=box];"
    yield f"  {_quoted(found.name)} [style=bold];"
    for one in dict.fromkeys((r.does, r.kind_name, r.name, bool(r.id)) for r in found.related):
        does, kind, name, known = one
        ends = (name, found.name) if does else (found.name, name)
        if not known:
            yield f"  {_quoted(name)} [style=dashed];"
        yield f"  {_quoted(ends[0])} -> {_quoted(ends[1])} [label={_quoted(kind)}];"
    yield "}"


def _quoted(text: str) -> str:
    short = text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"
    plain = shown(short).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
