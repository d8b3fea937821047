from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import warnings
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text import kernels
from searchkit.text.segmentation.chunks import thread_chunks
from searchkit.text.segmentation.words import segment_words, word_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("both_ways")

TEXTS = [
    pytest.param("Ban Chấp hành Đảng bộ tỉnh ban hành nghị quyết về tinh gọn bộ máy.", id="prose"),
    pytest.param("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN\nSỞ NỘI VỤ", id="capitals"),
    pytest.param("Hội Đồng Nhân Dân Thành Phố đã Họp phiên Bất thường", id="title case"),
    pytest.param("Số: 1234/QĐ-UBND ngày 05/3/2025; theo 18-NQ/TW và 15/2025/QH15", id="numbers"),
    pytest.param("Kinh phí 1.250.000,50 đồng, tăng 12,5% so với 1_000 đồng", id="amounts"),
    pytest.param("Gửi về noivu.bk@backan.gov.vn hoặc http://www.backan.gov.vn/a?b=c (d)", id="web"),
    pytest.param("TP. Hồ Chí Minh, Tp. Huế, ThS. Lan, Mr. An, Dr. Bình, T.Ư, A.B.", id="dots"),
    pytest.param("Họ và tên: .......... Chức vụ: ______ Ký tên -----", id="form"),
    pytest.param("a ==> b -> c >> d ... e.... f", id="arrows"),
    pytest.param("dòng một\n\n\tdòng hai\r\nsắp xếp\xa0tổ chức\x0bđơn vị", id="spaces"),
    pytest.param("to chuc lai bo may hanh chinh nha nuoc", id="bare"),
    pytest.param("Nghị quyết về sắp xếp".encode().decode("latin-1"), id="mojibake"),
    pytest.param("e\u0302\u0301 hợp ta\u0301c xa\u0303", id="decomposed"),
    pytest.param("...x@y.vn ..x@y.vn A.x@y.vn x@y.vn@z.vn @y.vn 1,x@y.vn x@y x@.y", id="e-mails"),
    pytest.param("ΟΔΟΣ ΟΔΟΣ. İstanbul ß Ǆ ⅷ ² ٣ 北京 😀 \u200b", id="foreign"),
    pytest.param("bộ\x00máy \x00 http://a\x00b", id="null"),
    pytest.param("", id="empty"),
    pytest.param(" \t\n ", id="blank"),
    pytest.param("\t\xa0 \x1f", id="nothing"),
]

PIECES = st.sampled_from(
    [
        *"aAđĐ \n\t.-_+@=:/,;()09ếỆ>%'\x00\x1c\x85\xa0İßΣς²٣\u0301\u200b😀",
        *(
            "Tp.",
            "ThS.",
            "...",
            "==>",
            "->",
            "http://",
            "a@b.c",
            "@b.c.d",
            "1.000",
            "12,5",
            "NQ/TW",
        ),
        *(" bộ máy", " Bộ Máy", " tổ chức", " HỘI ĐỒNG", " nhân dân", " ủy ban", " hợp tác xã"),
    ]
)
MIXED = st.lists(PIECES, max_size=30).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def pyvi_tokenize() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvi's own: old escapes, an old scikit-learn pickle
        from pyvi import ViTokenizer
    tokenize: Callable[[str], str] = ViTokenizer.tokenize
    return tokenize


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_pyvi(text: str, pyvi_tokenize: Callable[[str], str]) -> None:
    assert segment_words([text]) == [pyvi_tokenize(text)]


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(MIXED | ANY, min_size=1, max_size=6))
def test_words_are_those_of_pyvi_on_any_text(
    texts: list[str], pyvi_tokenize: Callable[[str], str]
) -> None:
    assert segment_words(texts) == [pyvi_tokenize(text) for text in texts]


def test_words_are_those_of_pyvi_on_laws(shared: Path, pyvi_tokenize: Callable[[str], str]) -> None:
    with (shared / "data/alqac2024/corpus.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 0, None, 18)]
    assert len(texts) > 100
    assert segment_words(texts) == [pyvi_tokenize(text) for text in texts]


def test_the_words_of_a_sentence() -> None:
    assert segment_words(["Nghị quyết về tinh gọn bộ máy, sắp xếp tổ chức."]) == [
        "Nghị_quyết về tinh_gọn bộ_máy , sắp_xếp tổ_chức ."
    ]


def test_no_texts_have_no_words() -> None:
    assert segment_words([]) == []
    assert segment_words(iter([])) == []


def test_a_text_does_not_depend_on_its_neighbours() -> None:
    texts = ["hợp tác", "xã", "", "hợp tác xã", "\n"]
    assert segment_words(texts) == [segment_words([text])[0] for text in texts]


@pytest.mark.parametrize("mark", ["\ud800", "a\udfffb"])
def test_a_lone_surrogate_is_no_error(mark: str) -> None:
    assert segment_words([f"bộ máy {mark}"])[0].startswith("bộ_máy ")


def test_a_long_run_of_marks_is_segmented_in_linear_time() -> None:
    run = "\u0301\u0323" * 200_000
    assert segment_words([f"bộ máy {run}"])[0].startswith("bộ_máy ")


def test_the_segmenter_of_a_thread_is_replaced_when_its_tables_are_full() -> None:
    segmenter = word_segmenter(thread_chunks())
    assert word_segmenter(thread_chunks()) is segmenter
    segment_words([" ".join(f"chữ{number}" for number in range(140_000))])
    assert word_segmenter(thread_chunks()) is not segmenter
    assert segment_words(["sắp xếp bộ máy"]) == ["sắp_xếp bộ_máy"]


def test_threads_do_not_disturb_each_other() -> None:
    batches = [[f"tổ chức {name} thứ {number}" for number in range(300)] for name in "abc"]
    results: dict[int, list[str]] = {}

    def work(number: int) -> None:
        results[number] = segment_words(batches[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, batch in enumerate(batches):
        assert results[number] == [segment_words([text])[0] for text in batch]


def test_neither_pyvi_nor_scikit_learn_is_imported() -> None:
    program = (
        "import sys; from searchkit.text import segment_words; segment_words(['bộ máy']);"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite', 'scipy'}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.strip() == "[]"


_LAW = [
    *[
        "bộ",
        "máy",
        "hành",
        "chính",
        "Nhà",
        "nước,",
        "TỔ",
        "CHỨC",
        "hợp",
        "tác",
        "xã",
        "khu",
        "công",
        "nghiệp",
        ".",
        "5",
        "to",
        "và",
    ],
    "\n",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(_LAW), max_size=12).map(" ".join), max_size=4))
def test_both_ways_join_the_same(texts: list[str]) -> None:
    chunks = thread_chunks()
    segmenter = word_segmenter(chunks)
    found = segmenter.analyse(numbers := chunks.split(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "native", None)
        expected = segmenter.analyse(numbers)
    assert found.joined.tolist() == expected.joined.tolist()
    for length, places in expected.ngrams.items():
        assert found.ngrams[length].tolist() == places.tolist()
