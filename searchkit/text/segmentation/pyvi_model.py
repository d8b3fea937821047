"""Read pyvi's own model and word list, without importing pyvi (and so scikit-learn) or unpickling.

pyvi (https://github.com/trungtv/pyvi, MIT) ships a pickled scikit-learn estimator in which lies a
model file of CRFsuite (N. Okazaki, http://www.chokkan.org/software/crfsuite/). The pickle is only
scanned for that one string: nothing of it is executed, no class is looked up, nothing is imported.
The layout of the CRFsuite file ("lCRF" header, "FEAT" records, "CQDB" string tables) follows
``lib/crf/src/crf1d_model.c`` and ``lib/cqdb/src/cqdb.c`` of CRFsuite 0.12.
"""

from __future__ import annotations

import pickletools
import struct
from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import dataclass
from searchkit.errors import SearchkitError
from searchkit.text.segmentation.pyvi_files import MODEL, WORDS, models_folder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_STATE, _TRANSITION = 0, 1
_LABELS = ["B_W", "I_W"]  # the syllable begins a word, the syllable is inside one
_CQDB_HEADER = struct.Struct("<4sIIIII")
_CQDB_BYTE_ORDER = 0x62445371


@dataclass(frozen=True, slots=True)
class PyviModel:
    """What pyvi's segmenter has learnt.

    ``weights``: attribute name ("word.lower():bộ") to its weight for *begins a word* minus its
    weight for *inside a word*. ``transitions``: 2 x 2, from label (begin, inside) to label.
    ``words``: the word list as pyvi reads it, one entry of one or more syllables each.
    """

    weights: dict[str, float]
    transitions: NDArray[np.float64]
    words: list[str]


def load_pyvi_model(folder: Path | None = None) -> PyviModel:
    """Load pyvi's model from ``folder`` (default: ``models`` of the installed pyvi).

    Raises SearchkitError when pyvi is not installed, or when its files are damaged or of a version
    whose format is not the one described above.
    """
    folder = folder or models_folder()
    if folder is None:
        raise SearchkitError("pyvi is not installed; install it with: pip install pyvi==0.1.1")
    model, words = folder / MODEL, folder / WORDS
    try:
        weights, transitions = _parse_crfsuite(_crfsuite_bytes(model.read_bytes()))
        lexicon = words.read_bytes().decode("utf-8").split("\n")
    except (OSError, ValueError, struct.error) as error:
        raise SearchkitError(
            f"the model of pyvi in {folder} cannot be read: {error}; "
            "install it anew with: pip install --force-reinstall pyvi==0.1.1"
        ) from error
    return PyviModel(weights, transitions, lexicon)


def _crfsuite_bytes(pickled: bytes) -> bytes:
    """Return the CRFsuite file inside the pickle; a pickle of protocol 2 keeps bytes as Latin-1."""
    for _, argument, _ in pickletools.genops(pickled):
        if isinstance(argument, str) and argument.startswith("lCRF"):
            return argument.encode("latin-1")
        if isinstance(argument, bytes) and argument.startswith(b"lCRF"):
            return argument
    raise ValueError("no CRFsuite model inside pyvi3.pkl")


def _parse_crfsuite(data: bytes) -> tuple[dict[str, float], NDArray[np.float64]]:
    magic, size, kind, version, _, _, _, features_at, labels_at, attributes_at, _, _ = (
        _HEADER.unpack_from(data)
    )
    if (magic, kind, version) != (b"lCRF", b"FOMC", 100) or size != len(data):
        raise ValueError("not a complete CRFsuite model of version 100")
    if _strings(data, labels_at) != _LABELS:
        raise ValueError(f"the model's labels are not {_LABELS}")
    attributes = _strings(data, attributes_at)
    features = _features(data, features_at)
    state = features[features["kind"] == _STATE]
    transition = features[features["kind"] == _TRANSITION]
    if (len(state) and state["source"].max() >= len(attributes)) or features["target"].max() > 1:
        raise ValueError("a feature names an attribute or a label that the model does not have")
    sign = 1.0 - 2.0 * state["target"]
    weights = np.bincount(state["source"], sign * state["weight"], len(attributes))
    transitions = np.zeros((2, 2))
    transitions[transition["source"], transition["target"]] = transition["weight"]
    return dict(zip(attributes, weights.tolist(), strict=True)), transitions


def _features(data: bytes, start: int) -> NDArray[np.void]:
    chunk, _, count = struct.unpack_from("<4sII", data, start)
    if chunk != b"FEAT" or not count:
        raise ValueError("the model has no features")
    return np.frombuffer(data, _FEATURE, count, start + 12)


def _strings(data: bytes, start: int) -> list[str]:
    """Return the strings of a CQDB table in the order of their numbers."""
    chunk, _, _, order, count, index = _CQDB_HEADER.unpack_from(data, start)
    if chunk != b"CQDB" or order != _CQDB_BYTE_ORDER:
        raise ValueError("a string table of the model is damaged")
    strings = []
    for offset in struct.unpack_from(f"<{count}I", data, start + index):
        _, length = struct.unpack_from("<II", data, start + offset)
        first = start + offset + 8
        strings.append(data[first : first + length - 1].decode("utf-8"))
    return strings
