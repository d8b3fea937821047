"""The back ends that keep the contract: every test of it runs over each of them."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest

from searchkit.backends.local import LocalIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit.backends.base import Backend, Fields

    Make = Callable[[Path, Fields], Backend]

CLUSTER = "SEARCHKIT_TEST_OPENSEARCH"
"""Names the node of a cluster for tests, ``host:port``, on which indexes are made and deleted."""

_number = itertools.count()


def make_local(folder: Path, fields: Fields) -> Backend:
    return LocalIndex(folder / "index", fields).create()


def make_opensearch(folder: Path, fields: Fields) -> Backend:
    from searchkit.backends.opensearch.connection.address import parse_address
    from searchkit.backends.opensearch.index import OpenSearchIndex

    node = os.environ.get(CLUSTER)
    if not node:
        pytest.skip(f"no cluster: {CLUSTER} names none")
    name = f"searchkit-test-{os.getpid()}-{next(_number)}"
    address = parse_address(f"opensearch://{node}/{name}?shards=2&replicas=0")
    return OpenSearchIndex(address, fields, ("kind", "công văn")).create()


@pytest.fixture(params=[make_local, make_opensearch], ids=["local", "opensearch"], scope="session")
def make_backend(request: pytest.FixtureRequest) -> Make:
    """What makes an empty index with some fields; the folder is for what it needs of the disk."""
    make: Make = request.param
    return make
