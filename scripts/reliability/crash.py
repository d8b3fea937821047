"""Kill -9 at every operation on a file of the index, before it or in its middle, and at random."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reliability.recorder import CHANGES, Operation, recording
from reliability.results import BrokenPromiseError, Results
from reliability.workload import Step, add, check_recovery, check_state, history

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_OPERATIONS, _AT_RANDOM = 1_700, 300  # cases at scale 1
_HUNG = 60.0  # seconds


def run(results: Results, scale: float, place: Path) -> None:
    """Kill the process that updates the index, then look at what it has left."""
    rng = random.Random(results.seed)
    steps = history(place, rng)
    lengths = [operations(step) for step in steps]
    moments = [(step, n, half) for step, count in zip(steps, lengths, strict=True)
               for n in range(count) for half in (False, True)]  # fmt: skip
    wanted = max(10, round(_AT_OPERATIONS * scale))
    chosen = sorted(rng.sample(range(len(moments)), min(wanted, len(moments))))
    rounds = [moments[i] for i in chosen]
    while len(rounds) < wanted:  # another history has other sizes and names
        rounds.append(rng.choice(moments))
    for step, number, half in rounds:
        with results.case("at an operation", f"{step.name}, operation {number}, half {half}"):
            _kill_and_check(rng, step, partial(_kill_at, number, half=half))
    for _ in range(max(3, round(_AT_RANDOM * scale))):
        step = rng.choice(steps)
        after = rng.uniform(0.0, 0.25)
        with results.case("at a moment", f"{step.name}, after {after:.3f} s"):
            _kill_and_check(rng, step, partial(_kill_after, after))


def operations(step: Step) -> int:
    """Return how many operations a step does on the files of the index."""
    seen: list[str] = []
    archive = step.restore()
    with recording(archive / "index", lambda done: _note(seen, done)):
        step.act(archive)
    return len(seen)


def _note(seen: list[str], operation: Operation) -> None:
    if operation.kind in CHANGES:
        seen.append(operation.kind)


def _kill_and_check(
    rng: random.Random, step: Step, arm: Callable[[], Callable[[Operation], None]]
) -> None:
    archive = step.restore()
    status = in_child(lambda: _act_under(step, archive, arm()))
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise BrokenPromiseError(f"ended with {os.WEXITSTATUS(status)} instead of being killed")
    check_state(step, archive)
    check_recovery(step, archive, rng.choice((add, step.act)))


def _act_under(step: Step, archive: Path, before: Callable[[Operation], None]) -> None:
    with recording(archive / "index", before):
        step.act(archive)


def in_child(act: Callable[[], None]) -> int:
    """Do something in a forked process and return its wait status; one that hangs is killed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setpgid(0, 0)
            act()
            code = 0
        except BaseException as error:  # nothing may run the parent's code a second time
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.stdout.flush()
        os._exit(code)
    end = time.monotonic() + _HUNG
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(0.002)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise BrokenPromiseError(f"did not end within {_HUNG:.0f} seconds")


def _kill_at(number: int, *, half: bool) -> Callable[[Operation], None]:
    """Return what kills this process before an operation, or when half of a write is done."""
    left = number

    def before(operation: Operation) -> None:
        nonlocal left
        if operation.kind not in CHANGES:
            return
        if left:
            left -= 1
            return
        if half and operation.kind == "write":
            with Path(operation.path).open("rb+") as file:
                file.seek(operation.offset)
                file.write(operation.data[: len(operation.data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    return before


def _kill_after(seconds: float) -> Callable[[Operation], None]:
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    return lambda _: None
