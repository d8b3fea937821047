"""A ``searchkit.toml`` is found beside an index or above it, and its mistakes are named by line."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searchkit
from searchkit import RankingSettings, Settings, SettingsError, load_settings
from searchkit.settings import KEYS, parse_weights
from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = RankingSettings()

WHOLE = """
index = "kho/chỉ mục"
sources = ["văn bản", "/srv/chung"]
topics = "chu-de.toml"
names = "ten-rieng.tsv"
jobs = 2
memory = 64
wait = 1.5
log = "nhat-ky.log"
ignore = ["*.bak", "nháp/"]

[weights]
title = 80
k1 = 0.9
candidates = 200

[opensearch]
user = "lan"
password = "bí mật"
ca = "ca.pem"
"""


def settings_file(folder: Path, text: str) -> Path:
    file = folder / "searchkit.toml"
    file.write_text(text, "utf-8")
    return file


def mistakes(folder: Path, text: str) -> Mapping[int | None, str]:
    with pytest.raises(SettingsError) as raised:
        load_settings(settings_file(folder, text))
    return dict(raised.value.mistakes)


def test_all_that_can_be_said(tmp_path: Path) -> None:
    file = settings_file(tmp_path, WHOLE)
    found = load_settings(file)
    assert found == Settings(
        file=file,
        index=tmp_path / "kho/chỉ mục",
        sources=(tmp_path / "văn bản", Path("/srv/chung")),
        topics=tmp_path / "chu-de.toml",
        names=tmp_path / "ten-rieng.tsv",
        jobs=2,
        memory=64 << 20,
        wait=1.5,
        log=tmp_path / "nhat-ky.log",
        ignore=("*.bak", "nháp/"),
        weights=RankingSettings(title=80.0, k1=0.9, candidates=200),
        opensearch={"user": "lan", "password": "bí mật", "ca": str(tmp_path / "ca.pem")},
        lines=found.lines,
    )
    assert "bí mật" not in repr(found)
    assert set(found.lines) == set(KEYS)
    assert (found.lines["index"], found.lines["ignore"]) == (2, 10)


def test_an_index_may_lie_in_a_cluster(tmp_path: Path) -> None:
    address = "opensearch://máy:9200/van-ban?shards=3"
    assert load_settings(settings_file(tmp_path, f'index = "{address}"')).index == address


def test_what_is_wrong_with_who_asks_a_cluster_is_told_without_secrets(tmp_path: Path) -> None:
    text = '[opensearch]\nusers = "lan"\npassword = 12345\n'
    found = mistakes(tmp_path, text)
    assert "did you mean user?" in found[2]
    assert "password is no text" in found[3]
    assert "12345" not in found[3]
    assert "is no table" in mistakes(tmp_path, 'opensearch = "lan"')[1]


def test_a_file_is_found_beside_and_above(tmp_path: Path) -> None:
    file = settings_file(tmp_path, "jobs = 2\n")
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    assert load_settings(tmp_path).file == load_settings(inner).file == file
    nearer = settings_file(inner.parent, "jobs = 3\n")
    assert load_settings(inner).file == nearer
    assert load_settings(tmp_path).jobs == 2


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    settings_file(tmp_path, "jobs = 2\n")
    (tmp_path / "a/searchkit.toml").mkdir(parents=True)
    assert load_settings(tmp_path / "a").jobs == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("jobs = 0", "jobs must be a whole number of at least 1"),
        ("jobs = true", "jobs must be a whole number of at least 1"),
        ('jobs = "2"', "jobs must be a whole number of at least 1"),
        ("memory = 16", "memory must be a whole number of at least 32"),
        ("wait = -1", "wait must be a number of seconds of at least 0"),
        ("wait = inf", "wait must be a number of seconds of at least 0"),
        ("wait = nan", "wait must be a number of seconds of at least 0"),
        ("index = 3", 'index is no path: write index = "…"'),
        ('index = ""', 'index is no path: write index = "…"'),
        ('index = "a\\u0000b"', 'index is no path: write index = "…"'),
        ("sources = [1]", 'sources is no list of texts: write sources = ["…", "…"]'),
        ("ignore = {a = 1}", 'ignore is no list of texts: write ignore = ["…", "…"]'),
        ("weights = 3", "weights is no table: write [weights] and title = 80 below"),
        ("source = []", 'there is no key "source": did you mean sources?'),
        ("[weights]\ntitel = 3", 'there is no weight "titel": did you mean title?'),
        ('[weights]\nmodel = "x"', 'there is no weight "model"'),
        ("[weights]\ntitle = -3", f"title must be a number of at least 0, such as {USUAL.title}"),
        ("[weights]\ntitle = true", f"title must be a number of at least 0, such as {USUAL.title}"),
        (
            "[weights]\ncandidates = 1.5",
            f"candidates must be a whole number, such as {USUAL.candidates}",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    found = mistakes(tmp_path, f"# nothing\n\n{line}\n")
    assert len(found) == 1
    assert found[2 + len(line.splitlines())].startswith(said)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    assert set(mistakes(tmp_path, 'jobs = 0\nmemory = 1\n\n[weights]\nk1 = "x"\nb = -1\n')) == {
        1,
        2,
        5,
        6,
    }
    with pytest.raises(SettingsError, match="line 2") as raised:
        load_settings(settings_file(tmp_path, "jobs = 1\nindex = = 3\n"))
    assert raised.value.exit_code == 2
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.mistakes) == (str(raised.value), raised.value.mistakes)


@pytest.mark.parametrize("content", [b"index = '\xff'", b"\xff\xfei\0"])
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "searchkit.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="it is no text in UTF-8"):
        load_settings(tmp_path)


def test_a_mark_of_byte_order_and_the_line_ends_of_windows(tmp_path: Path) -> None:
    (tmp_path / "searchkit.toml").write_bytes(b"\xef\xbb\xbfjobs = 2\r\nmemory = 64\r\n")
    assert load_settings(tmp_path).memory == 64 << 20


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    file = folder / "any.toml"
    file.write_bytes(text.encode())
    try:
        load_settings(file)
    except SettingsError as error:
        said = str(error)
    else:
        said = str(file)
    assert str(file) in said


def test_weights_of_a_line() -> None:
    assert parse_weights("") == RankingSettings()
    assert parse_weights("title=80, k1=0.9") == RankingSettings(title=80.0, k1=0.9)
    for wrong in ("title", "title=x", "titel=3", "k1=-1", "k1=nan"):
        with pytest.raises(searchkit.UsageError, match=wrong):
            parse_weights(wrong)


@pytest.mark.parametrize("page", ["operation.md", "van-hanh.md"])
def test_every_key_is_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert [key for key in KEYS if f"| `{key}` |" not in text] == []
