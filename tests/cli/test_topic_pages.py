"""The pages on topics show what works, and the same in both languages."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit import Filters, topic_name
from searchkit.search.topics.scoring import TopicScorer
from searchkit.search.topics.thesauri.importing import TABLES
from searchkit.search.topics.thesauri.skos import FORMATS
from searchkit.search.topics.thesauri.table import COLUMNS
from searchkit.search.topics.topic_file import parse_topics
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index
    from tests.support import CommandLine

PAGES = {name: (ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("topics", "chu-de")}
FILES = {name: re.findall(r"```toml\n(.*?)```", text, re.DOTALL) for name, text in PAGES.items()}
SEARCHES = {name: re.findall(r"`searchkit (search .*?)`", text) for name, text in PAGES.items()}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = searchkit.open_index(tmp_path_factory.mktemp("pages") / "index", create=True)
    opened.add(ROOT / "seeds", jobs=1)
    return opened


def test_both_pages_show_the_same() -> None:
    assert FILES["topics"] == FILES["chu-de"]
    assert SEARCHES["topics"] == SEARCHES["chu-de"]
    assert len(SEARCHES["topics"]) == 3


def test_the_file_that_is_shown_is_one() -> None:
    (text,) = FILES["topics"]
    topics = parse_topics(text, "topics.md")
    assert topics["thu-y"].broader == ("nong-nghiep",)
    farming = TopicScorer(topics["nong-nghiep"])
    assert farming.score("", "Ngân hàng Nông nghiệp và Phát triển nông thôn").total == 0
    animals = TopicScorer(topics["thu-y"])
    alone = animals.score("", "Dịch tả lợn châu Phi").total
    beside = animals.score("", "Dịch tả lợn châu Phi và thuốc bảo vệ thực vật").total
    assert beside == pytest.approx(alone * 0.6)
    assert not animals.score("", "Tiêu hủy giấy tờ").total


def test_searches_that_are_shown_find_the_same_passages(index: Index, cli: CommandLine) -> None:
    folder = index._backend.name
    topic, both, field = (
        {hit["id"] for hit in cli(*shlex.split(one), "-n", "500", "--per-document", "500",
                                  "--index", folder, "--json").json["hits"]}
        for one in SEARCHES["topics"]
    )  # fmt: skip
    assert both == field < topic


def test_the_filter_that_is_shown_finds_passages_about_any(index: Index) -> None:
    found = index.search(filters=Filters(topic=("dat-dai", "dau-tu-cong"))).total
    one, other = (index.search(topic=name).total for name in ("dat-dai", "dau-tu-cong"))
    assert max(one, other) < found <= one + other


def test_the_facet_that_is_shown_counts_what_the_field_finds(index: Index) -> None:
    (call,) = {
        found for page in PAGES.values() for found in re.findall(r"`(index.search.*?)`", page)
    }
    result = eval(call, {"index": index})
    counted = {value.value: value.passages for value in result.facets["topic"]}
    assert "dat-dai" in counted
    for name, passages in counted.items():
        assert passages == index.search(f"thu hồi chu-de:{name}").passages > 0


def test_the_commands_that_are_shown_work(
    index: Index, cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {
        page: [
            shlex.split(line.removeprefix("searchkit "))
            for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
            for line in block.splitlines()
        ]
        for page, text in PAGES.items()
    }
    assert shown["topics"] == shown["chu-de"]
    search, learn, test, imported = shown["topics"]
    monkeypatch.chdir(tmp_path)
    place = ("--index", index._backend.name)
    result = cli(*search[: search.index(">")], *place)
    for hit in result.json["hits"]:
        assert "mark" not in hit
    (tmp_path / "hits.json").write_text(result.out, "utf-8")
    assert "G²" in cli(*learn, *place).out
    assert "of the marked passages: " in cli(*test, *place).out
    (tmp_path / "thesaurus.csv").write_text("thuật ngữ,từ đồng nghĩa\nthú y,thuốc thú y\n", "utf-8")
    assert cli(*imported).code == 0
    assert cli("topics", "check", "topics.toml").code == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_every_kind_of_column_and_file(page: str) -> None:
    text = re.sub(r"```.*?```", "", PAGES[page], flags=re.DOTALL).replace("\n", " ")
    named = {topic_name(word).replace("-", "") for word in re.findall(r"`([^`]+)`", text)}
    assert [kind for kind, names in COLUMNS.items() if not named & {*names}] == []
    assert [suffix for suffix in (*FORMATS, *TABLES) if f"`{suffix}`" not in text] == []
