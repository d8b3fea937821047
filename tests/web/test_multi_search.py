"""Front ends made for Meilisearch get what they ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.conftest import Serve


def ask(client: TestClient, /, **query: Any) -> Any:
    """Send a query as InstantSearch's adapter for Meilisearch does."""
    sent = {"indexUid": "van-ban", "facets": [], "attributesToHighlight": ["*"], **query}
    answer = client.post("/multi-search", json={"queries": [sent]})
    assert answer.status_code == 200, answer.text
    return answer.json()["results"][0]


def test_hits_are_documents_with_marks(page: TestClient) -> None:
    tags = {"highlightPreTag": "__ais-highlight__", "highlightPostTag": "__/ais-highlight__"}
    found = ask(page, q="bo may", hitsPerPage=2, page=1, **tags)
    first = found["hits"][0]
    assert (first["id"], first["number"]) == ("ke-hoach.txt", "12/KH-BNV")
    assert "__ais-highlight__bộ máy__/ais-highlight__" in first["_formatted"]["content"]
    assert (found["page"], found["totalHits"], found["totalPages"]) == (1, 1, 1)
    assert found["indexUid"] == "van-ban"


def test_facets_are_counted_and_chosen(page: TestClient) -> None:
    found = ask(page, q="ngay thang nam", facets=["year", "type"], limit=10)
    assert set(found["facetDistribution"]["year"]) == {"2024", "2025"}
    chosen = ask(page, q="ngay thang nam", facets=["year"], filter=[['"year"="2024"']])
    assert [hit["id"] for hit in chosen["hits"]] == ["quyet-dinh.txt"]
    assert chosen["estimatedTotalHits"] == 1


def test_an_order_and_an_empty_box(page: TestClient) -> None:
    found = ask(page, q="ngay thang nam", sort=["date:asc"])
    assert [hit["id"] for hit in found["hits"]][:2] == ["quyet-dinh.txt", "ke-hoach.txt"]
    begun = ask(page, q="", page=1, hitsPerPage=2, facets=["type"])
    assert [hit["id"] for hit in begun["hits"]] == ["ke-hoach.txt", "quyet-dinh.txt"]
    assert (begun["totalHits"], begun["totalPages"]) == (3, 2)
    assert begun["facetDistribution"]["type"]["Kế hoạch"] == 1


def test_what_a_facet_shows_can_be_chosen(page: TestClient) -> None:
    names = ["type", "issuer", "folder", "topic", "validity"]
    counted = ask(page, q="ngay thang nam", facets=names)["facetDistribution"]
    for name, values in counted.items():
        for value, count in values.items():
            chosen = ask(page, q="ngay thang nam", filter=[[f'"{name}"="{value}"']])
            assert chosen["estimatedTotalHits"] == count, (name, value)
    assert "Kế hoạch" in counted["type"]


def test_the_header_of_its_clients_is_let_through(serve: Serve) -> None:
    asked = {
        "origin": "http://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-meilisearch-client",
    }
    allowed = serve(origins=("http://app.example",)).options("/multi-search", headers=asked)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "http://app.example"
    assert serve().options("/multi-search", headers=asked).status_code >= 400


def test_what_cannot_be_understood_is_told(page: TestClient) -> None:
    sent = {"queries": [{"indexUid": "x", "q": "a", "filter": "year > 2020 AND"}]}
    answer = page.post("/multi-search", json=sent)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert page.post("/multi-search", json={}).status_code == 422
