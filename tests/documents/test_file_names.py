"""File names as people read them."""

import os
import sys

import pytest

from searchkit.documents.file_names import composed, printable


def test_a_name_that_is_kept_decomposed_is_composed() -> None:
    assert composed("Quyê\u0301t đi\u0323nh.docx") == "Quyết định.docx"


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes on Windows")
def test_bytes_that_are_no_characters_are_written_out() -> None:
    assert printable(os.fsdecode("báo".encode() + b"\xe1.txt")) == "báo\\xe1.txt"
    assert printable("báo cáo.txt") == "báo cáo.txt"
