"""``searchkit topics``: the topics that there are, what is in them, and what files may hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.commands import topic_making
from searchkit.cli.options import JsonOption, TopicsFileOption
from searchkit.cli.output import print_json, shown
from searchkit.messages import translated

if TYPE_CHECKING:
    from searchkit import Topic

app = typer.Typer(help="List the topics, show the phrases of one, and make them better.")


@app.callback(invoke_without_command=True)
def topics_(
    context: typer.Context, topics: TopicsFileOption = None, json: JsonOption = False
) -> None:
    """List the topics, show the phrases of one, and make them better."""
    if context.invoked_subcommand is None:
        list_(topics, json=json)


@app.command("list")
def list_(topics: TopicsFileOption = None, json: JsonOption = False) -> None:
    """List the topics."""
    from searchkit import load_topics

    found = load_topics(topics)
    if json:
        print_json([_values(topic) for topic in found.values()])
        return
    width = max(map(len, found))
    for topic in found.values():
        counted = f"({translated(f'{len(topic.phrases)} phrases')})"
        typer.echo(shown(f"{topic.name:<{width}}  {topic.title} {counted}"))


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Name or title, with or without diacritics.")],
    topics: TopicsFileOption = None,
    json: JsonOption = False,
) -> None:
    """Show the phrases of a topic with their weights."""
    from searchkit import find_topic, load_topics

    topic = find_topic(load_topics(topics), name)
    if json:
        print_json(_values(topic))
        return
    typer.echo(shown(f"{topic.title}: {topic.description}".rstrip(": ")))
    if topic.broader:
        typer.echo(shown(f"part of: {', '.join(topic.broader)}"))
    for phrase in topic.phrases:
        near = "  (only near another)" if phrase.near else ""
        typer.echo(shown(f"{phrase.weight:6.2f}  {phrase.text}{near}"))


@app.command("check")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            envvar="SEARCHKIT_TOPICS",
            metavar="[FILE]",
            help="TOML file with topics; that of SEARCHKIT_TOPICS where none is named.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check a file of topics; tell every mistake with its line."""
    from searchkit import TopicsError, UsageError, load_topics, read_topics

    if file is None:
        raise UsageError("no file to check: name one, or set SEARCHKIT_TOPICS")
    try:
        found = read_topics(file, load_topics())
    except TopicsError as error:
        if not json:
            raise
        mistakes = [{"line": line, "mistake": said} for line, said in error.mistakes]
        print_json({"file": str(file), "topics": [], "mistakes": mistakes})
        raise typer.Exit(error.exit_code) from error
    if json:
        print_json({"file": str(file), "topics": list(found), "mistakes": []})
        return
    phrases = sum(len(topic.phrases) for topic in found.values())
    typer.echo(shown(f"{file}: {len(found):,} topics with {phrases:,} phrases, no mistakes"))


app.command("learn")(topic_making.learn)
app.command("test")(topic_making.try_)
app.command("import")(topic_making.import_)


def _values(topic: Topic) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(topic)
