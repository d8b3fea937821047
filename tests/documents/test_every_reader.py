"""What holds for every reader of the registry, those that are still to come included."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.extraction import Extraction
from searchkit.documents.formats import FORMATS, PICTURE_SUFFIXES, Format, is_read, why_unread
from searchkit.errors import DocumentError
from tests.support import ROOT

ALL = [pytest.param(entry, id=entry.name) for entry in FORMATS.values()]


@pytest.mark.parametrize("entry", ALL)
def test_it_takes_bytes_and_a_path_and_says_how_it_reads(entry: Format) -> None:
    extract = entry.reader()
    assert list(inspect.signature(extract).parameters) == ["data", "path"]
    assert inspect.getdoc(inspect.getmodule(extract))


@pytest.mark.parametrize("entry", ALL)
def test_its_files_are_found_and_none_is_listed_as_unread(entry: Format) -> None:
    for suffix in set(entry.suffixes).difference(PICTURE_SUFFIXES):
        assert is_read(f"Công văn{suffix.upper()}")
        assert why_unread(f"cong-van{suffix}") is None


def test_no_suffix_belongs_to_two_readers() -> None:
    suffixes = [suffix for entry in FORMATS.values() for suffix in entry.suffixes]
    assert sorted(set(suffixes)) == sorted(suffixes)


@pytest.mark.parametrize("entry", ALL)
def test_the_readme_names_it(entry: Format) -> None:
    assert f"`{entry.suffixes[0]}`" in (ROOT / "README.md").read_text("utf-8")


def outcome(entry: Format, data: bytes) -> Extraction | DocumentError:
    try:
        return entry.reader()(data, "Công văn 12.xyz")
    except DocumentError as error:
        return error


@pytest.mark.parametrize("entry", ALL)
@settings(max_examples=40)
@given(data=st.binary(max_size=200))
def test_bytes_of_any_kind_are_a_text_or_an_error_with_advice(entry: Format, data: bytes) -> None:
    found = outcome(entry, data)
    assert isinstance(found, Extraction) or (found.path == "Công văn 12.xyz" and found.advice)
