"""An index in a cluster is used as one in a folder is, by programs and by commands."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit import Filters, UsageError
from searchkit.library import check_cluster, path_here, tidy_cluster
from tests.support import DOCUMENTS, counts, run_searchkit, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import Index, SearchResult

QUERIES = ("tinh gọn bộ máy", "tinh gon bo may", '"bộ máy" -huyện', "ke hoach", "NQ18", "xyzzy")


@pytest.fixture
def address(cluster: str) -> Iterator[str]:
    from searchkit.backends.opensearch.connection.address import parse_address
    from searchkit.backends.opensearch.connection.client import Client
    from searchkit.backends.opensearch.connection.credentials import Credentials

    found = f"opensearch://{cluster}/t-{uuid.uuid4().hex[:12]}?replicas=0"
    yield found
    parsed = parse_address(found)
    Client(parsed, Credentials()).request("DELETE", f"{parsed.name}-*,-.*")


def shown(result: SearchResult) -> list[object]:
    hits = [(hit.id, hit.score, hit.snippet, hit.metadata) for hit in result]
    return [hits, result.passages, result.documents, result.suggestions]


def ask(index: Index) -> list[object]:
    found: list[object] = [shown(index.search(query)) for query in QUERIES]
    found.append(shown(index.search(filters=Filters(type="nghị quyết"))))
    found += [index.suggest("tinh"), sorted(entry.id for entry in index.documents())]
    return found


def test_a_cluster_answers_as_a_folder_does(tmp_path: Path, address: str) -> None:
    folder = write(tmp_path / "văn bản", DOCUMENTS)
    with (
        searchkit.open_index(tmp_path / "index", create=True) as here,
        searchkit.open_index(address, create=True) as there,
    ):
        for index in (here, there):
            assert index.add([folder], jobs=1).added == len(DOCUMENTS)
        assert ask(there) == ask(here)
        changed = next(iter(DOCUMENTS))
        (folder / changed).write_text("KẾ HOẠCH\n\nTinh gọn bộ máy của thôn.", "utf-8")
        assert counts(here.add([folder], jobs=1)) == counts(there.add([folder], jobs=1))
        name = there.documents().__next__().id
        assert there.document(name).text == here.document(name).text
        assert here.remove([changed]) == there.remove([changed]) == 1
        searchkit.rebuild_index(tmp_path / "index", jobs=1)
        searchkit.rebuild_index(address, jobs=1)
        assert ask(there) == ask(here)
        assert there.roots() == here.roots()
        assert searchkit.repair_index(address).added == len(DOCUMENTS)
        tidy_cluster(address)
        assert there.check()
        assert check_cluster(address).rows > 0


def test_commands_take_an_address(tmp_path: Path, address: str) -> None:
    folder = write(tmp_path / "van-ban", DOCUMENTS)
    place = ("--index", address)
    missing = run_searchkit("search", "x", *place)
    assert missing.returncode == 2
    assert "there is no index" in missing.stderr
    assert run_searchkit("index", folder, "--jobs", "1", *place).returncode == 0
    found = run_searchkit("search", "tinh gon bo may", "--json", *place)
    assert '"hits"' in found.stdout
    checked = run_searchkit("backend", "check", *place)
    assert checked.returncode == 3
    assert "Mend: there are no replicas" in checked.stderr


def test_a_folder_is_no_cluster(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="searchkit check"):
        check_cluster(tmp_path)


def test_a_wrong_address_is_told_and_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for wrong in ("opensearch://h", "opensearch:/h/n", "opensearch://lan:mat-khau@h/n"):
        with pytest.raises(UsageError) as caught:
            searchkit.open_index(wrong, create=True)
        assert "mat-khau" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_what_a_person_keeps_lies_beside_a_folder_or_in_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert path_here("opensearch://h/van-ban?shards=2") == tmp_path / "van-ban"
    assert path_here("kho/index") == tmp_path / "kho/index"
