"""What a file of topics may say, and how its mistakes are told: all at once, with their lines."""

from __future__ import annotations

import copy
import pickle

import pytest

from searchkit import TopicPhrase, TopicsError
from searchkit.search.topics.topic_file import parse_topics


def mistakes(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(TopicsError) as caught:
        parse_topics(text, "my.toml", ["y-te"])
    return list(caught.value.mistakes)


def test_what_a_topic_may_say() -> None:
    topics = parse_topics(
        """
[ho]
title = "Hồ"
description = "Hồ và thác."
broader = ["du-lich", "y-te"]
phrases = [
  "hồ",                                # a text alone has the weight 1
  { text = "thác", weight = 0.5, near = true },
  { text = "hồ sơ", weight = 0 },
  { text = "hồ chứa", weight = -1 },
]
[du-lich]
phrases = ["du lịch"]
broader = "y-te"
""",
        "my.toml",
        ["y-te"],
    )
    lake = topics["ho"]
    assert (lake.title, lake.description, lake.broader) == (
        "Hồ",
        "Hồ và thác.",
        ("du-lich", "y-te"),
    )
    assert lake.phrases == (
        TopicPhrase("hồ"),
        TopicPhrase("thác", 0.5, near=True),
        TopicPhrase("hồ sơ", 0),
        TopicPhrase("hồ chứa", -1),
    )
    assert topics["du-lich"].title == "du-lich"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[a]\n", 1, "[a] has no list of phrases"),
        ("\n[a]\nphrases = []\n", 3, "[a] no phrase counts by itself"),
        ('[a]\nphrases = [{ text = "hồ", near = true }]', 2, "no phrase counts by itself"),
        ('[a]\nphrases = [{ text = "hồ", weight = -1 }]', 2, "no phrase counts by itself"),
        ('[a]\nphrases = [\n "x",\n { text = "hồ", weight = 2 },\n]', 4, "is not from -1 to 1"),
        ('[a]\nphrases = [{ text = "hồ", weight = "x" }]', 2, "is no number"),
        ('[a]\nphrases = [{ text = "hồ", weight = true }]', 2, "is no number"),
        ('[a]\nphrases = [{ text = "hồ", weight = nan }]', 2, "is not from -1 to 1"),
        ('[a]\nphrases = ["x", { text = "h", near = 1 }]', 2, "neither true nor false"),
        (
            '[a]\nphrases = ["x", { text = "h", weight = 0, near = true }]',
            2,
            "leave near = true out",
        ),
        ("[a]\nphrases = [3]", 2, "a phrase has no text"),
        ("[a]\nphrases = [\n{ weight = 1 }]", 3, "a phrase has no text"),
        ('[a]\nphrases = "hồ"', 2, "has no list of phrases"),
        ('[a]\nphrases = ["…"]', 2, 'phrase "…" has no words'),
        ('[a]\nphrases = [\n"hồ",\n# note\n"Hồ"]', 5, '"Hồ" is there twice'),
        ('[a]\nphrases = [{ text = "h", wieght = 1 }]', 2, "did you mean weight?"),
        ('[a]\nfrases = 1\nphrases = ["h"]', 2, "did you mean phrases?"),
        ('[a]\nphrases = ["h"]\ntitle = 3', 3, "title is no text"),
        ('[a]\nphrases = ["h"]\nbroader = "y-tế"', 3, "did you mean y-te?"),
        ('[a]\nphrases = ["h"]\nbroader = 3', 3, "broader is no name"),
        ('[a]\nphrases = ["h"]\nbroader = "a"', 3, "not broader than itself"),
        ("a = 3\n", 1, "[a] is no table"),
        ('["…"]\nphrases = ["h"]', 1, "has no letters or digits"),
        ('[du-lich]\nphrases = ["h"]\n["Du lịch"]\nphrases = ["h"]', 3, "is called the same as"),
        (
            '[a]\nphrases = ["h"]\n[[b.phrases]]\ntext = "h"\n[[b.phrases]]\nweight = 1',
            5,
            "no text",
        ),
        ("a.phrases = [3]\n", 1, "a phrase has no text"),
        ('[a]\ntitle = """\n[b]\n#"""\nphrases = [\n"h", 3]', 6, "a phrase has no text"),
        ("[\"a\\u0301 b\"]\nphrases = [ # [\n'] h', 3]", 3, "a phrase has no text"),
        ("a = { phrases = [3] }", 1, "a phrase has no text"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, said: str) -> None:
    ((found, told),) = mistakes(text)
    assert found == line
    assert said in told


def test_every_mistake_is_told_at_once() -> None:
    text = """[a]
phrases = [
  { text = "hồ", weight = 3 },
  "…",
]
[b]
title = 1
"""
    assert [line for line, _ in mistakes(text)] == [3, 4, 6, 7]
    with pytest.raises(TopicsError) as caught:
        parse_topics(text, "my.toml")
    lines = str(caught.value).splitlines()
    assert lines[0] == "my.toml has 4 mistakes:"
    assert lines[1].startswith("my.toml, line 3: [a] ")


def test_what_is_not_toml_is_told_with_its_place() -> None:
    ((line, said),) = mistakes("[a")
    assert line is None
    assert "not valid TOML" in said
    assert "line 1" in said or "end of document" in said


def test_the_error_can_be_sent_to_another_process() -> None:
    error = TopicsError("my.toml", [(3, "wrong")])
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(other), other.mistakes) == ("my.toml, line 3: wrong", ((3, "wrong"),))
