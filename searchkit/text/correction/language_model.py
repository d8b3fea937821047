"""The likeliest sequence of syllables, when each place offers several: a trigram model.

Probabilities are interpolated after Witten & Bell, *The zero-frequency problem* (IEEE Transactions
on Information Theory 37/4, 1991): triples lean on pairs, pairs on single syllables, as much as the
context is new. The search is a beam over all places from left to right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchkit.text.correction.ngrams import Ids, NgramCounts
    from searchkit.text.correction.syllable_counts import SyllableCounts

    Floats = NDArray[np.float64]

_BEAM = 32  # 8 finds the same best path on 1,500 legal phrases; the rest is for the other readings


class Choice(NamedTuple):
    """A syllable that may stand in a place, and the natural log of how likely it was meant."""

    syllable: str
    prior: float = 0.0


class Path(NamedTuple):
    """One syllable for each place; ``score`` is the natural log of model and priors together."""

    syllables: tuple[str, ...]
    score: float


def best_paths(
    places: Sequence[Sequence[Choice]], counts: SyllableCounts, *, pairs_only: bool = False
) -> list[Path]:
    """Return the likeliest paths through the places, best first, at most 32.

    Every place offers at least one choice. A syllable that the counts do not know is possible
    everywhere and unlikely. ``pairs_only`` leaves out the triples, of which counts hold some.
    """
    contexts = np.full((1, 2), -1, np.int64)
    scores = np.zeros(1)
    steps: list[tuple[Ids, Ids]] = []
    for choices in places:
        ids = counts.ids([choice.syllable for choice in choices])
        priors = np.array([choice.prior for choice in choices])
        odds = _after_one(contexts, ids, counts)
        if not pairs_only:
            odds = _interpolated(counts.triples, contexts, ids, odds)
        reached = scores[:, None] + np.log(odds) + priors
        origins, taken = np.divmod(_largest(reached.ravel()), len(choices))
        scores = reached[origins, taken]
        contexts = np.stack([contexts[origins, 1], ids[taken]], axis=1)
        steps.append((origins, taken))
    return [
        Path(_trace(places, steps, end), float(score)) for end, score in enumerate(scores.tolist())
    ]


def _largest(scores: Floats) -> Ids:
    """Return where the ``_BEAM`` largest scores are, largest first, ties in their order."""
    if len(scores) > _BEAM:
        kept = np.sort(np.argpartition(-scores, _BEAM - 1)[:_BEAM])
        return kept[np.argsort(-scores[kept], kind="stable")]
    return np.argsort(-scores, kind="stable")


def _trace(
    places: Sequence[Sequence[Choice]], steps: list[tuple[Ids, Ids]], end: int
) -> tuple[str, ...]:
    path = []
    for choices, (origins, taken) in zip(reversed(places), reversed(steps), strict=True):
        path.append(choices[int(taken[end])].syllable)
        end = int(origins[end])
    return tuple(reversed(path))


def _after_one(contexts: Ids, ids: Ids, counts: SyllableCounts) -> Floats:
    """Return the probability (m, k) of each of k ids after the last id of each of m contexts."""
    known = np.where(ids >= 0, counts.frequencies[ids], 0) if counts.total else np.zeros(len(ids))
    single = (known + 0.5) / (counts.total + 0.5 * len(counts.terms) + 1)
    return _interpolated(counts.pairs, contexts[:, 1:], ids, single[None, :])


def _interpolated(ngrams: NgramCounts, contexts: Ids, ids: Ids, lower: Floats) -> Floats:
    tokens, types = ngrams.continuations(contexts)
    seen = ngrams.lookup(contexts, ids)
    weight = np.maximum(tokens + types, 1)[:, None]
    mixed = (seen + types[:, None] * lower) / weight
    return np.where((types > 0)[:, None], mixed, lower)
