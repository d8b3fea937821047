"""Makes small PDF files, by ISO 32000, for the tests of their reader."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import combining

_WIDTH, _HEIGHT = 595, 842
_ADVANCE = 0.5  # of the size of the font, of every character
_SIZE = 11


class Text(NamedTuple):
    """Text that is drawn at a place; in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = _SIZE
    invisible: bool = False


class Stamp(NamedTuple):
    """An annotation that shows a text; hidden and pop-up ones are shown by nobody."""

    x: float
    y: float
    text: str
    subtype: str = "Widget"
    flags: int = 4


class Page(NamedTuple):
    """What is drawn on a page in its order, stamps on it, and how much a picture covers."""

    texts: tuple[Text, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    picture: float = 0.0
    rotation: int = 0


def lines(*texts: str, x: float = 60, top: float = 780, step: float = 18) -> tuple[Text, ...]:
    """Return texts below one another."""
    return tuple(Text(x, top - step * at, text) for at, text in enumerate(texts))


def width_of(text: str, size: float = _SIZE) -> float:
    """Return how broad a text is, in points."""
    return _ADVANCE * size * len(text)


def pdf_file(*pages: Page) -> bytes:
    """Return a file of pages, with one font that has all characters that are used."""
    texts = [text.text for page in pages for text in page.texts]
    texts += [stamp.text for page in pages for stamp in page.stamps]
    letters = sorted(set("".join(texts)))
    codes = {letter: code for code, letter in enumerate(letters, 33)}
    objects = [b"", b"", _font(letters), _unicode(codes), _picture()]
    kids: list[int] = []
    for page in pages:
        content = "\n".join(_drawn(text, codes) for text in page.texts)
        if page.picture:
            content += f"\nq {_WIDTH} 0 0 {page.picture * _HEIGHT} 0 0 cm /I Do Q"
        objects.append(_stream(content.encode("latin-1")))
        drawn = len(objects)
        annotations: list[int] = []
        for stamp in page.stamps:
            objects += _annotation(stamp, codes, len(objects) + 1)
            annotations.append(len(objects))
        named = " ".join(f"{number} 0 R" for number in annotations)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {_WIDTH} {_HEIGHT}]/Rotate {page.rotation}"
            f"/Resources<</Font<</F 3 0 R>>/XObject<</I 5 0 R>>>>/Contents {drawn} 0 R"
            f"/Annots[{named}]>>".encode()
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{named}]>>".encode()
    return _written(objects)


def _drawn(text: Text | Stamp, codes: dict[str, int], at: tuple[float, float] | None = None) -> str:
    x, y = at or (text.x, text.y)
    hexadecimal = "".join(f"{codes[letter]:02x}" for letter in text.text)
    size = text.size if isinstance(text, Text) else _SIZE
    mode = 3 if isinstance(text, Text) and text.invisible else 0
    return f"BT /F {size} Tf {mode} Tr {x} {y} Td <{hexadecimal}> Tj ET"


def _annotation(stamp: Stamp, codes: dict[str, int], number: int) -> list[bytes]:
    """Return the appearance of an annotation, whose object has the ``number``, and itself."""
    width, height = width_of(stamp.text) + 2, _SIZE + 4
    box = f"{stamp.x} {stamp.y - 2} {stamp.x + width} {stamp.y - 2 + height}"
    form = f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<</Font<</F 3 0 R>>>>"
    field = "/FT/Sig/T(s)" if stamp.subtype == "Widget" else "/DA(/F 11 Tf)"
    return [
        _stream(_drawn(stamp, codes, (0, 2)).encode("latin-1"), form),
        f"<</Type/Annot/Subtype/{stamp.subtype}{field}/Rect[{box}]/F {stamp.flags}"
        f"/AP<</N {number} 0 R>>>>".encode(),
    ]


def _font(letters: list[str]) -> bytes:
    widths = " ".join("0" if combining(letter) else "500" for letter in letters)
    return (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 33/LastChar %d"
        b"/Widths[%s]/ToUnicode 4 0 R>>" % (32 + len(letters), widths.encode())
    )


def _unicode(codes: dict[str, int]) -> bytes:
    rows = "".join(
        f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items()
    )
    return _stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}endbfchar\nendcmap end end".encode()
    )


def _picture() -> bytes:
    head = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    return _stream(b"\x80", head)


def _stream(content: bytes, head: str = "") -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def _written(objects: list[bytes]) -> bytes:
    data = b"%PDF-1.7\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    )
