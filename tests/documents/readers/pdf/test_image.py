"""Scanned pages saved as pictures: their text where it can be recognised, else a clear reason."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from searchkit.documents import ocr
from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.reading import read
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image

image = pytest.importorskip("PIL.Image", reason="searchkit-vi[ocr] is not installed")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
LINES = (
    "THÔNG BÁO",
    "Về việc nghỉ lễ Quốc khánh của cơ quan",
    "Kính gửi các phòng, ban trực thuộc",
)


@pytest.fixture
def recognition() -> None:
    if not ocr.available():
        pytest.skip("tesseract with its Vietnamese data is not installed")


def page(*lines: str, size: tuple[int, int] = (1240, 900)) -> Image:
    from PIL import ImageDraw, ImageFont

    if not FONT.exists():
        pytest.skip(f"the font is not here: {FONT}")
    picture: Image = image.new("L", size, 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 40)
    for number, line in enumerate(lines):
        pen.text((80, 100 + 90 * number), line, 0, font)
    return picture


def saved(path: Path, content: bytes) -> Document | DocumentError:
    path.write_bytes(content)
    (source,) = discover([path])
    (item,) = read(source)
    return item


def as_png(picture: Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    return buffer.getvalue()


@pytest.mark.usefixtures("recognition")
def test_the_text_of_a_scanned_page_is_read(tmp_path: Path) -> None:
    item = saved(tmp_path / "quet.png", as_png(page(*LINES)))
    assert isinstance(item, Document), item
    assert "nghỉ lễ Quốc khánh" in item.text
    assert item.metadata["ocr"] == "tesseract"


@pytest.mark.usefixtures("recognition")
def test_all_pages_of_a_fax_are_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    first, second = page(*LINES), page("Nơi nhận: Văn phòng Ủy ban nhân dân tỉnh Đắk Lắk.")
    first.save(buffer, "tiff", save_all=True, append_images=[second])
    item = saved(tmp_path / "fax.tif", buffer.getvalue())
    assert isinstance(item, Document), item
    assert item.text.index("Quốc khánh") < item.text.index("Đắk Lắk")


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param(lambda: page("Xin chào", size=(300, 100)), "without a page", id="logo"),
        pytest.param(lambda: page(), "without a page", id="blank"),
        pytest.param(lambda: image.effect_noise((900, 900), 90), "without a page", id="noise"),
    ],
)
def test_a_picture_without_text_says_so(tmp_path: Path, picture: object, reason: str) -> None:
    assert callable(picture)
    item = saved(tmp_path / "anh.png", as_png(picture()))
    assert isinstance(item, DocumentError)
    assert reason in item.reason
    assert "searchkitignore" in item.advice


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize("cut", [8, 30, 900])
def test_a_cut_picture_is_damaged(tmp_path: Path, cut: int) -> None:
    item = saved(tmp_path / "anh.png", as_png(page(*LINES))[:cut])
    assert isinstance(item, DocumentError)
    assert item.reason == "is a damaged picture"


def test_without_recognition_it_is_asked_for_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    item = saved(tmp_path / "anh.png", as_png(image.new("L", (700, 900), 255)))
    assert isinstance(item, DocumentError)
    assert item.reason == "is a picture"
    assert "searchkit-vi[ocr]" in item.advice
