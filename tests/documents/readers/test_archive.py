"""Archives: their documents, and a reason for each that cannot be had."""

import io
import zipfile

import pytest

from searchkit.documents.readers.archive import Member, members
from searchkit.errors import DocumentError


def archive(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def test_documents_are_unpacked_and_other_files_passed_over() -> None:
    data = archive(**{"to-trinh__txt": b"a", "anh/cho__exe": b"b", ".an__txt": b"c"})
    assert list(members(data, "a.zip")) == [Member("to-trinh.txt", b"a")]


def test_documents_of_a_kind_that_is_not_read_are_told() -> None:
    data = archive(**{"bao-cao__ppt": b"x", "so-lieu__txt": b"y"})
    found = list(members(data, "a.zip"))
    (error,) = [item for item in found if isinstance(item, DocumentError)]
    assert error.path == "a.zip/bao-cao.ppt"
    assert error.advice
    assert [item.name for item in found if isinstance(item, Member)] == ["so-lieu.txt"]


def test_a_damaged_member_leaves_the_others() -> None:
    whole = archive(mot__txt=b"mot " * 50, hai__txt=b"hai " * 50)
    at = whole.index(b"mot.txt") + len(b"mot.txt") + 2
    damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
    first, second = members(damaged, "a.zip")
    assert isinstance(first, DocumentError)
    assert "damaged" in first.reason
    assert second == Member("hai.txt", b"hai " * 50)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"PK\x03\x04 cut", "damaged zip archive", id="cut"),
        pytest.param(archive(x__exe=b"MZ"), "holds no documents", id="nothing-to-read"),
        pytest.param(
            archive(**{f"{at}__txt": b"" for at in range(10_001)}), "10001 documents", id="too-many"
        ),
    ],
)
def test_an_archive_that_is_none_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        list(members(data, "a.zip"))
