from __future__ import annotations

import pytest

from searchkit import UsageError
from searchkit.asking.named_values import named_values


def test_values_of_a_field_that_is_named_again_are_together() -> None:
    given = ["ho-so=HS-17", "trang=10..20", " ho-so =a=b", "mat="]
    expected = {"ho-so": ["HS-17", "a=b"], "trang": ["10..20"], "mat": [""]}
    assert named_values("--where", given) == expected


@pytest.mark.parametrize("pair", ["trang", "=12", " =12", ""])
def test_what_has_no_name_or_value_is_refused(pair: str) -> None:
    with pytest.raises(UsageError, match=f'--where "{pair}" has no "="'):
        named_values("--where", [pair])
