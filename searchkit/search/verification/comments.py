"""The findings of a verification as comments in a copy of the draft, where a lawyer reads them.

Each comment is anchored at the words of its citation. What a draft says outside its body, or what
was converted when it was read (TCVN3), has no such words there: its comment stands at the head of
the draft and quotes them. So none is left out.
"""

from __future__ import annotations

import io
import unicodedata
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.errors import DocumentError, MissingExtraError, UsageError, storage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.search.verification.report import CheckedCitation, Verification

AUTHOR = "searchkit"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_TEXT = (f"{_W}del", f"{_W}txbxContent")
"""What was deleted is not read, and in text boxes Word allows no comments."""


class _Paragraph(NamedTuple):
    """A paragraph: its runs, its letters as they are compared, and where each of them stands.

    A place is the number of a run and a character of that.
    """

    element: Any
    runs: list[Any]
    letters: str
    places: list[tuple[int, int]]


def write_comments(verification: Verification, out: str | Path, text: str) -> Path:
    """Write a copy of the draft with a comment at each citation of which anything was found.

    ``text`` is the draft's, as it was verified. Returns the path. Raises UsageError for a draft
    that is no .docx, or that ``out`` is itself, MissingExtraError without python-docx,
    DocumentError for a draft that it cannot read, and StorageError where the file cannot be
    written.
    """
    draft, target = Path(verification.path), Path(out)
    if draft.suffix.lower() not in (".docx", ".docm"):
        raise UsageError(f"{draft}: comments go into Word files; save the draft as .docx")
    if target.resolve() == draft.resolve():
        raise UsageError(f"{target} is the draft itself; name another file for the comments")
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("comments in Word files need python-docx", "docx") from error
    copy = io.BytesIO()
    try:
        document = docx.Document(str(draft))
        _comment_all(document, verification.citations, text)
        document.save(copy)
    except Exception as error:  # whatever it says of a file that searchkit's own reader reads
        advice = "save it anew as .docx in Word"
        raise DocumentError(str(draft), "cannot be given comments", advice) from error
    with storage_errors(target):
        target.write_bytes(copy.getvalue())
    return target


def _comment_all(document: Any, citations: Sequence[CheckedCitation], text: str) -> None:
    from docx.text.run import Run

    paragraphs = list(_paragraphs(document))
    number, at, start = 0, -1, -1
    for cited in citations:
        words = _plain(text[cited.start : cited.end])
        begin = at if cited.start == start else at + 1  # of one document several places are cited
        found = _find(paragraphs, words, number, begin)
        if found:
            number, at = found
            start = cited.start
        if not cited.findings:
            continue
        if found:
            runs = _exact_runs(paragraphs, number, at, at + len(words))
        else:
            runs = next((one.runs for one in paragraphs if one.runs), [])
            runs = runs or [document.add_paragraph().add_run(" ")._r]
        ends = [Run(one, document) for one in (runs[0], runs[-1])]
        document.add_comment(ends, _said(cited), AUTHOR, "sk")


def _paragraphs(document: Any) -> Iterator[_Paragraph]:
    for element in document.element.body.iter(f"{_W}p"):
        if _is_read(element):
            yield _paragraph(element)


def _paragraph(element: Any) -> _Paragraph:
    runs = [run for run in element.iter(f"{_W}r") if _is_read(run)]
    letters, places = [], []
    for number, run in enumerate(runs):
        written = "".join(one.text or "" for one in run.findall(f"{_W}t"))
        for at, character in enumerate(written):
            for letter in _plain(character):
                letters.append(letter)
                places.append((number, at))
    return _Paragraph(element, runs, "".join(letters), places)


def _is_read(element: Any) -> bool:
    return not any(one.tag in _NO_TEXT for one in element.iterancestors())


def _plain(text: str) -> str:
    """Return letters and digits as they are compared, however blanks and accents are written."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", text).casefold()))


def _find(
    paragraphs: Sequence[_Paragraph], words: str, number: int, begin: int
) -> tuple[int, int] | None:
    """Return the paragraph and the letter where words stand next, from a letter of one on."""
    for one in range(number, len(paragraphs) if words else 0):
        at = paragraphs[one].letters.find(words, begin if one == number else 0)
        if at >= 0:
            return one, at
    return None


def _exact_runs(paragraphs: list[_Paragraph], number: int, start: int, end: int) -> list[Any]:
    """Return the runs of some letters of a paragraph, cut at both ends of these."""
    own = paragraphs[number]
    last, behind = own.places[end - 1]
    _cut(own.runs[last], behind + 1)
    first, at = own.places[start]
    _cut(own.runs[first], at)
    own = paragraphs[number] = _paragraph(own.element)
    return own.runs[own.places[start][0] : own.places[end - 1][0] + 1]


def _cut(run: Any, at: int) -> None:
    """Make two runs of one in front of a character; one with breaks or pictures stays whole."""
    texts = run.findall(f"{_W}t")
    content = [one for one in run if one.tag != f"{_W}rPr"]
    if len(texts) != 1 or len(content) != 1 or not 0 < at < len(texts[0].text):
        return
    rest = deepcopy(run)
    run.addnext(rest)
    for one, part in ((run, slice(at)), (rest, slice(at, None))):
        piece = one.find(f"{_W}t")
        piece.text = piece.text[part]
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _said(cited: CheckedCitation) -> str:
    """Return what was found of a citation, a finding a line, each with what proves it."""
    lines = [" ".join(filter(None, [cited.place, cited.text])) + ":"]
    for one in cited.findings:
        lines.append(f"{one.message[:1].upper()}{one.message[1:]}.")
        lines += filter(None, [one.difference, one.sentence and f"{one.stated_in}: {one.sentence}"])
    text = "\n".join(lines)
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
