"""Train the second stage on judged questions: ``searchkit/data/ranker.json``.

    python scripts/train_ranker.py --data FOLDER --indexes FOLDER [--folds] [--write] [--keep FILE]

FOLDER of --data holds, for each set (``ranker/examples.py``), a folder with ``queries.jsonl`` and
``qrels.txt``, and the corpora ``corpus.jsonl`` or ``corpus.jsonl.xz`` that they are judged against;
--indexes is where their indexes are, or are made. --folds measures by five folds, in which all
questions with an answer in common are together; --write trains on all and writes the model, the
same bytes for the same seeds and data. --keep keeps the features of all candidates in a file, for
the next run over the same data by the same code. LightGBM is needed: the dependency group
``train``.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from ranker.examples import SETS, Example, collect
from ranker.folds import measure_folds
from ranker.training import ROUNDS, SEEDS, Trained, train

import searchkit
from searchkit.search.ranking.boosted_trees import pack_trees
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.second_stage import PACKED

if TYPE_CHECKING:
    from collections.abc import Sequence

_MODEL = Path(searchkit.__file__).parent / "data" / "ranker.json"
_PREDICTIONS = (
    Path(__file__).parent.parent / "tests" / "search" / "ranking" / "lightgbm_predictions.json"
)


def main() -> None:
    """Measure or write, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--indexes", type=Path, required=True)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = kept_examples(options.data, options.indexes, options.keep)
    reached: dict[str, list[float]] = {}
    if options.folds:
        sets, kinds = measure_folds(examples)
        reached = sets.means()
        for figures in (sets, kinds):
            print(f"{'RR@10':<36}questions  first stage   both, in folds")
            counts = figures.counts()
            for name, (first, both) in figures.means().items():
                print(f"{name:<36}{counts[name]:>9}{first:>13.4f}{both:>17.4f}", flush=True)
    if options.write:
        write_model(train(examples), examples, reached)


def kept_examples(data: Path, indexes: Path, keep: Path | None) -> list[Example]:
    """Return the examples that a file has kept, or collect them, and keep them there."""
    if keep is not None and keep.exists():
        examples: list[Example] = pickle.loads(keep.read_bytes())
        return examples
    examples = collect(data, indexes)
    if keep is not None:
        keep.write_bytes(pickle.dumps(examples))
    return examples


def write_model(trained: Trained, examples: Sequence[Example], folds: Any) -> None:
    """Write the model with what it was made of, and some of LightGBM's own predictions."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    questions = {s.questions: len({e.question for e in examples if e.set == s}) for s in SETS}
    header = {
        "made_by": "scripts/train_ranker.py",
        "commit": commit,
        "questions": questions,
        "seeds": SEEDS,
        "rounds": ROUNDS,
        "rr10_first_stage_and_folds": folds,
        "features": list(FEATURES),
    }
    lines = [json.dumps(header, ensure_ascii=False)[:-1] + ', "trees": [']
    lines.append(",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trained.trees))
    text = "\n".join([*lines, "]}"]) + "\n"
    _MODEL.write_text(text, "utf-8")
    _MODEL.with_suffix(PACKED).write_bytes(pack_trees(text))
    sample = {
        "features": list(FEATURES),
        "rows": [[None if np.isnan(v) else v for v in row] for row in trained.rows.tolist()],
        "predictions": trained.predictions.tolist(),
    }
    _PREDICTIONS.write_text(json.dumps(sample) + "\n", "utf-8")


if __name__ == "__main__":
    main()
