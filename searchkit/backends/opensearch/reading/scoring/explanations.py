"""How often documents hold terms, as the cluster explains its scores: exact, but long to read.

This is for the moments in which what is counted of terms is not what the scores were made with: a
commit falls between the two, or the copies of a shard have dropped other deleted documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TERM = re.compile(r"weight\(([^:]+):(.*) in [0-9]+\) \[.*\], result of:", re.DOTALL)
_FREQUENCY = re.compile(r"score\(freq=([0-9.E]+)\)")


def explained(explanation: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """Return how often a document holds the terms, as written, that its score is made of."""
    return dict(_counted(explanation))


def _counted(node: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], float]]:
    term = _TERM.fullmatch(node["description"])
    for inner in node.get("details", ()):
        if term is None:
            yield from _counted(inner)
        elif found := _FREQUENCY.match(inner["description"]):
            yield (term[1], term[2]), float(found[1])
