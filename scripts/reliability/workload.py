"""A small archive with a history, and what must be true of its index at every moment.

Each step changes the documents and brings the index up to date. Whatever happens on the way, the
index holds the documents of before the step or of after it, and the step can be done again.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import searchkit
from reliability.results import BrokenPromiseError
from searchkit.library import run_status

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_NOUNS = (
    "chính quyền địa phương", "đơn vị sự nghiệp", "hội đồng nhân dân", "cán bộ công chức",
    "thủ tục hành chính", "quy hoạch sử dụng đất", "ngân sách nhà nước", "trường mầm non",
    "hợp tác xã nông nghiệp", "trạm y tế xã",
)  # fmt: skip
_VERBS = ("sắp xếp", "tinh gọn", "kiểm tra", "hướng dẫn", "hỗ trợ", "quản lý", "báo cáo", "rà soát")
EVERYWHERE = "bộ máy"
"""Words that every document holds."""

# Runs take less than a second here; they say at every step how far they are, as long ones do.
run_status.EVERY = 0.0

_LIVE = "archive"

Contents = dict[str, str]
"""The text of each document of an index by its id."""


def text_of(rng: random.Random, sentences: int = 6) -> str:
    """Return a text that nobody has written; it holds ``EVERYWHERE``."""
    lines = [
        f"{rng.choice(_VERBS).capitalize()} {rng.choice(_NOUNS)} số {rng.randrange(10_000)}"
        f" và {rng.choice(_VERBS)} {rng.choice(_NOUNS)}."
        for _ in range(sentences)
    ]
    return f"Kế hoạch về {EVERYWHERE}\n\n" + "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Step:
    """The state before a step, what to do, and what the index holds before and after."""

    name: str
    folder: Path
    act: Callable[[Path], None]
    before: Contents | None
    after: Contents

    def restore(self) -> Path:
        """Put the archive back as it was before the step, where it was, and return its folder."""
        live = self.folder.parent / _LIVE
        shutil.rmtree(live, ignore_errors=True)
        shutil.copytree(self.folder, live)
        return live


def _write_corpus(path: Path, records: Contents) -> None:
    lines = (json.dumps({"id": key, "title": key, "text": text}) for key, text in records.items())
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def add(folder: Path) -> None:
    """Bring the index of an archive up to date."""
    with searchkit.open_index(folder / "index", create=True) as index:
        index.add([folder / "documents"], jobs=1)


def rebuild(folder: Path) -> None:
    """Build the index of an archive anew."""
    searchkit.rebuild_index(folder / "index", [folder / "documents"], jobs=1)


def history(place: Path, rng: random.Random) -> list[Step]:
    """Make an archive and return its steps, each with a copy of the archive just before it."""
    live = place / _LIVE
    documents = live / "documents"
    documents.mkdir(parents=True)
    records = {f"vb-{n}": text_of(rng) for n in range(4)}
    steps: list[Step] = []
    before: Contents | None = None

    def step(name: str, act: Callable[[Path], None], files: Contents) -> None:
        nonlocal before
        copy = place / f"{len(steps)}-{name}"
        shutil.copytree(live, copy)
        act(live)
        after = {**records, **files}
        if contents(live / "index") != after:
            raise BrokenPromiseError(f"{name}: the index does not hold what it was given")
        steps.append(Step(name, copy, act, before, after))
        before = after

    files: Contents = {}
    _write_corpus(documents / "kho.jsonl", records)
    step("create", add, files)
    records |= {f"vb-{n}": text_of(rng) for n in range(4, 7)}
    records["vb-1"] = text_of(rng)
    _write_corpus(documents / "kho.jsonl", records)
    step("change", add, files)
    for key in ("vb-0", "vb-5"):
        del records[key]
    records["vb-8"] = text_of(rng)
    _write_corpus(documents / "kho.jsonl", records)
    step("delete", add, files)
    files["cong-van.txt"] = text_of(rng)
    (documents / "cong-van.txt").write_text(files["cong-van.txt"], "utf-8")
    step("file", add, files)
    records["vb-9"] = text_of(rng)
    _write_corpus(documents / "kho.jsonl", records)
    step("rebuild", rebuild, files)
    records |= {f"vb-{n}": text_of(rng) for n in range(10, 13)}
    _write_corpus(documents / "kho.jsonl", records)
    step("merge", add, files)
    return steps


def contents(index: Path) -> Contents:
    """Return what a person finds in an index, document by document."""
    with searchkit.open_index(index) as opened:
        hits = opened.search(EVERYWHERE, limit=10_000, per_document=1).hits
        found = {hit.document_id: opened.document(hit.document_id).text for hit in hits}
        if len(found) != len(hits):
            raise BrokenPromiseError("a document is found twice")
        if opened.stats().documents != len(found):
            raise BrokenPromiseError(
                f"{opened.stats().documents} documents counted, {len(found)} found"
            )
    return found


class Shown(NamedTuple):
    """What a search shows: hits with scores and snippets, what it suggests, what it notes."""

    hits: list[tuple[str, float, str]]
    rest: tuple[Any, ...]
    notes: tuple[str, ...]


def fingerprint(index: searchkit.Index, queries: list[str]) -> list[Shown]:
    """Return all that searches show."""
    found = [index.search(query, limit=50) for query in queries]
    return [
        Shown(
            [(hit.id, hit.score, hit.snippet) for hit in result.hits],
            (result.total, result.suggestions, result.searched),
            result.notes,
        )
        for result in found
    ]


def check(index: Path) -> None:
    """Check an index as ``searchkit check`` does."""
    with searchkit.open_index(index) as opened:
        opened.check()


_OF_INDEX = ("roots.json", "language.skl", "language-new.skl", "MAIN_WRITELOCK")


def orphans(index: Path) -> list[str]:
    """Return the names of files in an index's folder that belong to nothing."""
    with searchkit.open_index(index) as opened:
        named = {Path(path).name for path in opened.check()}
    found = sorted(path.name for path in index.iterdir())
    tables = [name for name in found if name.startswith("_MAIN_") and name.endswith(".toc")]
    return [name for name in found if name not in {*named, *_OF_INDEX, *tables[-1:]}]


def check_state(step: Step, archive: Path, *, done: bool = False) -> None:
    """Raise unless the index is whole and holds what it did before or after the step.

    When the step was ``done``, only what it should hold after it will do.
    """
    try:
        held: Contents | None = contents(archive / "index")
        check(archive / "index")
    except searchkit.IndexMissingError:
        held = None
    undone = not done and (held == step.before or not (held or step.before))
    if held != step.after and not undone:
        raise BrokenPromiseError(f"holds {describe(held, step)}")


def check_recovery(step: Step, archive: Path, act: Callable[[Path], None] = add) -> None:
    """Raise unless an update, or what is given, leaves just what it should after the step."""
    act(archive)
    held = contents(archive / "index")
    if held != step.after:
        raise BrokenPromiseError(f"done again, holds {describe(held, step)}")
    if left := orphans(archive / "index"):
        raise BrokenPromiseError(f"done again, these files are left over: {left}")


def describe(held: Contents | None, step: Step) -> str:
    """Return in short how contents differ from those of before and after a step."""
    if held is None:
        return "nothing: there is no index"
    lost = sorted(step.after.keys() & (step.before or {}).keys() - held.keys())
    alien = sorted(held.keys() - step.after.keys() - (step.before or {}).keys())
    return f"a mixture of {len(held)} documents; lost {lost}, unknown {alien}"
