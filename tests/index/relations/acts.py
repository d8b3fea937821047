"""Writes small acts as issuers lay them out, and indexes them by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support import make_index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from searchkit import Index

HEAD = """{issuer}
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}{day}

{kind}
{subject}

{text}
"""


def act(number: str, date: str, subject: str, text: str, **head: str) -> str:
    """Return a law, or what ``head`` says: ``issuer``, ``place``, ``kind``; a date is 02/3/2020."""
    if date:
        day, month, year = date.split("/")
        date = f", ngày {day} tháng {month} năm {year}"
    facts = {"issuer": "QUỐC HỘI", "place": "Hà Nội", "kind": "LUẬT"} | head
    return HEAD.format(number=number, day=date, subject=subject, text=text, **facts)


def decree(number: str, date: str, subject: str, *articles: str) -> str:
    """Return a decree of the Government."""
    text = "\n\n".join(f"Điều {i}. {article}" for i, article in enumerate(articles, start=1))
    return act(number, date, subject, text, issuer="CHÍNH PHỦ", kind="NGHỊ ĐỊNH")


def province(name: str, number: str, date: str, subject: str, text: str) -> str:
    """Return a decision of the committee of a province."""
    issuer = f"ỦY BAN NHÂN DÂN\nTỈNH {name.upper()}"
    return act(number, date, subject, text, issuer=issuer, place=name, kind="QUYẾT ĐỊNH")


def index_of(folder: Path, texts: Mapping[str, str]) -> Index:
    """Index texts, each as the file ``name.txt``, beside those that lie in the folder already."""
    return make_index(folder, {f"{name}.txt": text for name, text in texts.items()})
