"""Topics as text are read back as they were, and the lines of TOML are known."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from searchkit import Topic, TopicPhrase, topics_as_toml
from searchkit.search.topics.naming import topic_name
from searchkit.search.topics.topic_file import parse_topics
from searchkit.text.tokens import tokenize
from searchkit.toml_lines import toml_lines

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
NAMES = TEXTS.filter(topic_name)
PHRASES = st.builds(
    TopicPhrase,
    TEXTS.filter(lambda text: len(tokenize(text)) > 0),
    st.floats(0.01, 1),
    st.just(False),
)


@st.composite
def topic_lists(draw: st.DrawFn) -> list[Topic]:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=topic_name))
    return [
        Topic(
            name,
            draw(TEXTS) or name,
            draw(TEXTS),
            tuple(
                draw(
                    st.lists(
                        PHRASES,
                        min_size=1,
                        max_size=3,
                        unique_by=lambda phrase: tokenize(phrase.text).accented,
                    )
                )
            ),
            tuple(other for other in names[:1] if other != name),
        )
        for name in names
    ]


@given(topic_lists())
def test_topics_are_read_back(topics: list[Topic]) -> None:
    found = parse_topics(topics_as_toml(topics), "written.toml")
    assert [topic.name for topic in found.values()] == [topic.name for topic in topics]
    for topic in topics:
        own = found[topic.name]
        assert (own.title, own.description, own.broader) == (
            topic.title,
            topic.description,
            topic.broader,
        )
        assert [phrase.text for phrase in own.phrases] == [phrase.text for phrase in topic.phrases]
        for phrase, written in zip(own.phrases, topic.phrases, strict=True):
            assert abs(phrase.weight - written.weight) < 1e-4


@given(topic_lists())
def test_every_entry_is_on_the_line_where_it_is_written(topics: list[Topic]) -> None:
    text = topics_as_toml(topics)
    lines, tables = toml_lines(text), tomllib.loads(text)
    # Only line feeds part lines in TOML.
    rows = text.split("\n")
    for name, table in tables.items():
        assert rows[lines[(name,)] - 1].startswith("[")
        assert rows[lines[name, "title"] - 1].startswith("title = ")
        first = lines[name, "phrases"]
        for i in range(len(table["phrases"])):
            assert lines[name, "phrases", i] == first + 1 + i
            assert rows[first + i].startswith("  { text = ")


@given(st.text("[]{}=,.\"'#\n ab0", max_size=60))
def test_lines_are_found_in_whatever_is_toml(text: str) -> None:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = toml_lines(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    assert all((name,) in lines for name, value in tables.items() if isinstance(value, int))
