"""How an index is brought up to date."""

from __future__ import annotations

from searchkit._dataclass import dataclass
from searchkit.errors import UsageError

_COLLECTED = 1 / 4
"""The part of the memory for what is collected; merging, texts at work and the list of files take
the rest. Smaller segments also leave less to write at the end, when the other processes idle."""


@dataclass(frozen=True, slots=True)
class UpdateOptions:
    """How to update: ``jobs`` processes, ``memory`` bytes for the one that writes the index.

    ``keep_missing`` keeps documents whose files have vanished, ``prune`` drops also those whose
    folders are gone, empty or closed, ``retry_failed`` reads files again that could not be read,
    though they are as they were. ``wait`` are the seconds for which others may be writing first,
    ``ignore`` rules, as in a ``.searchkitignore``, for each folder that is named.
    """

    jobs: int | None = None
    memory: int = 512 << 20
    keep_missing: bool = False
    prune: bool = False
    retry_failed: bool = False
    wait: float = 0.0
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise UsageError for what cannot be worked with."""
        if self.memory < 1 or (self.jobs is not None and self.jobs < 1):
            raise UsageError("jobs and memory are whole numbers of at least 1")
        if not self.wait >= 0:
            raise UsageError("what is waited is a number of seconds, 0 or more")
        if self.keep_missing and self.prune:
            raise UsageError("what is missing can be kept or pruned, not both; leave one out")

    @property
    def collected(self) -> int:
        """Bytes of documents that are collected before they are written."""
        return int(_COLLECTED * self.memory)
