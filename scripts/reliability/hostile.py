"""Hostile names, archives, records and links: nothing runs, climbs out or hangs."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.results import BrokenPromiseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.results import Results

_FOLDERS = 360  # at scale 1
_HUNG = 120  # seconds
_SOME_FAILED = 3  # the exit code of a run that could not read some of the files
_ESCAPES = ("\x1b]0;x\x07", "\x1b[2J", "\x9b31m", "\x07", "\x08", "\u202e", "\r", "\x7f")
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MODULES = ("random", "loky", "numpy", "queue", "tempfile", "struct", "pickle", "signal", "json")
_SOUND = (
    "Công văn về bộ máy của xã Thạch Lâm, gửi các phòng.\n" * 30 + "Kèm\x1b[2J\u202e bản sao.\n"
)


def run(results: Results, scale: float, place: Path) -> None:
    """Index folders of hostile things with the command line and look at what it does."""
    rng = random.Random(results.seed)
    names = list(_TRAPS)
    for number in range(max(2, round(_FOLDERS * scale))):
        name = names[(number + results.seed) % len(names)]
        folder = place / f"{name}-{number}"
        documents = folder / "documents"
        documents.mkdir(parents=True)
        (documents / "lành.txt").write_text(_SOUND, "utf-8")
        _TRAPS[name](rng, documents)
        for line in _COMMANDS:
            with results.case(name, line[0]):
                _check_command(documents, line)
        with results.case(name, "what is left"):
            _check_traces(folder)
        shutil.rmtree(folder)


_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("index", ".", "-j", "2"),
    ("search", "bo may", "--explain"),
    ("search", "bo may", "--json"),
    ("failures",),
    ("stats",),
    ("show", "lành.txt"),
    ("check",),
)


def _check_command(documents: Path, line: tuple[str, ...]) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    command = [sys.executable, "-P", "-c", "from searchkit.cli import main; main()", *line]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [*command, "--index", "../index"],
        cwd=documents,
        env=environment | {"PYTHONPATH": root},
        capture_output=True,
        timeout=_HUNG,
        check=False,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode not in (0, _SOME_FAILED if line[0] == "index" else 0):
        raise BrokenPromiseError(f"{line} ended with {done.returncode}: {said[-200:]}")
    if "Traceback" in said:
        raise BrokenPromiseError(f"{line} shows a traceback: {said[-200:]}")
    if found := _RAW.search(said):
        raise BrokenPromiseError(f"{line} shows {found.group()!r}")


def _check_traces(folder: Path) -> None:
    alien = sorted(path.name for path in folder.iterdir())
    if alien != ["documents", "index"]:
        raise BrokenPromiseError(f"something was written or has run: {alien}")
    index = ("--index", str(folder / "index"))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "searchkit", "search", "Thạch Lâm", "--json", *index],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=True,
        timeout=_HUNG,
    )
    if not json.loads(done.stdout)["hits"]:
        raise BrokenPromiseError("the sound file beside them is not found")


def _names(rng: random.Random, folder: Path) -> None:
    for number in range(6):
        name = f"văn{rng.choice(_ESCAPES)}bản {number}.{rng.choice(('txt', 'docx', 'rar', 'md'))}"
        (folder / name).write_text(f"bộ máy {rng.choice(_ESCAPES)} số {number}\n", "utf-8")
    with open(os.fsencode(folder) + b"/h\xff.txt", "wb") as file:  # noqa: PTH123 -- bytes
        file.write("bộ máy tám".encode())


def _records(rng: random.Random, folder: Path) -> None:
    keys = ("id", "title", "text", "issuer", "signer", "place", "date", "number", "type", "khác")
    records = [{"id": "lành", "text": "bộ máy lành"}]
    for number in range(8):
        record = {"id": f"r{number}", "title": "Tiêu đề", "text": f"bộ máy {number}"}
        bad = rng.choice((*_ESCAPES, "\ud800", "\udfff\ud800", "\x00", "x" * 70_000))
        key = rng.choice(keys)
        record[key] = record.get(key, "giá trị ") + bad
        records.append(record)
    lines = [json.dumps(record) for record in records]
    lines.insert(rng.randrange(len(lines)), rng.choice(("[", "null", "{}", '{"id": 1}', "\x00")))
    (folder / "kho.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def _archives(rng: random.Random, folder: Path) -> None:
    for number in range(3):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            climb = "../" * rng.randint(1, 6)
            archive.writestr(f"{climb}leo-{number}.txt", "bộ máy leo ra ngoài")
            archive.writestr(f"/tmp/leo-{number}{rng.choice(_ESCAPES)}.txt", "bộ máy")
            archive.writestr("to.txt", b"0" * (rng.randint(1, 4) << 20))
        (folder / f"kho-{number}.zip").write_bytes(buffer.getvalue())


def _special(rng: random.Random, folder: Path) -> None:
    for suffix in rng.sample(("txt", "jsonl", "pdf", "docx", "html"), 2):
        os.mkfifo(folder / f"ống.{suffix}")
    (folder / "không.txt").symlink_to("/dev/zero")
    (folder / "vòng.txt").symlink_to("vòng.txt")
    (folder / "quanh").symlink_to(".")
    inner = folder / "con"
    inner.mkdir()
    if rng.random() < 0.5:
        os.mkfifo(inner / ".searchkitignore")
    with (folder / "thưa.pdf").open("wb") as file:
        file.truncate(600 << 30)


def _ignore_rules(rng: random.Random, folder: Path) -> None:
    patterns = ("*a" * rng.randint(4, 9) + "b", "**/" * rng.randint(4, 9) + "b", "*" * 40 + "a")
    (folder / ".searchkitignore").write_text("\n".join((*patterns, "[", "!", "\\")), "utf-8")
    (folder / ("a" * 60 + ".txt")).write_text("bộ máy", "utf-8")


def _modules(rng: random.Random, folder: Path) -> None:
    for name in rng.sample(_MODULES, 4):
        (folder / f"{name}.py").write_text("open('../ran', 'w')\nraise ImportError", "utf-8")
    lines = [json.dumps({"id": str(n), "text": f"bộ máy {n} " * 900}) for n in range(300)]
    (folder / "kho.jsonl").write_text("\n".join(lines), "utf-8")  # enough for a second process


_TRAPS: dict[str, Callable[[random.Random, Path], None]] = {
    "names": _names,
    "records": _records,
    "archives": _archives,
    "special files": _special,
    "ignore rules": _ignore_rules,
    "modules": _modules,
}
