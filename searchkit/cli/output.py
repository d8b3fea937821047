"""What commands print for programs: one line of JSON on standard output."""

from __future__ import annotations

import typer


def print_json(values: object) -> None:
    """Print plain values as one JSON value; Vietnamese letters stay as they are."""
    from json import dumps

    typer.echo(dumps(values, ensure_ascii=False))
