"""Slow facets are made once for each state of an index, and nobody waits for them for long."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from searchkit.web.app import make_app
from searchkit.web.settings import ServeSettings
from searchkit.web.warming import Warming
from tests.support import DOCUMENTS, PLAN, make_index
from tests.web.test_pages import read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class SlowIndex:
    """An index that answers when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.asked: list[str] = []

    def search(self, _: str, *, limit: int, facets: list[str]) -> None:
        assert limit == 1
        self.asked += facets
        assert self.let.wait(60)


def test_nobody_waits_longer_than_is_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.web.warming.PATIENCE", 0.05)
    index = SlowIndex()
    warming = Warming(index)  # type: ignore[arg-type]
    assert not warming.ready("one")
    assert not warming.ready("one")
    assert not warming.ready("two")  # only one state at a time
    index.let.set()
    assert warming._made.wait(60)
    assert warming.ready("one")
    assert index.asked == ["validity", "topic"]


def test_a_page_does_without_what_is_not_made_yet_and_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchkit.web.warming.PATIENCE", -1.0)
    with make_index(tmp_path, {**DOCUMENTS, "mới.txt": PLAN.replace("12/KH", "13/KH")}) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        client.app.state.site.warming._busy = True  # type: ignore[attr-defined]
        address = "/?q=kế hoạch"
        assert "etag" not in client.get(address).headers
        chosen = read(client, f"{address}&in.validity=unknown")
        assert len(chosen.css(".documents article")) == 2
        assert not read(client, f"{address}&in.validity=ended").css(".documents article")
        client.app.state.site.warming._busy = False  # type: ignore[attr-defined]
        monkeypatch.setattr("searchkit.web.warming.PATIENCE", 600.0)
        assert "etag" in client.get(address).headers
