"""How acts, days, and what one document does to another are called in Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.relations.model import RelationKind

if TYPE_CHECKING:
    import datetime as dt

    from searchkit.index.relations.graph import Node

KIND_NAMES = {
    RelationKind.BASIS: "căn cứ",
    RelationKind.GUIDES: "hướng dẫn, quy định chi tiết",
    RelationKind.AMENDS: "sửa đổi, bổ sung",
    RelationKind.REPLACES: "thay thế",
    RelationKind.REPEALS: "bãi bỏ",
    RelationKind.ENDS: "làm hết hiệu lực",
    RelationKind.CORRECTS: "đính chính",
    RelationKind.CONSOLIDATES: "hợp nhất",
    RelationKind.SUSPENDS: "ngưng hiệu lực",
    RelationKind.RESUMES: "chấm dứt ngưng hiệu lực",
    RelationKind.EXTENDS: "gia hạn",
    RelationKind.ISSUED_WITH: "ban hành kèm theo",
    RelationKind.CITES: "dẫn chiếu",
}
"""What documents do, as people read it."""

DONE = {
    RelationKind.AMENDS: "đã được sửa đổi, bổ sung",
    RelationKind.REPLACES: "đã bị thay thế",
    RelationKind.REPEALS: "đã bị bãi bỏ",
    RelationKind.ENDS: "hết hiệu lực",
    RelationKind.SUSPENDS: "bị ngưng hiệu lực",
    RelationKind.CORRECTS: "đã được đính chính",
}
PHRASE_DONE = DONE | {
    RelationKind.REPLACES: "có cụm từ đã bị thay thế",
    RelationKind.REPEALS: "có cụm từ đã bị bãi bỏ",
}

HAPPENING = {
    RelationKind.AMENDS: "được sửa đổi, bổ sung",
    RelationKind.REPLACES: "bị thay thế",
    RelationKind.REPEALS: "bị bãi bỏ",
    RelationKind.ENDS: "hết hiệu lực",
    RelationKind.SUSPENDS: "bị ngưng hiệu lực",
    RelationKind.RESUMES: "có hiệu lực trở lại",
    RelationKind.CORRECTS: "được đính chính",
    RelationKind.EXTENDS: "được gia hạn",
    RelationKind.CONSOLIDATES: "được hợp nhất",
}
"""What happens to documents on a day."""


def name_of(node: Node) -> str:
    """Return how an act is called: its type and number, or its title."""
    metadata = node.document.metadata
    number = metadata.get("number", "")
    if not number:
        return node.document.title
    return " ".join(filter(None, [metadata.get("type", ""), "số", number]))


def shown_day(day: dt.date) -> str:
    """Return a day as people here write it: ``1/7/2025``."""
    return f"{day.day}/{day.month}/{day.year}"
