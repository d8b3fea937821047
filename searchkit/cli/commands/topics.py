"""``searchkit topics``: the topics that there are, and the phrases of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import JsonOption, TopicsFileOption
from searchkit.cli.output import print_json

if TYPE_CHECKING:
    from searchkit import Topic

app = typer.Typer(help="List the topics, or show the phrases of one.")


@app.callback(invoke_without_command=True)
def list_topics(
    context: typer.Context, topics: TopicsFileOption = None, json: JsonOption = False
) -> None:
    """List the topics, or show the phrases of one."""
    if context.invoked_subcommand is not None:
        return
    from searchkit import load_topics

    found = load_topics(topics)
    if json:
        print_json([_values(topic) for topic in found.values()])
        return
    width = max(map(len, found))
    for topic in found.values():
        typer.echo(f"{topic.name:<{width}}  {topic.title} ({len(topic.phrases)} phrases)")


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
    typer.echo(f"{topic.title}: {topic.description}".rstrip(": "))
    for phrase in topic.phrases:
        near = "  (only near another)" if phrase.near else ""
        typer.echo(f"  {phrase.weight:.2f}  {phrase.text}{near}")


def _values(topic: Topic) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(topic)
