"""Measure the relations and dates of effect that are read out of texts against marked ones.

    python scripts/measure_relations.py [--split NAME] [--misses] [--notes 200]

The marks are ``tests/documents/relations/marks.tsv``; their texts lie in the folder ``shared``
beside the checkout, or in ``SEARCHKIT_SHARED``. The splits ``sentences``, ``further``, ``more`` and
``kinds`` have their own texts, in ``written.tsv`` there. Prints precision and recall by kind;
``--misses`` prints each fault. ``--notes N`` reads N random notes of the Pháp điển and compares
days and acts with what a plain pattern finds in them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import re
import sys
import zlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from searchkit.documents.formats import FORMATS, detect
from searchkit.documents.model import Document
from searchkit.documents.relations.fields import read_fields
from searchkit.documents.relations.model import (
    THIS,
    Cited,
    Effect,
    Relation,
    RelationKind,
    Statements,
)
from searchkit.documents.relations.reading import citations, statements
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold

ROOT = Path(__file__).resolve().parent.parent
MARKS = ROOT / "tests/documents/relations/marks.tsv"
WRITTEN = MARKS.with_name("written.tsv")
OF_WRITTEN = ("sentences", "further", "more", "kinds", "freest", "last", "rare", "again")
SPLITS = (
    "dev",
    "held",
    "later",
    "fresh",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    *OF_WRITTEN,
)
LONGEST_SHOWN = 160
"""Characters of how a document is written that a relation keeps."""

_OWN = re.compile(r"^Số: .+$", re.MULTILINE)
"""The line of a letterhead that has the text's own number, which is no citation."""

SHARED = Path(os.environ.get("SEARCHKIT_SHARED", ROOT.parent / "shared")) / "data"


class Unit(NamedTuple):
    """A stretch of a text that was marked."""

    source: str
    start: int
    end: int
    crc: str
    split: str
    marks: tuple[str, ...]


class Said(NamedTuple):
    """A relation or an effect in the spelling of the marks; ``places`` only of relations."""

    kind: str
    what: str
    places: tuple[str, ...] = ()


def units(split: str | None) -> list[Unit]:
    """Return the marked stretches of a split, or all of real texts."""
    if split in OF_WRITTEN:
        return [
            Unit(source, 0, len(text), f"{zlib.crc32(text.encode()):08x}", own, _parted(marks))
            for source, (own, marks, text) in written().items()
            if own == split
        ]
    rows = _rows(MARKS)
    found = [
        Unit(source, int(at), int(at) + int(size), crc, own, _parted(marks))
        for source, at, size, crc, own, marks in rows
    ]
    return [unit for unit in found if split in (None, unit.split)]


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def _parted(marks: str) -> tuple[str, ...]:
    return tuple(filter(None, marks.split(" ;; ")))


@cache
def written() -> dict[str, tuple[str, str, str]]:
    """Return the split, the marks and the text of what was written for the measure."""
    return {
        f"{WRITTEN.name} {place}": (split, marks, text.replace("¶", "\n"))
        for place, (split, marks, text) in enumerate(_rows(WRITTEN), start=1)
    }


@cache
def records(name: str) -> dict[str, dict[str, str]]:
    """Return the records of a corpus by their ids."""
    path = SHARED / name
    data = path.read_bytes()
    lines = (lzma.decompress(data) if path.suffix == ".xz" else data).splitlines()
    return {str(record["id"]): record for record in map(json.loads, lines)}


@cache
def text_of(source: str) -> str:
    """Return the text of a source as searchkit extracts it."""
    if source in written():
        return written()[source][2]
    name, _, identity = source.partition("#")
    if identity:
        identity, _, field = identity.partition("@")
        return str(records(name)[identity][field or "text"])
    path = SHARED / name
    if path.suffix == ".txt" and "legacy" in name:
        return path.read_text("utf-8")
    data = path.read_bytes()
    return FORMATS[detect(data, path.name)].reader()(data, str(path)).text


@cache
def stated(source: str) -> Statements:
    """Return all that a source states."""
    if "@" in source.partition("#")[2]:
        return read_fields({source.rpartition("@")[2]: text_of(source)})
    return statements(Document(source, source, "", text_of(source), {}, ()))


def said(unit: Unit) -> list[Said]:
    """Return what searchkit reads in a marked stretch."""
    text = text_of(unit.source)
    if f"{zlib.crc32(text[unit.start : unit.end].encode()):08x}" != unit.crc:
        raise SystemExit(f"{unit.source}: the text at {unit.start} is another than the marked one")
    found = stated(unit.source)
    relations = [one for one in found.relations if unit.start <= one.start < unit.end]
    effects = [one for one in found.effects if unit.start <= one.start < unit.end]
    if "@" not in unit.source.partition("#")[2]:
        cited = citations(text, unit.start, unit.end)
        # Of what it does something to, no citation is told beside.
        known = {one.target.key for one in relations if one.source == THIS}
        known |= {one.source.key for one in relations if one.target == THIS}
        known |= {one.key for line in _OWN.findall(text) for one in document_numbers(line)}
        relations += [
            one for one in cited if one.kind is RelationKind.CITES and one.target.key not in known
        ]
    return [*dict.fromkeys([*map(_relation, relations), *map(_effect, effects)])]


def _relation(one: Relation) -> Said:
    names = [_as_said(cited) for cited in (one.source, one.target)]
    return Said(one.kind.value, " > ".join(names), one.places)


def _as_said(cited: Cited) -> str:
    """Return a document as its sentence says it, not by the number that stands elsewhere."""
    is_cut = len(cited.text) == LONGEST_SHOWN
    numbered = is_cut or cited.key.startswith("@") or document_numbers(cited.text)
    if cited.text and not numbered:
        return f"@{cited.text}"
    return cited.key or "@self"


def _effect(one: Effect) -> Said:
    if one.ends:
        return Said("expiry", str(one.day))
    when = (
        str(one.day)
        if one.day
        else f"{one.anchor}+" + (f"{one.months}m" if one.months else f"{one.days}d")
    )
    return Said(
        "effect", ("part " if one.places else "except " if one.has_exceptions else "") + when
    )


def agrees(mark: str, own: Said) -> bool:
    """Tell whether what was read is what a mark says."""
    kinds, _, rest = mark.partition(" ")
    if own.kind not in kinds.rstrip("?").split("|"):
        return False
    what = rest.partition(" [")[0].replace("adopted", "signing").replace("announced", "signing")
    what = what.replace("sign+", "signing+")
    if own.kind == "effect" or " > " not in what:
        return what == own.what
    pairs = zip(what.split(" > "), own.what.split(" > "), strict=True)
    return all(_same(asked, found) for asked, found in pairs)


def _same(asked: str, found: str) -> bool:
    if asked == "*" or asked == found:
        return True
    if not (asked.startswith("@") and found.startswith("@")) or "@self" in (asked, found):
        return False
    one, other = _plain(asked), _plain(found)
    return one.startswith(other) or other.startswith(one)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name).lower()))


def measure(split: str | None, *, misses: bool) -> dict[str, tuple[int, int, int]]:
    """Return found, read and marked by kind; with ``misses`` print what differs."""
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    places: Counter[bool] = Counter()
    for unit in units(split):
        own = [one for one in said(unit) if one.kind != "expiry"]
        open_marks = list(unit.marks)
        faults = []
        for one in own:
            match = next((mark for mark in open_marks if agrees(mark, one)), None)
            again = match or next((mark for mark in unit.marks if agrees(mark, one)), None)
            if match is None:
                if again is None and "effect none" not in unit.marks:
                    read[one.kind] += 1
                    faults.append(f"  + {one}")
                continue
            open_marks.remove(match)
            read[one.kind] += 1
            right[one.kind] += 1
            marked[one.kind] += 1
            if "[" in match:
                asked = {p.strip().lower() for p in match[match.index("[") + 1 : -1].split(";")}
                own_places = {place.lower() for place in one.places}
                places[asked == own_places] += 1
                if asked != own_places:
                    faults.append(f"  places {one} not {asked}")
        for mark in open_marks:
            kind = mark.split()[0]
            if not kind.endswith("?") and mark != "effect none":
                marked[kind.split("|")[0]] += 1
                faults.append(f"  - {mark}")
        if misses and faults:
            print(
                f"{unit.source} {unit.start}: {text_of(unit.source)[unit.start : unit.end].strip()}"
            )
            print("\n".join(faults))
    print(f"places: {places[True]} of {sum(places.values())} right")
    return {kind: (right[kind], read[kind], marked[kind]) for kind in sorted({*read, *marked})}


def check_notes(count: int) -> None:
    """Compare the days and acts of random notes with a plain pattern's."""
    notes = [record["note"] for record in records("phapdien/corpus.jsonl.xz").values()]
    notes = [note for note in notes if note]
    wrong = 0
    changed = [note for note in notes if "bởi" in note]
    for note in random.Random(15).sample(notes, count // 2) + random.Random(16).sample(
        changed, count // 2
    ):
        found = read_fields({"note": note})
        days = [f"{one.day:%d/%m/%Y}" for one in found.effects if not one.ends and one.day]
        acts = [f"{one.source.text}" for one in found.relations]
        changes = [(one.kind.value, one.source.key, one.by, one.day) for one in found.relations]
        print(f"{note}\n   {days} {changes}")
        wrong += not found.effects or ("bởi" in note and not acts)
    print(f"{wrong} of {count} notes say nothing")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--notes", type=int)
    options = parser.parse_args()
    if not SHARED.is_dir() and options.split not in OF_WRITTEN:
        sys.exit(f"{SHARED} is not there: name the folder in SEARCHKIT_SHARED")
    if options.notes:
        check_notes(options.notes)
        return
    print(f"{'kind':14} {'precision':>9} {'recall':>7} {'marked':>7}")
    figures = measure(options.split, misses=options.misses)
    figures["all"] = tuple(map(sum, zip(*figures.values(), strict=True)))  # type: ignore[assignment]
    for kind, (right, read, marked) in figures.items():
        precision, recall = right / max(read, 1), right / max(marked, 1)
        print(f"{kind:14} {precision:9.3f} {recall:7.3f} {marked:7}")


if __name__ == "__main__":
    main()
