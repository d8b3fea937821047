from __future__ import annotations

import sys
import unicodedata

import pytest

from searchkit.text.spelling.composition import _UNSETTLED, compose, composition_edits


def test_characters_taken_as_settled_never_compose_with_what_stands_before() -> None:
    settled = [c for c in map(chr, range(sys.maxunicode + 1)) if not _UNSETTLED.match(c)]
    assert len(settled) > 20_000
    assert not [c for c in settled if unicodedata.combining(c)]
    assert not [c for c in settled if unicodedata.normalize("NFC", c) != c]
    decompositions = (unicodedata.decomposition(chr(i)) for i in range(sys.maxunicode + 1))
    pairs = (d.split() for d in decompositions if d and not d.startswith("<"))
    second = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2}
    assert not second.intersection(settled)


@pytest.mark.parametrize(
    ("text", "composed"),
    [
        pytest.param("a" + "\u0323\u0301" * 40, "ạ" + "\u0323" * 39 + "\u0301" * 40, id="long-run"),
        pytest.param("é" + "\u0301\u0327" * 20, None, id="long-run-after-a-composed-letter"),
        pytest.param("\u0f73\u0f71" * 40, None, id="long-run-of-marks-that-decompose"),
        pytest.param("ไทย" * 40, None, id="long-run-of-another-script"),
        pytest.param("é\u0302\u0301", "ế\u0301", id="late-mark-between-tones"),
        pytest.param("é\u0306", "é\u0306", id="no-such-letter"),
    ],
)
def test_compose(text: str, composed: str | None) -> None:
    assert compose(text) == (composed or unicodedata.normalize("NFC", text))


def test_each_letter_with_its_marks_is_one_edit() -> None:
    text = "e\u0302\u0301 \u1112\u1161\u11ab\u1100\u1161 \u0915\u093c"
    joined = [text[edit.start : edit.end] for edit in composition_edits(text)]
    assert [cluster for cluster in joined if len(cluster) > 1] == [
        "e\u0302\u0301",
        "\u1112\u1161\u11ab",
        "\u1100\u1161",
    ]
