"""What counts as a Vietnamese syllable, and how its parts are written together."""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.spelling import orthography as lg
from searchkit.text.spelling.folding import fold
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

VIETNAMESE_MARKS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


@pytest.mark.parametrize(
    "syllable",
    [
        "ủy",
        "uỷ",
        "hòa",
        "hoà",
        "quý",
        "quỳnh",
        "quyết",
        "quốc",
        "gì",
        "gìn",
        "giếng",
        "giữ",
        "giường",
        "nghị",
        "nghiêng",
        "kỹ",
        "kĩ",
        "ghi",
        "ngoằn",
        "khuỷu",
        "thuở",
        "huế",
        "yên",
        "yêu",
        "ý",
        "ỷ",
        "ông",
        "ước",
        "tuya",
        "khuya",
        "xoong",
        "bút",
        "buýt",
        "a",
        "ở",
        "gen",
    ],
)
def test_legal(syllable: str) -> None:
    assert lg.is_legal_syllable(syllable)


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("ká", "c before a"),
        ("cế", "c not before e ê i y"),
        ("ngê", "ngh before e ê i"),
        ("nghá", "ngh not elsewhere"),
        ("gế", "gh before e ê i"),
        ("tỏc", "a stop bears sắc or nặng"),
        ("cac", "a stop has a tone"),
        ("gía", "the tone of gia is on the a"),
        ("qú", "q is never without u and a vowel"),
        ("iên", "without an onset it is yên"),
        ("quiết", "after qu it is yêt"),
        ("moa", "no medial after a labial"),
        ("ubnd", "an abbreviation"),
        ("website", "an English word"),
        ("lắk", "a Ê Đê name"),
        ("Ủy", "capitals are the caller's to fold"),
        ("quyết định", "one token at a time"),
        ("", "empty"),
        ("1", "a digit"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_not_legal(token: str, why: str) -> None:
    assert not lg.is_legal_syllable(token), why


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [
        ("nghị", ("ngh", "i", lg.NANG)),
        ("ủy", ("", "uy", lg.HOI)),
        ("uỷ", ("", "uy", lg.HOI)),
        ("quyết", ("qu", "yêt", lg.SAC)),
        ("quốc", ("qu", "ôc", lg.SAC)),
        ("gì", ("gi", "i", lg.HUYEN)),
        ("giếng", ("gi", "iêng", lg.SAC)),
        ("già", ("gi", "a", lg.HUYEN)),
        ("ban", ("b", "an", lg.NGANG)),
        ("người", ("ng", "ươi", lg.HUYEN)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_split(syllable: str, parts: tuple[str, str, str]) -> None:
    assert lg.split_syllable(syllable) == parts


def test_split_of_an_illegal_token_is_none() -> None:
    assert lg.split_syllable("website") is None


@pytest.mark.parametrize(
    ("onset", "rhyme", "tone", "written"),
    [
        ("h", "oa", lg.HUYEN, "hòa"),
        ("kh", "oan", lg.HOI, "khoản"),
        ("", "uy", lg.HOI, "ủy"),
        ("qu", "y", lg.SAC, "quý"),
        ("gi", "i", lg.HUYEN, "gì"),
        ("gi", "a", lg.SAC, "giá"),
        ("th", "uê", lg.SAC, "thuế"),
        ("ch", "uyên", lg.HOI, "chuyển"),
        ("c", "ua", lg.HOI, "của"),
        ("ng", "ươi", lg.HUYEN, "người"),
        ("ng", "oai", lg.HUYEN, "ngoài"),
        ("k", "a", lg.SAC, None),
        ("t", "oc", lg.HOI, None),
        ("zz", "zz", lg.NGANG, None),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isalpha() else "",
)
def test_compose(onset: str, rhyme: str, tone: str, written: str | None) -> None:
    assert lg.compose(onset, rhyme, tone) == written


def test_every_legal_syllable_is_composed_from_its_parts_or_moves_its_tone_only() -> None:
    def toneless(s: str) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFD", s) if c not in lg.TONES[1:])
        return unicodedata.normalize("NFC", bare)

    for syllable in lg.legal_syllables():
        parts = lg.split_syllable(syllable)
        assert parts is not None
        written = lg.compose(*parts)
        assert written is not None
        assert toneless(written) == toneless(syllable)
        assert written == syllable or parts.rhyme in {"oa", "oe", "uy"}


@pytest.mark.parametrize("table", ["rhymes.tsv", "syllables.tsv"])
def test_every_example_of_a_table_has_the_rhyme_it_stands_for(table: str) -> None:
    rows = read_table(table)
    assert len(rows) == len({tuple(row[:2]) for row in rows})
    for row in rows:
        rhyme = row[0] if table == "rhymes.tsv" else row[1]
        parts = lg.split_syllable(row[-1])
        assert parts is not None, row
        assert parts.rhyme == rhyme


def test_legal_syllables_are_what_is_legal() -> None:
    assert 15_000 < len(lg.legal_syllables()) < 20_000
    assert all(map(lg.is_legal_syllable, lg.legal_syllables()))


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_gets_an_answer(text: str) -> None:
    assert lg.is_legal_syllable(text) == (lg.split_syllable(text) is not None)


def test_nearly_all_accented_tokens_of_the_legal_code_are_legal(shared: Path) -> None:
    corpus = shared / "data/phapdien/corpus.jsonl.xz"
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        text = " ".join(json.loads(line)["text"] for line in islice(lines, 2000)).lower()
    tokens = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    accented = [token for token in tokens if any(c in VIETNAMESE_MARKS for c in token)]
    legal = sum(map(lg.is_legal_syllable, accented))
    assert len(accented) > 100_000
    assert legal / len(accented) > 0.99


def test_bare_syllables_are_the_legal_ones_without_their_marks() -> None:
    assert lg.bare_syllables() == {fold(syllable) for syllable in lg.legal_syllables()}
