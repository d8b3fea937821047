"""The fields of a record: what is one, what is metadata, and what is refused."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.record_fields import (
    LETTERHEAD,
    RESERVED,
    Kind,
    checked,
    field_key,
    kind_of,
    plain_fields,
    split_keys,
    with_dates,
)
from searchkit.errors import UsageError
from searchkit.search.query.language.fields import NAMES


@pytest.mark.parametrize("name", ["Hồ sơ", "ho_so", "hồ-sơ", "HO SO", "hoso"])
def test_a_name_is_one_however_it_is_written(name: str) -> None:
    assert field_key(name) == "hoso"


@pytest.mark.parametrize(
    ("value", "kept", "kind"),
    [
        pytest.param("HS-2025-17", "HS-2025-17", Kind.TEXT, id="text"),
        pytest.param(True, True, Kind.BOOLEAN, id="boolean"),
        pytest.param(12, 12, Kind.NUMBER, id="whole"),
        pytest.param(2.5, 2.5, Kind.NUMBER, id="float"),
        pytest.param(Decimal("2.50"), 2.5, Kind.NUMBER, id="decimal"),
        pytest.param(Decimal("1E+2"), 100, Kind.NUMBER, id="whole decimal"),
        pytest.param(Decimal("1E+30"), 1e30, Kind.NUMBER, id="large decimal"),
        pytest.param(np.int64(7), 7, Kind.NUMBER, id="numpy"),
        pytest.param(np.bool_(False), False, Kind.BOOLEAN, id="numpy boolean"),
        pytest.param(date(2025, 4, 25), date(2025, 4, 25), Kind.DATE, id="date"),
        pytest.param(["b", "a", "b"], ("b", "a"), Kind.TEXT, id="several"),
        pytest.param("nửa \ud800", "nửa \ufffd", Kind.TEXT, id="half a character"),
    ],
)
def test_a_value_is_kept_as_what_it_is(value: object, kept: object, kind: Kind) -> None:
    (found,) = checked({"ô": value}).values()
    assert found == kept
    assert type(found) is type(kept)
    assert kind_of(found) == kind


@pytest.mark.parametrize(
    "value", [None, "", "  ", math.nan, [], [None], np.float64("nan"), Decimal("sNaN")]
)
def test_what_has_no_value_is_left_out(value: object) -> None:
    assert checked({"ô": value}) == {}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({"số": "12"}, "means number already", id="letterhead"),
        pytest.param({"Tiêu đề": "a"}, "means something else already", id="reserved"),
        pytest.param({"--": "a"}, "has none", id="no letter"),
        pytest.param({"a" * 65: "a"}, "longer", id="long"),
        pytest.param({"hồ sơ": "a", "ho_so": "b"}, "are one field", id="twice"),
        pytest.param({7: "a"}, "is a text", id="no text"),
        pytest.param({"ô": {"a": 1}}, "of the type dict", id="object"),
        pytest.param({"ô": b"a"}, "of the type bytes", id="bytes"),
        pytest.param({"ô": [1, "a"]}, "of several kinds", id="several kinds"),
        pytest.param({"ô": [1, True]}, "of several kinds", id="boolean among numbers"),
        pytest.param({"ô": 1 << 63}, "beyond 64 bits", id="large"),
        pytest.param({"ô": math.inf}, "is no number", id="infinite"),
        pytest.param({"ô": Decimal("-Infinity")}, "is no number", id="infinite decimal"),
    ],
)
def test_what_can_be_no_field_is_refused(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        checked(fields)


def test_every_name_of_the_query_language_is_taken() -> None:
    written = [name for own in NAMES.values() for name in (own.vietnamese, own.english)]
    assert {field_key(name) for name in [*written, *NAMES, *LETTERHEAD]} <= RESERVED


def test_the_keys_of_a_record_are_metadata_or_fields() -> None:
    record = {
        "số": "48/NQ-HĐND",
        "date": "25/4/2025",
        "hồ sơ": "HS-17",
        "trang": 12,
        "trống": None,
        "nơi nhận": ["Sở Nội vụ", "UBND xã"],
        "năm": 2025,
        "phụ lục": {"a": 1},
        "lớn": 1 << 70,
    }
    metadata, fields = split_keys(record)
    assert metadata == {
        "number": "48/NQ-HĐND",
        "date": "2025-04-25",
        "năm": "2025",
        "phụ lục": '{"a": 1}',
        "lớn": str(1 << 70),
    }
    assert fields == {"hồ sơ": "HS-17", "trang": 12, "nơi nhận": ("Sở Nội vụ", "UBND xã")}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_any_record_has_metadata_and_fields(record: dict[str, object]) -> None:
    metadata, fields = split_keys(record)
    assert checked(fields) == fields
    assert all(isinstance(value, str) for value in metadata.values())
    json.dumps(plain_fields(fields), allow_nan=False)


def test_a_date_of_json_is_a_date_unless_its_field_holds_texts() -> None:
    fields = checked({"ký": "2025-04-25", "lúc": "2025-04-25T07:30:00Z", "mã": "2025-13-45"})
    assert with_dates(fields, {}) == {
        "ký": date(2025, 4, 25),
        "lúc": datetime(2025, 4, 25, 7, 30, tzinfo=UTC),
        "mã": "2025-13-45",
    }
    assert with_dates(fields, {"ky": Kind.TEXT})["ký"] == "2025-04-25"
    several = checked({"họp": ["2025-04-25", "chưa rõ"]})
    assert with_dates(several, {}) == several
