"""Every operation on the files of the index fails, once or from then on, with each likely error."""

from __future__ import annotations

import errno
import os
import random
from typing import TYPE_CHECKING

import searchkit
from reliability.crash import in_child
from reliability.recorder import Operation, recording
from reliability.results import BrokenPromiseError
from reliability.workload import (
    EVERYWHERE,
    Step,
    check,
    check_recovery,
    check_state,
    history,
    orphans,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reliability.results import Results

_CASES = 2_400  # at scale 1
_ERRORS = {
    "create": (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EMFILE, errno.ESTALE),
    "append": (errno.ENOSPC, errno.EACCES, errno.EMFILE, errno.ESTALE),
    "write": (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE, errno.EFBIG),
    "truncate": (errno.EIO, errno.ENOSPC),
    "sync": (errno.EIO, errno.ENOSPC, errno.EDQUOT),
    "sync folder": (errno.EIO, errno.ENOSPC),
    "rename": (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ESTALE),
    "unlink": (errno.EIO, errno.EACCES, errno.EBUSY),
    "rmdir": (errno.EIO, errno.EACCES),
    "mkdir": (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.ESTALE),
    "open": (errno.EIO, errno.EACCES, errno.EMFILE, errno.ENFILE, errno.ESTALE),
    "scandir": (errno.EIO, errno.EACCES, errno.EMFILE, errno.ESTALE),
    "listdir": (errno.EIO, errno.EACCES, errno.EMFILE, errno.ESTALE),
    "stat": (errno.EIO, errno.EACCES, errno.ESTALE),
}
_TAKING_SPACE = ("create", "append", "write", "mkdir", "truncate")
_REFUSED, _RAISED = 3, 4
"""Exit codes of the process in which an operation failed: it said so well, or badly."""


def run(results: Results, scale: float, place: Path) -> None:
    """Fail operations, then look at what was said and what is left."""
    rng = random.Random(results.seed)
    steps = history(place, rng)
    steps += [_looking(steps[-1], name, act) for name, act in _LOOKS.items()]
    moments = [
        (step, number, error, lasting)
        for step in steps
        for number, kind in enumerate(_kinds(step))
        for error in _ERRORS[kind]
        for lasting in {False, error in (errno.ENOSPC, errno.EDQUOT)}
    ]
    wanted = max(20, round(_CASES * scale))
    for step, number, error, lasting in rng.sample(moments, min(wanted, len(moments))):
        name = errno.errorcode[error]
        what = f"{step.name}, operation {number}" + (" and all that follow" if lasting else "")
        with results.case(name, what):
            _fail_and_check(step, number, error, place / "said", lasting=lasting)


def _search(archive: Path) -> None:
    with searchkit.open_index(archive / "index") as index:
        index.search(EVERYWHERE)
        index.stats()
        index.failures()


def _verify(archive: Path) -> None:
    check(archive / "index")


_LOOKS: dict[str, Callable[[Path], None]] = {"search": _search, "check": _verify}


def _looking(step: Step, name: str, act: Callable[[Path], None]) -> Step:
    return Step(name, step.folder, act, step.before, step.before or {})


def _kinds(step: Step) -> list[str]:
    seen: list[str] = []
    archive = step.restore()
    with recording(archive / "index", lambda operation: seen.append(operation.kind)):
        step.act(archive)
    return seen


def _fail_and_check(step: Step, number: int, error: int, said: Path, *, lasting: bool) -> None:
    archive = step.restore()
    failed = said.with_suffix(".kind")
    failed.unlink(missing_ok=True)
    status = os.waitstatus_to_exitcode(
        in_child(lambda: _act(step, archive, _failing(number, error, failed, lasting), said))
    )
    kind = failed.read_text("utf-8")
    if status not in (0, _REFUSED):
        raise BrokenPromiseError(
            f"{kind}: {said.read_text('utf-8') if status == _RAISED else status}"
        )
    check_state(step, archive, done=status == 0 and step.name not in _LOOKS)
    if (archive / "index").exists() and kind not in ("unlink", "rmdir"):
        _check_orphans(archive / "index")
    if step.name not in _LOOKS:
        check_recovery(step, archive)


def _check_orphans(index: Path) -> None:
    try:
        left = orphans(index)
    except searchkit.IndexMissingError:
        left = [path.name for path in index.iterdir() if path.name != "MAIN_WRITELOCK"]
        left = [name for name in left if name != "roots.json"]
    if left:
        raise BrokenPromiseError(f"these files are left over: {left}")


def _act(step: Step, archive: Path, before: Callable[[Operation], None], said: Path) -> None:
    try:
        with recording(archive / "index", before):
            step.act(archive)
    except searchkit.SearchkitError as error:
        if not str(error):
            raise
        os._exit(_REFUSED)
    except Exception as error:
        said.write_text(f"{type(error).__name__}: {error}", "utf-8")
        os._exit(_RAISED)


def _failing(
    number: int,
    error: int,
    kind_file: Path,
    lasting: bool,
) -> Callable[[Operation], None]:
    left = number

    def before(operation: Operation) -> None:
        nonlocal left
        left -= 1
        again = lasting and left < -1 and operation.kind in _TAKING_SPACE
        if left != -1 and not again:
            return
        if not again:
            kind_file.write_text(operation.kind, "utf-8")
        raise OSError(error, os.strerror(error), operation.path)

    return before
