"""Every error reaches another process as it was, with all that it knows."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from searchkit.errors import DocumentError, MistakesError, QueryError, SearchkitError

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE = {
    "DocumentError": DocumentError("a.pdf", "is empty", "fetch it again"),
    "QueryError": QueryError("nothing was typed", 3),
}


def kinds(kind: type[SearchkitError] = SearchkitError) -> Iterator[type[SearchkitError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


def made(kind: type[SearchkitError]) -> SearchkitError:
    if kind.__name__ in MADE:
        return MADE[kind.__name__]
    if issubclass(kind, MistakesError):
        return kind("topics.toml", [(3, "is no phrase"), (None, "is odd")])
    return kind("it went wrong")


@pytest.mark.parametrize("kind", sorted(set(kinds()), key=str))
def test_an_error_can_be_sent(kind: type[SearchkitError]) -> None:
    error = made(kind)
    error.add_note("lúc thêm văn bản")
    for sent in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(sent) is kind
        assert str(sent) == str(error)
        assert vars(sent) == vars(error)
        assert sent.exit_code == error.exit_code


def fail() -> None:
    raise DocumentError("a.pdf", "is empty", "fetch it again")


def test_an_error_comes_back_from_another_process() -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as others,
        pytest.raises(DocumentError, match=r"a\.pdf: is empty") as caught,
    ):
        others.submit(fail).result()
    assert (caught.value.reason, caught.value.advice) == ("is empty", "fetch it again")
