"""Analysed documents become rows of a cluster, in whichever process they were analysed.

A row is JSON without its number, which the writer gives it. It is made where the documents are
analysed, so that the process which writes only counts and sends.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._dataclass import dataclass
from searchkit.backends.opensearch.mapping import BODY, CONTEXT, HEAD
from searchkit.backends.opensearch.tokens import keyword_of, token_of
from searchkit.backends.opensearch.values import column_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchkit.backends.base import Fields
    from searchkit.token_stream import Stream

_APART = (BODY, CONTEXT)
"""Stored fields that are kept otherwise than as one text."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

BODY_LENGTH = 1 << 20
"""Characters of a text that are sent as one; the least limit of a request is 100 MB."""


@dataclass(frozen=True, slots=True)
class Row:
    """One analysed document: the members of its JSON object, and the parts of its text.

    ``lengths`` are the tokens of each stream, in the order of the fields.
    """

    members: bytes
    bodies: tuple[bytes, ...]
    lengths: tuple[int, ...]
    is_head: bool


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Some rows, with those streams that others look into."""

    streams: dict[str, Stream]
    rows: list[Row]


def packing(fields: Fields, head: tuple[str, str]) -> partial[RowBatch]:
    """Return how documents are packed; ``head``: field and term of those that begin a block."""
    return partial(pack_rows, fields, head)


def pack_rows(
    fields: Fields,
    head: tuple[str, str],
    streams: Mapping[str, Stream],
    stored: Sequence[Mapping[str, Any]],
) -> RowBatch:
    """Return documents as rows.

    Raises ValueError if a stream has another number of documents than ``stored``.
    """
    for name, stream in streams.items():
        if len(stream.lengths) != len(stored):
            sizes = f"{len(stream.lengths)} documents, stored has {len(stored)}"
            raise ValueError(f"{name!r} has {sizes}")
    empty = [b""] * len(stored)
    columns = [list(_texts(name, streams[name])) for name in fields.streams if name in streams]
    columns += [list(_keywords(name, streams[name])) for name in fields.keywords if name in streams]
    zeros = np.zeros(len(stored), np.int32)
    lengths = [streams[name].lengths if name in streams else zeros for name in fields.streams]
    counts = np.array(lengths).T.tolist() if lengths else [[] for _ in stored]
    heads = _holding(streams[head[0]], head[1]) if head[0] in streams else [False] * len(stored)
    rows = [
        _row(fields, values, kept, own.get(BODY), counted, is_head=is_head)
        for values, kept, own, counted, is_head in zip(
            zip(*(columns or [empty]), strict=True),
            _with_contexts(stored, heads),
            stored,
            counts,
            heads,
            strict=True,
        )
    ]
    return RowBatch({name: streams[name] for name in fields.positions if name in streams}, rows)


def _with_contexts(
    stored: Sequence[Mapping[str, Any]], heads: Sequence[bool]
) -> Iterator[dict[str, Any]]:
    """Yield stored fields; for a context the values of its column, and of that of the block's head.

    The former tell with how many neighbours it is shared, before and behind.
    """
    head = None
    for own, context, is_head in zip(stored, _contexts(stored), heads, strict=True):
        kept: dict[str, Any] = {
            name: text_of(value) for name, value in own.items() if name not in _APART
        }
        if context is not None:
            kept[CONTEXT] = context
        if is_head:
            head = context
        elif head is not None:
            kept[HEAD] = head
        yield kept


def _contexts(stored: Sequence[Mapping[str, Any]]) -> Iterator[list[str] | None]:
    for context, run in groupby(stored, key=lambda own: own.get(CONTEXT)):
        size = sum(1 for _ in run)
        for before in range(size):
            yield None if context is None else column_of([context, before, size - before - 1])


def _row(
    fields: Fields,
    values: Sequence[bytes],
    kept: dict[str, Any],
    text: str | None,
    lengths: Sequence[int],
    *,
    is_head: bool,
) -> Row:
    bodies = () if text is None else tuple(_bodies(text))
    kept["len"] = dict(zip(fields.streams, lengths, strict=True))
    if bodies:
        kept["bodies"] = len(bodies)
    own = _JSON.encode(kept)[1:-1].encode()
    members = b",".join([*(value for value in values if value), own])
    return Row(members, bodies, tuple(lengths), is_head)


def _bodies(text: str) -> Iterator[bytes]:
    for start in range(0, max(1, len(text)), BODY_LENGTH):
        yield _JSON.encode({BODY: text_of(text[start : start + BODY_LENGTH])}).encode()


def _texts(name: str, stream: Stream) -> Iterator[bytes]:
    """Yield each document's member for a stream: its tokens with blanks between; b"" for none."""
    tokens = [_inner(token_of(term)) for term in stream.terms]
    for own in _by_document(stream):
        text = " ".join([tokens[token] for token in own])
        yield f'"{name}":"{text}"'.encode() if own else b""


def _keywords(name: str, stream: Stream) -> Iterator[bytes]:
    terms = [_JSON.encode(keyword_of(term)) for term in stream.terms]
    for own in _by_document(stream):
        text = ",".join([terms[token] for token in own])
        yield f'"{name}":[{text}]'.encode() if own else b""


def _inner(token: str) -> str:
    """Return a token as it stands between the quotes of JSON."""
    return _JSON.encode(token)[1:-1]


def _by_document(stream: Stream) -> Iterator[list[int]]:
    tokens = stream.tokens.tolist()
    start = 0
    for length in stream.lengths.tolist():
        yield tokens[start : start + length]
        start += length


def _holding(stream: Stream, term: str) -> list[bool]:
    if term not in stream.terms:
        return [False] * len(stream.lengths)
    wanted = stream.terms.index(term)
    return [wanted in own for own in _by_document(stream)]
