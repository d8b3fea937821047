"""What an experiment found: cases and failures by kind."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES = 5
_LONGEST = 400  # characters of an example


class BrokenPromiseError(AssertionError):
    """A promise was broken; the message says how."""


class Results:
    """The cases of one experiment, counted by kind, with the first few failures of each."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.seed = seed
        self._cases: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}
        self._measures: dict[str, float] = {}
        self._started = time.monotonic()

    @contextmanager
    def case(self, kind: str, what: str = "") -> Iterator[None]:
        """Count a case, and a failure when an exception leaves the block."""
        self._cases[kind] += 1
        try:
            yield
        except Exception as error:  # whatever is raised is the finding
            self.fail(kind, f"{what}: {type(error).__name__}: {error}")

    def fail(self, kind: str, message: str) -> None:
        """Count a failure."""
        self._failures[kind] += 1
        examples = self._examples.setdefault(kind, [])
        if len(examples) < _EXAMPLES:
            examples.append(message[:_LONGEST])

    def measure(self, name: str, value: float) -> None:
        """Keep a figure that was measured."""
        self._measures[name] = round(value, 3)

    def as_json(self) -> dict[str, Any]:
        """Return what was found as plain values."""
        return {
            "name": self.name,
            "seed": self.seed,
            "cases": self._cases.total(),
            "failures": self._failures.total(),
            "seconds": round(time.monotonic() - self._started, 1),
            "kinds": {
                kind: {"cases": count, "failures": self._failures[kind]}
                for kind, count in sorted(self._cases.items())
            },
            "examples": self._examples,
            "measures": self._measures,
        }
