"""Concepts of a thesaurus in a table (CSV, TSV), as EuroVoc and library catalogues export them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.errors import UsageError, reason_of
from searchkit.search.topics.naming import topic_name
from searchkit.search.topics.thesauri.concepts import Concept
from searchkit.text.encodings.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = {
    "preferred": (
        "preflabel", "preferredlabel", "label", "term", "pt", "title", "topic",
        "nhan", "thuatngu", "ten", "tieude", "chude", "tenchude",
    ),
    "alternative": (
        "altlabel", "altlabels", "alternativelabel", "alternativelabels", "uf", "usedfor",
        "synonym", "synonyms", "phrase", "phrases", "keyword", "keywords",
        "tukhac", "tendongnghia", "dongnghia", "tudongnghia", "cumtu", "tukhoa",
    ),
    "hidden": ("hiddenlabel", "hiddenlabels"),
    "broader": (
        "broader", "broaderterm", "broaderconcept", "bt", "parent",
        "ronghon", "turong", "turonghon", "chuderonghon",
    ),
    "language": ("language", "lang", "lng", "ngonngu"),
    "id": ("id", "uri", "iri", "concept", "notation", "code", "identifier", "ma"),
    "definition": ("definition", "scopenote", "sn", "description", "dinhnghia", "mota", "ghichu"),
}  # fmt: skip
"""How the columns may be headed, without diacritics and signs: SKOS's names, those of ISO 25964
(PT, UF, BT, SN) and Vietnamese ones."""

_LANGUAGE_BEHIND = re.compile(r"^(?P<name>.*?)\s*[@_(\[ -]\s*(?P<language>[a-z]{2,3})\s*[)\]]?$")
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds, and in which language if its head says so: ``prefLabel@vi``."""

    kind: str
    language: str | None


def read_table_of_concepts(file: Path) -> tuple[dict[str, Concept], list[str]]:
    """Return the concepts of a table, in its order, and notes on what of it was not read.

    Concepts are by their ids, or labels where they have none.

    The first row heads the columns. Several labels in one cell are parted by ``|`` or lines, or by
    ``;`` where that does not part the columns. Rows with the same id are one concept: its labels in
    several languages, or several alternative ones. Raises UsageError for a file that cannot be
    read or has no column of preferred labels.
    """
    try:
        text = decode(file.read_bytes()).text
    except OSError as failed:
        error = reason_of(failed)
        raise UsageError(f"the thesaurus {file} cannot be read: {error}") from failed
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageError(f"{file}, line {reader.line_num}: no table ({error})") from error
    columns = _columns(rows[0][1] if rows else [])
    if not any(column and column.kind == "preferred" for column in columns):
        raise UsageError(
            f'{file}, line 1: no column of preferred labels: head it "prefLabel"; '
            f"there are: {', '.join(rows[0][1]) if rows else 'none'}"
        )
    notes = []
    heads = zip(rows[0][1], columns, strict=True)
    if unread := [head.strip() for head, column in heads if column is None and head.strip()]:
        notes.append(f"columns whose heads say nothing were left out: {', '.join(unread)}")
    parting = set(_DELIMITERS[1:] if delimiter != ";" else "|")
    return _concepts(rows[1:], columns, parting, notes), notes


def _columns(heads: Sequence[str]) -> list[_Column | None]:
    return [_column(head.strip()) for head in heads]


def _column(head: str) -> _Column | None:
    kind = _kind(head)
    if kind:
        return _Column(kind, None)
    found = _LANGUAGE_BEHIND.match(head.lower())
    kind = _kind(found["name"]) if found else None
    return _Column(kind, found["language"]) if found and kind else None


def _kind(head: str) -> str | None:
    name = topic_name(head.rpartition(":")[2]).replace("-", "")
    return next((kind for kind, names in COLUMNS.items() if name in names), None)


def _concepts(
    rows: Sequence[tuple[int, list[str]]],
    columns: Sequence[_Column | None],
    parting: set[str],
    notes: list[str],
) -> dict[str, Concept]:
    concepts: dict[str, Concept] = {}
    nameless: list[int] = []
    for line, row in rows:
        cells = [
            (column, cell.strip())
            for column, cell in zip(columns, row, strict=False)
            if column and cell.strip()
        ]
        said = {column.kind: cell for column, cell in cells}
        key = said.get("id") or said.get("preferred")
        if key is None:
            nameless.append(line)
            continue
        concept = concepts.setdefault(key, Concept(key))
        row_language = said.get("language", "").lower()
        for column, cell in cells:
            language = row_language if column.language is None else column.language
            _take(concept, column.kind, cell, language, parting)
    if nameless:
        first = nameless[0]
        notes.append(f"rows without a label were left out: {len(nameless):,}, from line {first} on")
    by_label = {
        topic_name(label): key
        for key, concept in concepts.items()
        for label in concept.preferred.values()
    }
    for concept in concepts.values():
        concept.broader = [
            other if other in concepts else by_label.get(topic_name(other), other)
            for other in concept.broader
        ]
    return concepts


def _take(concept: Concept, kind: str, cell: str, language: str, parting: set[str]) -> None:
    match kind:
        case "preferred":
            concept.preferred.setdefault(language, cell)
        case "alternative":
            concept.alternative.setdefault(language, []).extend(_parts(cell, parting))
        case "hidden":
            concept.hidden.setdefault(language, []).extend(_parts(cell, parting))
        case "broader":
            concept.broader += [p for p in _parts(cell, parting) if p not in concept.broader]
        case "definition":
            concept.definition.setdefault(language, cell)


def _parts(cell: str, parting: set[str]) -> list[str]:
    signs = "".join(sorted(parting & {"|", ";"}))
    return [part.strip() for part in re.split(f"[{signs}\n]", cell) if part.strip()]
