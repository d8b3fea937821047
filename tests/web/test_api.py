"""The API gives what the library gives, and says in one form what went wrong."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

import searchkit
from searchkit.web.api import shapes
from searchkit.web.app import make_app
from searchkit.web.settings import ServeSettings
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from pathlib import Path


def without_time(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "took_ms"}


def test_a_search_gives_what_the_library_gives(page: TestClient, index: searchkit.Index) -> None:
    answer = page.get("/api/v1/search", params={"q": "tinh gon bo may", "limit": 5})
    expected = index.search("tinh gon bo may", limit=5).to_dict()
    for hit in expected["hits"]:
        hit["path"] = f"documents/{hit['document_id']}"
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert without_time(answer.json()) == without_time(expected)
    assert answer.json()["hits"][0]["document_id"] == "ke-hoach.txt"


def test_filters_of_several_values_are_met_by_any(page: TestClient) -> None:
    both = page.get("/api/v1/search", params={"type": ["kế hoạch", "quyết định"]}).json()
    one = page.get("/api/v1/search", params={"type": "kế hoạch", "since": "2025"}).json()
    assert both["total"] == 2
    assert [hit["document_id"] for hit in one["hits"]] == ["ke-hoach.txt"]


def test_pages_orders_and_facets_are_those_of_the_library(page: TestClient) -> None:
    asked = {"type": ["kế hoạch", "quyết định"], "sort": "-date", "facets": ["folder", "year"]}
    whole = page.get("/api/v1/search", params=asked).json()
    assert [hit["document_id"] for hit in whole["hits"]] == ["ke-hoach.txt", "quyet-dinh.txt"]
    second = page.get("/api/v1/search", params={**asked, "limit": 1, "offset": 1}).json()
    assert [hit["id"] for hit in second["hits"]] == [whole["hits"][1]["id"]]
    assert [value["value"] for value in whole["facets"]["folder"]] == ["documents"]
    chosen = {**asked, "chosen": ["folder=documents", "year=2024"]}
    assert page.get("/api/v1/search", params=chosen).json()["documents"] == 1
    named = {**asked, "chosen": ["Thư-mục=documents", "năm=2024"]}
    assert page.get("/api/v1/search", params=named).json()["documents"] == 1
    assert page.get("/api/v1/search", params={"where": "12"}).json()["status"] == 400


def test_own_fields_restrict_a_search(page: TestClient, index: searchkit.Index) -> None:
    records = [("a", "HS-17", 12), ("b", "HS-18", 30), ("c", "HS-19", 70)]
    index.add_documents(
        {"id": key, "text": "Giao ban tuần.", "ho-so": file, "trang": pages}
        for key, file, pages in records
    )

    def found(*where: str) -> list[str]:
        answer = page.get("/api/v1/search", params={"q": "giao ban", "where": where}).json()
        return sorted(hit["document_id"] for hit in answer["hits"])

    assert found("ho-so=HS-17") == ["a"]
    assert found("ho-so=HS-17", "ho-so=HS-19") == ["a", "c"]
    assert found("trang=10..20", "trang=60..") == ["a", "c"]
    assert found("trang=10..20", "ho-so=HS-18") == []
    index.remove(key for key, _, _ in records)


@pytest.mark.parametrize("name", ["ke-hoach.txt", "12/KH-BNV", "du-lich/ghi-chep.txt"])
def test_a_document_is_given_by_any_of_its_names(
    page: TestClient, index: searchkit.Index, name: str
) -> None:
    found = page.get(f"/api/v1/documents/{name}").json()
    expected = json.loads(json.dumps(asdict(index.document(name))))
    assert found == {**expected, "path": f"documents/{expected['id']}"}


def test_all_documents_are_listed_in_parts(page: TestClient) -> None:
    first = page.get("/api/v1/documents", params={"limit": 2}).json()
    rest = page.get("/api/v1/documents", params={"limit": 2, "offset": 2}).json()
    ids = [document["id"] for document in [*first["documents"], *rest["documents"]]]
    assert sorted(ids) == sorted(DOCUMENTS)
    assert first["total"] == 3


@pytest.mark.parametrize("address", ["search?q=ngheo", "health", "documents/nowhere", "suggest"])
def test_head_is_get_without_the_body(page: TestClient, address: str) -> None:
    head, get = page.head(f"/api/v1/{address}"), page.get(f"/api/v1/{address}")
    assert head.status_code == get.status_code
    assert set(head.headers) == set(get.headers)
    assert head.content == b""


def test_an_export_has_every_hit_on_a_line(page: TestClient, index: searchkit.Index) -> None:
    answer = page.get("/api/v1/export", params={"q": "hoặc ngày", "per_document": 100})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    expected = index.search("hoặc ngày", limit=100, per_document=100)
    assert [line["id"] for line in lines] == [hit.id for hit in expected]
    assert answer.headers["x-total"] == str(expected.total)


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/api/v1/search?q=a&topic=nowhere", 400, "usage"),
        ("/api/v1/search?q=a&limit=0", 422, "parameters"),
        ("/api/v1/search?q=a&limit=many", 422, "parameters"),
        ("/api/v1/search?q=a&colour=red", 422, "parameters"),
        ("/api/v1/documents/nowhere.txt", 404, "document"),
        ("/api/v1/documents?without=colour", 400, "usage"),
        ("/api/v1/nowhere", 404, "http"),
        ("/api/v2/search", 404, "http"),
    ],
)
def test_what_goes_wrong_is_told_as_a_problem(
    page: TestClient, address: str, status: int, kind: str
) -> None:
    answer = page.get(address)
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:searchkit:problem:{kind}"
    assert problem["title"]
    assert problem["detail"]


def test_an_answer_is_known_until_the_index_changes(tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    from searchkit.web.app import make_app
    from searchkit.web.settings import ServeSettings

    with make_index(tmp_path, DOCUMENTS) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        tag = client.get("/api/v1/search?q=ho").headers["etag"]
        known = client.get("/api/v1/search?q=ho", headers={"if-none-match": tag})
        assert (known.status_code, known.content) == (304, b"")
        index.remove(["ke-hoach.txt"])
        anew = client.get("/api/v1/search?q=ho", headers={"if-none-match": tag})
        assert anew.status_code == 200
        assert anew.headers["etag"] != tag


def test_no_answer_names_a_folder_of_the_server(page: TestClient, index: searchkit.Index) -> None:
    folder = str(index.roots()[0]).rpartition("/")[0]
    for address in (
        "/api/v1/search?q=ho",
        "/api/v1/documents",
        "/api/v1/documents/ke-hoach.txt",
        "/api/v1/documents/nowhere.txt",
        "/api/v1/export?q=ho",
        "/api/v1/failures",
        "/api/v1/health",
        "/?q=ho",
        "/documents/ke-hoach.txt",
        "/index",
    ):
        assert folder not in page.get(address).text, address


def test_a_lost_index_is_told_without_its_folder(tmp_path: Path) -> None:
    import shutil

    from starlette.testclient import TestClient

    from searchkit.web.app import make_app
    from searchkit.web.settings import ServeSettings

    with make_index(tmp_path, DOCUMENTS) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        assert client.get("/api/v1/search?q=ho").status_code == 200
        shutil.rmtree(tmp_path / "index")
        for address in ("/api/v1/search?q=ho", "/?q=ho", "/documents/ke-hoach.txt", "/index"):
            lost = client.get(address)
            assert lost.status_code == 503, address
            assert str(tmp_path) not in lost.text


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/api/v1/search?q=tinh+gon&explain=true", shapes.SearchShape),
        ("/api/v1/search?q=ho&group=document&facets=type&facets=folder", shapes.SearchShape),
        ("/api/v1/search?q=tinh+ggon", shapes.SearchShape),
        ("/api/v1/documents", shapes.DocumentsShape),
        ("/api/v1/documents/ke-hoach.txt", shapes.DocumentShape),
        ("/api/v1/stats", shapes.StatsShape),
        ("/api/v1/health", shapes.HealthShape),
    ],
)
def test_answers_have_the_shape_that_is_described(
    page: TestClient, address: str, shape: type[shapes.Shape]
) -> None:
    shape.model_validate(page.get(address).json(), strict=True)


def test_the_fields_of_records_are_given_as_json_has_them(tmp_path: Path) -> None:
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        fields = {"ngày ký": date(2025, 4, 25), "trang": [1, 2], "mật": False}
        index.add_documents([searchkit.NewDocument("vb-1", "Họp giao ban.", fields=fields)])
        app = make_app(index, ServeSettings())
        page = TestClient(app, "http://127.0.0.1:8080", raise_server_exceptions=False)
        plain = {**fields, "ngày ký": "2025-04-25"}
        for address in ("documents/vb-1", "documents", "search?q=giao+ban"):
            answer = page.get(f"/api/v1/{address}")
            assert answer.status_code == 200
            found = answer.json()
            one = found.get("documents") or found.get("hits") or [found]
            assert (found["hits"][0] if "hits" in found else one[0])["fields"] == plain
