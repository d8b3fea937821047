"""A thesaurus becomes topics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import UsageError
from searchkit.search.topics.thesauri.concepts import make_topics
from searchkit.search.topics.thesauri.skos import FORMATS, read_skos
from searchkit.search.topics.thesauri.table import read_table_of_concepts

if TYPE_CHECKING:
    from searchkit.search.topics.thesauri.concepts import ImportedTopics

TABLES = (".csv", ".tsv", ".txt")


def import_topics(
    file: str | Path, *, language: str = "vi", narrower: bool = False
) -> ImportedTopics:
    """Return the topics of a thesaurus: SKOS (``.rdf .ttl .nt``) or a table (``.csv .tsv``).

    A concept with a label in ``language`` becomes a topic, its labels phrases; labels of which no
    language is said count too. ``narrower``: a topic gets the phrases of the topics below it too.
    Raises UsageError for a file that cannot be read, and where nothing has a label in the language;
    MissingExtraError for SKOS without the extra ``skos``.
    """
    path = Path(file)
    suffix = path.suffix.lower()
    if suffix in FORMATS:
        concepts, notes = read_skos(path), list[str]()
    elif suffix in TABLES:
        concepts, notes = read_table_of_concepts(path)
    else:
        known = " ".join((*FORMATS, *TABLES))
        raise UsageError(f"{path} is no thesaurus that can be read: its name must end in {known}")
    made = make_topics(concepts, language.lower(), narrower=narrower)
    return replace(made, notes=(*notes, *made.notes))
