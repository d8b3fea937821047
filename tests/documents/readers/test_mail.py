"""Messages as mail programs send them: headers, bodies, attachments, and what goes wrong."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.readers import mail
from searchkit.documents.reading import read
from searchkit.errors import DocumentError
from tests.documents.hostile import nested_mail
from tests.text.legacy_bytes import encoded

if TYPE_CHECKING:
    from pathlib import Path


def items(path: Path, content: bytes) -> list[Document | DocumentError]:
    path.write_bytes(content)
    (source,) = discover([path])
    return list(read(source))


def only(path: Path, content: bytes) -> Document:
    (item,) = items(path, content)
    assert isinstance(item, Document), item
    return item


def message(body: str = "Kính gửi các phòng, ban.", **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"Subject": "Lịch họp", "From": "vt@xa.gov.vn", **headers}.items():
        made[name] = value
    made.set_content(body)
    return made


def raw(header: bytes, body: bytes = b"", kind: bytes = b"text/plain") -> bytes:
    return b"MIME-Version: 1.0\r\n" + header + b"\r\nContent-Type: " + kind + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        pytest.param(b"=?utf-8?B?TOG7i2NoIGjhu41w?=", "Lịch họp", id="base64"),
        pytest.param(
            b"=?UTF-8?Q?L=E1=BB=8Bch?=\r\n =?UTF-8?Q?_h=E1=BB=8Dp?=", "Lịch họp", id="two-words"
        ),
        pytest.param(
            b"=?windows-1258?Q?Li=F2ch_ho=F2p_giao_ban?=", "Lịch họp giao ban", id="windows-1258"
        ),
        pytest.param("Lịch họp giao ban".encode(), "Lịch họp giao ban", id="bytes-without-a-word"),
        pytest.param(b"=?x-unknown?B?TOG7?= 12", "L\ufffd 12", id="unknown-charset"),
        pytest.param(b"=?utf-8?B?!!!", "=?utf-8?B?!!!", id="no-end"),
    ],
)
def test_the_subject_is_the_title(tmp_path: Path, subject: bytes, title: str) -> None:
    made = only(tmp_path / "a.eml", raw(b"From: a\r\nSubject: " + subject, b"Body 12"))
    assert made.title == title
    assert made.text == f"{title}\n\nBody 12"


BODY = "Ủy ban nhân dân xã kính mời dự họp"


@pytest.mark.parametrize(
    ("content", "charset", "coding"),
    [
        pytest.param(BODY.encode(), "utf-8", "8bit", id="utf-8"),
        pytest.param(BODY.encode(), "us-ascii", "8bit", id="wrong-charset"),
        pytest.param(quopri.encodestring(BODY.encode()), "utf-8", "quoted-printable", id="quoted"),
        pytest.param(base64.encodebytes(BODY.encode()), "utf-8", "base64", id="base64"),
        pytest.param(base64.encodebytes(BODY.encode("utf-16")), "utf-16", "base64", id="utf-16"),
        pytest.param(encoded(BODY, "windows-1258"), "windows-1258", "8bit", id="windows-1258"),
        pytest.param(
            quopri.encodestring(encoded(BODY, "windows-1258")),
            "Windows-1258",
            "quoted-printable",
            id="windows-1258-quoted",
        ),
    ],
)
def test_a_body_in_any_coding(tmp_path: Path, content: bytes, charset: str, coding: str) -> None:
    head = f"From: a\r\nSubject: x\r\nContent-Transfer-Encoding: {coding}".encode()
    made = only(tmp_path / "a.eml", raw(head, content, f"text/plain; charset={charset}".encode()))
    assert made.text.rstrip() == f"x\n\n{BODY}"


def test_the_plain_body_counts_unless_it_is_blank(tmp_path: Path) -> None:
    both = message("Bản chữ")
    both.add_alternative("<p>Bản đẹp</p>", subtype="html")
    assert only(tmp_path / "a.eml", both.as_bytes()).text == "Lịch họp\n\nBản chữ"
    blank = message(" ")
    blank.add_alternative("<p>Bản đẹp</p>", subtype="html")
    assert only(tmp_path / "b.eml", blank.as_bytes()).text == "Lịch họp\n\nBản đẹp"


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    made = message(Date="Wed, 29 Jan 2025 09:15:00 +0700")
    made.add_attachment("Điều 1. Tên gọi.".encode(), "text", "plain", filename="Quy chế.txt")
    made.add_attachment(b"PK\x03\x04", "application", "msword", filename="hỏng.docx")
    made.add_attachment(b"x", "application", "vnd.ms-powerpoint", filename="bài.ppt")
    made.add_attachment(b"x", "application", "octet-stream", filename="setup.exe")
    first, second, broken, unread = items(tmp_path / "thu.eml", made.as_bytes())
    assert isinstance(first, Document)
    assert first.metadata == {"sender": "vt@xa.gov.vn", "date": "2025-01-29"}
    assert first.text.endswith("Quy chế.txt\nhỏng.docx\nbài.ppt\nsetup.exe")
    assert isinstance(second, Document)
    assert (second.id, second.text) == ("thu.eml/Quy chế.txt", "Điều 1. Tên gọi.")
    assert second.passages[0].citation == "Điều 1"
    assert "sender" not in second.metadata
    for item, name, reason in ((broken, "hỏng.docx", "damaged"), (unread, "bài.ppt", "PowerPoint")):
        assert isinstance(item, DocumentError)
        assert item.path == f"{tmp_path}/thu.eml/{name}"
        assert reason in item.reason


def test_what_is_shown_in_the_message_is_no_attachment(tmp_path: Path) -> None:
    made = message()
    made.add_alternative("<p>Chữ <img src=cid:a></p>", subtype="html")
    (html,) = [part for part in made.walk() if part.get_content_subtype() == "html"]
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", "image", "png", cid="<a>", filename="logo.png")
    assert only(tmp_path / "a.eml", made.as_bytes()).text == "Lịch họp\n\nKính gửi các phòng, ban."


def test_a_document_that_a_program_shows_in_the_message_is_one(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"Trang 1", "text", "plain", filename="a.txt", disposition="inline")
    _, shown = items(tmp_path / "a.eml", made.as_bytes())
    assert isinstance(shown, Document)
    assert shown.text == "Trang 1"


def test_forwarded_messages_and_archives_are_opened(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("trong/b.txt", "Trong gói")
    inner = message("Thư chuyển tiếp", Subject="Họp giao ban")
    inner.add_attachment(packed.getvalue(), "application", "zip", filename="goi.zip")
    outer = message()
    outer.add_attachment(inner)
    found = items(tmp_path / "a.eml", outer.as_bytes())
    names = [item.id if isinstance(item, Document) else item.reason for item in found]
    assert names == ["a.eml", "a.eml/Họp giao ban.eml", "lies too deep in other archives"]
    kept = items(tmp_path / "b.eml", inner.as_bytes())
    assert [item.id for item in kept if isinstance(item, Document)] == [
        "b.eml",
        "b.eml/goi.zip/trong/b.txt",
    ]


def test_attachments_of_one_name_are_told_apart(tmp_path: Path) -> None:
    made = message()
    for text in ("một", "hai"):
        made.add_attachment(text.encode(), "text", "plain", filename="a.txt")
    found = items(tmp_path / "a.eml", made.as_bytes())
    assert [item.id for item in found if isinstance(item, Document)] == [
        "a.eml",
        "a.eml/a.txt",
        "a.eml/a.txt (2)",
    ]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        pytest.param('filename="=?utf-8?Q?B=C3=A1o_c=C3=A1o.txt?="', "Báo cáo.txt", id="word"),
        pytest.param("filename*=utf-8''B%C3%A1o%20c%C3%A1o.txt", "Báo cáo.txt", id="rfc-2231"),
        pytest.param('filename="Báo cáo.txt"', "Báo cáo.txt", id="bytes"),
        pytest.param('filename="../../etc/a.txt"', "a.txt", id="climbing"),
        pytest.param('filename="C:\\\\Temp\\\\a.txt"', "a.txt", id="windows-path"),
        pytest.param("", "1.txt", id="no-name"),
    ],
)
def test_names_of_attachments(tmp_path: Path, disposition: str, name: str) -> None:
    header = f"From: a\r\nContent-Disposition: attachment; {disposition}".encode()
    found = items(
        tmp_path / "a.eml", raw(header, "Nội dung".encode(), b"text/plain; charset=utf-8")
    )
    assert [item.id for item in found if isinstance(item, Document)][-1] == f"a.eml/{name}"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(nested_mail(60), id="deep"),
        pytest.param(raw(b"From: a\r\nSubject: " + b"(" * 200_000), id="long-header"),
        pytest.param(raw(b"From: a\r\nTo: " + b"a@b, " * 100_000, b"x"), id="many-recipients"),
        pytest.param(raw(b"From: a\r\nDate: Wed, 99 Abc 99999", b"x"), id="bad-date"),
        pytest.param(raw(b"From: a", b"x", b"multipart/mixed"), id="no-boundary"),
        pytest.param(raw(b"From: a", b"x", b'multipart/mixed; boundary=""'), id="empty-boundary"),
        pytest.param(raw(b"From: a", b"x", b"message/rfc822"), id="forwarded-nothing"),
        pytest.param(raw(b"From: a", b"=" * 100_000, b"text/html; charset=idna"), id="no-charset"),
        pytest.param(
            raw(b"From: a\r\nContent-Disposition: attachment; filename=" + b"\\" * 5_000, b"x"),
            id="long-name",
        ),
    ],
)
def test_hostile_messages_end_in_text_or_reasons(tmp_path: Path, content: bytes) -> None:
    for item in items(tmp_path / "a.eml", content):
        if isinstance(item, DocumentError):
            assert "cannot be read (" not in item.reason
            assert item.advice


MAIL = raw(
    b"From: =?utf-8?Q?a?= <a@b>\r\nDate: Wed, 29 Jan 2025 09:15:00 +0700\r\nSubject: x",
    b'--b\r\n\r\nbody\r\n--b\r\nContent-Type: text/plain; name="a.txt"\r\n'
    b'Content-Disposition: attachment; filename*0="a"; filename*1=.txt\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--b--\r\n",
    b"multipart/mixed; boundary=b",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(MAIL) - 1), st.binary(max_size=4)), max_size=6))
def test_damaged_messages_never_raise_anything_else(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(MAIL)
    for at, new in changes:
        content[at : at + len(new)] = new
    try:
        mail.extract(bytes(content), "a.eml")
        list(mail.attachments(bytes(content), "a.eml"))
    except DocumentError:
        pass
