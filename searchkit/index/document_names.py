"""Which documents a name may mean that is no whole id or path: an end of a path, a number, a title.

Terms of the index answer; only the records of documents whose beginning has all the words of a
title are read.
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from searchkit.index.schema import DOCUMENT
from searchkit.index.terms.sorting import FIELD as ORDER
from searchkit.index.terms.sorting import order_prefix
from searchkit.query_tree import And, Every, Or, Term
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.folding import fold
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_BEGINNING = Term("record", DOCUMENT)

_PIECE = re.compile(r"[0-9]+|[a-z]+")

_MANY = 200
"""Records that are read in less time than all titles are looked through."""


def called(catalogue: Catalogue, name: str) -> list[int]:
    """Return the first passages of the documents that a name may mean, ascending.

    The first kind of name under which there is a document counts: an id behind ``./``, the end of
    a path, that of a copy, a number, a whole title, a part of one of two words or more.
    """
    wanted = name.removeprefix("./")
    first = catalogue.first_of_id(wanted)
    if first is not None:
        return [first]
    return _by_path(catalogue, wanted) or _by_number(catalogue, name) or _by_title(catalogue, name)


def _by_path(catalogue: Catalogue, wanted: str) -> list[int]:
    """Return the documents whose path ends so, or else those whose copies' paths do."""
    end = f"/{wanted}"
    of_file = f"{end}#"  # as the key of a file is that has no document of its own
    known = catalogue.state.terms("key")
    keys = [key for key in known if f"/{key}".endswith((end, of_file))]
    own = _with_keys(catalogue, [key for key in keys if f"/{key}".endswith(end)], _BEGINNING)
    if len(own):
        return [int(first) for first in own]
    copies = [key for key in keys if f"/{key}".endswith(of_file)]
    rows = _with_keys(catalogue, copies, Every("copy_of"))
    originals = {state.copy_of for state in catalogue.sources_at(rows)}
    return [first for path in sorted(originals) for first in catalogue.beginnings_of_file(path)]


def _with_keys(catalogue: Catalogue, keys: list[str], kind: Query) -> Longs:
    return catalogue.state.matching(And((Or(tuple(Term("key", key) for key in keys)), kind)))


def _by_number(catalogue: Catalogue, name: str) -> list[int]:
    """Return the documents whose own number is all that was typed, or in it.

    A number is read in any spelling, but has to be whole.
    """
    keys = {number.key for number in document_numbers(name)}
    if len(keys) != 1:
        return []
    found: list[int] = catalogue.holding(Term("number", keys.pop())).tolist()
    return found


def _by_title(catalogue: Catalogue, name: str) -> list[int]:
    """Return the documents with such a title, or else those with such words in theirs."""
    titled = _plain(name)
    if not titled:
        return []
    needed = And((*_words_and_pairs(name), _BEGINNING))
    candidates = catalogue.state.matching(needed)
    if " " not in titled and len(candidates) > _MANY:
        candidates = catalogue.state.matching(And((needed, _as_short(catalogue, titled))))
    whole: list[int] = []
    part: list[int] = []
    for first, document in zip(candidates.tolist(), catalogue.records(candidates), strict=True):
        title = _plain(document.title)
        if titled == title:
            whole.append(first)
        elif " " in titled and f" {titled} " in f" {title} ":
            part.append(first)
    return whole or part


def _words_and_pairs(name: str) -> list[Term]:
    """Return what a document has among its terms whose title has the name in it.

    Lone letters may be those of a word set apart in the title (``Q U Y Ế T``), and are left out.
    """
    words = tokenize(name).folded
    sure = [len(word) > 1 and word.isalnum() for word in words]
    found = {Term("folded", word) for word, is_sure in zip(words, sure, strict=True) if is_sure}
    neighbours = zip(pairwise(words), pairwise(sure), strict=True)
    found |= {Term("pairs", " ".join(pair)) for pair, are_sure in neighbours if all(are_sure)}
    return sorted(found, key=attrgetter("field", "text"))


def _as_short(catalogue: Catalogue, word: str) -> Query:
    """Return what holds for documents whose titles have no more pieces than a word.

    Their keys in alphabetical order tell (`terms.sorting`), in which a space ends each piece.
    """
    pieces = len(_PIECE.findall(word))
    if not (pieces and word.isascii()):
        return Every()
    keys = catalogue.state.terms(ORDER, order_prefix("title"))
    return Or(tuple(Term(ORDER, key) for key in keys if key.count(" ") < pieces))


def _plain(text: str) -> str:
    """Return a title in lower case without diacritics, its words one space apart."""
    return " ".join(fold(text).lower().split())
