"""Findings stand as comments at the words that they are about, in a copy of a Word draft."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import docx
import pytest

from searchkit.errors import DocumentError, MissingExtraError, UsageError
from tests.index.relations.acts import index_of
from tests.index.relations.test_validity import NEW, OLD
from tests.search.verification.test_checking import index
from tests.support import CommandLine

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from searchkit import Index

__all__ = ["index"]  # the fixture

ENDED = "Nghị định số 10/2020/NĐ-CP"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = "2026-02-01"


def anchored(document: Document) -> list[tuple[str, str]]:
    """Return the words that each comment stands at, and its first line, in the text's order."""
    found: list[tuple[str, str]] = []
    lines = {str(one.comment_id): one.paragraphs[0].text for one in document.comments}
    open_words: dict[str, list[str]] = {}
    for one in document.element.body.iter():
        if one.tag == f"{W}commentRangeStart":
            open_words[one.get(f"{W}id")] = []
        elif one.tag == f"{W}commentRangeEnd":
            number = one.get(f"{W}id")
            found.append(("".join(open_words.pop(number)), lines[number]))
        elif one.tag == f"{W}t":
            for words in open_words.values():
                words.append(one.text)
    return found


def draft_of(folder: Path, fill: object) -> Path:
    document = docx.Document()
    fill(document)  # type: ignore[operator]
    path = folder / "dự thảo.docx"
    document.save(str(path))
    return path


def test_each_comment_stands_at_its_words(index: Index, tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("TỜ TRÌNH")
        paragraph = document.add_paragraph("Theo Nghị định ")
        paragraph.add_run("số 10/2020").bold = True
        paragraph.add_run("/NĐ-CP và Nghị định số 30/2025/NĐ-CP; theo Nghị định số 10/2020/NĐ-CP.")
        document.add_table(1, 1).cell(0, 0).text = "Theo Điều 9 Nghị định số 30/2025/NĐ-CP."

    draft = draft_of(tmp_path, fill)
    before = draft.read_bytes()
    found = index.verify(draft, on=DAY, comments=tmp_path / "nhận xét.docx")
    assert not found.is_right
    copy = docx.Document(str(tmp_path / "nhận xét.docx"))
    assert anchored(copy) == [
        (ENDED, f"{ENDED}:"),
        (ENDED, f"{ENDED}:"),
        ("Điều 9 Nghị định số 30/2025/NĐ-CP", "Điều 9 Nghị định số 30/2025/NĐ-CP:"),
    ]
    original = docx.Document(str(draft))
    assert [one.text for one in copy.paragraphs] == [one.text for one in original.paragraphs]
    assert draft.read_bytes() == before
    comment = next(iter(copy.comments))
    assert comment.author == "searchkit"
    assert "Hết hiệu lực: đã bị thay thế bởi Nghị định số 30/2025/NĐ-CP" in comment.text


def test_places_of_one_document_are_commented_one_by_one(index: Index, tmp_path: Path) -> None:
    words = "Điều 8, Điều 9 Nghị định số 30/2025/NĐ-CP"
    draft = draft_of(tmp_path, lambda document: document.add_paragraph(f"Theo {words}."))
    index.verify(draft, on=DAY, comments=tmp_path / "b.docx")
    copy = docx.Document(str(tmp_path / "b.docx"))
    assert [words for words, _ in anchored(copy)] == [words, words]


def test_what_stands_outside_the_body_is_not_left_out(index: Index, tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("TỜ TRÌNH")
        document.sections[0].header.paragraphs[0].text = f"Kèm theo {ENDED}"

    draft = draft_of(tmp_path, fill)
    found = index.verify(draft, on=DAY, comments=tmp_path / "b.docx")
    copy = docx.Document(str(tmp_path / "b.docx"))
    assert len(list(copy.comments)) == sum(bool(one.findings) for one in found.citations)


def test_a_draft_that_is_right_gets_no_comment(index: Index, tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, lambda document: document.add_paragraph("Theo Nghị định số 30/2025/NĐ-CP.")
    )
    index.verify(draft, on=DAY, comments=tmp_path / "b.docx")
    assert list(docx.Document(str(tmp_path / "b.docx")).comments) == []


def test_a_draft_of_another_kind_and_the_draft_itself_are_refused(
    index: Index, tmp_path: Path
) -> None:
    plain = tmp_path / "dự thảo.txt"
    plain.write_text(f"Theo {ENDED}.", "utf-8")
    with pytest.raises(UsageError, match="save the draft as"):
        index.verify(plain, comments=tmp_path / "b.docx")
    draft = draft_of(tmp_path, lambda document: document.add_paragraph(f"Theo {ENDED}."))
    with pytest.raises(UsageError, match="the draft itself"):
        index.verify(draft, comments=draft)


def test_a_damaged_draft_is_an_error_with_advice(index: Index, tmp_path: Path) -> None:
    draft = draft_of(tmp_path, lambda document: document.add_paragraph(f"Theo {ENDED}."))
    draft.write_bytes(draft.read_bytes()[:-40])
    with pytest.raises(DocumentError):
        index.verify(draft, comments=tmp_path / "b.docx")
    assert not (tmp_path / "b.docx").exists()


def test_without_the_extra_it_is_named(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(tmp_path, lambda document: document.add_paragraph(f"Theo {ENDED}."))
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match="searchkit-vi\\[docx\\]"):
        index.verify(draft, comments=tmp_path / "b.docx")


def test_the_command_line_writes_them_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = draft_of(tmp_path, lambda document: document.add_paragraph(f"Theo {ENDED}."))
    folder = tmp_path / "index"
    index_of(tmp_path, {"cu": OLD, "moi": NEW}).close()
    cli = CommandLine(monkeypatch, capsys)
    answer = cli("verify", draft, "--on", DAY, "--comments", tmp_path / "b.docx", "--index", folder)
    assert answer.code == 3
    assert "b.docx" in answer.err
    assert len(list(docx.Document(str(tmp_path / "b.docx")).comments)) == 1
