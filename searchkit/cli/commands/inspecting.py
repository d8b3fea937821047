"""``searchkit show``, ``list``, ``stats`` and others: what the index holds, and what goes."""

from __future__ import annotations

from typing import Annotated

import typer

from searchkit.cli.options import (
    DEFAULT_INDEX,
    DEFAULT_WAIT,
    IndexOption,
    JsonOption,
    WaitOption,
)
from searchkit.cli.output import print_json, shown, shown_text, tell, tell_note
from searchkit.messages import written_date

MOST_VALUES = 20
WHOLE = ("terms", "years")
"""Counts that are shown whole, since they are in an order of their own."""

_COUNTED = {
    "documents": "documents of the index",
    "passages": "passages of the index",
    "files": "files that were read",
    "failed": "files that could not be read",
    "segments": "segments of the index",
    "index_bytes": "bytes of the index",
    "text_bytes": "bytes of the texts",
    "terms": "terms of each token stream",
    "numbered": "documents with a number",
    "types": "documents by type",
    "issuers": "documents by issuer",
    "signers": "documents by signer",
    "places": "documents by place",
    "years": "documents by year",
}
"""What each count is, for people."""


def show(
    document: Annotated[
        str,
        typer.Argument(
            help="A document's id, path or the end of it, number, or title; or the id of a hit."
        ),
    ],
    index: IndexOption = DEFAULT_INDEX,
    passage: Annotated[
        int | None,
        typer.Option("--passage", "-p", min=1, metavar="N", help="Only the N-th passage."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Print a document's text as searchkit extracted it; offsets of hits point into it.

    The id of a hit (ke-hoach.txt#3) shows its passage. Of a file that could not be read it says
    why, with exit code 1.
    """
    from dataclasses import asdict

    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.document(document)
    passage = found.named if passage is None else passage
    text = found.text if passage is None else found.passage_text(passage)
    if json:
        values = asdict(found)
        if passage is not None:
            values["passages"] = [values["passages"][passage - 1]]
            values["text"] = text
        print_json(values)
    else:
        typer.echo(shown_text(text))


def list_(
    index: IndexOption = DEFAULT_INDEX,
    folder: Annotated[
        str | None, typer.Option("--folder", metavar="DIR", help="Only what is in this folder.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="Only files of a kind (pdf), or a type (nghị quyết)."
        ),
    ] = None,
    without: Annotated[
        str | None,
        typer.Option(
            "--without",
            metavar="FACT",
            help="Only documents without number, date, type, issuer, signer, place or title.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the documents of the index, one a line: id, number, date and title."""
    from dataclasses import asdict

    from searchkit.library import open_index

    with open_index(index) as target:
        found = list(target.documents(folder=folder, kind=kind, without=without))
    if json:
        print_json([asdict(document) for document in found])
        return
    if not found:
        tell("there is no such document in the index", err=True)
    for document in found:
        known = document.metadata
        facts = [known.get("number", ""), written_date(known.get("date", ""))]
        typer.echo(shown(" · ".join(filter(None, [document.id, *facts, document.title]))))


def remove(
    names: Annotated[
        list[str],
        typer.Argument(metavar="PATH|ID...", help="Files and folders, or ids of documents."),
    ],
    index: IndexOption = DEFAULT_INDEX,
    wait: WaitOption = DEFAULT_WAIT,
    json: JsonOption = False,
) -> None:
    """Remove documents from the index; files stay where they are.

    What is still in a folder comes back when the folder is indexed again, unless a
    .searchkitignore leaves it out.
    """
    from searchkit.library import open_index

    with open_index(index) as target:
        removed = target.remove(names, wait=wait)
    if json:
        print_json({"removed": removed})
    else:
        tell(f"{removed:,} removed")


def stats(index: IndexOption = DEFAULT_INDEX, json: JsonOption = False) -> None:
    """Count what the index holds: documents, passages, terms, bytes, and documents by metadata.

    Documents are counted that have a number, and by type, issuer, signer, place and year; a list
    shows the 20 most frequent values, --json all.
    """
    from dataclasses import asdict

    from searchkit.library import open_index

    with open_index(index) as target:
        found = asdict(target.stats())
    if json:
        print_json(found)
        return
    for name, value in found.items():
        what = _COUNTED[name]
        if value == {}:
            continue
        if isinstance(value, dict):
            tell(f"{what}:")
            first = list(value.items()) if name in WHOLE else list(value.items())[:MOST_VALUES]
            for key, count in first:
                tell(f"  {key}: {count:,}")
            if len(first) < len(value):
                tell(f"  … and {len(value) - len(first):,} more")
        else:
            tell(f"{what}: {value:,}")


def failures(index: IndexOption = DEFAULT_INDEX, json: JsonOption = False) -> None:
    """List what could not be indexed, with the reason and what to do about it."""
    from dataclasses import asdict

    from searchkit.cli.failures import line_of
    from searchkit.library import open_index

    with open_index(index) as target:
        found = target.failures()
    if json:
        print_json([asdict(failure) for failure in found])
        return
    for failure in found:
        typer.echo(line_of(failure))


def check(
    index: IndexOption = DEFAULT_INDEX,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make the index anew from the texts that it holds.")
    ] = False,
    wait: WaitOption = DEFAULT_WAIT,
    json: JsonOption = False,
) -> None:
    """Verify every file of the index against its checksums; exit code 1 when one is damaged.

    With --repair, what is stored is kept though its files be gone; what is lost is listed.
    """
    from searchkit.cli.failures import line_of
    from searchkit.library import open_index, repair_index

    if repair:
        report = repair_index(index, wait=wait)
        for failure in report.failures:
            typer.echo(line_of(failure), err=True)
        tell(f"{report.added:,} documents kept from their stored texts")
    with open_index(index) as target:
        files = target.check()
        notes = target.notes()
    if json:
        print_json({"files": files, "notes": notes})
        return
    tell(f"{len(files)} files, {sum(files.values()) / 1e6:,.1f} MB, all as they were written")
    for note in notes:
        tell_note(note)
