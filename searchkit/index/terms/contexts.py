"""What stands around each passage of a document: its heading, the law it is of, which article.

It is stored with each passage, once for neighbours that share it, for the second stage of ranking.

A document of an office is a text of its own, and its title is what its law's would be; in an
attached document, or a second one in the same file, it is that one's title. The records of a corpus
are often single articles, as are the files of a law that has one for each. Their title is a heading
behind a label (``Điều 1.4.LQ.2. Phạm vi điều chỉnh``), or a law's name or number and a label
(``Luật Du lịch - Điều 2``); then a first line that reads as a title is the heading. Their key
``law`` says the number of the law. One article of a law tells what it is called, in a ``note`` as
the Pháp điển has it with the first one that is in force, or what it is about, in the sentence with
which its first article begins.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.index.terms.titles import article_behind, name_in_note
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.symbols import document_types
from searchkit.text.spelling.folded_words import folded_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from searchkit.documents.model import Document, Passage

_LABEL = lazy_pattern(r"\s*Điều\s+(?:thứ\s+)?(?P<article>[\w.]*\w)\s*(?:[.:]\s*|$)", re.IGNORECASE)
_SCOPE = lazy_pattern(
    r"\s*(?:1\s*[.)]\s*)?(?P<name>(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư"
    r"|Quyết định|Quy chế)[^\n.;:]{0,60}?)(?:\s+này)?\s+(?:quy định|hướng dẫn|điều chỉnh)\s"
    r"(?P<scope>[^\n.;:]{4,400})",
    re.IGNORECASE,
)
_LONGEST = 60
"""Words of a heading or a name that are kept; a longer one is a paragraph."""


class Context(NamedTuple):
    """What is known of a passage, in folded words; what is not is empty.

    ``article`` is the number of an article that is a document, else 0; ``group`` is equal for the
    articles of one law and empty for a document that is a whole text; ``law`` is the name of that
    law, or of the text. A law's records tell its name by one of them only.
    """

    heading: tuple[str, ...]
    article: int = 0
    group: str = ""
    law: tuple[str, ...] = ()


def pack_contexts(document: Document) -> list[list[Any]]:
    """Return the stored form of the context of each passage of a document.

    Passages under the same heading as the first one say all, and so do those of an attached
    document; the others say their heading alone.
    """
    heading, article, group, law = _of_document(document)
    first = document.passages[0].heading if document.passages else ()

    def stored(under: tuple[str, ...], attached: str) -> list[Any]:
        if attached:
            return [_said(_last(under)), 0, "", _said(attached)]
        if under == first:
            return [_said(heading or _last(first)), article, group, _said(law)]
        return [_said(_last(under) or heading)]

    # One object for all that share it, which is stored sooner.
    known: dict[tuple[tuple[str, ...], str], list[Any]] = {}
    packed = []
    for passage in document.passages:
        place = passage.heading, "" if group else _attached(passage)
        if place not in known:
            known[place] = stored(*place)
        packed.append(known[place])
    return packed


def unpack_context(stored: Sequence[Any] | None) -> Context:
    """Rebuild what ``pack_contexts`` made; a file without a text has nothing stored."""
    if not stored:
        return Context(())
    heading, *of_document = stored
    if not of_document:
        return Context(tuple(heading.split()))
    article, group, law = of_document
    return Context(tuple(heading.split()), article, group, tuple(law.split()))


def _of_document(document: Document) -> tuple[str, str | int, str, str]:
    """Return the heading that the title or the first line says, the article, group and law."""
    title, metadata = document.title, document.metadata
    heading, article, group, law = "", metadata.get("article", ""), "", title
    if behind := article_behind(title):
        law = group = title[: behind.start()]
        article = article or behind["article"]
        law = "" if document_numbers(law) else law
        heading = _first_line(document.text)
    elif label := _LABEL.match(title):
        law, heading = "", title[label.end() :] or _first_line(document.text)
        article = article or label["article"]
    elif only := _only_article(document):
        group, article, heading = title, only["article"], only.string[only.end() :]
    if number := metadata.get("law", ""):
        group = number
        law = name_in_note(metadata) or law
    digits = re.match(r"\d{1,6}", article)
    number_of = int(digits[0]) if digits and group else 0
    if not law and number_of == 1 and (scope := _SCOPE.match(document.text)):
        law = f"{scope['name']} {scope['scope']}"
    return heading, number_of, group, law


def _only_article(document: Document) -> re.Match[str] | None:
    """Return the label of the only article that a document of a law's title has."""
    steps = {step for passage in document.passages for step in passage.heading}
    articles = [label for step in steps if (label := _LABEL.match(step))]
    if len(articles) != 1 or not document.title.lower().startswith(_laws()):
        return None
    return articles[0]


@lru_cache(maxsize=1)
def _laws() -> tuple[str, ...]:
    """Return what the titles of acts begin with that lay down law."""
    return tuple(f"{row.name.lower()} " for row in document_types() if row.group == "legal")


def _attached(passage: Passage) -> str:
    """Return the title of the attached document in which a passage stands, if it is in one."""
    attached = passage.citation.endswith("kèm theo") and passage.heading
    return passage.heading[0] if attached else ""


def _first_line(text: str) -> str:
    """Return the first paragraph if it reads as a title and a text follows."""
    from searchkit.documents.structure.markers import is_title  # a search reads no texts

    first, _, rest = text.strip().partition("\n")
    title = is_title(first) and not first.endswith(":") and not first[:1].isdigit()
    return first if rest.strip() and title else ""


def _last(heading: tuple[str, ...]) -> str:
    """Return the innermost heading without the label of its article."""
    last = heading[-1] if heading else ""
    label = _LABEL.match(last)
    return last[label.end() :] if label else last


def _said(text: str) -> str:
    return " ".join(folded_words(text)[:_LONGEST])
