"""``searchkit topics`` as people and programs see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from searchkit.search.topics.topic_file import parse_topics
from tests.support import make_index

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import CommandLine

PLACES = ("Khe Mây", "Nà Lạng", "Bến Phà", "Tân Sơn", "Đồng Vân", "Nam Thành")
TEXTS = {
    f"{i}.txt": f"Xã {place} thu hồi đất để mở đường giao thông nông thôn."
    for i, place in enumerate(PLACES)
} | {
    f"khac-{i}.txt": f"Xã {place} mở hội nghị tổng kết phong trào văn nghệ lần thứ {i}."
    for i, place in enumerate(PLACES * 4)
}


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index and the hits of a search, marked."""
    folder: Path = tmp_path_factory.mktemp("đất đai")
    index = make_index(folder, TEXTS)
    result = index.search("xã", limit=50).to_dict()
    for hit in result["hits"]:
        hit["mark"] = "thu hồi" in hit["text"]
    (folder / "hits.json").write_text(json.dumps(result), "utf-8")
    index.close()
    return folder


@pytest.mark.parametrize("words", [("topics",), ("topics", "list")])
def test_topics_are_listed(cli: CommandLine, words: tuple[str, ...]) -> None:
    listed = cli(*words)
    assert listed.code == 0
    assert any(line.startswith("tinh-gon-bo-may ") for line in listed.out.splitlines())
    names = {topic["name"] for topic in cli(*words, "--json").json}
    assert len(names) == len(listed.out.splitlines())


def test_a_topic_is_shown_with_what_it_is_part_of(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(
        '[ho]\ntitle = "Hồ"\nbroader = "y-te"\n'
        'phrases = ["hồ", { text = "hồ sơ", weight = 0 }, { text = "bệnh", weight = -0.5 }]\n',
        "utf-8",
    )
    shown = cli("topics", "show", "hồ", "--topics", file)
    lines = shown.out.splitlines()
    assert lines[:2] == ["Hồ", "part of: y-te"]
    assert [line.split()[0] for line in lines[2:]] == ["1.00", "0.00", "-0.50"]


def test_a_file_without_mistakes_is_said_to_be_one(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "chủ đề.toml"
    file.write_text('[ho]\nphrases = ["hồ", "thác"]\n', "utf-8")
    checked = cli("topics", "check", file)
    assert (checked.code, checked.out) == (0, f"{file}: 1 topics with 2 phrases, no mistakes\n")
    assert cli("topics", "check", file, "--json").json == {
        "file": str(file),
        "topics": ["ho"],
        "mistakes": [],
    }


def test_every_mistake_of_a_file_is_told_with_its_line(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text('[ho]\nphrases = [\n  "…",\n  { text = "hồ", weight = 3 },\n]\n', "utf-8")
    checked = cli("topics", "check", file)
    assert checked.code == 2
    assert "line 3" in checked.err
    assert "line 4" in checked.err
    told = cli("topics", "check", file, "--json")
    assert told.code == 2
    assert [mistake["line"] for mistake in told.json["mistakes"]] == [3, 4]


def test_without_a_file_there_is_nothing_to_check(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SEARCHKIT_TOPICS", raising=False)
    checked = cli("topics", "check")
    assert checked.code == 2
    assert "set SEARCHKIT_TOPICS" in checked.err


def test_phrases_are_proposed_from_marked_hits(cli: CommandLine, land: Path) -> None:
    asked = ("topics", "learn", "Thu hồi đất", "--from", land / "hits.json", "-i", land / "index")
    learned = cli(*asked)
    assert learned.code == 0
    assert "thu hồi đất" in learned.out
    assert "G²" in learned.out
    proposals = cli(*asked, "--json").json
    assert all({"text", "weight", "near", "log_likelihood", "about"} <= {*one} for one in proposals)
    topic = parse_topics(cli(*asked, "--toml").out, "learned")["thu-hoi-dat"]
    assert topic.title == "Thu hồi đất"
    assert len(topic.phrases) == len(proposals) > 0


def test_a_topic_that_is_there_keeps_its_phrases(cli: CommandLine, land: Path) -> None:
    asked = ("topics", "learn", "đất đai", "--from", land / "hits.json", "-i", land / "index")
    known = parse_topics(cli(*asked, "--toml").out, "learned")["dat-dai"]
    shown = cli("topics", "show", "dat-dai", "--json").json
    texts = [phrase.text for phrase in known.phrases]
    assert texts[: len(shown["phrases"])] == [phrase["text"] for phrase in shown["phrases"]]


def test_a_topic_is_tried(cli: CommandLine, land: Path) -> None:
    asked = ("topics", "test", "dat-dai", "--from", land / "hits.json", "-i", land / "index")
    tried = cli(*asked)
    assert tried.code == 0
    assert "about dat-dai: 6 passages" in tried.out
    assert "of the marked passages: 6 of 6 about it, 0 of 24 that are not" in tried.out
    values = cli(*asked, "--json").json
    phrase = next(one for one in values["phrases"] if one["text"] == "thu hồi đất")
    assert (phrase["passages"], phrase["only"], phrase["about"]) == (6, 6, 6)
    assert "of the marked" not in cli("topics", "test", "dat-dai", "-i", land / "index").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("learn", "x", "--from", "none.json"), "none.json cannot be read"),
        (("test", "không có"), 'there is no topic "không có"'),
        (("import", "none.csv"), "none.csv cannot be read"),
    ],
    ids=["hits", "topic", "thesaurus"],
)
def test_what_is_not_there_is_wrong_usage(
    cli: CommandLine, land: Path, words: tuple[str, ...], said: str
) -> None:
    index = () if words[0] == "import" else ("-i", land / "index")
    answer = cli("topics", *words, *index)
    assert answer.code == 2
    assert said in answer.err


def test_a_thesaurus_becomes_a_topics_file(cli: CommandLine, tmp_path: Path) -> None:
    table = tmp_path / "từ điển.csv"
    table.write_text("label,uf\nThủy lợi,tưới tiêu|kênh mương\n…,\n", "utf-8")
    printed = cli("topics", "import", table)
    assert printed.code == 0
    assert 'Note: "…" was left out' in printed.err
    assert len(parse_topics(printed.out, "printed")["thuy-loi"].phrases) == 3
    output = tmp_path / "topics.toml"
    answer = cli("topics", "import", table, "--output", output)
    assert answer.out == f"{output}: 1 topics\n"
    assert output.read_text("utf-8") == printed.out
    assert cli("topics", "show", "thủy lợi", "--topics", output).code == 0
    again = cli("topics", "import", table, "--output", output)
    assert again.code == 2
    assert "there already" in again.err
    values = cli("topics", "import", table, "--json").json
    assert [topic["name"] for topic in values["topics"]] == ["thuy-loi"]
