"""What is made on first use is what would have been made at once."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import pairwise
from typing import Any

import pytest

import searchkit.search
import searchkit.text
from searchkit._lazy import DIGITS, lazy_pattern

WORDS = """điều dieu khoản 2 chương III phần phụ lục muc 5 xã phường Quận thành phố thi tran 1/2020
18-NQ/TW ngày 5/3/2020 -không +có số:5 "tinh gọn" «a» NEAR/5 GẦN/x hành* đến tới ; , và hoặc các
K2 Đ8 thị xã đặc khu mục"""
CALLS: list[tuple[str, tuple[Any, ...]]] = [
    ("search", ()),
    ("match", ()),
    ("fullmatch", ()),
    ("search", (1,)),
    ("findall", ()),
    ("finditer", ()),
    ("split", ()),
]


def told(result: Any) -> Any:
    """Return what can be compared of what a method of an expression returns."""
    if isinstance(result, re.Match):
        return result.span(), result.groups()
    return result if isinstance(result, list | None) else [*map(told, result)]


@pytest.mark.parametrize("text", ["", "Điều", "ĐIỀU 5", "điều 5 và điều 6", "x" * 999, "a5" * 500])
@pytest.mark.parametrize(
    ("pattern", "flags", "needs"),
    [
        (r"[0-9]", 0, DIGITS),
        (r"điều (\w)", 0, ("điều ",)),
        (r"điều (\w)", re.IGNORECASE, ("điều",)),
    ],
)
def test_a_pattern_finds_what_one_compiled_at_once_does(
    text: str, pattern: str, flags: int, needs: Any
) -> None:
    known = re.compile(pattern, flags)
    for name, more in CALLS:
        lazy = lazy_pattern(pattern, flags, needs=needs)
        for _ in range(2):
            assert told(getattr(lazy, name)(text, *more)) == told(getattr(known, name)(text, *more))
    lazy = lazy_pattern(pattern, flags, needs=needs)
    assert lazy.sub("-", text, count=1) == known.sub("-", text, count=1)


def test_every_match_holds_what_its_pattern_needs() -> None:
    patterns = {
        pattern
        for package in (searchkit.text, searchkit.search)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        for pattern in vars(importlib.import_module(module.name)).values()
        if getattr(pattern, "_needs", ())
    }
    words = WORDS.split()
    texts = [*words, *map(" ".join, pairwise(words)), *map(str.upper, words)]
    found = 0
    for pattern in patterns:
        at_once = re.compile(pattern.pattern, pattern._flags)
        for text in texts:
            lazy = lazy_pattern(pattern.pattern, pattern._flags, needs=pattern._needs)
            assert told(lazy.search(text)) == told(at_once.search(text)), pattern.pattern
            found += at_once.search(text) is not None
    assert len(patterns) >= 15
    assert found >= 100
