"""What clerks remember of a document finds it: see ``seeds/README.md``."""

from __future__ import annotations

import json

import pytest

import searchkit
from tests.support import ROOT

SEEDS = ROOT / "seeds"
JUDGEMENTS = SEEDS / "judgements"
QUERIES = [
    json.loads(line)
    for line in (JUDGEMENTS / "clerk_queries.jsonl").read_text("utf-8").splitlines()
]
FIRST, AMONG_THREE = 0.95, 0.98


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> searchkit.Index:
    index = searchkit.open_index(tmp_path_factory.mktemp("seeds") / "index", create=True)
    index.add([SEEDS])
    return index


def test_the_document_meant_is_first(index: searchkit.Index) -> None:
    lines = (JUDGEMENTS / "clerk_qrels.txt").read_text("utf-8").splitlines()
    meant = {(query, name) for query, _, name, _ in map(str.split, lines)}
    places = {}
    for query in QUERIES:
        found = [name for name, _ in index.rank_documents(query["text"], limit=3)]
        right = [place for place, name in enumerate(found) if (query["id"], name) in meant]
        places[query["text"]] = min(right, default=len(found))
    missed = [text for text, place in places.items() if place]
    assert 1 - len(missed) / len(places) >= FIRST, missed
    lost = [text for text, place in places.items() if place >= 3]
    assert 1 - len(lost) / len(places) >= AMONG_THREE, lost
