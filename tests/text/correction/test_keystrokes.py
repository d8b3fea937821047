"""Queries typed with the input method off are recognised, and nothing else is taken for one."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction.keystrokes import decode_keystrokes
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import syllable_terms
from tests.text.keystroke_encoder import HABITS, typed
from tests.text.small_counts import SENTENCES, counts_of, small_counts

if TYPE_CHECKING:
    from pathlib import Path

CLAUSES = [" ".join(syllable_terms(line)) for line in SENTENCES.splitlines()]


@pytest.mark.parametrize(
    ("query", "text", "method"),
    [
        pytest.param("nghij quyeets", "nghị quyết", "telex", id="telex"),
        pytest.param("u3y ban nha6n da6n", "ủy ban nhân dân", "vni", id="vni"),
        pytest.param("uyr ban nhaan daan", "ủy ban nhân dân", "telex", id="bare words between"),
        pytest.param("tinh gonj boj mays", "tinh gọn bộ máy", "telex", id="a forgotten mark"),
        pytest.param("Nghij Quyeets", "Nghị Quyết", "telex", id="capitals first"),
        pytest.param("NGHIJ QUYEETS", "NGHỊ QUYẾT", "telex", id="all capitals"),
        pytest.param("đồng chis bis thuw", "đồng chí bí thư", "telex", id="half of it accented"),
        pytest.param(
            "quyeets 18-NQ/TW, hooij nghij", "quyết 18-NQ/TW, hội nghị", "telex", id="a number"
        ),
        pytest.param("cow quan", "cơ quan", "telex", id="one doubtful key between neighbours"),
    ],
)
def test_typed_queries_are_read(query: str, text: str, method: str) -> None:
    assert decode_keystrokes(query, small_counts()) == (text, method)


def test_an_abbreviation_with_d_is_read_if_the_index_knows_it() -> None:
    counts = counts_of(["hđnd huyện thông qua nghị quyết"])
    decoded = decode_keystrokes("hddnd huyeenj", counts)
    assert decoded is not None
    assert decoded.text == "hđnd huyện"


@pytest.mark.parametrize(
    "query",
    [
        "nghi quyet",
        "nghị quyết",
        "uy ban nhan dan",
        "30/2020/ND-CP",
        "qh15",
        "a.b@tinh.gov.vn",
        "test list website",
        "visa taxi",
        "moon",
        "muc1 khoan2",
        "khi thai (CO2) hoac khi (CO2)",
        "tw",
        "",
        "...",
        "đ",
    ],
)
def test_other_queries_are_left_alone(query: str) -> None:
    assert decode_keystrokes(query, small_counts()) is None
    assert decode_keystrokes(query) is None


def test_a_word_that_the_index_knows_stays_as_typed() -> None:
    counts = counts_of(["nghị quyết tw", "nghị quyết tw", "tư pháp"])
    decoded = decode_keystrokes("nghij quyeets tw", counts)
    assert decoded is not None
    assert decoded.text == "nghị quyết tw"


def test_what_the_index_does_not_know_is_not_read_into_a_query() -> None:
    assert decode_keystrokes("bunf xeof", small_counts()) is None
    assert decode_keystrokes("nghij quyeets", counts_of(["văn bản khác"])) is None


def test_without_counts_more_evidence_is_asked_for() -> None:
    assert decode_keystrokes("nghij quyeets") == ("nghị quyết", "telex")
    assert decode_keystrokes("thuees") is None


@pytest.mark.parametrize("method", ["telex", "vni"])
@pytest.mark.parametrize("habit", HABITS)
def test_sentences_typed_with_any_habit_come_back(method: str, habit: str) -> None:
    for clause in CLAUSES:
        decoded = decode_keystrokes(typed(clause, method, habit), small_counts())
        assert decoded is not None
        assert decoded.text == clause


def test_no_unaccented_clause_is_taken_for_keystrokes() -> None:
    words = [fold(clause).split() for clause in CLAUSES]
    queries = [" ".join(w[i : i + n]) for w in words for n in (1, 2, 4) for i in range(len(w))]
    assert len(queries) > 700
    assert [q for q in queries if decode_keystrokes(q, small_counts())] == []


def test_no_unaccented_question_is_taken_for_keystrokes(shared: Path) -> None:
    folder = shared / "data"
    files = [folder / name / "queries.jsonl" for name in ("alqac2024", "vlsp2025", "zalo2021")]
    if not all(file.exists() for file in files):
        pytest.skip(f"the judged questions are not in {folder}")
    lines = chain.from_iterable(file.read_text(encoding="utf-8").splitlines() for file in files)
    questions = [normalize(json.loads(line)["text"]).text for line in lines]
    counts = counts_of([question.lower() for question in questions])
    assert len(questions) > 800
    for question in questions:
        assert decode_keystrokes(fold(question), counts) is None
        assert decode_keystrokes(question, counts) is None


@given(st.text(alphabet="abcdeghijnoqstuwyxđấ 159./-(),\n", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_an_answer_and_keeps_its_punctuation(text: str) -> None:
    for counts in (None, small_counts()):
        decoded = decode_keystrokes(text, counts)
        if decoded:
            assert decoded.text != text
            assert len(decoded.text) <= len(text)
            assert [c for c in decoded.text if not c.isalnum()] == [
                c for c in text if not c.isalnum()
            ]


def test_a_megabyte_of_anything_is_answered() -> None:
    for unit in ("a", ".", "a.", "nghij ", "1", " "):
        decode_keystrokes(unit * (1_000_000 // len(unit)), small_counts())
