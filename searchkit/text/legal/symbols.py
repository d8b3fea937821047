"""The symbols that document numbers are made of: types (``NQ``) and issuers (``TW``), from tables.

A symbol is recognised in any case, without diacritics, with ``&`` or without (``BGD&ĐT`` is
``BGDĐT``), and with the Icelandic ``Ð`` (U+00D0) that some keyboards give for ``Đ``. The tables are
``searchkit/data/document_types.tsv`` and ``searchkit/data/issuers.tsv``; they name their sources.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_Row = TypeVar("_Row")

_REPAIRS = str.maketrans({"Ð": "Đ", "ð": "đ", "&": None})


class DocumentType(NamedTuple):
    """A type of document: ``abbreviation`` ("" when it has none), ``name``, ``group``.

    ``group`` is ``legal``, ``administrative``, ``copy``, ``party`` or ``court``.
    """

    abbreviation: str
    name: str
    group: str

    @property
    def folded(self) -> str:
        """The name without diacritics, in small letters."""
        return fold(self.name).lower()


class Issuer(NamedTuple):
    """Who issues: ``symbol`` in a number, ``name``, ``body`` (``state``, ``party``, ``joint``).

    ``numbered`` is "yes" if a term or a unit may follow the symbol, as in ``QH15`` and ``NHNN9``.
    """

    symbol: str
    name: str
    body: str
    numbered: str


@remembers(4096)
def find_type(symbol: str) -> DocumentType | None:
    """Return the type that ``symbol`` stands for in a document number, or None."""
    return _find(symbol, _types())


@remembers(4096)
def find_issuer(symbol: str) -> Issuer | None:
    """Return the issuer that ``symbol`` stands for; a trailing number (``QH15``) is looked past."""
    return _find(symbol.rstrip("0123456789"), _issuers())


@remembers(4096)
def canonical_issuer(symbol: str) -> str:
    """Return ``symbol`` in its official spelling: ``qh15`` as ``QH15``, ``hdnd`` as ``HĐND``."""
    known = find_issuer(symbol)
    repaired = _repair(symbol)
    if known is None:
        return repaired.upper() if repaired.islower() else repaired
    return known.symbol + repaired[len(repaired.rstrip("0123456789")) :]


@remembers(4096)
def fold_symbol(symbol: str) -> str:
    """Return ``symbol`` as keys hold it: lower case, no diacritics, ``TƯ`` as ``tw``."""
    repaired = _repair(symbol)
    if repaired.upper().endswith("TƯ"):
        repaired = repaired[:-1] + "w"
    return fold(repaired).lower()


def _repair(symbol: str) -> str:
    return symbol.translate(_REPAIRS)


@lru_cache(maxsize=1)
def document_types() -> tuple[DocumentType, ...]:
    """Return all types of documents, in the order of the table."""
    rows = (DocumentType(*row) for row in read_table("document_types.tsv"))
    return tuple(row._replace(abbreviation=row.abbreviation.strip("-")) for row in rows)


@lru_cache(maxsize=1)
def _types() -> dict[str, DocumentType]:
    return _index((row.abbreviation, row) for row in document_types() if row.abbreviation)


@lru_cache(maxsize=1)
def _issuers() -> dict[str, Issuer]:
    return _index((row[0], Issuer(*row)) for row in read_table("issuers.tsv"))


def _index(entries: Iterable[tuple[str, _Row]]) -> dict[str, _Row]:
    """Index rows by exact symbol and by folded one; where two claim one, the first has it."""
    rows: dict[str, _Row] = {}
    for symbol, row in entries:
        rows.setdefault(symbol, row)
        rows.setdefault(fold_symbol(symbol), row)
    return rows


def _find(symbol: str, rows: dict[str, _Row]) -> _Row | None:
    """Return the row spelt just so, else the first that is, without case and diacritics."""
    return rows.get(_repair(symbol)) or rows.get(fold_symbol(symbol))
