"""An index in a cluster for each test, which is gone afterwards."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from searchkit.backends.opensearch.connection.address import parse_address
from searchkit.backends.opensearch.connection.client import Client
from searchkit.backends.opensearch.connection.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def address(cluster: str) -> Iterator[str]:
    """An address at which there is no index yet."""
    name = f"t-{uuid.uuid4().hex[:12]}"
    found = f"opensearch://{cluster}/{name}?shards=2&replicas=0"
    yield found
    client_of(found).request("DELETE", f"{name}-*,-.*")


def client_of(address: str) -> Client:
    return Client(parse_address(address), Credentials(), patience=10.0)
