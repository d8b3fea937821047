"""One syllable and the keys that make it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction.typing_methods import TELEX, VNI, typed_syllable
from searchkit.text.spelling.orthography import (
    compose,
    is_legal_syllable,
    legal_syllables,
    split_syllable,
)
from tests.text.keystroke_encoder import HABITS, typed


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("nghij", "nghị"),
        ("quyeets", "quyết"),
        ("quyetes", "quyết"),
        ("nuwowcs", "nước"),
        ("nuowcs", "nước"),
        ("nwocs", "nước"),
        ("nuocsw", "nước"),
        ("ddangf", "đàng"),
        ("dangdf", "đàng"),
        ("hoaf", "hòa"),
        ("cura", "của"),
        ("quar", "quả"),
        ("gif", "gì"),
        ("giaf", "già"),
        ("thuowr", "thuở"),
        ("ruouwj", "rượu"),
        ("giuwax", "giữa"),
        ("hoawcj", "hoặc"),
        ("huuw", "hưu"),
        ("uwu", "ưu"),
        ("nhw", "như"),
    ],
)
def test_telex(keys: str, syllable: str) -> None:
    result = typed_syllable(keys, TELEX)
    assert result is not None
    assert result.syllable == syllable


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("u3y", "ủy"),
        ("uy3", "ủy"),
        ("nha6n", "nhân"),
        ("d9u7o7c5", "được"),
        ("duoc975", "được"),
        ("nuoc17", "nước"),
        ("quye61t", "quyết"),
        ("ha8ng2", "hằng"),
    ],
)
def test_vni(keys: str, syllable: str) -> None:
    result = typed_syllable(keys, VNI)
    assert result is not None
    assert result.syllable == syllable


@pytest.mark.parametrize(
    "token",
    [
        "ban",
        "tinh",
        "pass",
        "office",
        "law",
        "form",
        "users",
        "ubnd",
        "oeo",
        "",
        "s",
        "2024",
        "đồngs",
    ],
)
def test_what_is_not_typed_in_telex(token: str) -> None:
    assert typed_syllable(token, TELEX) is None


@pytest.mark.parametrize("token", ["ban", "qh15", "covid19", "h5n1", "30a", "to12", "d9", "9"])
def test_what_is_not_typed_in_vni(token: str) -> None:
    assert typed_syllable(token, VNI) is None


@pytest.mark.parametrize(
    ("telling", "doubtful", "method"),
    [
        ("nghij", "test", TELEX),
        ("ddang", "moon", TELEX),
        ("tinhr", "car", TELEX),
        ("nhaan", "now", TELEX),
        ("nha6n", "muc1", VNI),
    ],
)
def test_keys_that_tell_weigh_more(telling: str, doubtful: str, method: str) -> None:
    strong, weak = typed_syllable(telling, method), typed_syllable(doubtful, method)
    assert strong is not None
    assert weak is not None
    assert strong.evidence >= 2 > weak.evidence


@pytest.mark.parametrize("method", [TELEX, VNI])
@pytest.mark.parametrize("habit", HABITS)
def test_every_legal_syllable_can_be_typed_and_read(method: str, habit: str) -> None:
    for syllable in legal_syllables():
        parts = split_syllable(syllable)
        assert parts is not None
        # A second o is ô to Telex; the other placement of the tone is typed with the same keys.
        if parts.rhyme.count("o") > 1 or syllable != compose(*parts):
            continue
        keys = typed(syllable, method, habit)
        result = typed_syllable(keys, method)
        assert (result.syllable if result else keys) == syllable


@given(st.text(alphabet="abcdeghiknoquwy1569fsrxj", max_size=14), st.sampled_from([TELEX, VNI]))
@settings(max_examples=300, deadline=None)
def test_only_legal_syllables_come_out(token: str, method: str) -> None:
    result = typed_syllable(token, method)
    assert result is None or (is_legal_syllable(result.syllable) and result.evidence > 0)
