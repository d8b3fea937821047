"""Measure each stage of the text layer beside pyvi, Unidecode and underthesea, on the same text.

    python scripts/bench_text.py --corpus ../shared/data/phapdien/corpus.jsonl.xz --megabytes 5

Speeds are in MB of UTF-8 per second of processor time, after one untimed text that loads models.
underthesea is measured where it is installed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
import unicodedata
import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unidecode import unidecode

from searchkit.text.analyzer import token_streams
from searchkit.text.segmentation.words import segment_words
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


class Speed(NamedTuple):
    """One line of the result; ``times``: how often as fast as the library that does the same."""

    stage: str
    megabytes_per_second: float
    times: float | None = None
    beside: str | None = None


def main() -> int:
    """Run the benchmark that the command line asks for."""
    options = _options()
    texts = list(_first(_texts(options.corpus), options.megabytes * 1e6))
    if not texts:
        print(f"bench_text: {options.corpus} holds no text", file=sys.stderr)
        return 1
    speeds = measure(texts)
    if options.json:
        print(json.dumps([speed._asdict() for speed in speeds], indent=2))
        return 0
    print(f"{_megabytes(texts):.2f} MB in {len(texts)} texts")
    for speed in speeds:
        beside = f"{speed.times:8.1f} x {speed.beside}" if speed.times else ""
        print(f"{speed.stage:32}{speed.megabytes_per_second:9.2f} MB/s{beside}")
    return 0


def measure(texts: list[str]) -> list[Speed]:
    """Return the speed of every stage on ``texts``, and of the other libraries."""
    decomposed = [unicodedata.normalize("NFD", text) for text in texts]
    others = {name: _speed(run, texts) for name, run in _other_libraries().items()}
    stages: list[tuple[str, Callable[[list[str]], object], list[str], str | None]] = [
        ("normalize", _each(normalize), texts, None),
        ("normalize (NFD)", _each(normalize), decomposed, None),
        ("normalize (NFD), offsets", _each(_mapped), decomposed, None),
        ("fold", _each(fold), texts, "Unidecode"),
        ("syllables", _each(syllables), texts, None),
        ("segment_words", segment_words, texts, "pyvi"),
        ("token_streams", token_streams, texts, None),
        ("raw text to streams", _raw_to_streams, texts, None),
    ]
    ours = [Speed(stage, _speed(run, given), None, beside) for stage, run, given, beside in stages]
    compared = [
        speed._replace(times=speed.megabytes_per_second / others[speed.beside])
        if speed.beside
        else speed
        for speed in ours
    ]
    return compared + [Speed(f"{name} (other)", speed) for name, speed in others.items()]


def _other_libraries() -> dict[str, Callable[[list[str]], object]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvi's own: old escapes, an old scikit-learn pickle
        from pyvi import ViTokenizer
    libraries = {"Unidecode": _each(unidecode), "pyvi": _each(ViTokenizer.tokenize)}
    if find_spec("underthesea"):
        libraries["underthesea"] = _each(import_module("underthesea").word_tokenize)
    return libraries


def _each(function: Callable[[str], object]) -> Callable[[list[str]], object]:
    def run(texts: list[str]) -> None:
        for text in texts:
            function(text)

    return run


def _mapped(text: str) -> tuple[int, int]:
    return normalize(text).span(0, 1)


def _raw_to_streams(texts: list[str]) -> object:
    return token_streams([str(normalize(text)) for text in texts])


def _speed(run: Callable[[list[str]], object], texts: list[str]) -> float:
    run(texts[:1])
    start = time.process_time()
    run(texts)
    return _megabytes(texts) / max(time.process_time() - start, 1e-6)


def _megabytes(texts: Iterable[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def _texts(corpus: Path) -> Iterator[str]:
    if corpus.is_dir():
        for path in sorted([*corpus.rglob("*.txt"), *corpus.rglob("*.md")]):
            yield path.read_text(encoding="utf-8", errors="replace")
        return
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"] or ""


def _first(texts: Iterable[str], size: float) -> Iterator[str]:
    for text in texts:
        if size <= 0:
            return
        size -= len(text.encode())
        yield text


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--corpus",
        type=Path,
        default=SEEDS,
        help="a folder of .txt and .md files, or a .jsonl or .jsonl.xz file with a key 'text'",
    )
    parser.add_argument("--megabytes", type=float, default=2.0, help="how much of it (UTF-8)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
