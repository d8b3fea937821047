"""Vietnamese text as pure functions: one spelling, folding, syllables, words, numbers, keystrokes.

Importing this package imports none of its modules: each public name is loaded on first use, so
that a query does not pay for the model of a segmenter that it never calls.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchkit.text.abbreviations import Expansion, expand_abbreviations
    from searchkit.text.corrections import correct_spelling
    from searchkit.text.dates import TextDate, dates
    from searchkit.text.encodings import Decoded, convert_legacy, decode
    from searchkit.text.folding import fold
    from searchkit.text.keystrokes import decode_keystrokes
    from searchkit.text.normalization import Normalized, normalize
    from searchkit.text.numbers import DocumentNumber, document_numbers
    from searchkit.text.restoration import restore_diacritics
    from searchkit.text.syllables import Syllable, syllables
    from searchkit.text.words import segment_words

_MODULE_OF = {
    "Decoded": "encodings",
    "decode": "encodings",
    "convert_legacy": "encodings",
    "Normalized": "normalization",
    "normalize": "normalization",
    "fold": "folding",
    "Syllable": "syllables",
    "syllables": "syllables",
    "segment_words": "words",
    "DocumentNumber": "numbers",
    "document_numbers": "numbers",
    "TextDate": "dates",
    "dates": "dates",
    "Expansion": "abbreviations",
    "expand_abbreviations": "abbreviations",
    "decode_keystrokes": "keystrokes",
    "restore_diacritics": "restoration",
    "correct_spelling": "corrections",
}

__all__ = [
    "Decoded",
    "DocumentNumber",
    "Expansion",
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
    "fold",
    "normalize",
    "restore_diacritics",
    "segment_words",
    "syllables",
]


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps ``dates`` and ``syllables`` for the functions: their modules have the same names.

    Python would put a module in its package, under its name, as soon as anyone imports it.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _MODULE_OF or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
