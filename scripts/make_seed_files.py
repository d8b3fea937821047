"""Make the HTML, DOCX, PDF and oddly written files of seeds/ from scripts/seed_sources/.

    python scripts/make_seed_files.py [--output seeds/]

Needs python-docx and reportlab, and the font DejaVu Serif (see seed_files/pdf.py). The same
sources give the same bytes on every run with the same libraries and fonts.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["python-docx>=1.1", "reportlab>=4.2"]
# ///

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from seed_files import dress, office, pdf, portal
from seed_files.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from seed_files.source import Source

SCRIPTS = Path(__file__).resolve().parent
WRITERS: dict[str, Callable[[Source], bytes]] = {
    ".docx": office.write,
    ".html": portal.write,
    ".pdf": pdf.write,
    ".txt": dress.write,
}


def make(sources: Path, output: Path) -> None:
    """Write one file below ``output`` for each source below ``sources``, if it would change."""
    for path in sorted(sources.rglob("*.txt")):
        source = read_source(path)
        target = output / path.relative_to(sources).with_suffix("")
        content = WRITERS[target.suffix](source)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)


def main() -> None:
    """Read the command line and make the files."""
    parser = argparse.ArgumentParser(description="Make the generated files of seeds/.")
    parser.add_argument("--output", type=Path, default=SCRIPTS.parent / "seeds")
    make(SCRIPTS / "seed_sources", parser.parse_args().output)


if __name__ == "__main__":
    main()
