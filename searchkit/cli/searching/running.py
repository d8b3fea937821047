"""``searchkit search``: a question or a topic in, a readable list or JSON out."""

# Annotations are no strings here, as they are everywhere else: typer would evaluate each of them
# twice, which takes a fiftieth of a search from a cold start.

from pathlib import Path

from searchkit.cli.defaults import DEFAULT_INDEX, ranking_of
from searchkit.cli.searching.words import join_words


def search(
    query: list[str] | None = None,
    index: str = DEFAULT_INDEX,
    limit: int = 10,
    json: bool = False,
    topic: str | None = None,
    per_document: int = 3,
    type_: list[str] | None = None,
    issuer: list[str] | None = None,
    superior: list[str] | None = None,
    signer: list[str] | None = None,
    place: list[str] | None = None,
    number: str | None = None,
    since: str | None = None,
    until: str | None = None,
    where: list[str] | None = None,
    in_force: bool = False,
    on: str | None = None,
    with_unknown: bool = False,
    every_copy: bool = False,
    exact_names: bool = False,
    offset: int = 0,
    page: int | None = None,
    sort: str | None = None,
    group: bool = False,
    facets: list[str] | None = None,
    choose: list[str] | None = None,
    timeout: float | None = None,
    explain: bool = False,
    topics: Path | None = None,
    names_file: Path | None = None,
    weights: str | None = None,
) -> None:
    """Find the passages that answer a question, whether it is typed with diacritics or not.

    Without a question, filters list the documents that meet them, newest first; words that are
    only excluded (-huyện) list the documents without them.
    """
    from searchkit import Filters
    from searchkit.errors import UsageError
    from searchkit.library import open_to_search

    filters = Filters(
        type=tuple(type_ or ()),
        issuer=tuple(issuer or ()),
        superior=tuple(superior or ()),
        signer=tuple(signer or ()),
        place=tuple(place or ()),
        number=number,
        since=since,
        until=until,
        in_force=in_force,
        on=on,
        with_unknown=with_unknown,
        where=_named_values("--where", where),
        chosen=_named_values("--choose", choose),
    )
    asked = join_words(query or [])
    if not asked.strip() and topic is None and not filters.is_set():
        raise UsageError("nothing to look for: give a QUERY, a --topic or a filter")
    if page is not None and offset:
        raise UsageError("--page and --offset both say where to begin: give one of them")
    with open_to_search(
        index, topics=topics, names=names_file, settings=ranking_of(weights)
    ) as target:
        result = target.search(
            asked,
            limit=limit,
            topic=topic,
            filters=filters,
            per_document=per_document,
            explain=explain,
            every_copy=every_copy,
            exact_names=exact_names,
            offset=offset if page is None else (page - 1) * limit,
            sort=sort,
            group="document" if group else None,
            facets=[name.strip() for names in facets or () for name in names.split(",")],
            timeout=timeout,
        )
    if json:
        from searchkit.cli.output import print_json

        print_json(result.to_dict())
    else:
        from searchkit.cli.searching.rendering import print_result

        listed = topic is None and all(word.startswith("-") for word in asked.split())
        kind = "documents" if listed or group else "passages"
        print_result(result, kind, filtered=filters.is_set())


def _named_values(option: str, given: list[str] | None) -> dict[str, list[str]]:
    if not given:
        return {}
    from searchkit.asking.named_values import named_values

    return named_values(option, given)
