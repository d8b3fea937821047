from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unidecode import unidecode

from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from tests.text.strategies import VIETNAMESE_LETTERS, texts

_VIETNAMESE = st.text(
    st.sampled_from([*VIETNAMESE_LETTERS, *"abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY 0189,./-"])
)
_MANY = settings(max_examples=250, deadline=None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Ủy ban nhân dân", "Uy ban nhan dan", id="case-is-kept"),
        pytest.param("ĐƯỜNG Đỗ Đức Dục", "DUONG Do Duc Duc", id="d-with-stroke"),
        pytest.param("§ 5 – № 7 “… ½”", "§ 5 – № 7 “… ½”", id="only-letters-fold"),
        pytest.param("Straße, Œuvre, smørrebrød", "Strasse, OEuvre, smorrebrod", id="other-latin"),
        pytest.param("Москва 北京 nghị", "Moskva BeiJing nghi", id="other-scripts-stay-words"),
        pytest.param("m² và 5 µm", "m2 va 5 um", id="superscript"),
        pytest.param("\ud800ế\U0001f600", "\ud800e\U0001f600", id="surrogates"),
        pytest.param("", "", id="empty"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("letter", VIETNAMESE_LETTERS)
def test_it_agrees_with_unidecode_on_every_vietnamese_letter(letter: str) -> None:
    assert fold(letter) == unidecode(letter)
    decomposed = unicodedata.normalize("NFD", letter)
    assert fold(decomposed) == unidecode(decomposed) == fold(letter)


@_MANY
@given(_VIETNAMESE)
def test_vietnamese_keeps_its_length_in_nfc_and_folds_alike_in_nfd(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded.isascii()
    assert folded == fold(unicodedata.normalize("NFD", text)) == unidecode(text)


@_MANY
@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@_MANY
@given(texts, texts)
def test_folding_is_local(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}"


@_MANY
@given(_VIETNAMESE)
def test_both_spellings_of_a_text_fold_alike(text: str) -> None:
    assert fold(str(normalize(text))) == fold(text)


def test_a_long_text_folds_like_its_parts() -> None:
    part = "Điều 5. Москва №…"
    assert fold(part * 20_000) == fold(part) * 20_000


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("e" + "\u0302" * 1_000_000, "e", id="marks"),
        pytest.param("ệ" * 1_000_000, "e" * 1_000_000, id="one-letter"),
        pytest.param("“" * 1_000_000, "“" * 1_000_000, id="no-letter"),
    ],
)
def test_no_text_is_too_long(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_without_unidecode_vietnamese_still_folds() -> None:
    program = (
        "import sys; sys.modules['unidecode'] = None\n"
        "from searchkit.text import fold\n"
        "print(ascii(fold('\\u0110i\\u1ec1u \\u00df \\u041c')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ascii("Dieu ß М")


def test_vietnamese_never_loads_unidecode() -> None:
    program = (
        "import sys; from searchkit.text import fold\n"
        "fold('\\u0110i\\u1ec1u 5 \\u2013 \\u00a7'); print('unidecode' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
