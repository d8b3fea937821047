"""Questions lose the diacritics that people leave out, and nothing else."""

from __future__ import annotations

import pytest

from searchkit.evaluation.typing import half_accented, without_diacritics


@pytest.mark.parametrize(
    ("text", "half", "none"),
    [
        ("Đường bộ ở xã nào", "Đường bo ở xa nào", "Duong bo o xa nao"),
        ("theo Luật cho vay", "theo Luật cho vay", "theo Luat cho vay"),
        ("xe 16 chỗ (mới)", "xe 16 chỗ (moi)", "xe 16 cho (moi)"),
        ("", "", ""),
    ],
)
def test_a_question_is_typed_with_fewer_diacritics(text: str, half: str, none: str) -> None:
    assert half_accented(text) == half
    assert without_diacritics(text) == none
    assert without_diacritics(half) == none
