from __future__ import annotations

import pickle
import shutil
import struct
from pathlib import Path

import pytest

from searchkit.errors import SearchkitError
from searchkit.text.segmentation import pyvi_model
from searchkit.text.segmentation.pyvi_files import models_folder
from searchkit.text.segmentation.pyvi_model import load_pyvi_model

MODELS = models_folder() or Path()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of pyvi's folder of models, to be damaged."""
    for name in ("pyvi3.pkl", "words.txt"):
        shutil.copy(MODELS / name, tmp_path)
    return tmp_path


def crfsuite_model(folder: Path) -> bytes:
    return pyvi_model._crfsuite_bytes((folder / "pyvi3.pkl").read_bytes())


def test_the_installed_model_is_read() -> None:
    model = load_pyvi_model()
    assert len(model.weights) == 6335
    assert model.transitions.shape == (2, 2)
    assert "hành chính" in model.words
    # A pair of the word list: its first syllable begins a word, its second is inside.
    assert model.weights["-1:word.bi_gram()"] < 0 < model.weights["+1:word.bi_gram()"]


def test_a_model_kept_as_bytes_is_read_too(models: Path) -> None:
    """A newer pickle protocol keeps bytes as bytes."""
    data = crfsuite_model(models)
    (models / "pyvi3.pkl").write_bytes(pickle.dumps({"model": data}, protocol=5))
    assert load_pyvi_model(models).weights == load_pyvi_model().weights


def test_nothing_of_the_pickle_is_executed(models: Path, tmp_path: Path) -> None:
    witness = tmp_path / "executed"

    class Attack:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (witness,))

    data = crfsuite_model(models)
    (models / "pyvi3.pkl").write_bytes(pickle.dumps([Attack(), data]))
    load_pyvi_model(models)
    assert not witness.exists()


def damaged(data: bytes) -> dict[str, bytes]:
    """Ways in which a CRFsuite model can be wrong."""
    size, labels_at, attributes_at = (
        struct.unpack_from("<I", data, offset)[0] for offset in (4, 32, 36)
    )
    features_at = struct.unpack_from("<I", data, 28)[0]
    assert size == len(data)
    return {
        "cut off": data[: size // 2],
        "only a header": data[:20],
        "other version": data[:12] + struct.pack("<I", 101) + data[16:],
        "other labels": data.replace(b"I_W\0", b"O_W\0"),
        "features elsewhere": data[:28] + struct.pack("<I", size - 4) + data[32:],
        "labels elsewhere": data[:32] + struct.pack("<I", attributes_at) + data[36:],
        "no string table": data[:32] + struct.pack("<I", labels_at + 4) + data[36:],
        "foreign attribute": data[: features_at + 16] + b"\xff" * 4 + data[features_at + 20 :],
    }


@pytest.mark.parametrize("damage", damaged(crfsuite_model(MODELS)))
def test_a_damaged_model_is_a_clear_error(models: Path, damage: str) -> None:
    data = damaged(crfsuite_model(models))[damage]
    (models / "pyvi3.pkl").write_bytes(pickle.dumps(data))
    with pytest.raises(SearchkitError, match="pip install --force-reinstall pyvi"):
        load_pyvi_model(models)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x80", id="one byte"),
        pytest.param(b"not a pickle", id="text"),
        pytest.param(pickle.dumps({"no": "model"}), id="no model inside"),
    ],
)
def test_a_file_that_is_no_model_is_a_clear_error(models: Path, content: bytes) -> None:
    (models / "pyvi3.pkl").write_bytes(content)
    with pytest.raises(SearchkitError, match=r"pyvi.*cannot be read"):
        load_pyvi_model(models)


def test_a_missing_word_list_is_a_clear_error(models: Path) -> None:
    (models / "words.txt").unlink()
    with pytest.raises(SearchkitError, match=r"words\.txt"):
        load_pyvi_model(models)
