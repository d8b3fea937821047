"""Text boxes that are anchored in a paragraph: they stand before it or behind it, never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree  # type: ignore[import-untyped]


class Run(NamedTuple):
    """Characters in one font, or a text box that is anchored where they would stand."""

    text: str
    font: str
    box: etree._Element | None = None


def boxes_around(runs: Sequence[Run]) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return the boxes that are anchored at the begin of a paragraph's text, and the others.

    A letterhead in a box is anchored in front of the text beside it; what explains a word, behind.
    """
    begin = next((at for at, run in enumerate(runs) if run.text.strip()), len(runs))
    return (
        [run.box for run in runs[:begin] if run.box is not None],
        [run.box for run in runs[begin:] if run.box is not None],
    )
