"""Real documents in the legacy encodings: their letters, and what their heads say.

The heads were read by eye; a file with an empty row has no head, and none may be made up.
"""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.reading import read

HEADS = [
    ("2003-02120.doc", "120/2002/TT-BTC", "2002-12-30", "Thông tư"),
    ("2003-A04.rtf", "99/1998/TT-BTC", "1998-07-14", "Thông tư"),
    ("2003-A05.rtf", "13/2001/TT-BTC", "2001-03-08", "Thông tư"),
    ("2003-A28.rtf", "40/2000/TT/BTC", "2000-05-15", "Thông tư"),
    ("2004-A3.rtf", "26/2001/NĐ-CP", "2001-06-04", "Nghị định"),
    ("2004-B6.doc", "1141-TC/QĐ/CĐKT", "1995-11-01", "Quyết định"),
    ("2004-B8.doc", "155/1998/TT/BTC", "1998-12-08", "Thông tư"),
    ("2004-NghiDinh29_1998.doc", "29/1998/NĐ-CP", "1998-05-11", "Nghị định"),
    ("2005-QD-256.doc", "256/2004/QĐ-UB", "2004-07-01", "Quyết định"),
    ("2008-23.QD-991-UBND.doc", "991/QĐ-UBND", "2008-05-14", "Quyết định"),
    ("synthetic-vni-2002-0112qd.docx", "12/2001/QĐ-BTC", "2001-03-13", "Quyết định"),
    ("synthetic-vni-2003-02144qd.docx", "144/2002/QĐ/BTC", "2002-11-22", "Quyết định"),
    ("synthetic-vni-2003-TT132001.docx", "13/2001/TT-BTC", "2001-03-08", "Thông tư"),
    ("synthetic-vni-2004-0328NDCP.docx", "28/2003/NĐ-CP", "2003-03-31", "Nghị định"),
    ("synthetic-vni-2004-19Z9A_Luat_hop_tac_xasuadoi.docx", "18/2003/QH11", "", "Luật"),
    ("2004-13-t-Phuluc3.doc", "", "", ""),
    ("2004-1E849_Tran_Du_Lich.doc", "", "", ""),
    ("2004-B1-1-DONTC.doc", "", "", ""),
    ("2004-duanLD9820.doc", "", "", ""),
    ("2006-Mau-MD-1M-Dntn.doc", "", "", ""),
    ("2006-Mau-MDS-1M.doc", "", "", ""),
    ("2006-huong-dan-ghi-phieu.doc", "", "", ""),
]

# What was deleted while changes were tracked is in the transcript and not in the text.
TRACKED = "2004-1ED4D_Francois_Godement-Thoikyquado.doc"


def read_file(shared: Path, name: str) -> Document:
    (source,) = discover([shared / "data/legacy/files" / name])
    (item,) = read(source)
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize(
    ("name", "number", "date", "kind"), [pytest.param(*row, id=row[0]) for row in HEADS]
)
def test_heads(shared: Path, name: str, number: str, date: str, kind: str) -> None:
    found = read_file(shared, name).metadata
    assert [found.get(key, "") for key in ("number", "date", "type")] == [number, date, kind]


@pytest.mark.parametrize("suffix", [".doc", ".docx", ".rtf", ".xls", ".pdf"])
def test_the_words_are_those_of_the_transcripts(shared: Path, suffix: str) -> None:
    with (shared / "data/legacy/manifest.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["file"].endswith(suffix)]
    assert rows
    for row in rows:
        truth = words((shared / "data/legacy/transcripts" / row["transcript"]).read_text("utf-8"))
        found = words(read_file(shared, row["file"]).text)
        least = 0.8 if row["file"] == TRACKED else 0.93
        assert (found & truth).total() >= least * truth.total(), row["file"]


def words(text: str) -> Counter[str]:
    """Count the words that bear diacritics, which a wrong encoding would spoil."""
    composed = unicodedata.normalize("NFC", text).lower()
    return Counter(word for word in re.findall(r"\w+", composed) if not word.isascii())
