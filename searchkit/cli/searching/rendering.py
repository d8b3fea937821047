"""How hits look on a terminal, and in a file when the output goes there.

Made with textwrap and a few styles of our own: loading rich took as long as the search itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import PurePath
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from searchkit.cli.output import echo, shown
from searchkit.messages import noted, translated, written_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit import Hit, SearchResult, Validity

INDENT = 4
PLAIN_WIDTH = 100
PLAIN_MARKS = ("«", "»")
"""What marks a match where there is no colour."""

_START, _END = "\x02", "\x03"
"""Stand for the marks while lines are broken; texts are shown without control characters."""

_STYLES = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "red": "\x1b[31m",
    "green": "\x1b[32m",
    "cyan": "\x1b[36m",
    "match": "\x1b[33m\x1b[1m",
}
_PLAIN = "\x1b[0m"
"""What terminals of ECMA-48 (ANSI) understand: how a text begins that looks so, and how it ends."""


def print_result(result: SearchResult, found: str = "passages", *, filtered: bool = False) -> None:
    """Print the hits as a list, or what else to try when there is none.

    ``found`` is what the hits are: passages, or documents that filters alone let pass; ``filtered``
    says whether there were filters.
    """
    page = _Page()
    if result.searched is not None:
        page.say(f'Nothing found for "{result.query}"; showing what "{result.searched}" finds.')
        page.print()
    for hits in _by_document(result):
        _print_document(page, hits)
    for name, values in result.facets.items():
        counted = (f"{value.label} {value.count:,}" for value in values)
        page.print(shown(f"{translated(name)}: " + " · ".join(counted)))
    if result.suggestions:
        page.print(translated("Did you mean:") + " " + shown("; ".join(result.suggestions)))
    for note in result.notes:
        page.print(shown(noted(note)))
    if result.hits:
        page.print(translated(_counted(result, found)), style="dim")
    elif result.offset and result.available:
        page.say(
            f"There is nothing on this page: all pages together have {result.available:,} hits."
        )
    elif not result.query.strip():
        page.say("Nothing found: no document meets all that is asked for.")
    elif not result.understood:
        page.say("Nothing found: there is nothing to look for.")
    elif filtered and result.notes:
        page.say(f'Nothing found for "{result.query}" under these filters.')
    else:
        page.say(
            f'Nothing found for "{result.query}". Try fewer or other words, without quotation '
            "marks; or see `searchkit topics`."
        )


def _counted(result: SearchResult, found: str) -> str:
    took = f"{result.took_ms:.0f} ms"
    first = result.offset + 1
    shown_hits = f"{first:,}-{result.offset + len(result):,}" if first > 1 else f"{len(result)}"
    if found == "documents":
        return f"{shown_hits} of {result.documents:,} documents, {took}"
    return f"{shown_hits} of {result.passages:,} passages in {result.documents:,} documents, {took}"


class _Page:
    """Prints lines no wider than the terminal, in colour where there is one."""

    def __init__(self) -> None:
        terminal = sys.stdout.isatty()
        self._width = _columns() if terminal else PLAIN_WIDTH
        self._colour = terminal and not os.environ.get("NO_COLOR")

    def say(self, text: str) -> None:
        """Print a sentence in the language of whoever reads."""
        self.print(shown(translated(text)))

    def print(self, text: str = "", indent: int = 0, style: str = "") -> None:
        """Print a paragraph, in one of ``_STYLES`` where there is colour."""
        lines = TextWrapper(
            width=self._width,
            initial_indent=" " * indent,
            subsequent_indent=" " * indent,
            break_on_hyphens=False,
        ).fill(text)
        if style and self._colour:
            lines = f"{_STYLES[style]}{lines}{_PLAIN}"
        echo(self._marked(lines))

    def _marked(self, lines: str) -> str:
        start, end = PLAIN_MARKS
        if self._colour:
            start, end = _STYLES["match"], _PLAIN
        return lines.replace(_START, start).replace(_END, end)


def _columns() -> int:
    from shutil import get_terminal_size  # it loads what packs archives

    return get_terminal_size().columns


def _by_document(result: SearchResult) -> list[list[Hit]]:
    """Return the hits document by document, in the order of the best of each."""
    groups: dict[str, list[Hit]] = {}
    for hit in result:
        groups.setdefault(hit.document_id, []).extend([hit, *hit.more])
    return list(groups.values())


def _print_document(page: _Page, hits: list[Hit]) -> None:
    """Print a document once, with its id, which `searchkit show` takes, and its passages below."""
    first = hits[0]
    title = _marked(first.title, first.title_marks) or shown(first.document_id)
    page.print(f"{first.rank:>2}. {title}", style="bold")
    # A file that has been renamed is called by its id still; say where it is now.
    path = [first.path] if _is_renamed(first) else []
    lines = [" · ".join([*_facts(first.metadata), first.document_id, *path])]
    if first.also:
        lines.append("also " + " · ".join(first.also))
    for line in lines:
        page.print(shown(line), INDENT, style="cyan")
    for hit in hits:
        _print_passage(page, hit)
    page.print()


def _is_renamed(hit: Hit) -> bool:
    """Say whether a hit's file is called otherwise than its id, which it was given before."""
    path, name = PurePath(hit.path), PurePath(hit.document_id)
    if not hit.path:  # a program has added it
        return False
    return path.suffix == name.suffix and not path.as_posix().endswith(hit.document_id)


def _print_passage(page: _Page, hit: Hit) -> None:
    place = " › ".join(hit.heading)
    if hit.citation and hit.citation.lower() not in place.lower():
        place = f"{place} › {hit.citation}" if place else hit.citation
    number = f"#{hit.id.rpartition('#')[2]}"
    where = [translated(f"page {hit.page}")] if hit.page else []
    page.print(shown(" · ".join(filter(None, [number, place, *where]))), INDENT, style="green")
    page.print(_marked(hit.snippet, hit.marks), INDENT)
    if hit.same_text:
        page.print(
            translated("the same in ") + shown(" · ".join(hit.same_text)), INDENT, style="dim"
        )
    if hit.validity is not None and (hit.validity.by or not hit.validity.holds):
        page.print(shown(_effect(hit.validity)), INDENT, style="red")
    if hit.explanation is not None and hit.explanation.parts:
        parts = ", ".join(f"{name} {part:.3f}" for name, part in hit.explanation.parts.items())
        page.print(f"score {hit.score:.3f} = {parts}", INDENT, style="dim")
    if hit.explanation is not None and hit.explanation.reasons:
        page.print(translated("because ") + "; ".join(hit.explanation.reasons), INDENT, style="dim")
    if hit.explanation is not None and hit.explanation.phrases:
        page.print(shown("phrases: " + "; ".join(hit.explanation.phrases)), INDENT, style="dim")


def _effect(validity: Validity) -> str:
    """Return whether a passage holds, why, and where to read what changed it."""
    name = "" if validity.name in validity.reason else f"{validity.name}: "
    where = validity.by_passage or validity.by_document
    there = "; " + translated(f"see {where}") if where else ""
    return f"! {name}{validity.reason}{there}"


def _facts(metadata: Mapping[str, str]) -> list[str]:
    """Return what the letterhead says: number, place and date, issuer and body above, signer."""
    known = {name: value for name, value in metadata.items() if value}
    if "date" in known:
        known["date"] = written_date(known["date"])
    issued = ", ".join(known[name] for name in ("place", "date") if name in known)
    body = " - ".join(known[name] for name in ("superior", "issuer") if name in known)
    return list(filter(None, [known.get("number"), issued, body, known.get("signer")]))


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return a text with its matches between the stand-ins."""
    pieces: list[str] = []
    cursor = 0
    for start, end in marks:
        pieces += [shown(text[cursor:start]), _START, shown(text[start:end]), _END]
        cursor = end
    return "".join([*pieces, shown(text[cursor:])])
