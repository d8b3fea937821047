"""The phrases of passages."""

from __future__ import annotations

from searchkit.search.learning.candidates import candidates


def texts_of(*passages: str) -> dict[str, set[int]]:
    return {one.text: one.passages for one in candidates(passages).values()}


def test_words_and_their_neighbours_are_phrases() -> None:
    found = texts_of("Sắp xếp, tinh gọn bộ máy của xã.", "Tinh gọn bộ máy")
    assert found["tinh gọn bộ máy"] == {0, 1}
    assert found["sắp xếp, tinh gọn"] == {0}
    assert "bộ máy" in found


def test_no_phrase_begins_or_ends_with_a_function_word_or_cuts_a_compound() -> None:
    found = texts_of("Sắp xếp, tinh gọn bộ máy của xã.")
    assert "máy của xã" not in found
    assert "gọn bộ" not in found
    assert not any(text.endswith(" của") or text.startswith("của ") for text in found)


def test_no_phrase_goes_over_a_full_stop_or_a_line() -> None:
    found = texts_of("Thu hồi đất. Bồi thường\nTái định cư")
    assert not any("bồi thường" in text and "đất" in text for text in found)
    assert not any("bồi thường" in text and "tái" in text for text in found)


def test_document_numbers_are_phrases() -> None:
    assert texts_of("Nghị quyết số 18-NQ/TW")["18-NQ/TW"] == {0}


def test_diacritics_tell_phrases_apart() -> None:
    found = texts_of("thu hồi đất", "thư hỏi")
    assert found["thu hồi"] == {0}
    assert not found.keys() & {"thu hoi"}


def test_a_text_without_words_has_none() -> None:
    assert texts_of("", "… 123 -- !") == {}
