from __future__ import annotations

import json
import lzma
import pickle
import re
import unicodedata
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.spelling.composition import compose
from searchkit.text.spelling.normalization import clean, normalize
from tests.text.strategies import TONES, VIETNAMESE_LETTERS, texts

if TYPE_CHECKING:
    from pathlib import Path

_MANY = settings(max_examples=250, deadline=None)


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        pytest.param("Nghi\u0323 quye\u0302\u0301t", "Nghị quyết", id="marks-of-nfd"),
        pytest.param("quye\u0301\u0302t", "quyết", id="tone-before-circumflex"),
        pytest.param("tr\u0103\u0301c tra\u0301\u0306c", "trắc trắc", id="tone-before-breve"),
        pytest.param("bo\u0323\u0302 bo\u0323\u031b", "bộ bợ", id="dot-below-before-vowel-mark"),
        pytest.param("quy\u00ea\u0341t", "quyết", id="deprecated-tone-mark"),
        pytest.param("30/2020/NÐ-CP, QÐ, ðất, Ɖất", "30/2020/NĐ-CP, QĐ, đất, Đất", id="eth"),
        pytest.param("tƣ pháp, TƢ PHÁP", "tư pháp, TƯ PHÁP", id="oi"),
        pytest.param("ƣ\u0301ng", "ứng", id="oi-with-a-tone"),
        pytest.param("Ｓố １２／ＵＢ", "Số 12/UB", id="full-width"),
        pytest.param("\ufeffcông\u200b khai\u00ad", "công khai", id="invisible"),
        pytest.param("e\u200d\u0302\u2060\u0301", "ế", id="invisible-between-letter-and-mark"),
        pytest.param("số\x02 5\x7f", "số 5", id="control"),
        pytest.param("a\u00a0b\tc\u2009d\u3000e", "a b c d e", id="spaces-one-for-one"),
        pytest.param("a  b", "a  b", id="spaces-are-not-merged"),
        pytest.param(
            "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\n\nh", "a\nb\nc\nd\ne\nf\ng\n\nh", id="lines"
        ),
        pytest.param("18\u2011NQ/TW", "18-NQ/TW", id="non-breaking-hyphen"),
        pytest.param("uỷ ban hoà giải", "ủy ban hòa giải", id="tone-placement"),
        pytest.param("uy\u0309 ban ho\u00ada\u0300", "ủy ban hòa", id="tone-placement-of-nfd"),
        pytest.param("“Điều 5” – № 7 … § 8 ½", "“Điều 5” – № 7 … § 8 ½", id="the-rest-stays"),
        pytest.param("", "", id="empty"),
    ],
)
def test_each_rule_of_the_one_spelling(written: str, spelled: str) -> None:
    assert str(normalize(written)) == spelled


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_has_one_spelling(form: str) -> None:
    for letter in VIETNAMESE_LETTERS:
        written = unicodedata.normalize(form, letter)  # type: ignore[arg-type]
        assert str(normalize(written)) == letter


def test_every_order_of_two_marks_gives_the_same_letter() -> None:
    for letter in VIETNAMESE_LETTERS:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        assert str(normalize(base + "".join(reversed(marks)))) == letter


@_MANY
@given(texts)
def test_normalizing_again_changes_nothing(text: str) -> None:
    once = str(normalize(text))
    again = normalize(once)
    assert str(again) == once
    assert [again.offset(i) for i in range(len(once) + 1)] == list(range(len(once) + 1))


@_MANY
@given(texts)
def test_the_result_is_nfc_without_any_listed_character(text: str) -> None:
    result = str(normalize(text))
    assert unicodedata.is_normalized("NFC", result)
    assert clean(result) == result


@_MANY
@given(texts)
def test_offsets_rise_and_end_with_the_text(text: str) -> None:
    normalized = normalize(text)
    offsets = [normalized.offset(i) for i in range(len(normalized) + 1)]
    assert all(before <= after for before, after in pairwise(offsets))
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert offsets[-1] == len(text)


@_MANY
@given(texts)
def test_each_character_comes_from_exactly_its_span(text: str) -> None:
    # Tone placement swaps marks between two letters but moves no letter: compare without it.
    normalized = normalize(text)
    spelled = compose(clean(text))
    assert len(spelled) == len(normalized)
    end_of_last = 0
    spans = [normalized.span(i, i + 1) for i in range(len(spelled))]
    for (start, end), positions in groupby(range(len(spelled)), key=spans.__getitem__):
        assert clean(text[end_of_last:start]) == ""
        assert compose(clean(text[start:end])) == "".join(spelled[i] for i in positions)
        end_of_last = end
    assert clean(text[end_of_last:]) == ""


@_MANY
@given(texts, st.data())
def test_a_span_is_the_union_of_its_characters(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    start = data.draw(st.integers(0, len(normalized)))
    end = data.draw(st.integers(start, len(normalized)))
    first, last = normalized.span(start, end)
    if start == end:
        assert first == last
    else:
        assert first == normalized.span(start, start + 1)[0] == normalized.offset(start)
        assert last == normalized.span(end - 1, end)[1]


def _base(character: str) -> str:
    return unicodedata.normalize("NFD", clean(character))[:1]


@_MANY
@given(texts)
def test_without_late_marks_and_movable_tones_it_is_nfc_of_the_cleaned_text(text: str) -> None:
    text = "".join(c for c in text if _base(c) not in {*"eiouyEIOUY\u0302\u0306"})
    cleaned = clean(text)
    expected = unicodedata.normalize("NFC", cleaned)
    if any(tone in unicodedata.normalize("NFD", expected) for tone in TONES):
        expected = compose(expected)
    assert str(normalize(text)) == expected


def test_a_tone_on_the_wrong_vowel_moves_and_offsets_hold() -> None:
    text = "Kế hoạch\u200b ba\u0309o vệ nứơc va\u0300 đâ\u0301t"
    normalized = normalize(text.replace("ba\u0309o", "bao\u0309"))
    assert str(normalized) == "Kế hoạch bảo vệ nước và đất"
    start = str(normalized).index("nước")
    first, last = normalized.span(start, start + 4)
    assert normalized.original[first:last] == "nứơc"


def test_text_in_its_one_spelling_is_not_copied() -> None:
    text = "Điều 5. Ủy ban nhân dân cấp xã hòa giải"
    assert normalize(text).text is text


def test_a_citation_points_into_the_text_as_it_was() -> None:
    original = "\ufeffTheo Nghi\u0323 đi\u0323nh sô\u0301\u00a030/2020/N\u00d0-CP"
    normalized = normalize(original)
    start = normalized.text.index("định")
    assert original[slice(*normalized.span(start, start + 4))] == "đi\u0323nh"
    start = normalized.text.index("30/2020/NĐ-CP")
    assert original[slice(*normalized.span(start, len(normalized)))] == "30/2020/N\u00d0-CP"


def test_real_articles_meet_whatever_form_they_come_in(shared: Path) -> None:
    with lzma.open(
        shared / "data" / "phapdien" / "corpus.jsonl.xz", "rt", encoding="utf-8"
    ) as rows:
        articles = [json.loads(row)["text"] for row in islice(rows, 300)]
    for article in articles:
        spelled = str(normalize(article))
        decomposed = unicodedata.normalize("NFD", article)
        normalized = normalize(decomposed)
        assert normalized.text == spelled
        for match in re.finditer(r"\w+", spelled):
            start, end = normalized.span(*match.span())
            assert str(normalize(decomposed[start:end])) == match[0]


def test_a_normalized_text_is_a_value() -> None:
    assert normalize("hoà") == normalize("hoà")
    assert normalize("hoà") != normalize("hòa")
    assert hash(normalize("hoà")) == hash(normalize("hoà"))
    with pytest.raises(AttributeError, match="text"):
        normalize("hoà").text = "khác"  # type: ignore[misc]
    travelled = pickle.loads(pickle.dumps(normalize("\ufeffhoà")))
    assert travelled == normalize("\ufeffhoà")
    assert travelled.offset(0) == 1


_N = 40_000


@pytest.mark.parametrize(
    ("text", "result"),
    [
        pytest.param(
            "a" + "\u0301\u0323" * _N, "ạ" + "\u0323" * (_N - 1) + "\u0301" * _N, id="mixed"
        ),
        pytest.param("\u0301" * 10 * _N, "\u0301" * 10 * _N, id="marks-only"),
        pytest.param("e" + "\u0302" * 10 * _N, "ê" + "\u0302" * (10 * _N - 1), id="one-mark"),
        pytest.param("\u0f73" * _N, "\u0f71" * _N + "\u0f72" * _N, id="marks-that-decompose"),
        pytest.param("e\u0301\u0302" * _N, "ế" * _N, id="late-marks"),
        pytest.param("\u1112\u1161\u11ab" * _N, "한" * _N, id="hangul"),
        pytest.param("\u200b" * 10 * _N, "", id="invisible-only"),
        pytest.param("\r\n" * 5 * _N, "\n" * 5 * _N, id="line-ends"),
        pytest.param("oà" * 5 * _N, "oà" * 5 * _N, id="one-word-of-tones"),
        pytest.param("oà " * 5 * _N, "òa " * 5 * _N, id="tones"),
        pytest.param("q" * 10 * _N, "q" * 10 * _N, id="one-letter"),
    ],
)
def test_no_text_is_too_long(text: str, result: str) -> None:
    normalized = normalize(text)
    assert str(normalized) == result
    assert normalized.offset(len(normalized)) == len(text)
    assert normalized.span(0, len(normalized))[1] <= len(text)
