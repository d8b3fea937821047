"""Bring the Vietnamese catalogue up to date with what the code and the pages say, and compile it.

``make messages`` runs it. New messages are listed in the catalogue without a translation, those
that nobody says any more are dropped; the test of the messages tells which are to be translated.
"""

from __future__ import annotations

import sys

from babel.messages.catalog import Catalog
from messages.catalogue import (
    CATALOGUE,
    COMPILED,
    brought_up_to_date,
    compiled,
    is_translated,
    messages,
    read_catalogue,
    written,
)


def main() -> int:
    """Write the catalogue; returns 1 where something is left to translate."""
    known = read_catalogue() if CATALOGUE.exists() else Catalog("vi")
    new = brought_up_to_date(messages(), known)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(written(new))
    kept = read_catalogue()
    COMPILED.write_bytes(compiled(kept))
    missing = [message for message in kept if message.id and not is_translated(message.string)]
    print(f"{len(kept):,} messages, {len(missing):,} without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
