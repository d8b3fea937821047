from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter
from searchkit.engine.storage.term_dictionary import TermDictionary, TermDictionaryWriter

if TYPE_CHECKING:
    from pathlib import Path

words = st.sets(st.one_of(st.text(max_size=6), st.text("aă\0", max_size=200)), max_size=120)


pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("terms") / "file"


def dictionary(path: Path, terms: list[bytes], cut: int = 0) -> TermDictionary:
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        sections = SectionFileWriter(file)
        writer = TermDictionaryWriter()
        writer.append(terms[:cut])
        writer.append(terms[cut:])
        writer.write(sections, "name")
        sections.close({})
    return TermDictionary(SectionFile(path), "name")


@settings(max_examples=120, deadline=None)
@given(words, st.text(max_size=3), st.data())
def test_behaves_like_a_sorted_list(
    path: Path, some: set[str], probe: str, data: st.DataObject
) -> None:
    terms = sorted(word.encode() for word in some)
    built = dictionary(path, terms, data.draw(st.integers(0, len(terms))))
    assert list(built.iterate()) == terms
    assert [built.find(term) for term in terms] == list(range(len(terms)))
    key = probe.encode()
    assert built.find(key) == (terms.index(key) if key in terms else -1)
    assert built.lower_bound(key) == sum(term < key for term in terms)
    first, end = built.prefix_range(key)
    assert terms[first:end] == [term for term in terms if term.startswith(key)]


def test_many_terms_are_found_by_their_codes(path: Path) -> None:
    terms = [f"{number:04} quyết định phê duyệt".encode() for number in range(1400)]
    built = dictionary(path, terms, 400)
    assert "name.symbols" in SectionFile(path)
    assert [built.find(term) for term in terms] == list(range(len(terms)))
    assert list(built.iterate()) == terms
    assert built.prefix_range(b"010") == (100, 110)
    assert built.find(b"0105") == -1
    assert built.lower_bound("0105 quyết định phê duyệt lại".encode()) == 106


def test_neighbouring_terms_share_their_beginnings(path: Path) -> None:
    terms = [f"uy ban nhan dan {i:05}".encode() for i in range(20_000)]
    dictionary(path, terms)
    assert path.stat().st_size < 20_000 * 6


def test_long_neighbours_share_their_beginnings_too(path: Path) -> None:
    terms = [f"{'ve viec phe duyet quy hoach ' * 7}{i:05}".encode() for i in range(2_000)]
    assert list(dictionary(path, terms).iterate()) == terms
    assert path.stat().st_size < 2_000 * 24
