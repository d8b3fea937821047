"""Each kind of query finds what somebody finds who looks at every passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit import Index

    Condition = Callable[["Seen"], bool]

TEXTS = {
    **DOCUMENTS,
    "ho-ngheo.txt": "Hỗ trợ hộ nghèo và hộ cận nghèo sửa nhà.\n\nMáy móc của hợp tác xã may mặc.\n",
    "cai-cach.txt": "Cải cách thủ tục hành chính, cải cách chế độ công vụ.\n\n"
    "Hành chánh và hành trình; thủ tục được cải tiến để cải cách.\n",
    "khac.txt": "Chính sách hỗ trợ nhà ở cho hộ nghèo không áp dụng ở xã đã sáp nhập.\n",
}
MANY = 100


class Seen(NamedTuple):
    """A passage as its reader sees it: its words, and what it belongs to."""

    words: tuple[str, ...]
    title: str
    document: str
    metadata: dict[str, str]
    citation: str


def passage(index: Index) -> list[tuple[str, Seen]]:
    """Return the id and the content of every passage."""
    seen = []
    for name in TEXTS:
        document = index.document(name)
        for number, part in enumerate(document.passages, start=1):
            own = document.text[part.start : part.end]
            # A passage is indexed below its title and its headings.
            text = " ".join([document.title, *part.heading, own])
            words = tuple("".join(c if c.isalnum() else " " for c in text.lower()).split())
            metadata = dict(document.metadata)
            content = Seen(words, document.title, name, metadata, part.citation)
            seen.append((f"{document.id}#{number}", content))
    return seen


def run(*words: str) -> Condition:
    """Hold the words one behind the other."""
    return lambda seen: any(seen.words[i : i + len(words)] == words for i in range(len(seen.words)))


def word(text: str) -> Condition:
    return run(text)


def begins(text: str) -> Condition:
    return lambda seen: any(own.startswith(text) for own in seen.words)


def apart(first: str, second: str, most: int) -> Condition:
    """Hold the words in this order with at most so many between them."""
    return lambda seen: any(
        seen.words[i] == first and second in seen.words[i + 1 : i + most + 2]
        for i in range(len(seen.words))
    )


def either(*parts: Condition) -> Condition:
    return lambda seen: any(part(seen) for part in parts)


def both(*parts: Condition) -> Condition:
    return lambda seen: all(part(seen) for part in parts)


def no(part: Condition) -> Condition:
    return lambda seen: not part(seen)


def of(name: str, value: str) -> Condition:
    return lambda seen: seen.metadata.get(name, "").lower().startswith(value)


def text_of(name: str) -> Condition:
    return lambda seen: seen.document == name


CASES: dict[str, Condition] = {
    '"cải cách"': run("cải", "cách"),
    '"hộ nghèo"': run("hộ", "nghèo"),
    '"hộ nghèo"~1': either(run("hộ", "nghèo"), apart("hộ", "nghèo", 1)),
    '"thủ chính"~2': apart("thủ", "chính", 2),
    "hỗ AND nghèo": both(word("hỗ"), word("nghèo")),
    "hỗ VÀ nghèo": both(word("hỗ"), word("nghèo")),
    "máy OR thuyền": either(word("máy"), word("thuyền")),
    "may OR thuyền": either(word("máy"), word("may"), word("thuyền")),
    "(máy HOẶC nghèo) AND nhà": both(either(word("máy"), word("nghèo")), word("nhà")),
    "nghèo AND -máy": both(word("nghèo"), no(word("máy"))),
    "nghèo AND NOT (hợp OR trợ)": both(word("nghèo"), no(either(word("hợp"), word("trợ")))),
    "+nghèo": word("nghèo"),
    "hành ch*": either(run("hành", "chính"), run("hành", "chánh")),
    "thuy*": either(word("thuyền")),
    "ngh*": either(begins("ngh")),
    "thủ NEAR/2 chính": either(apart("thủ", "chính", 2), apart("chính", "thủ", 2)),
    "cách NEAR/3 thủ": either(apart("cách", "thủ", 3), apart("thủ", "cách", 3)),
    "loai:kế-hoạch": of("type", "kế hoạch"),
    "loại:KH": of("type", "kế hoạch"),
    "-loai:QD": no(of("type", "quyết định")),
    "so:345/QĐ-UBND": text_of("quyet-dinh.txt"),
    'noi:"bac kan"': of("place", "bắc kạn"),
    "nam:2025": of("date", "2025"),
    "nam:2024..2025": either(of("date", "2024"), of("date", "2025")),
    "ngay:2024-01..2024-08": of("date", "2024"),
    "ngay:..7/2024": lambda _: False,
    "ngay:5/3/2025": of("date", "2025-03-05"),
    'tieu-de:"sửa chữa nhà"': lambda seen: "sửa chữa nhà" in seen.title.lower(),
    "title:tinh-gon": lambda seen: "tinh gọn" in seen.title.lower(),
    "ten-tep:ghi-chep": text_of("du-lich/ghi-chep.txt"),
    "file:quyet_dinh": text_of("quyet-dinh.txt"),
    "dieu:2": lambda seen: "Điều 2" in seen.citation,
    "loai:QĐ AND dieu:1": both(of("type", "quyết định"), lambda seen: "Điều 1" in seen.citation),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("compiler"), TEXTS)


DOCUMENT_LISTS = (
    "loai:",
    "loại:",
    "-loai:",
    "so:",
    "noi:",
    "nam:",
    "ngay:",
    "tieu",
    "ti",
    "te",
    "fi",
)


@pytest.mark.parametrize("query", CASES)
def test_a_query_finds_what_its_reader_would(index: Index, query: str) -> None:
    result = index.search(query, limit=MANY, per_document=MANY)
    found = {hit.id for hit in result}
    expected = {name for name, seen in passage(index) if CASES[query](seen)}
    if query.startswith(DOCUMENT_LISTS) and " AND " not in query:  # each by its beginning
        expected = {name for name in expected if name.endswith("#1")}
    assert found == expected
    assert result.total == len(expected)
    assert [note for note in result.notes if expected or "no document" not in note] == []


WHOLE: dict[str, tuple[Condition, Condition]] = {
    'nghèo AND --"sáp nhập"': (word("nghèo"), no(run("sáp", "nhập"))),
    "thủ AND --trình": (word("thủ"), no(word("trình"))),
    "may AND ++nghèo": (either(word("may"), word("máy")), word("nghèo")),
    "hành AND ++(chánh OR vắng)": (word("hành"), word("chánh")),
    "điều AND ++dieu:2": (word("điều"), lambda seen: "Điều 2" in seen.citation),
}
"""What must hold for the passage, and for some passage of its document (or for each, denied)."""


@pytest.mark.parametrize("query", WHOLE)
def test_a_doubled_sign_holds_for_the_whole_document(index: Index, query: str) -> None:
    own, of_document = WHOLE[query]
    seen = list(passage(index))
    every = all if "--" in query else any
    expected = {
        name
        for name, one in seen
        if own(one) and every(of_document(o) for _, o in seen if o.document == one.document)
    }
    result = index.search(query, limit=MANY, per_document=MANY)
    assert {hit.id for hit in result} == expected
    single = index.search(
        query.replace("--", "-").replace("++", "+"), limit=MANY, per_document=MANY
    )
    assert len(single) >= len(result) if "--" in query else len(single) <= len(result)


EXCLUSIONS: dict[str, Condition] = {
    "-nhà": word("nhà"),
    "KHÔNG sáp nhập": run("sáp", "nhập"),
    "-hành ch*": either(run("hành", "chính"), run("hành", "chánh")),
}


@pytest.mark.parametrize("query", EXCLUSIONS)
def test_what_only_excludes_lists_the_documents_that_have_it_nowhere(
    index: Index, query: str
) -> None:
    seen = list(passage(index))
    having = {name.rpartition("#")[0] for name, text in seen if EXCLUSIONS[query](text)}
    expected = {name for name, _ in seen if name.rpartition("#")[0] not in having}
    result = index.search(query, limit=MANY)
    assert {hit.id for hit in result} == {name for name in expected if name.endswith("#1")}
    assert having
    assert result.total == len(result)


def test_words_are_ranked_beside_conditions(index: Index) -> None:
    result = index.search('hỗ trợ nhà ở -"sáp nhập" loai:QĐ')
    assert [part.kind for part in result.understood] == ["words", "without", "field"]
    assert {hit.document_id for hit in result} == {"quyet-dinh.txt"}
    assert result[0].score > 0


def test_a_query_says_what_it_runs(index: Index) -> None:
    assert index.search("nghèo AND nhà").query_tree is not None
    assert index.search("nghèo AND nhà").to_dict()["understood"] == [
        {"kind": "all", "text": "nghèo AND nhà"}
    ]


def test_operators_are_never_mended(index: Index) -> None:
    result = index.search("máy AND vắng")
    assert (result.total, result.suggestions, result.searched) == (0, (), None)
