"""``searchkit backend check`` and ``tidy``: how an index in a cluster is, and what to mend."""

from __future__ import annotations

from dataclasses import asdict

import typer

from searchkit.cli.options import (
    DEFAULT_INDEX,
    DEFAULT_WAIT,
    IndexOption,
    JsonOption,
    WaitOption,
)
from searchkit.cli.output import print_json, shown, tell

app = typer.Typer(
    name="backend", help="Look after an index in an OpenSearch cluster.", no_args_is_help=True
)


@app.command("check")
def check(index: IndexOption = DEFAULT_INDEX, json: JsonOption = False) -> None:
    """Say how a cluster and the index in it are: version, shards, replicas, health, room.

    What is not as it should be is said with what to do, and makes the exit code 3.
    """
    from searchkit.library import check_cluster

    health = check_cluster(index)
    if json:
        print_json(asdict(health))
    else:
        for name, value in asdict(health).items():
            if name != "mend" and value != "":
                typer.echo(shown(f"{name}: {f'{value:,}' if isinstance(value, int) else value}"))
        for said in health.mend:
            tell(f"Mend: {said}.", err=True)
    if health.mend:
        raise typer.Exit(3)


@app.command("tidy")
def tidy(index: IndexOption = DEFAULT_INDEX, wait: WaitOption = DEFAULT_WAIT) -> None:
    """Free the room of deleted passages, until which they count in the weights of words.

    What killed writers have left goes, too. It works the disks of the cluster: best at night.
    """
    from searchkit.library import tidy_cluster

    tidy_cluster(index, wait=wait)
