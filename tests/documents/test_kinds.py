"""What a file name promises, before anybody opens the file."""

import pytest

from searchkit.documents import ocr
from searchkit.documents.formats import is_read, why_unread


@pytest.mark.parametrize("name", ["Báo cáo.DOCX", "a.wps", "a.jsonl.gz", "a.mht", "a.xlsb"])
def test_what_is_read_needs_no_reason(name: str) -> None:
    assert is_read(name)
    assert why_unread(name) is None


@pytest.mark.parametrize(
    ("name", "reason", "advice"),
    [
        pytest.param("a.ppt", "a PowerPoint presentation", ".pdf", id="powerpoint"),
        pytest.param("A.PPTX", "a PowerPoint presentation", ".pdf", id="capitals"),
        pytest.param("a.odp", "a presentation of LibreOffice", ".pdf", id="libreoffice"),
        pytest.param("a.accdb", "an Access database", ".xlsx", id="database"),
        pytest.param("a.msg", "an Outlook message", ".eml", id="outlook"),
        pytest.param("a.tar.gz", "a tar archive", "unpack", id="two-suffixes"),
    ],
)
def test_what_is_not_read_says_why_and_what_to_do(name: str, reason: str, advice: str) -> None:
    unread = why_unread(name)
    assert unread is not None
    assert unread.reason == f"is {reason}, which searchkit does not read"
    assert advice in unread.advice


@pytest.mark.parametrize("name", ["a.exe", "a.dll", "Thumbs.db", "a.mp4", "a.lnk", "a", "a.ini"])
def test_what_is_no_document_is_passed_over(name: str) -> None:
    assert not is_read(name)
    assert why_unread(name) is None


def test_pictures_are_read_where_their_text_can_be_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    assert is_read("quet.TIF")
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert not is_read("quet.TIF")
    unread = why_unread("quet.TIF")
    assert unread is not None
    assert unread.reason == "is a picture"
    assert "searchkit-vi[ocr]" in unread.advice
