"""Options that several commands share, each with its help and its environment variable.

What neither the command line nor the environment gives is taken from the ``searchkit.toml`` beside
the index or above it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from searchkit.cli.defaults import DEFAULT_INDEX as DEFAULT_INDEX
from searchkit.cli.settings import index_with_settings, topics_with_settings

DEFAULT_HOST = "127.0.0.1"
DEFAULT_MEMORY = 512
DEFAULT_WAIT = 0.0
LEAST_MEMORY = 32

IndexOption = Annotated[
    str,
    typer.Option(
        "--index",
        "-i",
        envvar="SEARCHKIT_INDEX",
        metavar="DIR",
        help="Folder of the index, or its address in an OpenSearch cluster.",
        is_eager=True,  # it tells where the settings of the other options are
        callback=index_with_settings,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
TopicsFileOption = Annotated[
    Path | None,
    typer.Option(
        "--topics",
        envvar="SEARCHKIT_TOPICS",
        metavar="FILE",
        help="TOML file with topics of your own, beside those of searchkit.",
        callback=topics_with_settings,
    ),
]
NamesFileOption = Annotated[
    Path | None,
    typer.Option(
        "--names",
        envvar="SEARCHKIT_NAMES",
        metavar="FILE",
        help="Table of names that have changed, beside those of searchkit.",
    ),
]
SourcesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH...]",
        envvar="SEARCHKIT_SOURCES",
        help=(
            "Files, folders and .jsonl, .jsonl.xz, .jsonl.gz corpora "
            "(default: all that was indexed before)."
        ),
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        envvar="SEARCHKIT_JOBS",
        metavar="N",
        help="Processes that read and analyse texts (default: the cores of the machine).",
    ),
]
MemoryOption = Annotated[
    int,
    typer.Option(
        "--memory",
        min=LEAST_MEMORY,
        envvar="SEARCHKIT_MEMORY",
        metavar="MB",
        help="Megabytes that writing the index may take; less makes more, smaller steps.",
    ),
]
WaitOption = Annotated[
    float,
    typer.Option(
        "--wait",
        min=0,
        envvar="SEARCHKIT_WAIT",
        metavar="SECONDS",
        help="How long to wait for another process that writes to the index.",
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        envvar="SEARCHKIT_IGNORE",
        metavar="RULE",
        help="Leave out what a rule of .gitignore names (nháp/, *.bak); may be repeated.",
    ),
]
WeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights",
        envvar="SEARCHKIT_WEIGHTS",
        metavar="NAME=NUMBER",
        help='Weights of the ranking that differ from the usual: "title=80 k1=0.9".',
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print nothing but failures that are new.")
]
LogOption = Annotated[
    Path | None,
    typer.Option(
        "--log",
        envvar="SEARCHKIT_LOG",
        metavar="FILE",
        help="Append what is done, with its time, to a file.",
    ),
]
PruneOption = Annotated[
    bool,
    typer.Option("--prune", help="Drop what was indexed from folders gone, empty or closed."),
]
HostOption = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
]
TokenOption = Annotated[
    str | None,
    typer.Option("--token", envvar="SEARCHKIT_TOKEN", help="What visitors must know to come in."),
]
UserFileOption = Annotated[
    Path | None,
    typer.Option("--user-file", metavar="FILE", help="Names and passwords of visitors."),
]
AllowHostOption = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="A name under which the server is called."),
]
