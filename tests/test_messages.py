"""People read messages in their language, programs always in English."""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.messages import language, noted, translated, written_date
from tests.support import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
kept: Any = importlib.import_module("messages.catalogue")

HOLES = re.compile(r"\{\w*[^{}]*\}|%\(\w+\)s")


def test_what_runs_is_compiled_from_what_is_kept() -> None:
    assert kept.compiled(kept.read_catalogue()) == kept.COMPILED.read_bytes()


def test_everything_that_is_said_is_translated_and_nothing_else() -> None:
    said = {str(message.id) for message in kept.messages() if message.id}
    known = {str(message.id): message.string for message in kept.read_catalogue() if message.id}
    advice = "`make messages` brings searchkit/locale/vi up to date; translate what is new there"
    assert said == set(known), advice
    assert [text for text, own in known.items() if not kept.is_translated(own)] == [], advice


def test_translations_have_the_holes_of_what_they_translate() -> None:
    for message in kept.read_catalogue():
        said = message.id if isinstance(message.id, str) else message.id[0]
        in_vietnamese = message.string if isinstance(message.string, str) else message.string[0]
        if said and in_vietnamese:
            assert set(HOLES.findall(in_vietnamese)) == set(HOLES.findall(said)), said


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "vi"),  # as the indexed texts are
        ({"LANG": "vi_VN.UTF-8", "SEARCHKIT_LANG": "en"}, "en"),
        ({"LC_ALL": "C", "SEARCHKIT_LANG": "vi"}, "vi"),
    ],
)
def test_the_language_is_chosen_by_variable_then_locale(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("SEARCHKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is a damaged workbook: bad magic", "là bảng tính bị hỏng: bad magic"),
        (
            "there is no folder /a b; make an index with `searchkit index PATH --index /a b`",
            "không có thư mục /a b; tạo chỉ mục bằng `searchkit index PATH --index /a b`",
        ),
        (
            "1 of 78,202 passages in 9 documents, 12 ms",
            "1 trên 78.202 đoạn trong 9 văn bản, 12 ms",
        ),
        (
            'there is no topic "y te": did you mean y-te?',
            'không có chủ đề "y te": có phải ý bạn là y-te?',
        ),
        (
            "character 4: it is read as a word: AND stands between what it joins",
            "ký tự thứ 4: được đọc như một từ: AND đứng giữa những phần mà nó nối",
        ),
        (
            "documents that do not say of which day they are: 1,234; --with-unknown keeps them",
            "1.234 văn bản không rõ ngày; --with-unknown giữ cả những văn bản đó",
        ),
    ],
)
def test_a_finished_sentence_is_known_by_its_template(text: str, expected: str) -> None:
    assert translated(text, "vi") == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("has pictures without text on pages 1, 3-5", "có ảnh không có chữ ở các trang 1, 3-5"),
        (
            "is an Outlook message, which searchkit does not read",
            "là thư Outlook, searchkit không đọc được",
        ),
        ("save it as .eml", "hãy lưu thành .eml"),
        ("cannot be opened: permission denied", "không mở được: không có quyền truy cập"),
        ("cannot be read: it is a gzip archive", "không đọc được: đó là tệp nén gzip"),
    ],
)
def test_why_a_file_is_not_read_has_no_english_word_in_it(reason: str, expected: str) -> None:
    assert translated(reason, "vi") == expected


def test_a_note_that_begins_with_what_is_filled_in_is_translated_whole() -> None:
    note = 'no document of the index has the number "3/TB"; the index has: 37/TB-UBND'
    expected = 'Lưu ý: không văn bản nào trong chỉ mục có số "3/TB"; chỉ mục có: 37/TB-UBND.'
    assert noted(note, "vi") == expected
    assert noted(note, "en") == f"Note: {note}."


@given(st.text())
def test_what_is_no_message_stays_as_it_is(text: str) -> None:
    assert translated(text, "en") == text
    assert translated("\N{SNOWMAN}" + text, "vi") == "\N{SNOWMAN}" + text


def test_days_are_written_as_people_write_them() -> None:
    assert written_date("2025-04-25", "vi") == "25/4/2025"
    assert written_date("2025-04", "vi") == "2025-04"
    assert written_date("2025-04-25", "en") == "2025-04-25"
