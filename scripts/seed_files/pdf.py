"""PDF files with a text layer, a letterhead of two columns and an embedded subset of the font.

The font is DejaVu Serif: Debian's package fonts-dejavu-core, or any folder that holds
DejaVuSerif.ttf and DejaVuSerif-Bold.ttf and is named in SEARCHKIT_SEED_FONTS.
"""

# reportlab has no types, and is installed only where seeds are made.
# mypy: disable-error-code="import-untyped,import-not-found"

from __future__ import annotations

import html
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

if TYPE_CHECKING:
    from .source import Block, Source

FONTS = Path(os.environ.get("SEARCHKIT_SEED_FONTS", "/usr/share/fonts/truetype/dejavu"))

PLAIN = ParagraphStyle("plain", fontName="DejaVuSerif", fontSize=11, leading=16, spaceAfter=6)
STYLES = {
    "p": ParagraphStyle("p", parent=PLAIN, alignment=TA_JUSTIFY),
    "h1": ParagraphStyle("h1", parent=PLAIN, fontName="DejaVuSerif-Bold", alignment=TA_CENTER),
    "h2": ParagraphStyle("h2", parent=PLAIN, fontName="DejaVuSerif-Bold"),
    # Small enough for the national title to stay on one line of the right column.
    "side": ParagraphStyle("side", parent=PLAIN, fontSize=9, leading=13, alignment=TA_CENTER),
}


def write(source: Source) -> bytes:
    """Return the PDF file; FileNotFoundError names the font that is missing."""
    _register_fonts()
    titles = (*source.lines("type"), *source.lines("summary"))
    story = [
        _columns(source.lines("left"), source.lines("right"), STYLES["side"]),
        *(_paragraph(title, STYLES["h1"]) for title in titles),
        *map(_flowable, source.blocks()),
        Spacer(1, 12),
        _columns(source.lines("recipients"), source.lines("signer"), PLAIN),
    ]
    buffer = io.BytesIO()
    # invariant: no clock and no random identifier in the file.
    document = SimpleDocTemplate(buffer, pagesize=A4, invariant=1, title=" ".join(titles))
    document.build(story, onLaterPages=_number_page)
    return buffer.getvalue()


def _register_fonts() -> None:
    for name in ("DejaVuSerif", "DejaVuSerif-Bold"):
        path = FONTS / f"{name}.ttf"
        if not path.is_file():
            raise FileNotFoundError(f"{path}: install fonts-dejavu or set SEARCHKIT_SEED_FONTS")
        pdfmetrics.registerFont(TTFont(name, path))


def _paragraph(text: str, style: Any) -> Any:
    return Paragraph(html.escape(text).replace("\n", "<br/>"), style)


def _columns(left: list[str], right: list[str], style: Any) -> Any:
    cells = [_paragraph("\n".join(left), style), _paragraph("\n".join(right), STYLES["side"])]
    return Table([cells], colWidths=["42%", "58%"], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _flowable(block: Block) -> Any:
    if block.kind != "table":
        return _paragraph(block.text, STYLES[block.kind])
    cells = [[_paragraph(cell, PLAIN) for cell in row] for row in block.rows]
    return Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])


def _number_page(canvas: Any, document: Any) -> None:
    # Nghị định 30/2020/NĐ-CP, appendix I: centred in the top margin, not on the first page.
    canvas.setFont("DejaVuSerif", 11)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 36, str(document.page))
