"""The engine works without the rest of the house, on an alphabet that nobody writes."""

from __future__ import annotations

import doctest
import itertools
import random
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from whoosh import index
from whoosh.fields import Schema

import searchkit.engine
from searchkit.engine import reader as lookup
from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.whoosh.field_types import StreamField
from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.query_tree import Or, Phrase, Term
from tests.engine.corpora import stream

if TYPE_CHECKING:
    from pathlib import Path

ALPHABET = "\U00010a00\u2c00\U0001f78c\ua500\u16a0\U000104b0"
"""Letters of scripts far apart, below and above U+FFFF, whose UTF-8 sorts as their code points."""

HOUSE = {"text", "documents", "index", "search", "backends", "library", "cli", "evaluation"}


def test_the_example_of_the_package_is_true() -> None:
    tried = doctest.testmod(searchkit.engine)
    assert tried.attempted > 10
    assert tried.failed == 0


def test_importing_all_of_it_imports_nothing_above_it() -> None:
    program = (
        "import importlib, pkgutil, sys, searchkit.engine as engine\n"
        "for module in pkgutil.walk_packages(engine.__path__, 'searchkit.engine.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*{name.split('.')[1] for name in sys.modules if name.startswith('searchkit.')})\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(ended.stdout.split())
    assert "engine" in loaded
    assert not loaded & HOUSE


@pytest.mark.parametrize("segments", [1, 3])
def test_words_of_an_invented_alphabet_are_found(tmp_path: Path, segments: int) -> None:
    dice = random.Random(11)
    words = ["".join(dice.choices(ALPHABET, k=dice.randint(1, 3))) for _ in range(40)]
    texts = [dice.choices(words, k=dice.randint(0, 30)) for _ in range(300)]
    ix = index.create_in(str(tmp_path), Schema(signs=StreamField(positions=True)))
    for part in range(segments):
        own = texts[part * 300 // segments : (part + 1) * 300 // segments]
        with IndexWriter(ix, memory=0) as writer:
            writer.add(DocumentBatch({"signs": stream(own)}, stored=[{}] * len(own)))
    with ix.reader() as reader:
        assert len(reader.leaf_readers()) == segments
        counted = Counter(word for text in texts for word in text)
        terms = lookup.term_counts(reader, "signs")
        assert dict(zip(terms.terms, terms.frequencies.tolist(), strict=True)) == counted
        assert terms.terms == sorted(counted)
        for word in words:
            found = lookup.postings(reader, "signs", word)
            holding = [number for number, text in enumerate(texts) if word in text]
            assert found.docnums.tolist() == holding
            assert found.frequencies.tolist() == [texts[n].count(word) for n in holding]
        for first, second in itertools.pairwise(words):
            phrase = executor.matching(reader, Phrase("signs", ((first,), (second,))))
            assert phrase.tolist() == [
                number
                for number, text in enumerate(texts)
                if (first, second) in itertools.pairwise(text)
            ]
        either = Or(tuple(Term("signs", word) for word in words[:5]))
        best = executor.search(reader, either, 300, similarity=BM25(1.2, 0.75))
        assert sorted(best.docnums.tolist()) == [
            number for number, text in enumerate(texts) if set(words[:5]) & set(text)
        ]
        assert (np.diff(best.scores) <= 0).all()
