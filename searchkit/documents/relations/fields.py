"""What the fields of a corpus, or of a portal's export, say of relations and of effect.

Beside ``note`` (see `notes`), a record may have ``effective`` and ``expires``, the first and the
last day, and ``relations``: ``[{"kind": "replaces", "target": "05/2020/NĐ-CP"}]``. Portals call
these ``effFrom``, ``effTo``, ``effStatus`` and ``references``; the types of their references are
Vietnamese: ``Văn bản bị thay thế`` is one that this document replaces, ``Văn bản thay thế`` one
that replaces it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from searchkit.documents.record_fields import field_key, values_of
from searchkit.documents.relations.model import (
    THIS,
    Cited,
    Effect,
    Relation,
    RelationKind,
    Statements,
)
from searchkit.documents.relations.notes import read_note
from searchkit.documents.relations.references import mentions
from searchkit.text.legal.dates import parse_date
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from searchkit.documents.record_fields import FieldValue

_FROM = frozenset(["effective", "efffrom", "effectivedate", "hieuluctu", "ngayhieuluc"])
_TO = frozenset(["expires", "effto", "expirydate", "expirationdate", "ngayhethieuluc"])
_DAYS = _FROM | _TO
_STATUS = frozenset(["effstatus", "status", "tinhtranghieuluc", "tinhtrang", "hieuluc"])
_RELATIONS = frozenset(
    ["relations", "references", "referencedocuments", "relateddocuments", "docreferences"]
)
_SAYING = _DAYS | _STATUS | _RELATIONS
"""Names of fields as `field_key` gives them."""

_TYPE_KEYS = ("kind", "type", "relation", "referenceType", "refType", "relationType", "typeName")
_NUMBER_KEYS = (
    "target", "number", "docNum", "docNumber", "soHieu", "so_hieu", "symbol", "document", "title",
    "name", "to", "id",
)  # fmt: skip
_PLACES_KEYS = ("places", "place", "provision")
_KINDS = (
    (RelationKind.BASIS, "can cu|basis|based"),
    (RelationKind.GUIDES, "huong dan|chi tiet|guide|implement"),
    (RelationKind.CORRECTS, "dinh chinh|correct"),
    (RelationKind.CONSOLIDATES, "hop nhat|consolidat"),
    (RelationKind.RESUMES, "tro lai|khoi phuc|resume"),
    (RelationKind.SUSPENDS, "ngung|dinh chi|suspen"),
    (RelationKind.EXTENDS, "gia han|keo dai|extend"),
    (RelationKind.REPLACES, "thay the|replac"),
    (RelationKind.REPEALS, "bai bo|huy bo|repeal|abolish|revoke"),
    (RelationKind.ENDS, "het hieu luc|end"),
    (RelationKind.AMENDS, "sua doi|bo sung|amend|supplement"),
    (RelationKind.ISSUED_WITH, "kem theo|issued"),
    (RelationKind.CITES, "dan chieu|vien dan|lien quan|cite|refer|relat"),
)
_EPOCH = re.compile(r"\d{12,13}")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d.*")
_ENDED = ("het hieu luc", "expired")
_PARTLY = ("mot phan", "partial")


def read_fields(
    metadata: Mapping[str, str], fields: Mapping[str, FieldValue] | None = None
) -> Statements:
    """Return what the fields of a record say; what cannot be understood says nothing."""
    note = metadata.get("note", "")
    said = read_note(note, "note") if note else Statements()
    names = _saying((*metadata, *(fields or ())))
    return _read_values({**metadata, **(fields or {})}, names, said) if names else said


def _read_values(
    values: Mapping[str, FieldValue], names: Iterable[tuple[str, str]], noted: Statements
) -> Statements:
    """Return what fields say, behind what a note does; of each its name and its key are given."""
    relations, effects = list(noted.relations), list(noted.effects)
    statuses = []
    for name, key in names:
        value = field_text(values[name])
        if key in _RELATIONS:
            relations += _listed(name, value)
        elif key in _STATUS:
            statuses.append((name, value))
        elif key in _DAYS and (day := _day(value)):
            first = day + dt.timedelta(days=1) if key in _TO else day
            effects.append(Effect(first, ends=key in _TO, end=len(value), field=name))
    for name, value in statuses:
        if not any(effect.ends for effect in effects) and _has_ended(value):
            effects.append(Effect(None, "status", ends=True, end=len(value), field=name))
    return Statements(tuple(relations), tuple(effects))


@lru_cache(maxsize=64)  # the records of a corpus have the same fields
def _saying(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the fields that say anything, with their keys."""
    keys = {name: field_key(name) for name in names}
    return tuple((name, key) for name, key in keys.items() if key in _SAYING)


def field_text(value: FieldValue) -> str:
    """Return the value of a field as a text: dates as in ISO 8601, several joined by commas."""
    values = values_of(value)
    return ", ".join(one.isoformat() if isinstance(one, dt.date) else str(one) for one in values)


def _has_ended(status: str) -> bool:
    said = fold(_named(status)).lower()
    return any(one in said for one in _ENDED) and not any(one in said for one in _PARTLY)


def _day(value: str) -> dt.date | None:
    value = value.strip()
    if _EPOCH.fullmatch(value):
        try:
            moment = dt.datetime(1970, 1, 1) + dt.timedelta(hours=7, milliseconds=int(value))
        except OverflowError:
            return None
        return moment.date()  # the day in Việt Nam
    if iso := _ISO.fullmatch(value):
        value = iso[1]
    found = parse_date(normalize(value).text) if value else None
    return found.first if found and found.precision == "day" else None


def _named(value: str) -> str:
    """Return the name in a value that may be an object: ``{"code": …, "name": "Còn hiệu lực"}``."""
    parsed = _parsed(value)
    if isinstance(parsed, dict):
        return " ".join(str(one) for one in parsed.values())
    return value


def _parsed(value: str) -> Any:
    if value[:1] not in ("[", "{"):
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _listed(key: str, value: str) -> Iterator[Relation]:
    parsed = _parsed(value)
    if isinstance(parsed, dict):  # {"Văn bản bị thay thế": ["05/2020/NĐ-CP"]}
        parsed = [
            {"type": kind, "target": one}
            for kind, several in parsed.items()
            for one in (several if isinstance(several, list) else [several])
        ]
    for one in parsed if isinstance(parsed, list) else ():
        if not isinstance(one, dict):
            continue
        inner = one.get("target")
        if isinstance(inner, dict):
            one = {**inner, **{k: v for k, v in one.items() if k != "target"}}
        relation = _relation(key, one, len(value))
        if relation:
            yield relation


def _relation(field: str, one: Mapping[str, Any], length: int) -> Relation | None:
    said = fold(_named(_first(one, _TYPE_KEYS))).lower().replace("_", " ")
    kind = next((kind for kind, words in _KINDS if re.search(words, said)), None)
    other = _document(_first(one, [key]) for key in _NUMBER_KEYS)
    if kind is None or other is None:
        return None
    day = _day(_first(one, ("day", "effective", "effFrom")))
    places = _first(one, _PLACES_KEYS)
    by_other = _is_done_by_other(said)
    return Relation(
        kind,
        THIS if by_other else other,
        other if by_other else THIS,
        tuple(filter(None, [places])),
        whole=not places and "phan" not in said and kind is not RelationKind.AMENDS,
        day=day.isoformat() if day else "",
        end=length,
        field=field,
    )


def _is_done_by_other(said: str) -> bool:
    """Tell who acts: with ``Văn bản thay thế`` the other, with ``Văn bản bị thay thế`` not."""
    if re.search(r"\b(?:by|boi)\b", said):
        return True
    if "can cu" in said or "dan chieu" in said or "lien quan" in said:
        return False
    return said.startswith("van ban") and not re.search(r"\b(?:bi|duoc)\b", said)


def _first(one: Mapping[str, Any], keys: Iterable[str]) -> str:
    for key in keys:
        value = one.get(key)
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if isinstance(value, dict):
            value = json.dumps(value, ensure_ascii=False)
        if value not in (None, ""):
            return str(value)
    return ""


def _document(values: Iterable[str]) -> Cited | None:
    for value in values:
        for one in mentions(normalize(value).text) if value else ():
            if one.cited:
                return one.cited
    return None
