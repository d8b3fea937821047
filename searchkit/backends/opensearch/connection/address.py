"""Where an index lies: ``opensearch://host:9200,host2/name?shards=6&replicas=1``.

``opensearchs`` is for TLS. Passwords never stand in it: an address is shown, logged and kept.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from searchkit._dataclass import dataclass
from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.errors import UsageError

SCHEMES = ("opensearch", "opensearchs")
PORT = 9200

_EXAMPLE = "write opensearch://host:9200,host2/name?shards=6&replicas=1"
_NAME = lazy_pattern(r"[a-z0-9][a-z0-9_.-]*")
_HOST = lazy_pattern(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\[\]:/?#\s]+)(?::(?P<port>[0-9]{1,5}))?")
_NUMBERS = {"shards": (1, 1024), "replicas": (0, 100), "keep": (0, 100)}


class Host(NamedTuple):
    """A node that answers HTTP."""

    name: str
    port: int

    def __str__(self) -> str:
        """Return host and port as they stand in an address."""
        return f"{self.name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Address:
    """An index of a cluster.

    ``shards`` and ``replicas`` hold for an index that is made; ``keep`` is how many former ones a
    rebuild leaves there.
    """

    hosts: tuple[Host, ...]
    name: str
    tls: bool = False
    shards: int = 1
    replicas: int = 1
    keep: int = 0

    def __str__(self) -> str:
        """Return the address as people write it, without what is said of new indexes."""
        return f"{SCHEMES[self.tls]}://{','.join(map(str, self.hosts))}/{self.name}"


def is_address(place: object) -> bool:
    """Say whether a place is the address of a cluster, right or wrong, and no folder."""
    scheme, _, rest = str(place).partition(":")
    return rest.startswith("/") and scheme.lower() in SCHEMES


def parse_address(text: str) -> Address:
    """Read an address.

    Raises UsageError that says what is wrong, without repeating a password.
    """
    scheme, found, rest = text.partition("://")
    if not found:  # as a Path has it
        raise UsageError(f"{text} is no address: {_EXAMPLE}, as a text")
    rest, _, options = rest.partition("?")
    where, _, name = rest.partition("/")
    if "@" in where:
        raise UsageError(
            "an address holds no user and no password: set SEARCHKIT_OPENSEARCH_USER and "
            "SEARCHKIT_OPENSEARCH_PASSWORD, or SEARCHKIT_OPENSEARCH_API_KEY"
        )
    name = name.rstrip("/")
    # https://docs.opensearch.org/latest/api-reference/index-apis/create-index/, naming
    if not _NAME.fullmatch(name) or len(name) > 200:
        raise UsageError(
            f'{text}: "{name}" is no name of an index: small letters a-z, digits, - _ and ., '
            f"beginning with a letter or digit; {_EXAMPLE}"
        )
    hosts = tuple(_host(part, text) for part in where.split(","))
    return Address(hosts, name, scheme.lower() == "opensearchs", **_numbers(options, text))


def _host(part: str, text: str) -> Host:
    found = _HOST.fullmatch(part.strip())
    if found is None or int(found["port"] or PORT) > 65535:
        raise UsageError(f'{text}: "{part}" is no host with a port; {_EXAMPLE}')
    return Host(found["host"], int(found["port"] or PORT))


def _numbers(options: str, text: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for key, value in parse_qsl(options, keep_blank_values=True):
        if key not in _NUMBERS:
            raise UsageError(f'{text}: there is no "{key}": there are {", ".join(_NUMBERS)}')
        least, most = _NUMBERS[key]
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise UsageError(f"{text}: {key} is a number from {least} to {most}")
        numbers[key] = int(value)
    return numbers
