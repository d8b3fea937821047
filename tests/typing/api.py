"""The public names with their types, as a program uses them: type checkers read it, nobody runs it.

``make lint`` holds it with mypy and pyright. A line that ends in ``type: ignore`` must be an error:
a comment that nothing needs is one itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, assert_type

import searchkit
from searchkit import (
    ArrayCodec,
    DiskFullError,
    DocumentError,
    DocumentView,
    Evaluation,
    Explanation,
    Failure,
    Filters,
    Hit,
    Index,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexReport,
    IndexStats,
    MarkedPassage,
    MissingExtraError,
    NewDocument,
    Passage,
    PhraseProposal,
    PhraseTrial,
    Progress,
    QueryError,
    RankingSettings,
    SearchkitError,
    SearchResult,
    Settings,
    Topic,
    TopicPhrase,
    TopicTrial,
    UsageError,
    Writer,
    evaluate,
    import_topics,
    load_settings,
    load_topics,
    open_index,
    read_marked_passages,
    read_topics,
    rebuild_index,
    topic_name,
    topics_as_toml,
)

if TYPE_CHECKING:
    from pathlib import Path

Three = tuple[str, str, str]
Rank = Callable[[str, int], list[tuple[str, float]]]


class Counted:
    """A progress of one's own is any object with these two methods."""

    def start(self, files: int, size: int) -> None: ...

    def advance(self, files: int, size: int) -> None: ...


def opening(path: Path) -> None:
    assert_type(open_index(), Index)
    assert_type(open_index("index", create=True, topics="topics.toml"), Index)
    assert_type(open_index(path, topics=path, settings=RankingSettings(b=0.5)), Index)
    with open_index(path) as index:
        assert_type(index, Index)
    assert_type(index.refresh(), bool)
    index.close()
    open_index(path, True)  # type: ignore[call-arg]


def misspelt() -> None:
    from searchkit import open_indx  # type: ignore[attr-defined]

    open_indx()
    searchkit.open_indx()  # type: ignore[attr-defined]


def adding(index: Index, rows: Iterator[Mapping[str, str | int]]) -> None:
    new = NewDocument("vb-1", "Họp.", date=date(2025, 4, 25), fields={"trang": 12, "mật": False})
    assert_type(index.add_documents([new]), IndexReport)
    index.add_documents(rows, jobs=2, wait=5)
    assert_type(index.add_bytes("a.pdf", b"", fields={"nguồn": "cổng"}), IndexReport)
    with index.writer(wait=1.5) as writer:
        assert_type(writer, Writer)
        writer.add(new, {"id": "1", "text": "Họp."})
        assert_type(writer.remove(["1"]), int)
    assert_type(writer.report, IndexReport)
    Filters(type=["NQ", "QĐ"], where={"trang": (10, None), "ho-so": ["a", "b"]})
    NewDocument("vb-1", "Họp.", "Tiêu đề")  # type: ignore[call-arg]
    index.add_documents(["vb-1"])  # type: ignore[list-item]
    rebuild_index("index", "van-ban", wait=0)


def writing(index: Index, path: Path, progress: Progress) -> None:
    assert_type(index.add("van-ban"), IndexReport)
    assert_type(index.add([path, "van-ban"], jobs=2, memory=64 << 20), IndexReport)
    index.add(path, keep_missing=True, retry_failed=True, progress=progress)
    assert_type(rebuild_index(), IndexReport)
    report = rebuild_index(path, [path], jobs=None, memory=1 << 29, progress=Counted())
    assert_type(report.added + report.changed + report.removed + report.unchanged, int)
    assert_type(report.passages + report.text_bytes + report.duplicates + report.failed, int)
    assert_type(report.seconds + report.megabytes_per_second, float)
    assert_type(report.interrupted, bool)
    assert_type(report.failures, list[Failure])
    assert_type(index.failures(), list[Failure])
    failure = report.failures[0]
    assert_type((failure.path, failure.reason, failure.advice), Three)
    index.add(1)  # type: ignore[arg-type]


def searching(index: Index) -> None:
    filters = Filters(type="QĐ", issuer="UBND", superior=None, signer=None, place="Huế")
    dated = Filters(number="18-NQ/TW", since=date(2025, 1, 1), until=None)
    assert_type(index.search("bộ máy"), SearchResult)
    index.search(topic="tinh-gon-bo-may", filters=filters, limit=5, per_document=1, explain=True)
    result = index.search("bộ máy", filters=dated)
    assert_type(result.query, str)
    assert_type(result.total + len(result), int)
    assert_type(result.took_ms, float)
    assert_type(result.hits, tuple[Hit, ...])
    assert_type(result.suggestions + result.notes, tuple[str, ...])
    assert_type(result.searched, str | None)
    assert_type(iter(result), Iterator[Hit])
    assert_type(result[0], Hit)
    assert_type(result[:2], tuple[Hit, ...])
    assert_type(list(result.to_dict()), list[str])
    assert_type(index.rank_documents("bộ máy", 5), list[tuple[str, float]])
    Filters(since="2025", type=("nghị quyết", "QĐ"), with_unknown=True)
    Filters(since=2025)  # type: ignore[arg-type]


def showing(hit: Hit) -> None:
    assert_type((hit.id, hit.document_id, hit.path, hit.title), tuple[str, str, str, str])
    assert_type((hit.citation, hit.text, hit.snippet), Three)
    assert_type(hit.heading + hit.also + hit.same_text, tuple[str, ...])
    assert_type(hit.marks, tuple[tuple[int, int], ...])
    assert_type(hit.rank + hit.start + hit.end, int)
    assert_type(hit.page, int | None)
    assert_type(hit.score, float)
    assert_type(hit.metadata, Mapping[str, str])
    assert_type(list(hit.to_dict()), list[str])
    assert_type(hit.explanation, Explanation | None)
    if hit.explanation:
        assert_type(hit.explanation.parts, Mapping[str, float])
        assert_type(hit.explanation.phrases, tuple[str, ...])
    hit.score = 1.0  # type: ignore[misc]


def documents(index: Index) -> None:
    view = index.document("ke-hoach.txt")
    assert_type(view, DocumentView)
    assert_type((view.id, view.path, view.title), Three)
    assert_type(view.metadata, Mapping[str, str])
    assert_type(view.also, tuple[str, ...])
    assert_type(view.passages, tuple[Passage, ...])
    assert_type(view.passage_text(1), str)
    passage = view.passages[0]
    assert_type(view.text[passage.start : passage.end] + passage.citation, str)
    assert_type(passage.heading, tuple[str, ...])
    assert_type(passage.page, int | None)


def counts(index: Index) -> None:
    stats = index.stats()
    assert_type(stats, IndexStats)
    assert_type(stats.documents + stats.passages + stats.files + stats.failed, int)
    assert_type(stats.segments + stats.index_bytes + stats.text_bytes + stats.numbered, int)
    assert_type(stats.terms, dict[str, int])
    assert_type(stats.types | stats.issuers | stats.signers | stats.places, dict[str, int])
    assert_type(stats.years, dict[str, int])


def topics(index: Index, path: Path) -> None:
    assert_type(index.topics(), dict[str, Topic])
    assert_type(load_topics(), dict[str, Topic])
    topic = load_topics(path)["tinh-gon-bo-may"]
    assert_type(index.topic("Tinh gọn bộ máy"), Topic)
    assert_type((topic.name, topic.title, topic.description), Three)
    assert_type(topic.phrases, tuple[TopicPhrase, ...])
    phrase = topic.phrases[0]
    assert_type((phrase.text, phrase.weight, phrase.near), tuple[str, float, bool])
    assert_type(read_topics(path, load_topics()), dict[str, Topic])
    imported = import_topics(path, language="vi", narrower=True)
    assert_type(imported.topics, tuple[Topic, ...])
    assert_type(topics_as_toml(imported.topics), str)
    assert_type(topic_name("Tinh gọn"), str)


def learning(index: Index, path: Path) -> None:
    marked = read_marked_passages(path)
    assert_type(marked, tuple[MarkedPassage, ...])
    proposals = index.propose_phrases(marked, topic="tinh-gon-bo-may", limit=5)
    assert_type(proposals, list[PhraseProposal])
    assert_type(proposals[0].phrase, TopicPhrase)
    trial = index.try_topic("tinh-gon-bo-may", marked)
    assert_type(trial, TopicTrial)
    assert_type(trial.phrases, tuple[PhraseTrial, ...])


def measuring(index: Index, rank: Rank, path: Path) -> None:
    assert_type(evaluate(index.rank_documents, queries=path, qrels="qrels.txt"), Evaluation)
    found = evaluate(rank, queries=path, qrels=path, measures="P@1", unaccented=True, run=path)
    assert_type(found.measures, dict[str, float])
    assert_type((found.queries, found.seconds), tuple[int, float])


def errors(raised: SearchkitError, of_a_query: QueryError, of_a_file: DocumentError) -> None:
    assert_type(raised.exit_code, int)
    assert_type(of_a_query.position, int | None)
    assert_type((of_a_file.path, of_a_file.reason, of_a_file.advice), Three)
    kinds: list[type[SearchkitError]] = [
        DiskFullError,
        DocumentError,
        IndexDamagedError,
        IndexLockedError,
        MissingExtraError,
        UsageError,
    ]
    wrong: list[type[UsageError]] = [IndexMissingError, QueryError]
    kinds.extend(wrong)


def settings(path: Path) -> None:
    found = load_settings()
    assert_type(load_settings(path), Settings)
    places: list[Path | str | None] = [found.file, found.index, found.topics]
    places.extend(found.sources)
    assert_type((found.jobs, found.memory, found.wait), tuple[int | None, int | None, float | None])
    assert_type(found.ignore, tuple[str, ...])
    open_index(found.index or "index", topics=found.topics, settings=found.weights)


def other() -> None:
    make: Callable[[], object] = ArrayCodec
    make()
    assert_type(searchkit.__version__, str)
