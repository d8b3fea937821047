"""``searchkit alerts`` and ``searchkit batch``: searches that are asked again, or many at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchkit.cli.options import DEFAULT_INDEX, IndexOption, JsonOption, NamesFileOption
from searchkit.cli.output import print_json, shown, tell
from searchkit.cli.searching.words import join_words

if TYPE_CHECKING:
    from searchkit.asking.saved import SavedSearches


def alerts(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Saved searches (default: all)."),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    save: Annotated[
        str | None,
        typer.Option("--save", metavar="QUERY", help="Save a query under NAME."),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Forget the searches of NAME.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave what is new to be told again the next time.")
    ] = False,
    names_file: NamesFileOption = None,
    json: JsonOption = False,
) -> None:
    """Say what saved searches find that is new since the last look; nothing where nothing is.

    Searches are saved here or on the page. In a crontab, cron mails what is printed.
    """
    from searchkit.asking.asked import Asked
    from searchkit.asking.saved import SavedSearches
    from searchkit.errors import UsageError
    from searchkit.library import open_index

    if (save is not None or forget) and not names:
        raise UsageError("name the saved search: searchkit alerts NAME --save QUERY")
    with open_index(index, names=names_file) as target:
        searches = SavedSearches(target.name)
        if save is not None:
            saved = searches.save(target, join_words(names or []), Asked(q=save))
            count = len(saved.found)
            tell(f'saved as "{saved.name}": {count:,} documents are found now', err=True)
            return
        for name in (names or []) if forget else []:
            searches.remove(name)
        if forget:
            return
        known = [searches.one(name).name for name in names or []]
        found = [searches.news(target, name) for name in known or _all(searches)]
        if not keep:
            for news in found:
                searches.look(news.saved.name)
    if json:
        print_json(
            [
                {"name": news.saved.name, "new": [hit.to_dict() for hit in news.new]}
                for news in found
            ]
        )
        return
    for news in found:
        if news.new:
            tell(f"{news.saved.name}: {len(news.new):,} new")
        for hit in news.new:
            facts = [hit.metadata.get(name, "") for name in ("number", "date")]
            line = " · ".join(filter(None, [hit.document_id, *facts, hit.title]))
            typer.echo(shown(f"  {line}"))


def _all(searches: SavedSearches) -> list[str]:
    return [saved.name for saved in searches.all()]


def batch(
    queries: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file with one query a line, in UTF-8.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write there: .csv or .xlsx (default: CSV here)."
        ),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Hits of each query.")] = 3,
    names_file: NamesFileOption = None,
) -> None:
    """Search many queries; write the first hits of each as a table.

    Excel opens both kinds; .xlsx needs the extra searchkit-vi[xlsx].
    """
    import sys

    from searchkit.asking.batch import batch_rows, read_queries
    from searchkit.asking.tables import csv_table, xlsx_table
    from searchkit.errors import UsageError, storage_errors
    from searchkit.library import open_index

    if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{output}: name a file that ends in .csv or .xlsx")
    if not queries.exists():
        raise UsageError(f"{queries}: no such file; check the path")
    with storage_errors():
        data = queries.read_bytes()
    try:
        wanted = read_queries(data)
    except UnicodeDecodeError as error:
        raise UsageError(f"{queries}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    with open_index(index, names=names_file) as target:
        rows = list(batch_rows(target, wanted, limit))
    write = xlsx_table if output is not None and output.suffix.lower() == ".xlsx" else csv_table
    if output is None:
        sys.stdout.buffer.write(write(rows))
        return
    with storage_errors():
        output.write_bytes(write(rows))
    tell(f"{len(wanted):,} queries, {len(rows) - 1:,} rows in {output}")
