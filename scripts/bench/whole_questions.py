"""What a whole question takes, with the second stage and by the first alone, in one run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

import searchkit
from searchkit import RankingSettings
from searchkit.evaluation.judgements import read_queries

if TYPE_CHECKING:
    from pathlib import Path


def compare_stages(corpus: Path, questions: Path, work: Path, passes: int) -> str:
    """Return, as a line, the processor times of both and their ratio, the best of several passes.

    Each question is searched as a person does, hits with snippets and all, in both ways one after
    the other. A question's ratio is that of its own two times; the index is made in ``work`` unless
    it is there.
    """
    folder = work / "questions"
    if not folder.exists():
        with searchkit.open_index(folder, create=True) as index:
            index.add([corpus])
    texts = [text for _, text in read_queries(questions)]
    best = np.full((2, len(texts)), np.inf)
    with (
        searchkit.open_index(folder, settings=RankingSettings(reranked=0)) as first,
        searchkit.open_index(folder) as both,
    ):
        for _ in range(passes):
            for number, text in enumerate(texts):
                for row, index in enumerate((first, both)):
                    started = time.process_time()
                    index.search(text)
                    took = (time.process_time() - started) * 1000
                    best[row, number] = min(best[row, number], took)
    (first50, first99), (both50, both99) = (np.percentile(row, [50, 99]) for row in best)
    own50, own99 = np.percentile(best[1] / best[0], [50, 99])
    return (
        f"question: first stage p50 {first50:.2f} p99 {first99:.2f} ms, both p50 {both50:.2f} "
        f"p99 {both99:.2f} ms; ratio of p50 {both50 / first50:.2f}, of p99 {both99 / first99:.2f}; "
        f"question by question p50 {own50:.2f}, p99 {own99:.2f}"
    )
