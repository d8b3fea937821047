"""How hits look on a terminal, and in a file when the output goes there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from searchkit.search.hits import Hit, SearchResult

INDENT = 4
PLAIN_WIDTH = 100
PLAIN_MARKS = ("«", "»")
"""What marks a match where there is no colour."""


def print_result(result: SearchResult) -> None:
    """Print the hits as a list, or what else to try when there is none."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PLAIN_WIDTH)
    if result.searched is not None:
        note = f'Nothing found for "{result.query}"; showing what "{result.searched}" finds.\n'
        console.print(note, markup=False)
    names = _names(result)
    for hit in result:
        _print_hit(console, hit, names[hit.path, hit.document_id])
    if result.suggestions:
        console.print("Ý bạn là: " + "; ".join(result.suggestions), markup=False)
    if result.hits:
        console.print(
            f"{len(result)} of {result.total:,} passages, {result.took_ms:.0f} ms", style="dim"
        )
    else:
        console.print(
            f'Nothing found for "{result.query}". Try fewer or other words, without quotation '
            "marks; or see `searchkit topics`.",
            markup=False,
        )


def _names(result: SearchResult) -> dict[tuple[str, str], str]:
    """Return what to call the documents by path and id: the id, or more where two share it."""
    places = {(hit.path, hit.document_id) for hit in result}
    same = Counter(name for _, name in places)
    whole = {at: at[0] if at[0].endswith(at[1]) else "#".join(at) for at in places}
    return {at: whole[at] if same[at[1]] > 1 else at[1] for at in places}


def _print_hit(console: Console, hit: Hit, name: str) -> None:
    head = Text(f"{hit.rank:>2}. ")
    head.append(hit.title or hit.document_id, style="bold")
    console.print(head)
    facts = [hit.metadata[name] for name in ("number", "date", "issuer") if hit.metadata.get(name)]
    page = [f"page {hit.page}"] if hit.page else []
    _print_line(console, " · ".join([*facts, name, *page]), "cyan")
    if hit.also:
        _print_line(console, "also " + " · ".join(hit.also), "cyan")
    place = " › ".join(hit.heading)
    if hit.citation and hit.citation.lower() not in place.lower():
        place = f"{place} › {hit.citation}" if place else hit.citation
    _print_line(console, place, "green")
    console.print(Padding(_marked(console, hit), (0, 0, 0, INDENT)))
    if hit.explanation is not None and hit.explanation.parts:
        parts = ", ".join(f"{name} {part:.3f}" for name, part in hit.explanation.parts.items())
        _print_line(console, f"score {hit.score:.3f} = {parts}", "dim")
    if hit.explanation is not None and hit.explanation.phrases:
        _print_line(console, "phrases: " + "; ".join(hit.explanation.phrases), "dim")
    console.print()


def _print_line(console: Console, line: str, style: str) -> None:
    if line:
        console.print(Padding(Text(line, style=style), (0, 0, 0, INDENT)))


def _marked(console: Console, hit: Hit) -> Text:
    if console.is_terminal and not console.no_color:
        text = Text(hit.snippet)
        for start, end in hit.marks:
            text.stylize("bold yellow", start, end)
        return text
    pieces: list[str] = []
    cursor = 0
    for start, end in hit.marks:
        opening, closing = PLAIN_MARKS
        pieces += [hit.snippet[cursor:start], opening, hit.snippet[start:end], closing]
        cursor = end
    return Text("".join([*pieces, hit.snippet[cursor:]]))
