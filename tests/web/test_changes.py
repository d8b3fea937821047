"""What holds, as the pages show it: changes beside the text, drawings, versions, days."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from searchkit.web.app import make_app
from searchkit.web.pages.neighbourhood import BOX_HEIGHT, BOX_WIDTH, MOST, WIDTH, draw
from searchkit.web.settings import ServeSettings
from tests.index.relations.test_amendments import AMENDING, OLD
from tests.index.relations.test_validity import NEW
from tests.support import PLAN, make_index
from tests.web.test_pages import read, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import searchkit

TEXTS = {"cũ.txt": OLD, "sửa.txt": AMENDING, "mới.txt": NEW, "kế hoạch.txt": PLAN}


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[searchkit.Index]:
    with make_index(tmp_path_factory.mktemp("hiệu lực"), TEXTS) as made:
        yield made


@pytest.fixture
def site(holding: searchkit.Index) -> TestClient:
    client = TestClient(make_app(holding, ServeSettings()), "http://localhost")
    client.headers["accept-language"] = "vi"
    return client


def test_an_article_has_its_changes_beside_it(site: TestClient) -> None:
    tree = read(site, "/documents/cũ.txt")
    beside = {
        text_of(part, "h2"): " ".join(text_of(part, ".changes").split())
        for part in tree.css(".part.changed")
    }
    assert list(beside) == [
        "Điều 1. Phạm vi",
        "Điều 2. Giá tối đa",
        "Điều 3. Trách nhiệm",
        "Điều 4. Công khai",
    ]
    assert "được sửa đổi, bổ sung bởi Nghị định số 20/2022/NĐ-CP" in beside["Điều 2. Giá tối đa"]
    assert "từ ngày 1/6/2022" in beside["Điều 2. Giá tối đa"]
    assert [node.text() for node in tree.css("#p3 ins")] == ["20.000", "8.000", "12.000"]
    link = tree.css_first(".changes a.citation")
    assert link is not None
    assert "Sửa đổi, bổ sung" in site.get(str(link.attributes["href"]).partition("#")[0]).text


def test_whether_it_holds_is_said_once_and_for_any_day(site: TestClient) -> None:
    ended = read(site, "/documents/cũ.txt")
    assert text_of(ended, ".letterhead .effect") == "hết hiệu lực"
    row = next(node.text() for node in ended.css(".letterhead tr") if "Hiệu lực" in node.text())
    assert "đã bị thay thế bởi Nghị định số 30/2025/NĐ-CP từ ngày 1/11/2025" in row
    assert row.count("hết hiệu lực") == 1
    for day, state in (("1/1/2021", "còn hiệu lực"), ("2020-03-03", "chưa có hiệu lực")):
        before = read(site, f"/documents/cũ.txt?on={day}")
        assert text_of(before, ".letterhead .effect") == state
        field = before.css_first("#on")
        assert field is not None
        assert field.attributes["value"] == day
    assert site.get("/documents/cũ.txt?on=ngày mai").status_code == 400
    silent = read(site, "/documents/kế hoạch.txt")
    assert "Văn bản không nêu ngày có hiệu lực." in text_of(silent, ".letterhead")
    assert not silent.css(".letterhead .effect")


def test_the_drawing_leads_to_the_documents_around(site: TestClient) -> None:
    tree = read(site, "/documents/cũ.txt")
    links = [str(node.attributes["href"]) for node in tree.css("svg.neighbourhood a")]
    assert sorted(links) == ["/documents/m%E1%BB%9Bi.txt", "/documents/s%E1%BB%ADa.txt"]
    drawn = text_of(tree, "svg.neighbourhood")
    assert "bị thay thế bởi" in drawn
    assert "được sửa đổi, bổ sung bởi" in drawn
    assert not read(site, "/documents/kế hoạch.txt").css("svg.neighbourhood")


def test_a_history_stands_below_the_text(site: TestClient) -> None:
    days = [node.text() for node in read(site, "/documents/cũ.txt").css(".timeline b")]
    assert days[:2] == ["2/3/2020", "16/4/2020"]
    assert days[-1] == "1/11/2025"


def test_two_versions_are_laid_side_by_side(site: TestClient) -> None:
    link = read(site, "/documents/cũ.txt").css_first("a[href^='/compare/']")
    assert link is not None
    address = str(link.attributes["href"])
    tree = read(site, address)
    assert next(node.text().strip() for node in tree.css(".compared th a")).endswith("nước sạch")
    assert tree.css(".compared del")
    assert tree.css(".compared ins")
    differing = len(tree.css(".compared tbody tr"))
    whole = read(site, f"{address}&all=1")
    assert len(whole.css(".compared tbody tr.differs")) == differing
    assert len(whole.css(".compared tbody tr")) > differing
    left = "".join(node.text() for node in whole.css(".compared tbody td:first-child"))
    assert "".join(left.split()) == "".join(OLD.split())
    same = read(site, "/compare/cũ.txt?with=cũ.txt")
    assert "giống nhau" in text_of(same, "[role=status]")
    assert site.get("/compare/cũ.txt?with=không có").status_code == 404
    assert site.get("/compare/cũ.txt").status_code == 400


def test_results_are_narrowed_to_what_holds(site: TestClient) -> None:
    tree = read(site, "/?q=giá nước sạch")
    counted = {
        node.css_first("span").text(): str(node.attributes["href"])  # type: ignore[union-attr]
        for node in tree.css(".facets a")
    }
    ended = read(site, counted["hết hiệu lực"])
    assert [node.text() for node in ended.css(".chips b")] == ["Hiệu lực hiện nay"]
    assert "cũ.txt" in str(ended.css("h2 a.hit")[0].attributes["href"]).replace("%C5%A9", "ũ")
    assert text_of(ended, ".documents .effect") == "hết hiệu lực"
    step = ended.css_first(".documents .facts a.citation")
    assert step is not None
    passage = str(step.attributes["href"]).replace("/documents/", "/passages/")
    assert "thay thế Nghị định số 10/2020/NĐ-CP" in site.get(passage.replace("#p", "%23")).text
    then = read(site, "/?q=giá nước sạch&on=1/1/2021")
    assert len(then.css(".documents article")) == 1
    assert "tại ngày" in text_of(then, ".chips b")


def test_the_api_filters_by_what_holds(site: TestClient) -> None:
    def ids(**asked: str) -> set[str]:
        answer = site.get("/api/v1/search", params={"q": "giá nước", **asked})
        return {hit["document_id"] for hit in answer.json()["hits"]}

    assert ids(in_force="true", on="2021-01-01") == ids(on="2021-01-01") == {"cũ.txt"}
    assert "cũ.txt" not in ids(in_force="true", on="2026-06-01")
    counted = site.get("/api/v1/search", params={"q": "giá nước", "facets": "validity"}).json()
    assert {value["value"] for value in counted["facets"]["validity"]} >= {"ended", "in_force"}


def test_what_a_browser_keeps_is_asked_for_anew_on_another_day(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime as dt

    tag = site.get("/documents/cũ.txt").headers["etag"]
    assert site.get("/documents/cũ.txt", headers={"if-none-match": tag}).status_code == 304

    class Tomorrow(dt.date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls(2099, 1, 1)

    monkeypatch.setattr("searchkit.web.site.dt.date", Tomorrow)
    assert site.get("/documents/cũ.txt", headers={"if-none-match": tag}).status_code == 200


def test_a_drawing_has_room_for_every_box(holding: searchkit.Index) -> None:
    from dataclasses import replace

    found = holding.relations("cũ.txt")
    many = [
        replace(found.related[0], id="", name=f"Luật số {n} dài dòng", does=n % 3 == 0)
        for n in range(40)
    ]
    drawing = draw(replace(found, related=tuple(many)), lambda _: "")
    assert drawing is not None
    assert (len(drawing.left), len(drawing.right), drawing.more) == (MOST, MOST, 40 - 2 * MOST)
    for column in (drawing.left, drawing.right):
        for above, below in itertools.pairwise(column):
            assert above.y + BOX_HEIGHT < below.y
        assert column[0].y >= 0
        assert column[-1].y + BOX_HEIGHT <= drawing.height
    assert drawing.left[0].x + BOX_WIDTH < drawing.own.x
    assert drawing.own.x + BOX_WIDTH < drawing.right[0].x < WIDTH - BOX_WIDTH
