from collections.abc import Iterator

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.isolation.reader import IsolatedReader, Limits
from searchkit.documents.model import Document
from searchkit.errors import DocumentError
from tests.documents.hostile import files, make


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Document | DocumentError]]:
    folder = tmp_path_factory.mktemp("hostile")
    make(folder)
    with IsolatedReader(Limits(seconds=600, memory=1 << 30)) as reader:
        return {
            name: [item for source in discover([folder / name]) for item in reader.read(source)]
            for name in files()
        }


def test_every_file_gives_documents_or_reasons(
    results: dict[str, list[Document | DocumentError]],
) -> None:
    assert [name for name, items in results.items() if not items] == []


def test_no_file_hangs_or_kills_its_reader(
    results: dict[str, list[Document | DocumentError]],
) -> None:
    killed = [item.path for item in errors(results) if "longer than" in item.reason]
    crashed = [item.path for item in errors(results) if "crashes" in item.reason]
    assert killed + crashed == []


def test_no_reason_is_an_unforeseen_exception(
    results: dict[str, list[Document | DocumentError]],
) -> None:
    assert [str(item) for item in errors(results) if "cannot be read (" in item.reason] == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("laughs.docx", "damaged office document", id="entities-in-entities"),
        pytest.param("bomb.docx", "unpacks to more than 200 MB", id="word-bomb"),
        pytest.param("bomb.xlsx", "unpacks to 2048 MB", id="sheet-bomb"),
        pytest.param("bomb.zip", "2048 MB", id="archive-bomb"),
        pytest.param("nested.zip", "lies too deep", id="archives-in-archives"),
        pytest.param("locked.docx", "encrypted", id="password"),
        pytest.param("picture.doc", "picture", id="wrong-suffix"),
        pytest.param("looping.pdf", "no page can be loaded", id="loop-of-pages"),
        pytest.param("deep.html", "deep", id="deep-tags"),
        pytest.param("vast.png", "picture", id="ten-thousand-million-pixels"),
        pytest.param("cut.tif", "picture", id="cut-picture"),
        pytest.param("bomb.eml", "2048 MB", id="bomb-in-a-message"),
        pytest.param("nested.eml", "nests its parts too deep", id="parts-within-parts"),
    ],
)
def test_reasons_are_clear(
    results: dict[str, list[Document | DocumentError]], name: str, reason: str
) -> None:
    error = results[name][-1]
    assert isinstance(error, DocumentError)
    assert reason in error.reason
    assert error.advice


def test_files_outside_are_never_read(results: dict[str, list[Document | DocumentError]]) -> None:
    (item,) = results["outside.docx"]
    assert isinstance(item, DocumentError)


def errors(results: dict[str, list[Document | DocumentError]]) -> Iterator[DocumentError]:
    for items in results.values():
        yield from (item for item in items if isinstance(item, DocumentError))


def test_every_error_says_what_to_do(
    results: dict[str, list[Document | DocumentError]],
) -> None:
    assert [str(item) for item in errors(results) if not item.advice] == []
