"""An index of random documents, made once for all tests of this folder."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from whoosh import index

from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.token_stream import Stream
from tests.engine.corpora import schema
from tests.engine.execution.oracle import DOCUMENTS, TERMS, Oracle


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture(scope="session", params=[1, 3], ids=["one segment", "three segments"])
def folder(
    oracle: Oracle, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> str:
    """Where the index lies."""
    folder = str(tmp_path_factory.mktemp("large"))
    ix = index.create_in(folder, schema())
    names = [f"t{term}" for term in range(TERMS)]
    with IndexWriter(ix, memory=0) as writer:
        for part in np.array_split(np.arange(DOCUMENTS), request.param):
            tokens = np.concatenate([oracle.texts[d] for d in part]).astype(np.int32)
            stream = Stream(names, tokens, oracle.lengths[part].astype(np.int32))
            kinds: list[Any] = [[oracle.kinds[d]] for d in part]
            columns = {"text": stream, "folded": stream}
            writer.add(DocumentBatch(columns, {"kind": kinds}, [{}] * len(part)))
    return folder


@pytest.fixture(scope="module")
def reader(folder: str, both_ways: None) -> Any:
    """Return the index, opened for one of the two ways."""
    return index.open_dir(folder).reader()
