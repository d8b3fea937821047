"""What several end-to-end tests need: small corpora, the command line, and its answers."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import searchkit
from searchkit.backends.local import LocalIndex
from searchkit.cli import main
from searchkit.index import integrity
from searchkit.index.schema import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import ModuleType

    import pytest

ROOT = Path(__file__).resolve().parent.parent

PLAN = """BỘ NỘI VỤ
Số: 12/KH-BNV

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày 05 tháng 3 năm 2025

KẾ HOẠCH
Tinh gọn bộ máy của các cơ quan hành chính năm 2025

Điều 1. Mục tiêu
Sắp xếp, tinh gọn bộ máy hành chính, giảm đầu mối trung gian, nâng cao hiệu lực hoạt động.

Điều 2. Tổ chức thực hiện
Các đơn vị báo cáo kết quả trước ngày 30 tháng 6 hằng năm.
"""
DECISION = """ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
Số: 345/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Bắc Kạn, ngày 12 tháng 8 năm 2024

QUYẾT ĐỊNH
Về việc hỗ trợ hộ nghèo sửa chữa nhà ở

Điều 1. Hỗ trợ mỗi hộ nghèo bốn mươi triệu đồng để sửa chữa nhà ở bị hư hỏng do mưa lũ.

Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.
"""
NOTE = """Tuyến đường vào thác nước được trải nhựa dài ba ki-lô-mét.

Du khách đến hồ vào mùa thu thường đi thuyền độc mộc.
"""
DOCUMENTS = {"ke-hoach.txt": PLAN, "quyet-dinh.txt": DECISION, "du-lich/ghi-chep.txt": NOTE}
"""Three documents by the path of their file: a plan, a decision, and a note without a head."""


class Answer(NamedTuple):
    """What the command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Runs the command line in this process, as the entry point does, and reads its answers."""

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        capture: pytest.CaptureFixture[str],
        run: Callable[[], None] = main,
    ) -> None:
        self._patch = patch
        self._capture = capture
        self._run = run

    def __call__(self, *arguments: str | Path) -> Answer:
        self._patch.setattr(sys, "argv", ["searchkit", *map(str, arguments)])
        self._capture.readouterr()
        code: str | int | None = 0
        interrupt = signal.getsignal(signal.SIGINT)
        try:
            self._run()
        except SystemExit as ended:
            code = ended.code
        finally:
            signal.signal(
                signal.SIGINT, interrupt
            )  # the command line takes the process for its own
        assert isinstance(code, int)
        return Answer(code, *self._capture.readouterr())


def write(folder: Path, documents: Mapping[str, str]) -> Path:
    """Write texts into a folder under their names, and return the folder."""
    for name, text in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def write_corpus(path: Path, records: Iterable[Mapping[str, str]]) -> Path:
    """Write a corpus with one record a line."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def make_index(folder: Path, documents: Mapping[str, str]) -> searchkit.Index:
    """Index texts, which are written to a folder beside the index."""
    index = searchkit.open_index(folder / "index", create=True)
    report = index.add([write(folder / "documents", documents)], jobs=1)
    assert not report.failures
    return index


def local_index(folder: str | Path) -> LocalIndex:
    """Return the back end over the index in a folder."""
    return LocalIndex(Path(folder), FIELDS)


def verify(folder: str | Path) -> list[Path]:
    """Check the index in a folder; returns its files."""
    return [Path(name) for name in integrity.verify(local_index(folder))]


def found(index: searchkit.Index, query: str, limit: int = 50) -> list[str]:
    """Return the ids of the passages that a query finds, best first."""
    return [hit.id for hit in index.search(query, limit=limit, per_document=limit)]


def counts(report: searchkit.IndexReport) -> tuple[int, int, int, int, int]:
    """Return the documents added, changed, removed, unchanged and failed."""
    return report.added, report.changed, report.removed, report.unchanged, report.failed


def run_searchkit(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=600,  # nothing hangs; a busy machine may take its time
    )


def command(*arguments: str | Path) -> list[str]:
    """Return the words that start searchkit in a process of its own."""
    return [sys.executable, "-m", "searchkit", *map(str, arguments)]


def load_script(name: str) -> ModuleType:
    """Return a module of ``scripts/``, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where its dataclasses are looked for
    spec.loader.exec_module(module)
    return module
