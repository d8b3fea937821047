"""Compare segment_words with pyvi itself on megabytes of text and on random characters.

    python scripts/check_pyvi.py ../shared/data/phapdien/corpus.jsonl.xz --megabytes 20

Prints the differing texts and both speeds; the exit code is 1 if any text differs.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.text.segmentation.words import segment_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PIECES = [
    *"aAbBđĐ \n\t.-_+@=:/,;()0123456789ếỆ>%'\"\x00\x1c\x85\xa0İßΣσςⅣǅ²٣\u0301\u200b€😀",
    *("Tp.", "ThS.", "...", "==>", "->", "http://", "a@b.c", "@b.c.d", "1.000", "12,5", "NQ/TW"),
    *(" bộ máy", " Bộ Máy", " tổ chức", " HỘI ĐỒNG nhân dân", " ủy ban", " hợp tác xã", " quyết"),
]


def main() -> int:
    """Run the comparison that the command line asks for."""
    options = _options()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvi's own: old escapes, an old scikit-learn pickle
        from pyvi import ViTokenizer
    generator = random.Random(options.seed)
    sets = {
        options.corpus.name: list(_articles(options.corpus, options.megabytes * 1_000_000)),
        "random characters": [_random_text(generator) for _ in range(options.random)],
    }
    differing = 0
    for name, texts in sets.items():
        ours, our_speed = _timed(segment_words, texts)
        pyvis, pyvi_speed = _timed(lambda texts: [ViTokenizer.tokenize(t) for t in texts], texts)
        different = [i for i, our in enumerate(ours) if our != pyvis[i]]
        differing += len(different)
        print(f"{name}: {len(texts)} texts, {len(different)} differ")
        faster = our_speed / pyvi_speed
        print(f"  searchkit {our_speed:.2f} MB/s, pyvi {pyvi_speed:.2f} MB/s: {faster:.1f} times")
        for i in different[:10]:
            print(f"  {texts[i]!r}\n    searchkit {ours[i]!r}\n    pyvi      {pyvis[i]!r}")
    return 1 if differing else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="a .jsonl or .jsonl.xz file with a key 'text'")
    parser.add_argument("--megabytes", type=int, default=20, help="how much of it (UTF-8)")
    parser.add_argument("--random", type=int, default=20_000, help="how many random texts")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _articles(corpus: Path, size: int) -> Iterator[str]:
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            if size <= 0:
                return
            text = json.loads(line)["text"] or ""
            size -= len(text.encode())
            yield text


def _random_text(generator: random.Random) -> str:
    return "".join(generator.choices(_PIECES, k=generator.randrange(40)))


def _timed(
    segment: Callable[[Iterable[str]], list[str]], texts: list[str]
) -> tuple[list[str], float]:
    """Return the segmented texts and the speed in MB of UTF-8 per second of processor time."""
    start = time.process_time()
    segmented = segment(texts)
    seconds = time.process_time() - start
    return segmented, sum(len(text.encode()) for text in texts) / 1e6 / max(seconds, 1e-9)


if __name__ == "__main__":
    sys.exit(main())
