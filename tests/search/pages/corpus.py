"""A corpus with as many hits as fill several pages, and what is known of each of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import searchkit
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

TYPES = {"Kế hoạch": "KH", "Quyết định": "QĐ", "Công văn": ""}
PLACES = ("Bắc Hà", "Mường Lay", "Sông Cầu")
COUNT = 150


class Record(NamedTuple):
    """A document: what its letterhead says, and how many passages it has."""

    name: str
    type: str
    place: str
    date: str
    number: str
    points: int


def records() -> list[Record]:
    kinds = list(TYPES)
    made = []
    for n in range(COUNT):
        kind = kinds[n * n % 7 % 3]
        symbol = "/".join(filter(None, [f"{n * 7 % 113 + 1}", TYPES[kind]]))
        made.append(
            Record(
                f"{'xa' if n % 4 else 'huyen'}/van-ban-{n}.txt",
                kind,
                PLACES[n % 5 % 3],
                f"{2019 + n % 6}-{n % 12 + 1:02}-{n % 28 + 1:02}",
                f"{symbol}-UBND",
                n % 5 + 1,
            )
        )
    return made


def text(record: Record) -> str:
    year, month, day = record.date.split("-")
    points = "\n\n".join(
        f"Điều {n}. Sửa đường\n{'Ủy ban sửa đường liên thôn. ' * n}"
        + "Việc sửa chữa theo đúng thời hạn và báo cáo kết quả cho cấp trên. " * 12
        for n in range(1, record.points + 1)
    )
    return (
        f"ỦY BAN NHÂN DÂN\nXÃ {record.place.upper()}\nSố: {record.number}\n\n"
        f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"{record.place}, ngày {day} tháng {month} năm {year}\n\n"
        f"{record.type.upper()}\nVề việc sửa đường số {record.points}\n\n{points}\n"
    )


def make(folder: Path) -> Index:
    index = searchkit.open_index(folder / "index", create=True)
    half = COUNT // 2
    for part in (records()[:half], records()[half:]):  # two commits, several segments
        write(folder / "documents", {record.name: text(record) for record in part})
        assert not index.add([folder / "documents"], jobs=1).failures
    return index
