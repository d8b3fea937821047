from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.text.spelling.folded_words import accented_words, folded_words
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.pieces import spelled
from searchkit.text.spelling.syllables import fold_term, syllable_terms
from tests.text.strategies import texts

_PIECES = st.sampled_from(
    [
        *("Uỷ", "hoà", "30/2020/NÐ-CP", "1.500,5", "H'Niê", "T.Ư", "A", "Q", "U", "Y", "Ế", "T"),
        *("\u200b", "\u200bB", "\u00a0", "a\u00a0B", "\r\n", "\n", "", "½", "5", "\u0301"),
    ]
)


@given(st.lists(_PIECES, max_size=10).map(" ".join) | texts)
@example("Q U Y Ế T  Đ Ị N H")
@example("A\u00a0B C D")
@settings(max_examples=200, deadline=None)
def test_a_text_is_spelled_and_cut_by_its_pieces_as_a_whole(text: str) -> None:
    whole = normalize(text).text
    assert spelled(text) == whole
    words = [word for piece in whole.split(" ") for word in syllable_terms(piece)]
    assert accented_words(text) == words
    assert folded_words(text) == tuple(map(fold_term, words))
