"""``searchkit relations``, ``timeline``, ``verify``: what acts do to each other, and what holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption
from searchkit.cli.output import print_json, shown, tell
from searchkit.messages import written_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit import CheckedCitation, DocumentRelations, RelatedDocument, Verification

_DOCUMENT = typer.Argument(help="A document's id, path or the end of it, number, or title.")
_LONGEST_LABEL = 60
_WRONG = 3


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
        typer.echo(shown(f"{written_date(event.day)}  {event.text}{where}"))
    if not found:
        tell("no day is known of this document")


def verify(
    draft: Annotated[Path, typer.Argument(help="A file: .docx, .pdf, .txt and others.")],
    index: IndexOption = DEFAULT_INDEX,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="The day on which it must hold: 2026-03-01."),
    ] = None,
    comments: Annotated[
        Path | None,
        typer.Option(
            "--comments", metavar="OUT.docx", help="Write a copy of a .docx with comments there."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Look up every document, Điều, Khoản, Điểm and quotation that a draft cites.

    Exit code 3 when something is wrong: a citation that is not in the index though something like
    it is, no such place, ended, not yet in force or amended there, another title or date, a
    quotation that differs.
    """
    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.verify(draft, on=on, comments=comments)
    if json:
        print_json(found.to_dict())
    else:
        for line in _report(found):
            typer.echo(shown(line))
        faults = sum(any(one.wrong for one in cited.findings) for cited in found.citations)
        tell(f"{len(found.citations):,} citations, {faults:,} wrong, on {written_date(found.on)}")
    if comments is not None:
        tell(f"comments in {comments}", err=True)
    if not found.is_right:
        raise typer.Exit(_WRONG)


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
            facts = [
                one.name,
                "; ".join(one.places),
                one.day and f"từ {written_date(one.day)}",
                one.id,
            ]
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


def _report(found: Verification) -> Iterator[str]:
    for cited in found.citations:
        wrong = any(one.wrong for one in cited.findings)
        mark = "✗" if wrong else "!" if cited.findings else "✓"
        yield f"{mark} {_called(cited)}"
        for one in cited.findings:
            yield f"    {one.message}"
            if one.difference:
                yield f"    {one.difference}"
            if one.sentence:
                yield f"    {one.stated_in}: {one.sentence}"


def _called(cited: CheckedCitation) -> str:
    place = f"{cited.place} " if cited.place else ""
    where = cited.passage or cited.document
    return f"{place}{cited.text}" + (f" → {where}" if where else "")
