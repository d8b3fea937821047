"""The pages, read as a browser without a script reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from searchkit.asking.asked import Asked
from searchkit.web.app import make_app
from searchkit.web.pages.rendering import is_for_operators, own_citation
from searchkit.web.settings import ServeSettings
from tests.support import DECISION, DOCUMENTS, NOTE, make_index, write

if TYPE_CHECKING:
    from pathlib import Path

    import searchkit
    from tests.web.conftest import Serve

ADDRESSES = [
    "/",
    "/?q=tinh+gon+bo+may",
    "/?q=khong-co-gi-ca",
    "/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/?type=k%E1%BA%BF+ho%E1%BA%A1ch",
    "/?q=h%E1%BB%99+ngh%C3%A8o&since=2024&page=2",
    "/documents/ke-hoach.txt?q=tinh+gon",
    "/documents/nowhere.txt",
    "/index",
    "/saved",
    "/help",
]


def read(client: TestClient, address: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(address).text)


def text_of(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return node.text()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_valid_html(page: TestClient, address: str, language: str) -> None:
    text = page.get(address, headers={"accept-language": language}).text
    html5lib.HTMLParser(strict=True).parse(text)
    tree = LexborHTMLParser(text)
    root = tree.css_first("html")
    assert root is not None
    assert root.attributes["lang"] == language
    assert len(tree.css("main")) == 1
    assert len(tree.css("h1")) <= 1
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    labelled = {node.attributes["for"] for node in tree.css("label")}
    for field in tree.css("input:not([type=hidden])"):
        assert field.attributes["id"] in labelled


def test_a_search_shows_documents_with_marked_passages(page: TestClient) -> None:
    tree = read(page, "/?q=tinh gon bo may")
    first = tree.css_first("ol.documents article")
    assert first is not None
    assert "Tinh gọn bộ máy" in text_of(first, "h2")
    assert [node.text() for node in first.css(".facts span")][:2] == ["12/KH-BNV", "5/3/2025"]
    assert "tinh gọn bộ máy" in {node.text() for node in first.css(".snippet mark")}
    status = tree.css_first("[role=status]")
    assert status is not None
    assert "document" in status.text()


@pytest.mark.parametrize("query", ["tinh gọn bộ máy", "tinh gon bo may", "TINH GỌN bo may"])
def test_a_hit_leads_to_its_passage(page: TestClient, query: str) -> None:
    link = read(page, f"/?q={query}").css_first("a.hit")
    assert link is not None
    address, _, place = str(link.attributes["href"]).partition("#")
    tree = read(page, address)
    passage = tree.css_first(f"#{place}")
    assert passage is not None
    assert tree.css("mark")


def test_what_was_typed_is_never_run(page: TestClient) -> None:
    text = page.get("/", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in text


def test_a_document_shows_all_of_its_text(page: TestClient, index: searchkit.Index) -> None:
    for entry in index.documents():
        tree = read(page, f"/documents/{entry.id}")
        shown = "".join(node.text() for node in tree.css(".part p:not(.leaf), .part h2, .part h3"))
        assert "".join(shown.split()) == "".join(index.document(entry.id).text.split())


def test_a_place_is_found_by_its_citation(page: TestClient) -> None:
    answer = page.get("/documents/ke-hoach.txt?go=dieu 2", follow_redirects=False)
    assert answer.status_code == 303
    place = answer.headers["location"].partition("#")[2]
    passage = read(page, "/documents/ke-hoach.txt").css_first(f"#{place}")
    assert passage is not None
    assert "Tổ chức thực hiện" in passage.text()
    assert "no such place" in page.get("/documents/ke-hoach.txt?go=Điều 99").text


def test_results_are_narrowed_by_what_they_have(page: TestClient) -> None:
    tree = read(page, "/?q=hoặc ngày tháng")
    values = [(node.text(), str(node.attributes["href"])) for node in tree.css(".facets a")]
    address = next(link for text, link in values if text.startswith("2024"))
    narrowed = read(page, address)
    assert len(narrowed.css(".documents article")) == 1
    assert len(narrowed.css(".facets a[aria-current]")) == 1
    chip = narrowed.css_first(".chips a")
    assert chip is not None
    wide = read(page, str(chip.attributes["href"]))
    assert len(wide.css(".documents article")) == len(tree.css(".documents article"))


def test_results_have_pages_and_orders(tmp_path: Path) -> None:
    texts = {f"{n}.txt": DECISION.replace("345", str(n)) for n in range(100, 123)}
    with make_index(tmp_path, texts) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        seen: list[str] = []
        address = "/?q=hộ nghèo&sort=number"
        while address:
            tree = read(client, address)
            seen += [text_of(node, ".facts span") for node in tree.css(".documents article")]
            link = tree.css_first("a[rel=next]")
            address = "" if link is None else str(link.attributes["href"])
    assert seen == [f"{n}/QĐ-UBND" for n in range(100, 123)]


def test_a_page_behind_the_last_leads_back(page: TestClient) -> None:
    tree = read(page, "/?q=hộ nghèo&page=77")
    assert "Nothing found" not in text_of(tree, "[role=status]")
    assert "1 page only" in text_of(tree, ".state")
    link = tree.css_first(".state a")
    assert link is not None
    assert read(page, str(link.attributes["href"])).css(".documents article")


def test_a_query_that_is_too_long_is_not_cut_in_silence(page: TestClient) -> None:
    assert "first 2,000 characters" in text_of(read(page, "/?q=" + "nghèo " * 999), ".note")
    assert "characters" not in text_of(read(page, "/?q=hộ nghèo"), "main")


def test_an_address_that_is_none_is_a_page_for_people_and_a_problem_for_programs(
    page: TestClient,
) -> None:
    for address in ("/nowhere", "/documents.html"):
        shown = page.get(address, headers={"accept": "text/html", "accept-language": "vi"})
        assert shown.status_code == 404
        assert "Không có trang này" in text_of(LexborHTMLParser(shown.text), ".state")
    refused = page.delete("/index", headers={"accept": "text/html"})
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]
    for address in ("/nowhere", "/api/v1/nowhere"):
        problem = page.get(address)
        assert (problem.status_code, problem.json()["status"]) == (404, 404)


def test_topics_are_listed_and_lead_to_their_passages(page: TestClient) -> None:
    links = read(page, "/index").css(".topics a")
    assert len(links) > 20
    found = page.get(str(links[0].attributes["href"]))
    assert found.status_code == 200
    unknown = read(page, "/?topic=xyzzy")
    assert text_of(unknown, "[role=alert] a[href='/index#topics']") == "Topics"


def test_nothing_found_says_what_to_do(page: TestClient) -> None:
    tree = read(page, "/?q=zzzz&type=kế hoạch")
    assert "Nothing found" in text_of(tree, "[role=status]")
    assert "Search without conditions" in text_of(tree, "body")


def test_other_names_are_told_and_can_be_left_aside(page: TestClient) -> None:
    tree = read(page, "/?q=tỉnh Thái Nguyên")
    assert "Also searched: tỉnh Bắc Kạn (before 1/7/2025)" in text_of(tree, ".note")
    assert "hộ nghèo sửa chữa nhà ở" in text_of(tree, "body")
    link = tree.css_first(".note a")
    assert link is not None
    alone = read(page, link.attributes["href"] or "")
    assert "Also searched" not in text_of(alone, "body")


def test_what_filters_leave_out_can_be_kept(page: TestClient) -> None:
    tree = read(page, "/?q=ngày HOẶC khách&since=2020")
    note = next(node.text() for node in tree.css(".note") if "do not say" in node.text())
    assert "--with-unknown" not in note
    link = next(node for node in tree.css(".note a") if "Keep" in node.text())
    kept = read(page, str(link.attributes["href"]))
    assert len(kept.css(".documents article")) == len(tree.css(".documents article")) + 1
    assert "also what does not say it" in text_of(kept, ".chips")


@pytest.mark.parametrize(
    ("advice", "is_operators"),
    [
        ("install searchkit-vi[ocr], then index with --retry-failed", True),
        ("leave it out with .searchkitignore", True),
        ("open it in Word and save it as .docx", False),
        ("fetch the file again", False),
    ],
)
def test_advice_that_only_an_operator_can_follow_says_so(advice: str, is_operators: bool) -> None:
    assert is_for_operators(advice) == is_operators


def test_what_goes_wrong_is_said_for_people_without_a_command_line(serve: Serve) -> None:
    client = serve()
    client.headers["accept-language"] = "vi"
    wrong = read(client, "/?q=hộ nghèo&since=ngày mai")
    assert text_of(wrong, "[role=alert] p").startswith("Từ ngày")
    assert read(client, "/?q=hộ nghèo&since=ngày mai").css("[role=alert] a[href^='/?q=']")
    assert read(client, "/?q=hộ nghèo&sort=xyzzy").css("[role=alert] a[href^='/?q=']")
    held = read(client, "/?q=hộ nghèo&on=ngày mai")
    assert text_of(held, "[role=alert] p").startswith("Hiệu lực tại ngày")
    state = read(client, "/documents/nowhere.txt")
    assert "searchkit list" not in text_of(state, ".state")
    assert text_of(state, ".state a[href='/index']") == "Kho văn bản"
    assert text_of(state, ".state p").startswith("Không có văn bản nào")


@pytest.mark.parametrize(
    "address", ["/documents", "/documents/", "/passages/", "/compare/", "/files/"]
)
def test_an_address_that_names_no_document_leads_to_what_there_is(
    page: TestClient, address: str
) -> None:
    assert page.get(address).url.path == "/index"


def test_a_slash_too_many_leads_to_the_list(page: TestClient) -> None:
    listed = page.get("/api/v1/documents/?limit=2").json()
    assert listed == page.get("/api/v1/documents?limit=2").json()


@pytest.mark.parametrize(
    ("citation", "headings", "shown"),
    [
        ("Điều 5", ("Điều 5. Phạm vi",), ""),
        ("phần IV", ("IV. Việc phải làm",), ""),
        ("khoản 2 Điều 5", ("Điều 5. Phạm vi",), "khoản 2 Điều 5"),
        ("mục 2, 3", (), "mục 2, 3"),
        ("", ("I. Kết quả",), ""),
    ],
)
def test_a_citation_is_said_once(citation: str, headings: tuple[str, ...], shown: str) -> None:
    assert own_citation(citation, headings) == shown


def test_parts_of_a_query_can_be_taken_away(page: TestClient) -> None:
    tree = read(page, '/?q="bộ máy" -xe&type=kế hoạch')
    links = [str(node.attributes["href"]) for node in tree.css(".chips a")]
    assert len(links) == 3
    assert any("q=%22b%E1%BB%99+m%C3%A1y%22&type" in link for link in links)


def test_the_language_is_the_browsers_until_another_is_chosen(serve: Serve) -> None:
    client = serve()
    assert 'lang="vi"' in client.get("/").text
    assert (
        'lang="en"' in client.get("/", headers={"accept-language": "fr, en;q=0.8, vi;q=0.5"}).text
    )
    client.get("/?lang=en", headers={"accept-language": "vi"})
    assert 'lang="en"' in client.get("/", headers={"accept-language": "vi"}).text


def test_originals_are_opened_only_if_the_operator_lets(serve: Serve) -> None:
    assert serve().get("/files/ke-hoach.txt").status_code == 404
    answer = serve(originals=True).get("/files/ke-hoach.txt")
    assert "BỘ NỘI VỤ" in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]


def test_an_original_is_no_way_out_of_the_folder(serve: Serve, index: searchkit.Index) -> None:
    from pathlib import Path

    folder = Path(index.roots()[0])
    secret = folder.parent / "riêng.txt"
    secret.write_text("không cho ai xem", "utf-8")
    file = folder / "quyet-dinh.txt"
    kept = file.read_bytes()
    try:
        file.unlink()
        file.symlink_to(secret)
        client = serve(originals=True)
        assert client.get("/files/quyet-dinh.txt").status_code == 404
        assert client.get("/files/../riêng.txt").status_code == 404
        assert client.get("/files/%2e%2e/ri%C3%AAng.txt").status_code == 404
    finally:
        file.unlink()
        file.write_bytes(kept)


def test_a_browser_is_told_how_to_search(page: TestClient) -> None:
    described = page.get("/opensearch.xml")
    assert described.headers["content-type"].startswith("application/opensearchdescription+xml")
    assert "http://127.0.0.1:8080/?q={searchTerms}" in described.text


def test_a_page_is_known_until_it_changes(page: TestClient) -> None:
    tag = page.get("/?q=ho").headers["etag"]
    assert page.get("/?q=ho", headers={"if-none-match": tag}).status_code == 304
    other = {"if-none-match": tag, "accept-language": "vi"}
    assert page.get("/?q=ho", headers=other).status_code == 200


def test_an_address_is_read_as_it_is_written() -> None:
    asked = Asked(q='"bộ máy" & -xe', type=("NQ", "QĐ"), since="2025", page=3)
    address = asked.address()
    from urllib.parse import parse_qsl, urlsplit

    assert Asked.read(parse_qsl(urlsplit(address).query)) == asked
    assert Asked.read([("page", "x"), ("nonsense", "1"), ("type", "")]) == Asked()


def test_a_search_is_saved_looked_at_and_forgotten(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        client.headers["accept-language"] = "en"
        form = read(client, "/?q=hộ nghèo").css_first("form.keep")
        assert form is not None
        values = {
            str(field.attributes["name"]): str(field.attributes["value"])
            for field in form.css("input")
        }
        kept = client.post("/saved", data=values)
        assert "0 new since" in kept.text
        feed = LexborHTMLParser(kept.text).css_first("a[href$='.atom']")
        assert feed is not None
        answer = client.get(str(feed.attributes["href"]))
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert "345/QĐ-UBND" in answer.text
        index.add([write(tmp_path / "documents", {"mới.txt": DECISION.replace("345", "346")})])
        assert "1 new since" in client.get("/saved").text
        assert "0 new since" in client.post("/saved", data={"name": "hộ nghèo", "do": "look"}).text
        gone = client.post("/saved", data={"name": "hộ nghèo", "do": "forget"})
        assert "No search is saved yet" in gone.text
        assert client.get("/saved/h%E1%BB%99%20ngh%C3%A8o.atom").status_code == 404


AMENDED = """CHÍNH PHỦ
Số: 30/2020/NĐ-CP

Hà Nội, ngày 05 tháng 3 năm 2020

NGHỊ ĐỊNH
Về công tác văn thư

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về công tác văn thư.

Điều 2. Hiệu lực
Nghị định này có hiệu lực thi hành kể từ ngày ký.
"""
REPEALING = """CHÍNH PHỦ
Số: 78/2024/NĐ-CP

Hà Nội, ngày 05 tháng 3 năm 2024

NGHỊ ĐỊNH
Về công tác văn thư điện tử

Điều 1. Hiệu lực
1. Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 5 năm 2024.
2. Nghị định số 30/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.
"""


def test_a_document_says_what_it_is_related_to_and_whether_it_holds(tmp_path: Path) -> None:
    with make_index(tmp_path, {"cũ.txt": AMENDED, "mới.txt": REPEALING}) as index:
        client = TestClient(make_app(index, ServeSettings()), "http://localhost")
        old = read(client, "/documents/cũ.txt")
        assert "hết hiệu lực" in text_of(old, ".letterhead .effect")
        assert "78/2024/NĐ-CP" in text_of(old, "#related ~ ul a")
        link = read(client, "/documents/mới.txt").css_first(".text a.citation")
        assert link is not None
        assert "30/2020/NĐ-CP" in link.text()
        passage = client.get(str(link.attributes["href"]).replace("documents", "passages"))
        assert "văn thư" in passage.text
        place = client.get("/passages/cũ.txt", params={"go": "Điều 2"}).text
        assert "kể từ ngày ký" in place
        assert "quy định về" not in place
        api = client.get("/api/v1/relations", params={"document": "30/2020/NĐ-CP"}).json()
        assert api["validity"]["state"] == "ended"
        like = client.get("/api/v1/similar", params={"document": "cũ.txt"}).json()
        assert [one["id"] for one in like] == ["mới.txt"]
        assert client.get("/api/v1/suggest", params={"q": "cong tac v"}).json()


def test_files_are_taken_only_if_the_operator_lets(tmp_path: Path) -> None:
    with make_index(tmp_path, DOCUMENTS) as index:
        shut = TestClient(make_app(index, ServeSettings()), "http://localhost")
        assert shut.put("/api/v1/files/a.txt", content=b"x").status_code == 400
        assert shut.post("/upload", files={"file": ("a.txt", b"x")}).status_code == 400
        assert "Send files" not in shut.get("/index", headers={"accept-language": "en"}).text
        settings = ServeSettings(uploads=tmp_path / "gửi đến")
        client = TestClient(make_app(index, settings), "http://localhost")
        client.headers["accept-language"] = "en"
        sent = client.put("/api/v1/files/mới.txt", content=DECISION.replace("345", "777").encode())
        told = {"name": "mới.txt", "document": "mới.txt", "added": 1, "changed": 0, "failures": []}
        assert sent.json() == told
        assert client.get("/api/v1/documents/777/QĐ-UBND").json()["id"] == "mới.txt"
        again = client.post("/upload", files={"file": ("bản sao.txt", NOTE.encode())})
        link = LexborHTMLParser(again.text).css_first("main li a")
        assert link is not None
        assert "trải nhựa" in client.get(str(link.attributes["href"])).text
        form = client.post("/upload", files={"file": ("hỏng.pdf", b"%PDF-1.4 nothing")})
        assert "damaged" in form.text
        mixed = [("file", ("mới.txt", DECISION.encode())), ("file", ("../a.txt", b"x"))]
        assert "no name for a file" in client.post("/upload", files=mixed).text
        assert client.get("/api/v1/documents/mới.txt").json()["text"] == DECISION
        refused = client.post("/upload").text
        assert "This cannot be done" in refused
        assert "Not found" not in refused
        for name in ("..%2Fa.txt", ".an", "a%2Fb.txt", "a%5Cb.txt", "%00"):
            assert client.put(f"/api/v1/files/{name}", content=b"x").status_code in (400, 404), name
        names = {path.name for path in settings.uploads.iterdir()} if settings.uploads else set()
        assert names == {"mới.txt", "hỏng.pdf", "bản sao.txt"}
