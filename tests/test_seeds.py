"""The sample corpus, its judged queries and the topics are what they say they are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from selectolax.lexbor import LexborHTMLParser

from searchkit.text.encodings.decoding import decode

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SUFFIXES = {".txt", ".md", ".html", ".docx", ".pdf"}
DOCUMENTS = {
    path.relative_to(SEEDS).as_posix(): path
    for path in sorted(SEEDS.rglob("*"))
    if path.suffix in SUFFIXES and path.name != "README.md" and "judgements" not in path.parts
}
JUDGEMENTS = SEEDS / "judgements"
QUERIES = [
    json.loads(line) for line in (JUDGEMENTS / "queries.jsonl").read_text("utf-8").splitlines()
]
QRELS = [line.split() for line in (JUDGEMENTS / "qrels.txt").read_text("utf-8").splitlines()]
TOPICS: dict[str, Any] = tomllib.loads(
    resources.files("searchkit").joinpath("data", "topics.toml").read_text("utf-8")
)


def text_of(path: Path) -> str:
    """Return a document's text by the plainest means, independent of searchkit's readers."""
    match path.suffix:
        case ".docx":
            runs = docx.Document(str(path)).element.body.iter(qn("w:t"))
            return " ".join(run.text for run in runs)
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                return "\n".join(page.get_textpage().get_text_range() for page in pdf)
        case ".html":
            page = LexborHTMLParser(path.read_text("utf-8"))
            return " ".join(node.text(separator=" ") for node in page.css("article"))
        case _:
            return decode(path.read_bytes()).text


def bare(text: str) -> str:
    """Return a text's letters and digits without case, marks and punctuation."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))


def test_there_are_enough_documents_of_every_format() -> None:
    formats = Counter(path.suffix for path in DOCUMENTS.values())
    assert formats.total() >= 44
    assert formats[".html"] >= 6
    assert formats[".docx"] >= 6
    assert formats[".pdf"] >= 4


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_has_150_to_1500_words(name: str) -> None:
    assert 150 <= len(text_of(DOCUMENTS[name]).split()) <= 1500


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.startswith("tin/")])
def test_an_official_document_bears_its_letterhead(name: str) -> None:
    text = bare(text_of(DOCUMENTS[name]))
    assert "cong hoa xa hoi chu nghia viet nam" in text or "dang cong san viet nam" in text
    assert re.search(r"\bso \d+ ", text)
    assert re.search(r"\bngay \d+ thang \d+ nam \d{4}\b", text)


def test_at_least_twelve_documents_are_on_the_streamlining_of_the_apparatus() -> None:
    assert sum(row[0] == "a01" and row[3] == "2" for row in QRELS) >= 12


@pytest.mark.parametrize(
    ("name", "trait"),
    [
        pytest.param("ke-hoach/51-kh-ubnd.txt", "\N{COMBINING DOT BELOW}", id="decomposed"),
        pytest.param("nghi-quyet/09-nq-tu.txt", "hoà vi quý", id="old-tone-placement"),
        pytest.param("ke-hoach/45-kh-ubnd.txt", "TINH GỌN BỘ MÁY", id="capitals"),
    ],
)
def test_a_document_in_difficult_dress_wears_it(name: str, trait: str) -> None:
    assert trait in (SEEDS / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "encoding", "sentence"),
    [
        pytest.param(
            "bao-cao/33-bc-sgtvt.txt", "tcvn3", "nhà nước và nhân dân cùng làm", id="tcvn3"
        ),
        pytest.param("cong-van/147-cn-kt.txt", "vni", "nước máy đục, có mùi bùn", id="vni"),
    ],
)
def test_a_document_in_a_legacy_encoding_reads_as_unicode(
    name: str, encoding: str, sentence: str
) -> None:
    decoded = decode((SEEDS / name).read_bytes())
    assert decoded.encoding == encoding
    assert sentence in decoded.text


def test_queries_are_many_and_of_every_kind() -> None:
    kinds = Counter(query["kind"] for query in QUERIES)
    assert kinds.total() >= 70
    minimum = {"accented": 20, "unaccented": 15, "half": 10, "abbreviation": 8, "number": 10}
    assert {kind: kinds[kind] for kind in minimum if kinds[kind] < minimum[kind]} == {}
    assert len({query["id"] for query in QUERIES}) == len(QUERIES)


@pytest.mark.parametrize("kind", ["unaccented", "half"])
def test_queries_have_the_diacritics_that_their_kind_says(kind: str) -> None:
    for query in QUERIES:
        if query["kind"] == kind:
            syllables = query["text"].lower().split()
            marked = [syllable for syllable in syllables if not syllable.isascii()]
            assert bool(marked) == (kind == "half"), query
            assert len(marked) < len(syllables), query


def test_judgements_name_existing_documents_and_queries_once() -> None:
    assert {row[2] for row in QRELS} <= DOCUMENTS.keys()
    assert {row[0] for row in QRELS} == {query["id"] for query in QUERIES}
    assert {(row[1], row[3]) for row in QRELS} == {("0", "1"), ("0", "2")}
    assert len({(row[0], row[2]) for row in QRELS}) == len(QRELS)


def test_every_query_has_a_document_that_is_about_it() -> None:
    assert {row[0] for row in QRELS if row[3] == "2"} == {query["id"] for query in QUERIES}


def test_what_is_no_document_is_ignored_by_the_walker() -> None:
    patterns = (SEEDS / ".searchkitignore").read_text("utf-8").splitlines()
    assert {"README.md", "judgements/"} <= set(patterns)


def test_generated_files_are_up_to_date_with_their_sources(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="seeds are made with reportlab, which is not installed")
    fonts = os.environ.get("SEARCHKIT_SEED_FONTS", "/usr/share/fonts/truetype/dejavu")
    if not (Path(fonts) / "DejaVuSerif.ttf").is_file():
        pytest.skip(f"seeds are made with DejaVu Serif, which is not in {fonts}")
    script = ROOT / "scripts" / "make_seed_files.py"
    subprocess.run([sys.executable, script, "--output", tmp_path], check=True)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".docx", ".html", ".pdf", ".txt"}
    for path in made:
        kept = DOCUMENTS[path.relative_to(tmp_path).as_posix()]
        assert text_of(path) == text_of(kept), f"{kept}: run {script}"


def test_topics_are_at_least_fifteen_with_unaccented_kebab_case_keys() -> None:
    assert len(TOPICS) >= 15
    for key, topic in TOPICS.items():
        assert key == bare(topic["title"]).replace(" ", "-")
        assert topic["description"].endswith(".")


@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_has_valid_and_different_phrases(key: str) -> None:
    phrases = TOPICS[key]["phrases"]
    for phrase in phrases:
        assert phrase.keys() <= {"text", "weight", "near"}
        assert -1 <= phrase["weight"] <= 1
        assert unicodedata.is_normalized("NFC", phrase["text"])
    assert any(not phrase.get("near", False) for phrase in phrases)
    # Two spellings that differ in case, marks or punctuation alone would count twice.
    assert len({bare(phrase["text"]) for phrase in phrases}) == len(phrases)


def test_the_main_topic_is_the_richest_and_leaves_hop_nhat_to_its_neighbours() -> None:
    phrases = {phrase["text"]: phrase for phrase in TOPICS["tinh-gon-bo-may"]["phrases"]}
    assert 60 <= len(phrases) <= 80
    assert phrases["tinh gọn bộ máy"]["weight"] == 1.0
    assert phrases["hợp nhất"]["near"]
    assert phrases["giải thể"]["near"]
