"""Measure diacritics put back, keystrokes decoded and spelling corrected on unseen phrases.

    python -m scripts.measure_suggestions --corpus ../shared/data/phapdien/corpus.jsonl.xz

Every tenth text is held out; the others are counted as an index counts them. A phrase is 3 to 10
syllables between two punctuation marks of a held-out text, or of the text file ``--phrases``, which
shows how far the counts carry outside their domain. Run it from the root of the repository.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import unicodedata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text.analyzer import token_streams
from searchkit.text.correction.diacritics import restore_diacritics
from searchkit.text.correction.keystrokes import decode_keystrokes
from searchkit.text.correction.spelling import correct_spelling
from searchkit.text.correction.syllable_counts import SyllableCounts
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import TONES, compose, split_syllable
from tests.text.keystroke_encoder import HABITS, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HELD_OUT = 10  # one text in so many
BATCH = 2000
RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){2,}")
LONGEST = 10


def main() -> None:
    """Print all figures for the corpus that the command line names."""
    options = _options()
    counts = _counts(text for i, text in _texts(options) if i % HELD_OUT)
    print(f"{counts.total} syllables, {len(counts.pairs)} pairs, {len(counts.triples)} triples")
    if options.phrases:
        held = [str(normalize(options.phrases.read_text(encoding="utf-8"))).lower()]
    else:
        held = [text for i, text in _texts(options) if not i % HELD_OUT]
    rng = random.Random(options.seed)
    phrases = _phrases(held, options.number, rng)
    _measure_restoration(phrases, counts)
    _measure_keystrokes(phrases, counts)
    _measure_spelling(phrases, counts, rng)


def _measure_restoration(phrases: list[str], counts: SyllableCounts) -> None:
    first = among = 0
    for phrase in phrases:
        readings = [reading.text for reading in restore_diacritics(fold(phrase), counts)]
        first += phrase in (readings or [fold(phrase)])[:1]
        among += phrase in readings
    _print("diacritics back: phrase exact", first, len(phrases))
    _print("diacritics back: among the first five", among, len(phrases))


def _measure_keystrokes(phrases: list[str], counts: SyllableCounts) -> None:
    wrong = sum(decode_keystrokes(fold(phrase), counts) is not None for phrase in phrases)
    _print("keystrokes: seen in unaccented phrases", wrong, len(phrases))
    marked = [phrase for phrase in phrases if fold(phrase) != phrase]
    for method in ("telex", "vni"):
        for habit in HABITS:
            decoded = (decode_keystrokes(typed(phrase, method, habit), counts) for phrase in marked)
            right = sum(d is not None and d.text == p for d, p in zip(decoded, marked, strict=True))
            _print(f"keystrokes: {method}, {habit}: phrase exact", right, len(marked))


def _measure_spelling(phrases: list[str], counts: SyllableCounts, rng: random.Random) -> None:
    clean = sum(bool(correct_spelling(phrase, counts)) for phrase in phrases)
    _print("spelling: clean phrases changed", clean, len(phrases))
    for name, misspell in MISSPELLINGS.items():
        pairs = [(_misspelt(phrase, misspell, rng), phrase) for phrase in phrases]
        wrong = [(text, meant) for text, meant in pairs if text != meant]
        right = sum(_corrected(text, counts) == meant for text, meant in wrong)
        _print(f"spelling: {name}: phrase repaired", right, len(wrong))


def _misspelt(
    phrase: str, misspell: Callable[[str, random.Random], str], rng: random.Random
) -> str:
    """Misspell one syllable of a phrase, one at which that can be done."""
    syllables = phrase.split()
    for place in rng.sample(range(len(syllables)), len(syllables)):
        changed = misspell(syllables[place], rng)
        if changed != syllables[place]:
            return " ".join([*syllables[:place], changed, *syllables[place + 1 :]])
    return phrase


def _without(marks: str) -> Callable[[str, random.Random], str]:
    def misspell(syllable: str, _: random.Random) -> str:
        decomposed = unicodedata.normalize("NFD", syllable)
        return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in marks))

    return misspell


def _another_tone(syllable: str, rng: random.Random) -> str:
    parts = split_syllable(syllable)
    if parts is None:
        return syllable
    spellings = (compose(parts.onset, parts.rhyme, tone) for tone in TONES if tone != parts.tone)
    return rng.choice([spelling for spelling in spellings if spelling] or [syllable])


def _swapped(syllable: str, rng: random.Random) -> str:
    if len(syllable) < 3:
        return syllable
    at = rng.randrange(len(syllable) - 1)
    return syllable[:at] + syllable[at + 1] + syllable[at] + syllable[at + 2 :]


MISSPELLINGS = {
    "a tone lost": _without("".join(TONES)),
    "vowel marks lost": _without("\u0302\u0306\u031b"),
    "another tone": _another_tone,
    "two letters swapped": _swapped,
}


def _corrected(text: str, counts: SyllableCounts) -> str:
    for correction in reversed(correct_spelling(text, counts)):
        text = text[: correction.start] + correction.replacement + text[correction.end :]
    return text


def _counts(texts: Iterable[str]) -> SyllableCounts:
    parts, rest = [], iter(texts)
    while batch := list(islice(rest, BATCH)):
        stream = token_streams(batch)["text"]
        tokens, lengths = stream.tokens.astype(np.int64), stream.lengths.astype(np.int64)
        parts.append(SyllableCounts.from_tokens(stream.terms, tokens, lengths))
    return SyllableCounts.merge(parts).pruned()


def _phrases(texts: list[str], number: int, rng: random.Random) -> list[str]:
    runs = [run.split() for text in texts for run in RUN.findall(text)]
    phrases = []
    for run in rng.choices(runs, k=number):
        size = rng.randint(3, min(LONGEST, len(run)))
        start = rng.randrange(len(run) - size + 1)
        phrases.append(" ".join(run[start : start + size]))
    return phrases


def _print(what: str, part: int, whole: int) -> None:
    print(f"{what:58}{part:6} of {whole:6} {part / max(whole, 1):8.4f}", flush=True)


def _texts(options: argparse.Namespace) -> Iterator[tuple[int, str]]:
    opened = lzma.open if options.corpus.suffix == ".xz" else open
    with opened(options.corpus, "rt", encoding="utf-8") as lines:
        for i, line in enumerate(islice(lines, options.texts)):
            yield i, str(normalize(json.loads(line)["text"] or "")).lower()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="JSON lines with a key 'text'")
    parser.add_argument("--texts", type=int, help="read so many of its texts (default: all)")
    parser.add_argument("--phrases", type=Path, help="a text file of another domain to test on")
    parser.add_argument("--number", type=int, default=3000, help="how many phrases")
    parser.add_argument("--seed", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
