"""A name of several words is taken whole where documents have it, with or without quotes."""

from __future__ import annotations

import pytest

from searchkit.search.query.parser import parse_query
from searchkit.search.understanding import understood
from searchkit.text.spelling.folding import fold

NAMES = {"so noi vu", "so", "ubnd", "ubnd tinh", "nguyen van an", "ha noi"}


def read(query: str) -> tuple[list[str], str, tuple[str, ...]]:
    found = parse_query(query, knows=lambda _, value: fold(value).lower() in NAMES)
    assert found.root is not None
    return [part.text for part in understood(found.root)], found.text, found.notes


@pytest.mark.parametrize(
    ("query", "parts", "words"),
    [
        ("co-quan:Sở Nội vụ", ['co-quan:"Sở Nội vụ"'], ""),
        ("co-quan:so noi vu bien che", ['co-quan:"so noi vu"', "bien che"], "bien che"),
        ("cơ-quan:Sở Nội vụ loai:KH", ['co-quan:"Sở Nội vụ"', "loai:KH"], ""),
        (
            "tinh gọn -co-quan:Sở Nội vụ biên chế",
            ["tinh gọn", '-co-quan:"Sở Nội vụ"', "biên chế"],
            "tinh gọn biên chế",
        ),
        ("co-quan:UBND tỉnh Hà Nội", ['co-quan:"UBND tỉnh"', "Hà Nội"], "Hà Nội"),
        ("nguoi-ky:Nguyễn Văn An ký", ['nguoi-ky:"Nguyễn Văn An"', "ký"], "ký"),
        ('co-quan:"Sở" Nội vụ', ["co-quan:Sở", "Nội vụ"], "Nội vụ"),
        ("co-quan:Sở biên chế", ["co-quan:Sở", "biên chế"], "biên chế"),
        ("noi:Hà Nội OR noi:Huế", ['noi:"Hà Nội" OR noi:Huế'], ""),
    ],
)
def test_the_longest_known_name_is_the_value(query: str, parts: list[str], words: str) -> None:
    assert read(query) == (parts, words, read(query)[2])


def test_a_name_that_seems_to_go_on_is_told_how_to_be_written() -> None:
    parts, _, notes = read("đường co-quan:Sở Xây dựng")
    assert parts == ["đường", "co-quan:Sở", "Xây dựng"]
    (note,) = notes
    assert note.startswith('character 7: the value is "Sở" alone')
    assert note.endswith('co-quan:"Sở Xây …"')
