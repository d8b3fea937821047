"""``searchkit evaluate``: how well the ranking does on judged questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.defaults import ranking_of
from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption, WeightsOption
from searchkit.cli.output import print_json

if TYPE_CHECKING:
    from searchkit.evaluation.measuring import Evaluation


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
    half_accented: Annotated[
        bool, typer.Option("--half-accented", help="Strip those of every second word.")
    ] = False,
    measures: Annotated[
        str, typer.Option("--measures", help="Measures as ir_measures writes them.")
    ] = "RR@10 nDCG@10 R@10 R@100 P@1",
    run: Annotated[
        Path | None, typer.Option("--run", metavar="FILE", help="Write the TREC run there.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="RUN", help="Compare with another ranking's TREC run."),
    ] = None,
    weights: WeightsOption = None,
    json: JsonOption = False,
) -> None:
    """Measure, on judged questions, the order in which searches show documents.

    A table shows the figures by kind of question: what it asks for, and where its right documents
    say that. With --against, p is how likely chance alone makes such a difference (paired
    randomisation test), and the table has the first measure of both rankings and its difference.
    """
    from searchkit import evaluate as measure
    from searchkit.library import open_index

    with open_index(index, settings=ranking_of(weights)) as target:
        result = measure(
            target.rank_documents,
            queries=queries,
            qrels=qrels,
            measures=measures,
            unaccented=unaccented,
            half_accented=half_accented,
            run=run,
            against=against,
            kinds=target.kinds_of_question,
        )
    if json:
        from dataclasses import asdict

        print_json(asdict(result))
        return
    _print(result)


def _print(result: Evaluation) -> None:
    for name, value in result.measures.items():
        line = f"{name:<10} {value:.4f}"
        if other := result.against.get(name):
            line += (
                f"   against {other.other:.4f}: {other.difference:+.4f}, {other.better} better, "
                f"{other.worse} worse, p = {other.chance:.4f}"
            )
        typer.echo(line)
    typer.echo(f"{result.queries} queries, {result.seconds:.1f} s")
    if result.kinds:
        _print_kinds(result)


def _print_kinds(result: Evaluation) -> None:
    """Print the figures by kind; against another run those of the first measure, and its own."""
    first, *_ = result.measures
    heads = [first, "against", "change"] if result.against else [*result.measures]
    typer.echo(f"\n{'kind of question':<28}{'queries':>8}{''.join(f'{h:>9}' for h in heads)}")
    for kind, figures in result.kinds.items():
        cells = [f"{value:.4f}" for value in figures.measures.values()]
        if result.against:
            own, other = figures.measures[first], figures.against[first]
            cells = [f"{own:.4f}", f"{other:.4f}", f"{own - other:+.4f}"]
        typer.echo(f"{kind:<28}{figures.queries:>8}{''.join(f'{cell:>9}' for cell in cells)}")
