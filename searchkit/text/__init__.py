"""Vietnamese text as pure functions: one spelling, folding, syllables, words, numbers, keystrokes.

Importing this package imports none of its modules: each public name is loaded on first use, so
that a query does not pay for the model of a segmenter that it never calls.
"""

from __future__ import annotations

import importlib

_MODULE_OF = {
    "Decoded": "encodings",
    "decode": "encodings",
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

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
