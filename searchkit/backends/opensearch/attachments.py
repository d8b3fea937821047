"""Arrays that are kept beside the rows, in documents of their own, checked when they are read."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.opensearch.connection.answers import NotFoundError
from searchkit.backends.opensearch.control import (
    ROUTING,
    Attached,
    Control,
    change_control,
    read_control,
)
from searchkit.backends.opensearch.writing.bulk import Bulk, Change
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.backends.base import Arrays
    from searchkit.backends.opensearch.connection.client import Client

_CHUNK = 2 << 20  # bytes


def attach(client: Client, index: str, name: str, arrays: Arrays, meta: Mapping[str, Any]) -> None:
    """Keep arrays in place of those of that name, which stay until the new ones are whole."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    data = buffer.getvalue()
    token = uuid.uuid4().hex[:12]
    chunks = range(0, len(data), _CHUNK)
    bulk = Bulk(client, index, lambda: None)
    try:
        for number, start in enumerate(chunks):
            value = b64encode(data[start : start + _CHUNK]).decode("ascii")
            source = json.dumps({"attachment": {"data": value}}).encode()
            bulk.add(Change(_id(name, token, number), ROUTING, source))
        bulk.flush()
        new = Attached(token, len(chunks), len(data), json.dumps(dict(meta)))
        _replace(client, index, bulk, name, new)
    finally:
        bulk.close()


def detach(client: Client, index: str, name: str) -> None:
    """Drop an attachment, if it is there."""
    bulk = Bulk(client, index, lambda: None)
    try:
        _replace(client, index, bulk, name, None)
    finally:
        bulk.close()


def read_attachment(client: Client, index: str, control: Control, name: str) -> Arrays:
    """Return the arrays of an attachment that there is.

    Raises IndexDamagedError.
    """
    kept = control.attachments[name]
    try:
        parts = [
            client.request(
                "GET", f"{index}/_doc/{_id(name, kept.token, n)}", params={"routing": ROUTING}
            )["_source"]["attachment"]["data"]
            for n in range(kept.chunks)
        ]
        with np.load(io.BytesIO(b"".join(map(b64decode, parts))), allow_pickle=False) as file:
            return {section: file[section] for section in file.files}
    except (NotFoundError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        if read_control(client, index).attachments.get(name) not in (None, kept):
            return read_attachment(client, index, read_control(client, index), name)
        raise IndexDamagedError(
            f"{client.place}: its attachment {name} is damaged ({error}); "
            f"run `searchkit rebuild --index '{client.place}'`"
        ) from error


def _replace(client: Client, index: str, bulk: Bulk, name: str, new: Attached | None) -> None:
    former: list[Attached] = []

    def changed(now: Control) -> Control:
        former[:] = [now.attachments[name]] if name in now.attachments else []
        others = {key: own for key, own in now.attachments.items() if key != name}
        return replace(now, attachments=others if new is None else {**others, name: new})

    change_control(client, index, changed)
    for old in former:
        if new is None or old.token != new.token:
            for number in range(old.chunks):
                bulk.add(Change(_id(name, old.token, number), ROUTING))
    bulk.flush()


def _id(name: str, token: str, number: int) -> str:
    return f"attachment-{name}-{token}-{number}"
