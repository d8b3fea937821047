"""Options that several commands share, each with its help and its environment variable."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_INDEX = "index"

IndexOption = Annotated[
    str,
    typer.Option(
        "--index", "-i", envvar="SEARCHKIT_INDEX", metavar="DIR", help="Folder of the index."
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
        min=32,
        envvar="SEARCHKIT_MEMORY",
        metavar="MB",
        help="Megabytes that writing the index may take; less makes more, smaller steps.",
    ),
]
