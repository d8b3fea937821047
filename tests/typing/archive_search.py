"""Search an archive: rows of a database in, a search box with facets and pages out."""

import sqlite3
import sys
from collections.abc import Iterator

import searchkit

PAGE = 5


def rows(database: sqlite3.Connection) -> Iterator[searchkit.NewDocument]:
    """Yield the documents of the database one by one, however many there are."""
    found = database.execute("SELECT id, so, trich_yeu, ngay, noi_dung, ho_so, trang FROM van_ban")
    for key, number, subject, day, text, file, pages in found:
        fields = {"ho-so": file, "trang": pages}
        yield searchkit.NewDocument(
            f"vb-{key}", text, title=subject, number=number, date=day, fields=fields
        )


def show(index: searchkit.Index, query: str, page: int, where: dict[str, str]) -> None:
    """Print a page of what a query finds, with what it can be narrowed by."""
    result = index.search(
        query,
        limit=PAGE,
        offset=PAGE * (page - 1),
        group="document",
        facets=["ho-so", "year"],
        filters=searchkit.Filters(where=where),
    )
    print(f"{result.documents} documents, page {page} of {-(-result.available // PAGE)}")
    for hit in result:
        print(f"{hit.rank}. {hit.title} ({hit.document_id}, {hit.fields.get('trang')} pages)")
        print(f"   {hit.html()}")
    for name, values in result.facets.items():
        print(f"{name}: " + ", ".join(f"{value.label} ({value.count})" for value in values))
    print(*result.notes, sep="\n")


def main(database: str, folder: str) -> None:
    """Index a database, then answer what is typed: words, ``>`` (next page), ``ho-so=HS-17``."""
    with searchkit.open_index(folder, create=True) as index, sqlite3.connect(database) as source:
        for failure in index.add_documents(rows(source)).failures:
            print(f"{failure.path}: {failure.reason}", file=sys.stderr)
        query, page, where = "", 1, dict[str, str]()
        for typed in map(str.strip, sys.stdin):
            name, equals, value = typed.partition("=")
            if equals:
                page, where[name] = 1, value
            else:
                query, page = (query, page + 1) if typed == ">" else (typed, 1)
            show(index, query, page, where)


if __name__ == "__main__":
    main(*sys.argv[1:])
