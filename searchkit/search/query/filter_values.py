"""Values of the letterhead as people type them: ``UBND tỉnh Quảng Nam``, ``SNV``, ``NĐ``.

A value typed is compared with those of the index, both as they stand and with their abbreviations
written out, word by word, without diacritics and punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.index.schema import SUPERIOR_BEHIND
from searchkit.query_tree import Term
from searchkit.text.legal.abbreviations import written_out
from searchkit.text.legal.document_references import find_references, type_names
from searchkit.text.legal.symbols import find_issuer
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.backends.base import IndexState
    from searchkit.index.catalogue import Catalogue

_WORD = lazy_pattern(r"[^\W_]+")
_NEAR = 3
_LEAST_LIKENESS = 0.7
_LIKE_SYMBOL, _SAME_SYMBOL = 0.6, 0.9
_DIGITS = "0123456789"
_YEARS = range(1945, 2100)
_FEWEST_WORDS = 2
_LONGER = 2

FIELD_OF = {"superior": "issuer"}
"""Where the terms of a value stand, if not in a field of its own name."""


def matching_terms(state: IndexState, name: str, value: str) -> list[str]:
    """Return the terms of the index that a value of a filter means; ``name`` is the filter's.

    An issuer may be named together with its superior body: ``Sở Nội vụ tỉnh Nghệ An``.
    """
    wanted = _asked(name, value)
    return [
        term
        for term in state.terms(FIELD_OF.get(name, name))
        if any(_meets(name, one, term) for one in wanted)
    ]


def has_value(state: IndexState, name: str, value: str) -> bool:
    """Say whether any document has a value of a filter; ``name`` is the filter's.

    A number is had by those whose figures it is, a ``body`` by issuers whose names begin with it.
    """
    if name == "body":
        begun = [f" {words} " for words in _asked("issuer", value)]
        forms = (form for term in state.terms("issuer") for form in _forms(_own("issuer", term)))
        return any(form.startswith(one) for form in forms for one in begun)
    if name == "number":
        return any(_taken_apart(own)[0].split("/")[0] == value for own in state.terms(name, value))
    return bool(matching_terms(state, name, value))


def near_values(catalogue: Catalogue, name: str, value: str) -> list[str]:
    """Return the values of the index most like one that it does not have, as documents write them.

    None where none is like it.
    """
    field = FIELD_OF.get(name, name)
    known = catalogue.state.values(field)
    wanted = [words.split() for words in _asked(name, value)]
    ranked = []
    for term, frequency in zip(known.terms, known.frequencies.tolist(), strict=True):
        own = " ".join(_WORD.findall(_own(name, term)))
        like = max((_likeness(words, own.split()) for words in wanted), default=0.0)
        if like >= _LEAST_LIKENESS:
            ranked.append((like, frequency, own, term))
    shown: dict[str, str] = {}
    for _, _, own, term in sorted(ranked, reverse=True):
        if len(shown) == _NEAR:
            break
        if own and own not in shown:
            bearing = catalogue.state.matching(Term(field, term))
            for owner in catalogue.owner(bearing[:1]).tolist():
                shown[own] = catalogue.record(owner).metadata[name]
    return list(shown.values())


def near_numbers(catalogue: Catalogue, text: str) -> list[str]:
    """Return the numbers of the index most like one that it does not have, as documents write them.

    None where none is like it.
    """
    near: list[str] = []
    for reference in find_references(normalize(text).text):
        key = reference.key or reference.number
        for term in like_numbers(catalogue.state, key):
            bearing = catalogue.holding(Term("number", term))
            near += [catalogue.record(first).metadata["number"] for first in bearing[:1].tolist()]
    return list(dict.fromkeys(near))


def like_numbers(state: IndexState, key: str) -> list[str]:
    """Return the numbers of the index that are spelt like a canonical one, the likest first.

    Those of one symbol are all alike, so the figures decide: they are the same, or one slip of the
    fingers away. With the same figures the symbol may differ more.
    """
    from difflib import SequenceMatcher

    figures, symbol = _taken_apart(key)
    slips = _slips(figures)
    ranked = []
    for term in state.terms("number"):
        own_figures, own_symbol = _taken_apart(term)
        if own_figures not in slips:
            continue
        alike = SequenceMatcher(None, symbol, own_symbol).ratio()
        same = own_figures == figures
        if alike >= (_LIKE_SYMBOL if same else _SAME_SYMBOL):
            ranked.append((same, alike, term))
    best = sorted(ranked, key=lambda own: (not own[0], -own[1], own[2]))
    return [term for _, _, term in best[:_NEAR]]


def _taken_apart(key: str) -> tuple[str, str]:
    """Return the figures of a canonical number, its year with them, and its symbol."""
    symbol = key.lstrip("0123456789/-.")
    return key[: len(key) - len(symbol)].strip("/-"), symbol


def _slips(figures: str) -> set[str]:
    """Return what may be meant by some figures: one more, one less, another, two exchanged.

    A year is one slip, too: people remember the number and forget the year.
    """
    number, slash, year = figures.partition("/")
    cuts = [(figures[:at], figures[at:]) for at in range(len(figures) + 1)]
    return {
        figures,
        number,
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + digit + b for a, b in cuts for digit in _DIGITS),
        *(a + digit + b[1:] for a, b in cuts if b for digit in _DIGITS),
        *(f"{number}/{other}" for other in _YEARS if slash or not year),
    }


def _likeness(wanted: Sequence[str], words: Sequence[str]) -> float:
    """Return how well each word wanted is met by the word most like it, 0 to 1."""
    met = (
        1.0 if one in words else max((_alike(one, other) for other in words), default=0.0)
        for one in wanted
    )
    return sum(met) / len(wanted)


@remembers(1 << 12)
def _alike(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > _LONGER or one[0] != other[0]:
        return 0.0  # spared the comparison, for there may be many words
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio()


def readings(name: str, value: str) -> list[str]:
    """Return all that a value typed may stand for, first as it was typed; ``name`` as above."""
    forms = [value, *written_out(value)]
    if name == "type":
        forms += sorted(type_names(value.strip()))
    elif (issuer := find_issuer(value.strip())) is not None:
        forms.append(issuer.name)
    return forms


def _asked(name: str, value: str) -> list[str]:
    """Return the words of all that a value typed may stand for."""
    return list(filter(None, dict.fromkeys(map(_words, readings(name, value)))))


def _own(name: str, term: str) -> str:
    issuer, _, superior = term.partition(SUPERIOR_BEHIND)
    return superior if name == "superior" else issuer


def _meets(name: str, wanted: str, term: str) -> bool:
    issuer, _, superior = term.partition(SUPERIOR_BEHIND)
    if name == "superior":
        return _holds(superior, wanted)
    if _holds(issuer, wanted):
        return True
    return bool(superior) and any(
        any(form.endswith(f" {body} ") for form in _forms(issuer)) and _holds(superior, above)
        for body, above in _splits(wanted)
    )


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to take a name for that of a body and of the one above it."""
    parts = words.split()
    for cut in range(_FEWEST_WORDS, len(parts)):
        yield " ".join(parts[:cut]), " ".join(parts[cut:])


def _holds(value: str, wanted: str) -> bool:
    return any(f" {wanted} " in form for form in _forms(value))


@remembers(1 << 14, longest=256)
def _forms(value: str) -> tuple[str, ...]:
    """Return a folded value of the index as it stands and with its abbreviations written out."""
    plain = " ".join(_WORD.findall(value))
    return tuple({f" {plain} ", *(f" {_words(form)} " for form in written_out(value))})


def _words(value: str) -> str:
    return " ".join(_WORD.findall(fold(normalize(value).text).lower()))
