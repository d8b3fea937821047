"""Real texts that a person marked before there was any code; those kept aside among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import load_script

if TYPE_CHECKING:
    from pathlib import Path

measure_relations = load_script("measure_relations")

PRECISION, RECALL = 0.97, 0.85
FEWEST = 34
"""Marks of a kind; of fewer, one fault alone is more than .03."""


@pytest.mark.parametrize(
    ("split", "least"),
    [
        ("sentences", 1),
        ("further", 1),
        ("more", 0.94),
        ("kinds", 0.98),
        ("freest", 0.9),
        ("last", 0.97),
        ("rare", 0.97),
        ("again", 0.97),
    ],
)
def test_what_was_written_of_rare_kinds_is_read(split: str, least: float) -> None:
    figures = measure_relations.measure(split, misses=True)
    right, read, marked = map(sum, zip(*figures.values(), strict=True))
    assert min(right / read, right / marked) >= least


@pytest.mark.parametrize(
    "split", ["dev", "held", "later", "third", "fifth", "sixth", "seventh", "eighth", "ninth"]
)
def test_marked_relations_are_read(shared: Path, split: str) -> None:
    figures = measure_relations.measure(split, misses=False)
    right, read, marked = map(sum, zip(*figures.values(), strict=True))
    assert right / read >= PRECISION
    assert right / marked >= RECALL
    for kind, (own, said, asked) in figures.items():
        if asked >= FEWEST:
            assert own / said >= PRECISION, kind
            assert own / asked >= RECALL, kind


def test_a_mark_agrees_with_what_was_read_in_its_words_alone() -> None:
    said = measure_relations.Said
    agrees = measure_relations.agrees
    assert agrees("replaces @self > 5/2020/nd-cp", said("replaces", "@self > 5/2020/nd-cp"))
    assert agrees("amends|replaces * > @luật giá", said("replaces", "x > @luat gia 2012"))
    assert not agrees("replaces @self > 5/2020/nd-cp", said("repeals", "@self > 5/2020/nd-cp"))
    assert not agrees("replaces @self > 5/2020/nd-cp", said("replaces", "@self > 5/2021/nd-cp"))
    assert agrees("effect sign+45d", said("effect", "signing+45d"))
    assert not agrees("effect 2020-01-01", said("effect", "except 2020-01-01"))
