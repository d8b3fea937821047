"""Concepts of a SKOS thesaurus in RDF/XML, Turtle or N-Triples.

Source: W3C Recommendation "SKOS Simple Knowledge Organization System Reference" (2009), with its
extension SKOS-XL, in which labels are things of their own; EuroVoc comes in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit.errors import MissingExtraError, UsageError, reason_of
from searchkit.search.topics.thesauri.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = {".rdf": "xml", ".xml": "xml", ".owl": "xml", ".ttl": "turtle", ".nt": "nt"}
"""How the file's name ends, and what rdflib calls the format. JSON-LD is none of them: it may name
addresses that would be looked up in the network."""

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"


def read_skos(file: Path) -> dict[str, Concept]:
    """Return the concepts of a file by their addresses, in the order of these.

    Raises MissingExtraError without the extra ``skos``, UsageError for a file that cannot be read.
    """
    try:
        import rdflib
    except ImportError as missing:
        raise MissingExtraError("reading SKOS needs rdflib", "skos") from missing
    try:
        data = file.read_bytes()
        graph = rdflib.Graph()
        graph.parse(data=data, format=FORMATS[file.suffix.lower()], publicID=file.name)
    except OSError as failed:
        error = reason_of(failed)
        raise UsageError(f"the thesaurus {file} cannot be read: {error}") from failed
    except Exception as broken:  # rdflib's parsers raise errors of their own, of several kinds
        raise UsageError(
            f"the thesaurus {file} cannot be read: {' '.join(str(broken).split())[:200]}"
        ) from broken
    concepts = _Reader(graph, rdflib.URIRef).read()
    if not concepts:
        raise UsageError(f"the thesaurus {file} holds no concepts (skos:Concept)")
    return concepts


class _Reader:
    """Reads the concepts of a graph."""

    def __init__(self, graph: Any, address: Any) -> None:
        self._graph = graph
        self._address = address

    def read(self) -> dict[str, Concept]:
        """Return the concepts by their addresses."""
        preferred = self._address(_SKOS + "prefLabel"), self._address(_XL + "prefLabel")
        kind = self._address("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        subjects = set(self._graph.subjects(kind, self._address(_SKOS + "Concept")))
        if not subjects:  # some thesauri leave the types out
            subjects = {subject for one in preferred for subject in self._graph.subjects(one)}
        concepts = {str(subject): self._concept(subject) for subject in sorted(subjects)}
        for subject in subjects:
            for other in self._graph.objects(subject, self._address(_SKOS + "narrower")):
                if str(other) in concepts:
                    concepts[str(other)].broader.append(str(subject))
        for concept in concepts.values():
            concept.broader = sorted(set(concept.broader))
        return concepts

    def _concept(self, subject: Any) -> Concept:
        concept = Concept(str(subject))
        for language, text in sorted(self._labels(subject, "prefLabel")):
            concept.preferred.setdefault(language, text)
        for name, labels in (("altLabel", concept.alternative), ("hiddenLabel", concept.hidden)):
            for language, text in sorted(self._labels(subject, name)):
                labels.setdefault(language, []).append(text)
        for name in ("definition", "scopeNote"):
            for language, text in sorted(self._literals(subject, _SKOS + name)):
                concept.definition.setdefault(language, text)
        for name in ("broader", "broaderTransitive", "broadMatch"):
            found = self._graph.objects(subject, self._address(_SKOS + name))
            concept.broader += [str(other) for other in found]
        return concept

    def _labels(self, subject: Any, name: str) -> Iterator[tuple[str, str]]:
        yield from self._literals(subject, _SKOS + name)
        for label in self._graph.objects(subject, self._address(_XL + name)):
            yield from self._literals(label, _XL + "literalForm")

    def _literals(self, subject: Any, address: str) -> Iterator[tuple[str, str]]:
        """Yield the language and the text of each value that is a text."""
        for value in self._graph.objects(subject, self._address(address)):
            language = getattr(value, "language", None)
            if not isinstance(value, self._address):
                yield (language or "").lower(), str(value)
