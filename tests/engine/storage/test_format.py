"""The description of the format names all that is on the disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.engine.storage.section_file import FORMAT, SectionFile
from tests.engine.corpora import bulk_index
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "searchkit" / "engine" / "storage" / "FORMAT.md").read_text("utf-8")


def test_it_is_that_of_the_format_which_is_written() -> None:
    assert f"Format {FORMAT}." in PAGE
    assert re.search(rf"^\| {FORMAT} \|", PAGE, re.M)


def test_every_file_and_section_is_named(tmp_path: Path) -> None:
    bulk_index(tmp_path, [[(["cấp", "giấy", "phép"] * 900, "luật")]])
    suffixes = {path.suffix or path.name for path in tmp_path.iterdir()}
    assert suffixes == {".toc", ".ski", ".skd", "MAIN_WRITELOCK"}
    for path in tmp_path.glob("*.sk?"):
        for name in SectionFile(path):
            plain = re.sub(r"^\d+\.|\.blocks$", "", name)
            known = plain, plain.partition(".")[0], "…." + plain.partition(".")[2]
            assert any(f"`{part}`" in PAGE for part in known) or plain.startswith("norms."), name
