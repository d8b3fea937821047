"""What the analysis of texts hands to the engine; neither knows more of the other than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of one field in a batch of texts, as columns of numbers.

    ``terms``: the distinct terms of the batch, in any order. ``tokens``: places in ``terms``, one
    text after the other. ``lengths``, shape (texts,): how many tokens each text has.
    """

    terms: list[str]
    tokens: NDArray[np.int32]
    lengths: NDArray[np.int32]
