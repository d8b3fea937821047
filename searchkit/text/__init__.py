"""Vietnamese text as pure functions that know no file, no index and no query.

``spelling`` holds one spelling for every way to write a text: characters, composition, tones,
folding, syllables, what a legal syllable is. ``encodings`` reads legacy encodings, ``segmentation``
finds words of several syllables, ``legal`` the numbers, places, dates and abbreviations of official
documents, ``correction`` what was probably meant by a misspelt text or bare keystrokes. On top of
them ``analyzer`` cuts a text into the token streams that are indexed, ``query_streams`` a query
into their terms, and ``tokens`` a text into tokens with their offsets; ``kernels`` are inner loops
in C; ``fingerprint`` tells one analysis from another, and ``tables`` reads the data files.

Importing this package imports none of its modules: each public name is loaded on first use, so
that a query does not pay for the model of a segmenter that it never calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_attributes

if TYPE_CHECKING:
    from searchkit.text.correction.diacritics import restore_diacritics
    from searchkit.text.correction.joined_words import split_joined_words
    from searchkit.text.correction.keystrokes import decode_keystrokes
    from searchkit.text.correction.misspelt_phrases import MisspeltPhrase, find_misspelt_phrases
    from searchkit.text.correction.spelling import correct_spelling
    from searchkit.text.encodings.decoding import Decoded, convert_legacy, decode
    from searchkit.text.legal.abbreviations import Expansion, expand_abbreviations
    from searchkit.text.legal.dates import TextDate, dates, parse_date
    from searchkit.text.legal.document_numbers import DocumentNumber, document_numbers
    from searchkit.text.segmentation.words import segment_words
    from searchkit.text.spelling.folding import fold
    from searchkit.text.spelling.normalization import Normalized, normalize
    from searchkit.text.spelling.syllables import Syllable, syllables

_MODULE_OF = {
    "Decoded": "encodings.decoding",
    "decode": "encodings.decoding",
    "convert_legacy": "encodings.decoding",
    "Normalized": "spelling.normalization",
    "normalize": "spelling.normalization",
    "fold": "spelling.folding",
    "Syllable": "spelling.syllables",
    "syllables": "spelling.syllables",
    "segment_words": "segmentation.words",
    "DocumentNumber": "legal.document_numbers",
    "document_numbers": "legal.document_numbers",
    "TextDate": "legal.dates",
    "dates": "legal.dates",
    "parse_date": "legal.dates",
    "Expansion": "legal.abbreviations",
    "expand_abbreviations": "legal.abbreviations",
    "decode_keystrokes": "correction.keystrokes",
    "restore_diacritics": "correction.diacritics",
    "MisspeltPhrase": "correction.misspelt_phrases",
    "find_misspelt_phrases": "correction.misspelt_phrases",
    "split_joined_words": "correction.joined_words",
    "correct_spelling": "correction.spelling",
}

__all__ = [
    "Decoded",
    "DocumentNumber",
    "Expansion",
    "MisspeltPhrase",
    "Normalized",
    "Syllable",
    "TextDate",
    "convert_legacy",
    "correct_spelling",
    "dates",
    "decode",
    "decode_keystrokes",
    "document_numbers",
    "expand_abbreviations",
    "find_misspelt_phrases",
    "fold",
    "normalize",
    "parse_date",
    "restore_diacritics",
    "segment_words",
    "split_joined_words",
    "syllables",
]

if not TYPE_CHECKING:  # or type checkers would take any name for a public one
    __getattr__ = lazy_attributes(__name__, _MODULE_OF)
