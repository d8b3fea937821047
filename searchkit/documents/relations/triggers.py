"""Which paragraphs of a text may state anything of other documents, or of its own effect.

Most state nothing, so they are told by plain words, which is far faster than an expression.
"""

from __future__ import annotations

from searchkit._named_tuple import NamedTuple
from searchkit.text.kernels.needles import Needles

_TRIGGERS = (
    "iệu lực", "ửa đổi", "ổ sung", "hay thế", " định chi tiết", " bỏ", "ỏ cụm từ", "hay cụm từ",
    "hay bằng", "ay đổi như sau", "này thay cho", "ạm thời ", "ạm dừng ", "ạm ng", "ạm đình chỉ",
    "ạm hoãn", "hưa áp dụng", "hưa thực hiện Q", "hưa thực hiện N", "hưa thực hiện T", " đình chỉ",
    "òn giá trị", "hưa thi hành", "hưa triển khai áp", "iết lại như sau", "được khôi phục",
    "áp dụng tiếp", "áp dụng lại", "ã được hợp nhất", "quả hợp nhất", "sở hợp nhất",
    "ợc ban hành kèm", "được hợp nhất từ", "gưng áp dụng", "ính chính", "ướng dẫn t",
    "ướng dẫn một số", "này hướng dẫn", "ia hạn thời", "ia hạn đến", "ia hạn tại", "ia hạn bởi",
    "ia hạn theo", "ia hạn thực", "ia hạn thêm", "ia hạn việc", "ia hạn hiệu", "éo dài thời",
    "éo dài đến", "éo dài việc", "éo dài thêm", "ùi hiệu lực", "ùi thời", "ùi ngày", "ùi đến",
    "ùi lại", "ùi sang", "iếp tục được", "iếp tục thực", "iếp tục áp", "hông tiếp tục", "hu hồi Q",
    "hu hồi N", "hu hồi C", "hu hồi và h", "hỉ thi hành", "hỉ việc thi hành", "ừng áp dụng",
    "ừng thực hiện", "ừng thi hành", "ừng việc", "ửa lại", "ửa thành", "này được ",
    "rở lại", "ày kể từ ngày ký", "ày từ ngày ký", "ày, kể từ ngày ký",
)  # fmt: skip
"""Of what a paragraph has one if it states anything: without its first letter, which may be a
capital."""

_OPENING_TRIGGERS = (
    "Căn cứ", "Thực hiện", "Triển khai", "Quán triệt", "iều chỉnh ", "Hoãn ", "hưa t", "Sửa ",
    "Ban hành ", "èm theo",
)  # fmt: skip
"""What says something only where it begins a paragraph, but for numbering; with a capital."""

_TITLE_TRIGGERS = (
    "ướng dẫn", "ề thi hành ", "ề việc thi hành ",
)  # fmt: skip
_CAPITALS = (
    "ợp nhất", "ỔI", "Ổ SUNG", "THẾ", "CHI TIẾT", "Ỏ", "ĐÍNH CHÍNH", "DẪN", "NHẤT", "HẠN",
    "(ban hành kèm", "(Ban hành kèm", "(kèm theo", "(Kèm theo",
)  # fmt: skip
"""What stands in titles, which are often written in capitals, or behind them."""

_ANYWHERE = 1 << 62
_FURTHEST_OPENING = 24
_FURTHEST_TITLE = 80  # "Thông tư của Bộ trưởng Bộ Tài chính hướng dẫn Luật Giá"

_HEAD = 4000
"""Characters in which titles may stand."""


_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0340\u0341"
"""Marks of Vietnamese letters, which stand alone where a text is not in NFC."""


class _Trigger(NamedTuple):
    """A word, before which place of a text it ends, and how far behind the paragraph's start."""

    word: str
    before: int = _ANYWHERE
    furthest: int = _ANYWHERE


_ALL = (
    *map(_Trigger, _TRIGGERS),
    *(_Trigger(word, _ANYWHERE, _FURTHEST_OPENING) for word in _OPENING_TRIGGERS),
    *(_Trigger(word, _HEAD, _FURTHEST_TITLE) for word in _TITLE_TRIGGERS),
    *(_Trigger(word, _HEAD) for word in _CAPITALS),
)
_WORDS = Needles([*(trigger.word for trigger in _ALL), *_MARKS])


def stating_paragraphs(text: str) -> tuple[list[int], bool]:
    """Return where the paragraphs of a text begin that may state anything, in order.

    And whether a mark stands apart from its letter, as where words are not found.
    """
    starts: list[int] = []
    end = 0  # of the last one of them
    found = iter(_WORDS.find(text))
    apart = False
    for at, number in zip(found, found, strict=True):
        if number >= len(_ALL):
            apart = True
            continue
        if at < end:
            continue
        word, before, furthest = _ALL[number]
        start = text.rfind("\n", 0, at) + 1
        if at - start <= furthest and at + len(word) <= before:
            starts.append(start)
            end = text.find("\n", at)
            if end < 0:
                end = len(text)
    return starts, apart
