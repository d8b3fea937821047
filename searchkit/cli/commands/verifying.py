"""``searchkit verify``: whether what a draft cites is there, holds, and is quoted as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption
from searchkit.cli.output import print_json, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit import CheckedCitation, Verification

_WRONG = 3


def verify(
    draft: Annotated[Path, typer.Argument(help="A file: .docx, .pdf, .txt and others.")],
    index: IndexOption = DEFAULT_INDEX,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="The day on which it must hold: 2026-03-01."),
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
        found = target.verify(draft, on=on)
    if json:
        print_json(found.to_dict())
    else:
        typer.echo("\n".join(map(shown, _report(found))))
    if not found.is_right:
        raise typer.Exit(_WRONG)


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
    faults = sum(any(one.wrong for one in cited.findings) for cited in found.citations)
    yield f"{len(found.citations):,} citations, {faults:,} wrong, on {found.on}"


def _called(cited: CheckedCitation) -> str:
    place = f"{cited.place} " if cited.place else ""
    where = cited.passage or cited.document
    return f"{place}{cited.text}" + (f" → {where}" if where else "")
