"""A real browser before a real server; where there is no chromium the tests say so and skip."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from searchkit.web.app import make_app
from searchkit.web.running import run
from searchkit.web.settings import ServeSettings
from tests.index.relations.test_amendments import AMENDING, OLD
from tests.support import DECISION, DOCUMENTS, PLAN, make_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

    Visit = Callable[..., Page]

PATIENCE = 120_000.0
"""Milliseconds: a machine that is busy with other things is slow, not wrong."""
expect.set_options(PATIENCE)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONG = "\n".join(
    [
        PLAN.replace("12/KH", "99/KH"),
        *(f"\nĐiều {n}. Việc thứ {n}\nTinh gọn." for n in range(3, 40)),
    ]
)
CITING = """ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
Số: 41/BC-UBND

Bắc Kạn, ngày 10 tháng 7 năm 2025

BÁO CÁO
Kết quả sáu tháng đầu năm

Thực hiện Điều 2 Kế hoạch số 12/KH-BNV ngày 05 tháng 3 năm 2025, Ủy ban nhân dân tỉnh báo cáo.
"""
TEXTS = {
    **DOCUMENTS,
    "dài.txt": LONG,
    "dẫn.txt": CITING,
    "nước.txt": OLD,
    "nước sửa.txt": AMENDING,
    **{f"nhiều/{n}.txt": DECISION.replace("345", str(n)) for n in range(100, 115)},
}


def is_wrong(said: ConsoleMessage) -> bool:
    """Say whether a browser complains of a page; that there is none is what a test asks for."""
    return said.type in ("error", "warning") and "status of 404" not in said.text


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an index of some texts, without the slash at its end."""
    ready = threading.Event()
    addresses: list[str] = []

    def started(address: str) -> None:
        addresses.append(address.rstrip("/"))
        ready.set()

    with make_index(tmp_path_factory.mktemp("trình duyệt"), TEXTS) as index:
        settings = ServeSettings(port=0, originals=True)
        server = threading.Thread(
            target=run, args=(make_app(index, settings), settings, started), daemon=True
        )
        server.start()
        assert ready.wait(60)
        yield addresses[0]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser for the tests of this folder; while it runs, its thread can run no other loop."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no chromium on the PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=program, args=QUIET)
        except Error as error:
            pytest.skip(f"{program} does not start here: {error}")
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page; whatever it complains of on its console fails the test."""
    complaints: list[str] = []
    said_wrong = complaints.append
    contexts = []

    def open_page(path: str, **options: object) -> Page:
        options.setdefault("locale", "vi-VN")
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: said_wrong(str(error)))
        page.on("console", lambda said: said_wrong(said.text) if is_wrong(said) else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(address) else said_wrong(asked.url),
        )
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
