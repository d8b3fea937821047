"""What decides how texts are cut into terms, told apart cheaply enough for every start.

An index made with another word list, or where Unidecode was not installed, holds other terms than
those that a query asks for. So an index keeps this fingerprint of the analysis that made it.
"""

from __future__ import annotations

import importlib.util
import zlib
from functools import cache

from searchkit.text.segmentation.pyvi_files import MODEL, WORDS, models_folder
from searchkit.text.tables import read_data

RULES = 2
"""Grows whenever the same text gets other terms from the same tables: a test holds a sample."""

_TABLES = ("characters", "onsets", "rhymes", "syllables", "document_types", "issuers")


@cache
def fingerprint() -> dict[str, int]:
    """Return what the analysis of this installation hangs on, by name; 0 is what is not there.

    ``rules``: of the program; ``tables``: checksum of its tables; ``words``: checksum of pyvi's
    word list; ``model``: bytes of pyvi's model, of which no two have been alike (reading it would
    take longer than all else); ``unidecode``: whether it is installed. Takes half a millisecond.
    """
    tables = 0
    for name in _TABLES:
        tables = zlib.crc32(read_data(f"{name}.tsv").encode(), tables)
    words = model = 0
    folder = models_folder()
    if folder is not None and (folder / WORDS).is_file() and (folder / MODEL).is_file():
        words = zlib.crc32((folder / WORDS).read_bytes())
        model = (folder / MODEL).stat().st_size
    unidecode = importlib.util.find_spec("unidecode") is not None
    return {
        "rules": RULES,
        "tables": tables,
        "words": words,
        "model": model,
        "unidecode": int(unidecode),
    }
