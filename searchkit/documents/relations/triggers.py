"""Which paragraphs of a text may state anything of other documents, or of its own effect.

Most state nothing, so they are told by plain words, which is far faster than an expression.
"""

from __future__ import annotations

_TRIGGERS = {
    "iệu lực": (),
    "ử": ("ửa đổi",),
    "ổ sung": (),
    "hay thế": (),
    " định chi tiết": (),
    "ỏ": (" bỏ", "ỏ cụm từ"),
    "hay cụm từ": (),
    "hay bằng": (),
    "ay đổi như sau": (),
    "này thay cho": (),
    "ạm ": ("ạm thời ", "ạm dừng ", "ạm ng", "ạm đình chỉ", "ạm hoãn"),
    "hưa áp dụng": (),
    "hưa thực hiện": ("hưa thực hiện Q", "hưa thực hiện N", "hưa thực hiện T"),
    " đình chỉ": (),
    "òn giá trị": (),
    "ợc ban hành kèm": (),
    "ợp nhất": ("được hợp nhất từ",),
    "gưng áp dụng": (),
    "ính chính": (),
    "ẫ": ("ướng dẫn t", "ướng dẫn một số", "này hướng dẫn"),
    "ia hạn ": (
        "ia hạn thời",
        "ia hạn đến",
        "ia hạn tại",
        "ia hạn bởi",
        "ia hạn theo",
        "ia hạn thực",
        "ia hạn thêm",
        "ia hạn việc",
        "ia hạn hiệu",
    ),
    "é": ("éo dài thời", "éo dài đến", "éo dài việc", "éo dài thêm"),
    "ù": ("ùi hiệu lực", "ùi thời", "ùi ngày", "ùi đến", "ùi lại", "ùi sang"),
    "iếp tục ": ("iếp tục được", "iếp tục thực", "iếp tục áp"),
    "hu hồi ": ("hu hồi Q", "hu hồi N", "hu hồi C", "hu hồi và h"),
    "ỉ": ("hỉ thi hành", "hỉ việc thi hành"),
    "ừng ": ("ừng áp dụng", "ừng thực hiện", "ừng thi hành", "ừng việc"),
    "này được ": (),
    "rở lại": (),
}
"""Of what a paragraph has one if it states anything: without its first letter, which may be a
capital, and under what is looked for first, a letter that few texts have where there is one."""

_OPENING_TRIGGERS = {
    "Căn cứ": (),
    "Thực hiện": (),
    "Triển khai": (),
    "Quán triệt": (),
    "iều chỉnh ": (),
    "Hoãn ": (),
    "hưa t": (),
    "Ban hành ": (),
    "è": ("èm theo",),
}
"""What says something only where it begins a paragraph, but for numbering; with a capital."""

_TITLE_TRIGGERS = {"ẫ": ("ướng dẫn",), "ề thi hành ": (), "ề việc thi hành ": ()}
_CAPITALS = {
    "ợp nhất": (),
    "Ổ": ("ỔI", "Ổ SUNG"),
    "Ế": ("THẾ", "CHI TIẾT"),
    "Ỏ": (),
    "Í": ("ĐÍNH CHÍNH",),
    "Ẫ": ("DẪN",),
    "Ấ": ("NHẤT",),
    "Ạ": ("HẠN",),
    "(": ("(ban hành kèm", "(Ban hành kèm", "(kèm theo", "(Kèm theo"),
}
"""What stands in titles, which are often written in capitals, or behind them."""

_FURTHEST_OPENING = 24
_FURTHEST_TITLE = 80  # "Thông tư của Bộ trưởng Bộ Tài chính hướng dẫn Luật Giá"

_HEAD = 4000
"""Characters in which titles may stand."""


def stating_paragraphs(text: str) -> list[int]:
    """Return where the paragraphs of a text begin that may state anything, in order."""
    starts = set[int]()
    end = len(text)
    groups = (
        (_TRIGGERS, end, end),
        (_OPENING_TRIGGERS, end, _FURTHEST_OPENING),
        (_TITLE_TRIGGERS, min(_HEAD, end), _FURTHEST_TITLE),
        (_CAPITALS, min(_HEAD, end), end),
    )
    for triggers, stop, furthest in groups:
        for first, longer in triggers.items():
            at = text.find(first, 0, stop)
            if at < 0:
                continue
            for trigger in longer or (first,):
                if longer:
                    at = text.find(trigger, 0, stop)
                while at >= 0:
                    start = text.rfind("\n", 0, at) + 1
                    if at - start <= furthest:
                        starts.add(start)
                    after = text.find("\n", at)
                    at = text.find(trigger, after, stop) if after >= 0 else -1
    return sorted(starts)
