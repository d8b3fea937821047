"""Assistants search, read and cite: sessions of the SDK's own client."""

from __future__ import annotations

import json
import sys
import threading
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from searchkit.mcp.server import make_http_app, make_server
from searchkit.web.settings import ServeSettings
from tests.support import DOCUMENTS, ROOT, make_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    import searchkit


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[searchkit.Index]:
    with make_index(tmp_path_factory.mktemp("trợ lý"), DOCUMENTS) as made:
        yield made


def ask(target: Any, tool: str, **arguments: Any) -> Any:
    """Call a tool in a session of its own; returns what it gave, or its error as a text."""

    async def session() -> Any:
        async with Client(target) as client:
            return await client.call_tool(tool, arguments)

    answer = anyio.run(session)
    text = answer.content[0].text
    return text if answer.is_error else json.loads(text)


def test_an_assistant_searches_then_fetches(index: searchkit.Index) -> None:
    server = make_server(index, "http://127.0.0.1:8080/")
    results = ask(server, "search", query="tinh gon bo may", limit=3)["results"]
    first = results[0]
    assert {"id", "title", "url"} <= set(first)
    assert first["document_id"] == "ke-hoach.txt"
    assert first["url"].startswith("http://127.0.0.1:8080/documents/ke-hoach.txt#p")
    text = index.document("ke-hoach.txt").text
    assert text[first["start"] : first["end"]] == first["text"]
    document = ask(server, "fetch", id=first["document_id"])
    assert set(document) >= {"id", "title", "text", "url", "metadata"}
    assert (document["text"], document["next"]) == (text, None)
    passage = ask(server, "fetch", id=first["id"])
    assert (passage["text"], passage["citation"]) == (first["text"], first["citation"])


def test_an_assistant_gets_a_cited_place(index: searchkit.Index) -> None:
    found = ask(make_server(index), "get_passage", number="12/KH-BNV", citation="điều 2")
    assert found["citation"] == "Điều 2"
    assert "Tổ chức thực hiện" in found["text"]
    assert found["text"] == index.document("ke-hoach.txt").text[found["start"] : found["end"]]


def test_an_assistant_sees_the_topics(index: searchkit.Index) -> None:
    names = {topic["name"] for topic in ask(make_server(index), "topics")["topics"]}
    assert "tinh-gon-bo-may" in names
    assert ask(make_server(index), "search", query="bộ máy", topic="tinh-gon-bo-may")["results"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("fetch", {"id": "nowhere"}, "no document is called"),
        ("fetch", {"id": "ke-hoach.txt", "start": 10**6}, "characters"),
        ("get_passage", {"number": "12/KH-BNV", "citation": "Điều 99"}, "has no place"),
        ("search", {"query": "a", "topic": "nowhere"}, "no topic"),
    ],
)
def test_what_goes_wrong_is_told_to_the_assistant(
    index: searchkit.Index, tool: str, arguments: dict[str, Any], said: str
) -> None:
    assert said in ask(make_server(index), tool, **arguments)


def test_an_assistant_that_asks_for_nothing_is_told(index: searchkit.Index) -> None:
    (note,) = ask(make_server(index), "search", query=" ")["notes"]
    assert note.startswith("nothing was typed")


def test_an_assistant_starts_the_command_itself(index: searchkit.Index) -> None:
    words = ["-m", "searchkit", "mcp", "--index", index.name]
    started = StdioServerParameters(command=sys.executable, args=words, cwd=str(ROOT))
    found = ask(stdio_client(started), "search", query="hộ nghèo")
    assert found["results"][0]["document_id"] == "quyet-dinh.txt"


def test_several_assistants_are_served_over_http(index: searchkit.Index) -> None:
    from searchkit.web.running import run

    ready = threading.Event()
    addresses: list[str] = []

    def started(address: str) -> None:
        addresses.append(address)
        ready.set()

    settings = ServeSettings(port=0)
    app = make_http_app(index, settings)
    threading.Thread(target=run, args=(app, settings, started), daemon=True).start()
    assert ready.wait(60)
    for _ in range(2):
        found = ask(f"{addresses[0]}mcp", "search", query="hộ nghèo")
        assert found["results"][0]["document_id"] == "quyet-dinh.txt"


def test_strangers_are_asked_for_the_token(index: searchkit.Index) -> None:
    from starlette.testclient import TestClient

    app = make_http_app(index, ServeSettings(token="bí mật đủ dài của cơ quan"))
    client = TestClient(app, "http://127.0.0.1:8090")
    assert client.post("/mcp", json={}).status_code == 401
    assert client.post("/mcp", json={}, headers={"host": "evil.example"}).status_code == 421
