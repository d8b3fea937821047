"""An application over a small index, asked in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from searchkit.web.app import make_app
from searchkit.web.settings import ServeSettings
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import searchkit

    Serve = Callable[..., TestClient]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[searchkit.Index]:
    with make_index(tmp_path_factory.mktemp("máy chủ"), DOCUMENTS) as made:
        yield made


@pytest.fixture
def serve(index: searchkit.Index) -> Serve:
    """Return what serves the index under settings of one's own."""

    def start(**settings: object) -> TestClient:
        app = make_app(index, ServeSettings(**settings))  # type: ignore[arg-type]
        return TestClient(app, "http://127.0.0.1:8080", raise_server_exceptions=False)

    return start


@pytest.fixture
def page(serve: Serve) -> TestClient:
    """Return a client of the index under the settings that nobody changed."""
    client = serve()
    client.headers["accept-language"] = "en"
    return client


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    return tmp_path / "người dùng.txt"
