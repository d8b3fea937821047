"""``searchkit topics learn``, ``test`` and ``import``: topics out of passages and thesauri."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption, TopicsFileOption
from searchkit.cli.output import print_json, shown, tell, tell_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit import Index, PhraseProposal, PhraseTrial, Topic

_NameArgument = Annotated[str, typer.Argument(help="Name or title, with or without diacritics.")]


def learn(
    name: Annotated[str, typer.Argument(help="Name or title of a topic, or of a new one.")],
    hits: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="HITS",
            help='What `search --json` prints, with "mark": true or false in each hit.',
        ),
    ],
    index: IndexOption = DEFAULT_INDEX,
    topics: TopicsFileOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Phrases to propose.")] = 30,
    toml: Annotated[
        bool, typer.Option("--toml", help="Print the topic with the phrases, for a topics file.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Propose phrases for a topic from marked passages, with their statistics."""
    from searchkit import read_marked_passages
    from searchkit.library import open_index

    marked = read_marked_passages(hits)
    with open_index(index, topics=topics) as target:
        topic = _known(target, name)
        known = None if topic is None else topic.name
        proposals = target.propose_phrases(marked, topic=known, limit=limit)
    if json:
        print_json([proposal.to_dict() for proposal in proposals])
    elif toml:
        _print_topic(topic, name, proposals)
    else:
        _print_proposals(proposals, sum(passage.about for passage in marked), len(marked))


def _known(target: Index, name: str) -> Topic | None:
    """Return a topic that there is already."""
    from searchkit import UsageError

    try:
        return target.topic(name)
    except UsageError:
        return None


def _print_topic(topic: Topic | None, title: str, proposals: Sequence[PhraseProposal]) -> None:
    from dataclasses import replace

    from searchkit import Topic, topic_name, topics_as_toml

    known = topic or Topic(topic_name(title) or title, title, "", ())
    phrases = (*known.phrases, *(proposal.phrase for proposal in proposals))
    typer.echo(topics_as_toml([replace(known, phrases=phrases)]), nl=False)


def _print_proposals(proposals: Sequence[PhraseProposal], about: int, marked: int) -> None:
    if not proposals:
        tell("no phrase is telling: mark more passages")
        return
    typer.echo("    G²   about    not   index  weight")
    for one in proposals:
        near = "  (only near another)" if one.near else ""
        counted = f"{one.about:7,} {one.not_about:6,} {one.passages:7,}"
        typer.echo(
            shown(f"{one.log_likelihood:6.1f} {counted} {one.weight:7.1f}  {one.text}{near}")
        )
    typer.echo(
        f"G²: log-likelihood; about, not: of {about:,} and {marked - about:,} marked passages; "
        "index: all passages."
    )


def try_(
    name: _NameArgument,
    hits: Annotated[
        Path | None,
        typer.Option("--from", metavar="HITS", help="Marked passages, as for `learn`."),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    topics: TopicsFileOption = None,
    json: JsonOption = False,
) -> None:
    """Show what a topic finds, and what each of its phrases adds."""
    from searchkit import read_marked_passages
    from searchkit.library import open_index

    marked = () if hits is None else read_marked_passages(hits)
    with open_index(index, topics=topics) as target:
        trial = target.try_topic(name, marked)
    if json:
        print_json(trial.to_dict())
        return
    tell(f"about {trial.topic}: {trial.passages:,} passages")
    if marked:
        tell(
            f"of the marked passages: {trial.about:,} of {trial.about_marked:,} about it, "
            f"{trial.not_about:,} of {trial.not_about_marked:,} that are not"
        )
    marks = "  about    not" if marked else ""
    typer.echo(f" index    only    kept out{marks}  weight")
    for one in trial.phrases:
        typer.echo(shown(_trial_line(one, marked=bool(marked))))
    tell(
        "index: passages with the phrase; only: about the topic through it alone; "
        "kept out: not about it because of the phrase."
    )


def _trial_line(one: PhraseTrial, *, marked: bool) -> str:
    marks = f" {one.about:6,} {one.not_about:6,}" if marked else ""
    near = "  (only near another)" if one.phrase.near else ""
    counted = f"{one.passages:6,} {one.only:7,} {one.kept_out:11,}{marks}"
    return f"{counted} {one.phrase.weight:7.2f}  {one.phrase.text}{near}"


def import_(
    file: Annotated[Path, typer.Argument(help="SKOS (.rdf, .ttl, .nt) or a table (.csv, .tsv).")],
    language: Annotated[
        str, typer.Option("--language", metavar="CODE", help="The language of the labels.")
    ] = "vi",
    narrower: Annotated[
        bool,
        typer.Option("--narrower", help="Give a topic the phrases of those below it, too."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the topics into a new file."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Print the topics of a thesaurus, as a topics file holds them.

    SKOS needs the extra searchkit-vi[skos].
    """
    from searchkit import import_topics, topics_as_toml

    found = import_topics(file, language=language, narrower=narrower)
    for note in found.notes:
        tell_note(note)
    text = topics_as_toml(found.topics)
    if output is not None:
        _write_new(output, text)
    if json:
        from dataclasses import asdict

        print_json(asdict(found))
    elif output is None:
        typer.echo(text, nl=False)
    else:
        tell(f"{output}: {len(found.topics):,} topics")


def _write_new(file: Path, text: str) -> None:
    from searchkit.errors import UsageError, reason_of

    try:
        with file.open("x", encoding="utf-8") as target:
            target.write(text)
    except FileExistsError as found:
        raise UsageError(f"{file} is there already: name a new file") from found
    except OSError as failed:
        error = reason_of(failed)
        raise UsageError(f"{file} cannot be written: {error}") from failed
