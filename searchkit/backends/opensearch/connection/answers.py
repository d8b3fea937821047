"""What a cluster answers when it refuses what it was asked, as errors that people understand."""

from __future__ import annotations

import json
from typing import Any

from searchkit.errors import ClusterError, DiskFullError, IndexMissingError

LATER = (429, 502, 503, 504)
"""Answers after which the same request may do: too busy, a node that stops, a shard that moves."""


class ConflictError(ClusterError):
    """Another has changed what was to be changed, since it was looked at."""


class NotFoundError(ClusterError):
    """The cluster has no such document, or none such as was asked for."""


def decoded(body: bytes) -> Any:
    """Return an answer's JSON; what is none, such as the page of a proxy, as a text."""
    try:
        return json.loads(body) if body else {}
    except ValueError:
        return {"error": body[:200].decode("utf-8", "replace")}


def reason(answer: Any) -> str:
    """Return why something was refused, in the cluster's words, in one line."""
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    if not isinstance(error, dict):
        return " ".join(str(error).split())[:500]
    causes = error.get("root_cause") or [error]
    told = {f"{one.get('type', 'error')}: {one.get('reason', '')}" for one in causes}
    return " ".join("; ".join(sorted(told)).split())[:500]


def is_incomplete(path: str, answer: Any) -> bool:
    """Say whether some shards have not done what was asked, as a cluster tells beside the rest.

    What is read must come from every shard; what is written is there once the first copy has it.
    """
    if not isinstance(answer, dict) or "result" in answer or "_shards" not in answer:
        return False
    shards = answer["_shards"]
    reads = path.partition("?")[0].endswith(("_search", "_count", "point_in_time"))
    return bool(shards["failed"] or (reads and shards["successful"] < shards["total"]))


def is_index_missing(status: int, answer: Any) -> bool:
    """Say whether a node knows no index of the name that it is asked for."""
    return status == 404 and "index_not_found" in reason(answer)


def is_full(answer: Any) -> bool:
    """Say whether the cluster has made an index read-only because a disk is full."""
    text = reason(answer)
    return "cluster_block" in text and ("read-only" in text or "flood" in text)


def full(place: str, answer: Any) -> DiskFullError:
    """Return the error for a full disk, with the way out."""
    return DiskFullError(
        f"{place}: a disk of the cluster is full ({reason(answer)}); the index is as it was when "
        "last committed: free some space or add a node, take the block away where the cluster does "
        "not by itself (PUT INDEX/_settings "
        '{"index.blocks.read_only_allow_delete": null}), then run the same command again'
    )


def refusal(place: str, told: str) -> ClusterError:
    """Return the error for a document of many that the cluster does not take."""
    return ClusterError(
        f"{place}: the cluster refuses a document ({told}); the index is as it was when last "
        "committed"
    )


def refused(place: str, status: int, answer: Any) -> Exception:
    """Return the error for an answer that is no success."""
    told = reason(answer)
    if is_full(answer):
        return full(place, answer)
    if status == 409:
        return ConflictError(f"{place}: another process has changed the index meanwhile ({told})")
    if is_index_missing(status, answer):
        return IndexMissingError(
            f"there is no index {place}; make one with `searchkit index PATH --index {place}`"
        )
    if status == 404:
        return NotFoundError(f"{place}: the cluster does not have it ({told})")
    if status == 401:
        return ClusterError(
            f"{place}: the cluster wants to know who asks (401): set SEARCHKIT_OPENSEARCH_USER "
            "and SEARCHKIT_OPENSEARCH_PASSWORD, or SEARCHKIT_OPENSEARCH_API_KEY, and see that "
            "they are right"
        )
    if status == 403:
        return ClusterError(
            f"{place}: the cluster forbids it ({told}): the user needs all rights on the index, "
            "its alias and those whose names begin with its name"
        )
    if "circuit_breaking_exception" in told:
        return ClusterError(
            f"{place}: the cluster has too little memory for a request ({told}): give its nodes a "
            "larger heap, or spread the index over more of them"
        )
    return ClusterError(f"{place}: the cluster refuses a request with {status}: {told}")
