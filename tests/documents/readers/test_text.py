"""Plain text: the characters of the file, whatever bytes they were kept as."""

import pytest

from searchkit.documents.readers.text import extract
from searchkit.errors import DocumentError

SENTENCE = "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho đàn trâu bò của các thôn."


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + SENTENCE.encode(), id="utf-8-with-a-mark"),
        pytest.param(SENTENCE.encode("utf-16"), id="utf-16"),
        pytest.param(SENTENCE.encode("utf-16-be"), id="utf-16-without-a-mark"),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert extract(data, "a.txt").text == SENTENCE


def test_line_ends_of_all_systems_are_one() -> None:
    assert extract(b"mot\r\nhai\rba\n\nbon", "a.txt").text == "mot\nhai\nba\n\nbon"


def test_a_short_text_with_damaged_bytes_is_read_without_them() -> None:
    damaged = b"Bi\xc3\xaan\0ch\xe1\xba\xbf c\xe1\xba\xa5p x\xc3\xa3.\0"
    assert extract(damaged, "a.txt").text.split() == ["Biên", "chế", "cấp", "xã."]


def test_a_program_is_no_text() -> None:
    with pytest.raises(DocumentError, match=r"a\.txt: is not text"):
        extract(bytes(range(32)) * 40, "a.txt")


def test_a_file_of_spaces_is_empty() -> None:
    with pytest.raises(DocumentError, match="is empty"):
        extract(b" \n\t\n", "a.txt")
