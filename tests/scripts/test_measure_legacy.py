from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import load_script

if TYPE_CHECKING:
    from pathlib import Path

measure_legacy = load_script("measure_legacy")

TRUTH = "Báo cáo tài chính"


@pytest.mark.parametrize(
    ("output", "diacritic", "character", "syllable"),
    [
        pytest.param(TRUTH, 1, 1, 1, id="right"),
        pytest.param(
            "Ba\u0301o  ca\u0301o\nta\u0300i chi\u0301nh ", 1, 1, 1, id="NFD, other spaces"
        ),
        pytest.param("Bao cao tai chinh", 0, 13 / 17, 0, id="no diacritics"),
        pytest.param("Báo cáo", 2 / 4, 7 / 17, 2 / 4, id="half is missing"),
        pytest.param("Báo cáo thêm tài chính", 1, 1, 1, id="something more"),
        pytest.param("Bảo cáo tài chính", 3 / 4, 16 / 17, 3 / 4, id="another mark"),
        pytest.param("BÁO CÁO TÀI CHÍNH", 1, 1, 1, id="shown in capitals"),
        pytest.param("Báo cáo| tài chính|", 1, 1, 1, id="ends of cells"),
        pytest.param("", 0, 0, 0, id="nothing"),
    ],
)
def test_the_three_numbers(
    output: str, diacritic: float, character: float, syllable: float
) -> None:
    measured = measure_legacy.measure(output, TRUTH)
    assert measured == pytest.approx((diacritic, character, syllable))


def test_numbers_of_workbooks_are_left_out() -> None:
    found = measure_legacy.without_numbers("Vốn 1.234,5 | (12) | 3% 05/02/2024 - 2a")
    assert found.split() == ["Vốn", "|", "|", "2a"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("2007-1AF57_02-2007.pdf", id="TCVN3 in PDF"),
        pytest.param("2004-1E849_Tran_Du_Lich.doc", id="TCVN3 in Word"),
        pytest.param("2008-23.QD-991-UBND.doc", id="VNI in Word"),
    ],
)
def test_real_legacy_files_are_read(shared: Path, name: str) -> None:
    file = shared / "data/legacy/files" / name
    truth = file.parents[1] / "transcripts" / f"{file.stem}.txt"
    output = measure_legacy.read_text(file)
    assert measure_legacy.measure(output, truth.read_text(encoding="utf-8")).diacritic > 0.99
