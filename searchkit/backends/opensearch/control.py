"""What is kept of an index beside its rows, in one document: which rows are committed, and more.

A commit is one change of this document, so that it is seen whole or not at all: rows at and behind
``next`` are not committed yet, those in ``dead`` not any more, whether they are still there or not.
Whoever changes it names the version that was read, so that no change is lost.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass, field
from searchkit.backends.opensearch.connection.answers import ConflictError, NotFoundError
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from searchkit.backends.opensearch.connection.client import Client

ID = "control"
ROUTING = "control"
"""Of this document and of the others beside the rows."""

_TRIES = 50
_SILENT = 10.0  # seconds; a node that is well answers this at once
_MANY = 500  # clauses of a query; a cluster takes 1,024


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: the documents that hold it, and what was said of it."""

    token: str
    chunks: int
    size: int
    meta: str


@dataclass(frozen=True, slots=True)
class Control:
    """What is committed.

    ``id`` differs from index to index, ``generation`` from commit to commit. ``rows`` and
    ``tokens`` (by stream) count what is committed and not deleted. ``dead`` are the ends of runs of
    rows. ``writer`` is who holds the index for writing, or held it last. ``index`` is the index
    behind the alias, ``version`` that of the document, as the cluster counts them.
    """

    id: int
    generation: int = 0
    next: int = 0
    rows: int = 0
    tokens: Mapping[str, int] = field(default_factory=dict)
    dead: tuple[tuple[int, int], ...] = ()
    writer: str = ""
    roots: tuple[str, ...] = ()
    attachments: Mapping[str, Attached] = field(default_factory=dict)
    index: str = ""
    version: tuple[int, int] = (0, 0)

    @property
    def stamp(self) -> tuple[int, ...]:
        """What changes whenever something is committed."""
        return self.generation, self.id

    def visible(self) -> list[dict[str, Any]]:
        """Return the conditions, as queries of the cluster, that committed rows meet."""
        found: list[dict[str, Any]] = [{"range": {"seq": {"lt": self.next}}}]
        if self.dead:
            found.append({"bool": {"must_not": _within(self.dead)}})
        return found


def _within(runs: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    if len(runs) > _MANY:
        return [{"terms": {"seq": [n for first, end in runs for n in range(first, end)]}}]
    return [{"range": {"seq": {"gte": first, "lt": end}}} for first, end in runs]


def new_control() -> Control:
    """Return that of an index without rows."""
    return Control(random.getrandbits(52))


def read_control(client: Client, index: str) -> Control:
    """Return what is kept of an index, as it is now.

    Raises IndexMissingError where there is none, IndexDamagedError where it is no whole one.
    """
    try:
        found = client.request(
            "GET", f"{index}/_doc/{ID}", params={"routing": ROUTING}, timeout=_SILENT
        )
        values = found["_source"]["control"]
        values["roots"] = tuple(json.loads(values["roots"]))
        values["dead"] = tuple(map(tuple, values["dead"]))
        values["attachments"] = {
            name: Attached(**own) for name, own in values["attachments"].items()
        }
        version = found["_seq_no"], found["_primary_term"]
        return Control(**values, index=found["_index"], version=version)
    except (NotFoundError, KeyError, TypeError, ValueError) as error:
        raise IndexDamagedError(
            f"{client.place}: what searchkit keeps of this index is missing or damaged "
            f"({type(error).__name__}); run `searchkit rebuild PATH... --index '{client.place}'`"
        ) from error


def write_control(client: Client, index: str, control: Control, *, new: bool = False) -> Control:
    """Write what is kept, in place of the version that it was made of; raises ConflictError."""
    values = asdict(control)
    del values["index"], values["version"]
    values["roots"] = json.dumps(control.roots)
    params: dict[str, str | int] = {"routing": ROUTING}
    if new:
        params["op_type"] = "create"
    else:
        params["if_seq_no"], params["if_primary_term"] = control.version
    answer = client.request("PUT", f"{index}/_doc/{ID}", {"control": values}, params)
    return replace(
        control, index=answer["_index"], version=(answer["_seq_no"], answer["_primary_term"])
    )


def change_control(client: Client, index: str, change: Callable[[Control], Control]) -> Control:
    """Change what is kept, anew where another was faster; ``change`` may raise to refuse."""
    for _ in range(_TRIES):
        before = read_control(client, index)
        after = change(before)
        try:
            return write_control(client, index, after)
        except ConflictError:
            # It may be our own, sent twice because the first answer was lost.
            now = read_control(client, index)
            if replace(now, version=after.version) == replace(after, index=now.index):
                return now
    raise ConflictError(f"{client.place}: others change the index all the time; try again")
