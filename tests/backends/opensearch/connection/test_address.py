"""Addresses of indexes in a cluster: read, shown, and never with a password."""

from __future__ import annotations

import pytest

from searchkit.backends.opensearch.connection.address import (
    Address,
    Host,
    is_address,
    parse_address,
)
from searchkit.backends.opensearch.connection.credentials import (
    API_KEY,
    PASSWORD,
    USER,
    Credentials,
)
from searchkit.errors import UsageError


def test_hosts_ports_and_numbers_are_read() -> None:
    own = parse_address("opensearch://may1:9200,may2,[::1]:9201/van-ban?shards=6&replicas=2&keep=1")
    hosts = (Host("may1", 9200), Host("may2", 9200), Host("[::1]", 9201))
    assert own == Address(hosts, "van-ban", shards=6, replicas=2, keep=1)
    assert str(own) == "opensearch://may1:9200,may2:9200,[::1]:9201/van-ban"
    assert str(parse_address("opensearchs://máy/a")) == "opensearchs://máy:9200/a"


@pytest.mark.parametrize("place", ["index", "/tmp/opensearch", "C:\\opensearch", "opensearch:x"])
def test_a_folder_is_no_address(place: str) -> None:
    assert not is_address(place)


@pytest.mark.parametrize("place", ["opensearch://h/n", "OpenSearchs://h/n", "opensearch:/h"])
def test_an_address_is_known_by_its_scheme(place: str) -> None:
    assert is_address(place)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("opensearch:/may1/a", "is no address"),
        ("opensearch://may1", "no name of an index"),
        ("opensearch://may1/", "no name of an index"),
        ("opensearch://may1/Văn-bản", "no name of an index"),
        ("opensearch://may1/_all", "no name of an index"),
        ("opensearch://may1/a/b", "no name of an index"),
        ("opensearch:///a", "no host"),
        ("opensearch://may1:x/a", "no host"),
        ("opensearch://may1:99999/a", "no host"),
        ("opensearch://may1,,may2/a", "no host"),
        ("opensearch://may1/a?shards=0", "shards is a number from 1"),
        ("opensearch://may1/a?shards=x", "shards is a number from 1"),
        ("opensearch://may1/a?shard=2", 'there is no "shard"'),
    ],
)
def test_a_wrong_address_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse_address(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match=PASSWORD) as caught:
        parse_address("opensearch://lan:bi-mat@may1/a")
    assert "bi-mat" not in str(caught.value)


def test_secrets_are_not_shown() -> None:
    own = Credentials.from_environment({USER: "lan", PASSWORD: "bí mật"})
    assert own.headers()["authorization"].startswith("Basic ")
    assert "bí mật" not in repr(own)
    key = Credentials.from_environment({API_KEY: "khoa"})
    assert key.headers() == {"authorization": "ApiKey khoa"}
    assert "khoa" not in repr(key)


def test_a_user_without_a_password_is_told() -> None:
    with pytest.raises(UsageError, match="go together"):
        Credentials.from_environment({USER: "lan"})
