"""What an index holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.index.schema import STREAMS
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from searchkit.backends.base import Backend
    from searchkit.index.catalogue import Catalogue

_COUNTED = ("type", "issuer", "signer", "place", "date")


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds.

    ``files`` and ``failed`` count files, ``index_bytes`` is what they take on disk, ``text_bytes``
    the texts (UTF-8). ``terms`` counts the distinct terms of each token stream; a cluster does not
    count them, and there it is empty. The others count documents by what the documents say of
    themselves: ``numbered`` those that have a number, ``types``, ``issuers``, ``signers``,
    ``places`` and ``years`` those of each value, the years in order and the others with the most
    frequent first.
    """

    documents: int
    passages: int
    files: int
    failed: int
    segments: int
    index_bytes: int
    text_bytes: int
    terms: dict[str, int]
    numbered: int
    types: dict[str, int]
    issuers: dict[str, int]
    signers: dict[str, int]
    places: dict[str, int]
    years: dict[str, int]


def count_index(backend: Backend, catalogue: Catalogue) -> IndexStats:
    """Count what an index holds; reads the record of every document."""
    values: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    passages = text_bytes = numbered = 0
    for document in catalogue.documents():
        passages += document.passages
        text_bytes += document.text_bytes
        numbered += bool(document.metadata.get("number"))
        for name, counter in values.items():
            if value := document.metadata.get(name):
                counter[value[:4] if name == "date" else value] += 1
    states = list(catalogue.sources())
    return IndexStats(
        documents=len(catalogue.boundaries),
        passages=passages,
        files=len(states),
        failed=sum(bool(state.failures) for state in states),
        segments=catalogue.state.segments,
        index_bytes=backend.size(),
        text_bytes=text_bytes,
        terms={
            name: count
            for name in STREAMS
            if (count := catalogue.state.term_count(name)) is not None
        },
        numbered=numbered,
        types=_by_frequency(values["type"]),
        issuers=_by_frequency(values["issuer"]),
        signers=_by_frequency(values["signer"]),
        places=_by_frequency(values["place"]),
        years=dict(sorted(values["date"].items())),
    )


def _by_frequency(values: Counter[str]) -> dict[str, int]:
    """Return the counts, most frequent first; spellings that differ in case only count as one.

    They are shown in their most frequent spelling.
    """
    shown: dict[str, str] = {}
    sums: Counter[str] = Counter()
    for value, count in values.most_common():
        key = " ".join(normalize(value).text.lower().split())
        sums[shown.setdefault(key, value)] += count
    return dict(sums.most_common())
