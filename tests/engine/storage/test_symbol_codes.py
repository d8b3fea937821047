from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.engine import kernels
from searchkit.engine.storage.symbol_codes import SymbolDecoder, encoded, learned, table

pytestmark = pytest.mark.usefixtures("both_ways")

TITLES = [f"Về việc phê duyệt quy hoạch xã số {number}, huyện An Thượng" for number in range(300)]
DATA = np.frombuffer("\n".join(TITLES).encode(), np.uint8)


@pytest.fixture(scope="module")
def symbols() -> list[bytes]:
    return learned(DATA)


def parts_of(symbols: list[bytes], texts: list[bytes]) -> list[bytes]:
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    coded, coded_ends = encoded(symbols, np.frombuffer(b"".join(texts), np.uint8), ends)
    return [part.tobytes() for part in np.split(coded, coded_ends[:-1])]


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TITLES), st.text(max_size=9)), min_size=1, max_size=9))
@example(["", "Về", ""])
def test_each_part_can_be_read_without_the_others(symbols: list[bytes], texts: list[str]) -> None:
    parts = parts_of(symbols, [text.encode() for text in texts])
    decoder = SymbolDecoder(table(symbols))
    read = [decoder.decode(np.frombuffer(part, np.uint8)) for part in parts]
    assert [text.decode() for text in read] == texts


def test_what_is_alike_takes_a_fraction(symbols: list[bytes]) -> None:
    coded, _ = encoded(symbols, DATA, np.array([len(DATA)]))
    assert len(coded) < len(DATA) / 4


def test_bytes_that_no_symbol_has_are_kept(symbols: list[bytes]) -> None:
    every = bytes(range(256))
    (part,) = parts_of(symbols, [every])
    assert SymbolDecoder(table(symbols)).decode(np.frombuffer(part, np.uint8)) == every


def test_a_code_that_stands_for_nothing_is_an_error() -> None:
    for codes in ([7], [255]):
        with pytest.raises(ValueError, match="stands for nothing"):
            SymbolDecoder(table([b"a", b"b"])).decode(np.array(codes, np.uint8))


@pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")
def test_both_ways_learn_and_write_the_same(
    symbols: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [title.encode() for title in TITLES[:20]]
    ours = parts_of(symbols, texts)
    monkeypatch.setattr(kernels, "native", None)
    assert learned(DATA) == symbols
    assert parts_of(symbols, texts) == ours
