"""What a text says of itself, from the head and the foot: the metadata of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.letterhead.signature import read_signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.documents.letterhead.reader import Letterhead


def metadata_of(text: str, head: Letterhead, told: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a letterhead with those of the signature, and what else is ``told``.

    What the text says counts more; without a letterhead it says nothing.
    """
    if not head.fields:
        return dict(told)
    foot = read_signature(text[head.foot :])
    adopted = foot.pop("adopted", "")
    fields = {**told, **foot, **head.fields}
    if adopted:
        fields.setdefault("date", adopted)
    return fields
