"""Web archives: the page in them, not its frames and pictures."""

import pytest

from searchkit.documents.readers.web.mhtml import extract
from searchkit.errors import DocumentError


def archive(*parts: tuple[str, str]) -> bytes:
    lines = ["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="ranh"', ""]
    for kind, content in parts:
        lines += ["--ranh", f"Content-Type: {kind}; charset=utf-8", "", content]
    return "\r\n".join([*lines, "--ranh--", ""]).encode()


PAGE = "<html><head><title>Lịch họp</title></head><body><p>Họp thôn lúc bảy giờ.</p></body></html>"


def test_the_first_page_with_text_is_read() -> None:
    found = extract(archive(("text/html", "<html></html>"), ("text/html", PAGE)), "a.mht")
    assert (found.title, found.text) == ("Lịch họp", "Họp thôn lúc bảy giờ.")


def test_an_archive_of_pictures_holds_no_page() -> None:
    with pytest.raises(DocumentError, match="no page with text"):
        extract(archive(("image/png", "x")), "a.mht")
