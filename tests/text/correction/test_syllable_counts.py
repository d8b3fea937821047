"""What an index knows of its syllables: counted, merged, stored, read back."""

from __future__ import annotations

import numpy as np

from searchkit.text.correction.syllable_counts import SyllableCounts
from tests.text.small_counts import SENTENCES, counts_of, small_counts


def test_syllables_are_counted_and_numbers_are_not() -> None:
    counts = counts_of(["nghị quyết số 18", "nghị định 30"])
    assert counts.count("nghị") == 2
    assert counts.count("18") == 0
    assert counts.total == 5
    assert "định" in counts
    assert "30" not in counts


def test_readings_come_most_frequent_first() -> None:
    assert counts_of(["chó chờ", "chó chở", "chở chó"]).readings("cho") == ["chó", "chở", "chờ"]
    assert small_counts().readings("xyz") == []


def test_ids_of_unknown_syllables_are_negative() -> None:
    counts = small_counts()
    known, unknown = counts.ids(["nghị", "nghỉu"])
    assert counts.terms[known] == "nghị"
    assert unknown == -1


def follows(counts: SyllableCounts, *syllables: str) -> int:
    ids = counts.ids(syllables)
    ngrams = counts.pairs if len(ids) == 2 else counts.triples
    return int(ngrams.lookup(ids[None, :-1], ids[-1:])[0, 0])


def test_pairs_and_triples_end_with_their_passage() -> None:
    counts = counts_of(["hội đồng nhân dân", "nhân dân xã", "dân xã"])
    assert follows(counts, "nhân", "dân") == 2
    assert follows(counts, "dân", "nhân") == 0
    assert follows(counts, "nhân", "dân", "xã") == 1


def test_a_number_between_two_syllables_parts_them() -> None:
    assert follows(counts_of(["điều 5 khoản"]), "điều", "khoản") == 0


def test_merging_segments_is_counting_all_at_once() -> None:
    lines = SENTENCES.splitlines()
    merged = SyllableCounts.merge(
        [counts_of(lines[:7]), counts_of(lines[7:8]), counts_of(lines[8:])]
    )
    whole = counts_of(lines)
    assert list(merged.terms) == sorted(whole.terms)
    assert {t: merged.count(t) for t in merged.terms} == {t: whole.count(t) for t in whole.terms}
    assert follows(merged, "ủy", "ban", "nhân") == follows(whole, "ủy", "ban", "nhân") > 5
    assert len(merged.pairs) == len(whole.pairs)
    assert len(merged.triples) == len(whole.triples)


def test_merging_nothing_is_empty() -> None:
    assert SyllableCounts.merge([]).total == SyllableCounts.empty().total == 0


def test_pruning_bounds_what_is_stored() -> None:
    pruned = small_counts().pruned(max_pairs=20, max_triples=10)
    assert len(pruned.pairs) <= 20
    assert 0 < len(pruned.triples) <= 10
    assert pruned.triples.counts.min() >= 2
    assert len(small_counts().pruned().triples) == len(small_counts().triples)
    assert pruned.count("nghị") == small_counts().count("nghị")


def test_arrays_bring_the_counts_back() -> None:
    arrays = small_counts().to_arrays()
    assert all(array.dtype != np.object_ for array in arrays.values())
    again = SyllableCounts.from_arrays(arrays)
    assert list(again.terms) == list(small_counts().terms)
    assert again.count("quyết") == small_counts().count("quyết")
    assert follows(again, "nghị", "quyết") == follows(small_counts(), "nghị", "quyết") > 3


def test_arrays_of_no_text_are_no_text() -> None:
    assert SyllableCounts.from_arrays(SyllableCounts.empty().to_arrays()).total == 0


def test_neighbours_are_those_that_the_index_has_side_by_side() -> None:
    counts = counts_of(["ủy ban nhân dân", "chó"])
    assert counts.neighbours(["ủy", "ban", "chó", "dân"]) == [True, True, False, False]
    assert counts.neighbours(["chó"]) == [False]
    assert counts.neighbours([]) == []
