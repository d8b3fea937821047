from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.segmentation.lexicon import Lexicon

SYLLABLE = st.sampled_from(["a", "b", "c", "d", "e"])
ENTRIES = st.lists(st.lists(SYLLABLE, min_size=1, max_size=6).map(" ".join), max_size=12)


@given(ENTRIES, st.lists(SYLLABLE | st.just("x"), max_size=15))
def test_every_entry_is_found_wherever_it_stands(entries: list[str], text: list[str]) -> None:
    lexicon = Lexicon(entries)
    found = lexicon.ngrams(np.array([lexicon.number(syllable) for syllable in text], np.int64))
    for length in (2, 3, 4):
        assert found[length].tolist() == [
            start
            for start in range(len(text) - length + 1)
            if " ".join(text[start : start + length]) in entries
        ]
