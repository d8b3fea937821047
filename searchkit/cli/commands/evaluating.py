"""``searchkit evaluate``: how well the ranking does on judged questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption
from searchkit.cli.output import print_json


def evaluate(
    queries: Annotated[
        Path, typer.Option("--queries", help='JSON lines with "id" and "text".', metavar="FILE")
    ],
    qrels: Annotated[
        Path,
        typer.Option("--qrels", help="TREC judgements: query 0 document grade.", metavar="FILE"),
    ],
    index: IndexOption = DEFAULT_INDEX,
    unaccented: Annotated[
        bool, typer.Option("--unaccented", help="Strip the diacritics off the queries.")
    ] = False,
    measures: Annotated[
        str, typer.Option("--measures", help="Measures as ir_measures writes them.")
    ] = "RR@10 nDCG@10 R@10 R@100 P@1",
    run: Annotated[
        Path | None, typer.Option("--run", metavar="FILE", help="Write the TREC run there.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure, on judged questions, the order in which searches show documents."""
    from searchkit import evaluate as measure
    from searchkit.library import open_index

    with open_index(index) as target:
        result = measure(
            target.rank_documents,
            queries=queries,
            qrels=qrels,
            measures=measures,
            unaccented=unaccented,
            run=run,
        )
    if json:
        from dataclasses import asdict

        print_json(asdict(result))
        return
    for name, value in result.measures.items():
        typer.echo(f"{name:<10} {value:.4f}")
    typer.echo(f"{result.queries} queries, {result.seconds:.1f} s")
