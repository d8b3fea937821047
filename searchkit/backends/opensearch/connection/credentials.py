"""Who asks a cluster, and whom TLS believes: from the environment, never from an address."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

USER = "SEARCHKIT_OPENSEARCH_USER"
PASSWORD = "SEARCHKIT_OPENSEARCH_PASSWORD"
API_KEY = "SEARCHKIT_OPENSEARCH_API_KEY"
CA_FILE = "SEARCHKIT_OPENSEARCH_CA"


_FROM_SETTINGS = {"user": USER, "password": PASSWORD, "api_key": API_KEY, "ca": CA_FILE}

_defaults: dict[str, str] = {}


def set_defaults(values: Mapping[str, str]) -> None:
    """Say what holds where the environment says nothing, by the keys of a ``searchkit.toml``."""
    _defaults.clear()
    _defaults.update({_FROM_SETTINGS[key]: value for key, value in values.items()})


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a key; ``ca_file``: whom TLS believes beside the system's own.

    No secret is shown when it is printed.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_file: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials:
        """Read what the environment says, or else the settings.

        Raises UsageError for a user without a password.
        """
        known = _known(os.environ) if environment is None else environment
        own = cls(*(known.get(name, "") for name in (USER, PASSWORD, API_KEY, CA_FILE)))
        if bool(own.user) != bool(own.password):
            raise UsageError(f"{USER} and {PASSWORD} go together: one is set, the other is not")
        if own.ca_file and not os.path.isfile(own.ca_file):  # noqa: PTH113 -- raises nothing
            raise UsageError(f"{CA_FILE}: {own.ca_file} is no file")
        return own

    def headers(self) -> dict[str, str]:
        """Return what says to the cluster who asks."""
        from base64 import b64encode

        if self.api_key:
            return {"authorization": f"ApiKey {self.api_key}"}
        if self.user:
            both = b64encode(f"{self.user}:{self.password}".encode()).decode()
            return {"authorization": f"Basic {both}"}
        return {}


def _known(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment; what the settings say of who asks holds where it says nothing."""
    says = any(environment.get(name) for name in (USER, PASSWORD, API_KEY))
    others = {CA_FILE: _defaults.get(CA_FILE, "")} if says else _defaults
    return {**others, **{name: value for name, value in environment.items() if value}}
