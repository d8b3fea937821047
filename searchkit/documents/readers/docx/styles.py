"""What the styles of a Word document of 2007 and later say: ECMA-376, part 1, 17.7."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's elements and attributes."""

_VAL = f"{W}val"
_OFF = ("0", "false", "off")  # ST_OnOff, 22.9.2.7
_DEEPEST_STYLE = 20


class Formatting(NamedTuple):
    """What is read of the properties of characters: their font, and whether they are shown."""

    font: str = ""
    hidden: bool = False


class DocxStyles:
    """The styles of a document, by their names, and its defaults."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else styles.findall(f"{W}style")
        self._by_name = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = next((it for it in found if _is_default(it)), None)
        defaults = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = [] if defaults is None else [defaults]
        self._known: dict[tuple[str, str], Formatting] = {}

    def names(self) -> list[str]:
        """Return the names of all styles."""
        return list(self._by_name)

    def chain(self, name: str) -> Iterator[etree._Element]:
        """Yield a style and those it inherits from, the nearest first."""
        for _ in range(_DEEPEST_STYLE):
            if name not in self._by_name:
                return
            style = self._by_name[name]
            yield style
            name = value(style, "basedOn")

    def formatting(self, paragraph: str, properties: etree._Element | None) -> Formatting:
        """Return the formatting of a run by its ``w:rPr`` and the name of its paragraph's style."""
        if properties is None:
            return self._of_styles(paragraph, "")
        formatting = self._of_styles(paragraph, value(properties, "rStyle"))
        hidden = _switch(properties, "vanish")
        return Formatting(
            _font(properties) or formatting.font, formatting.hidden if hidden is None else hidden
        )

    def _of_styles(self, paragraph: str, character: str) -> Formatting:
        names = (paragraph, character)
        if names not in self._known:
            self._known[names] = self._formatting_of_styles(paragraph, character)
        return self._known[names]

    def _formatting_of_styles(self, paragraph: str, character: str) -> Formatting:
        default = [] if self._default is None else [self._default]
        styles = [*self.chain(character), *(self.chain(paragraph) if paragraph else default)]
        found = [style.find(f"{W}rPr") for style in styles]
        properties = [*(it for it in found if it is not None), *self._defaults]
        hidden = (_switch(it, "vanish") for it in properties)
        return Formatting(
            next(filter(None, map(_font, properties)), ""),
            next((it for it in hidden if it is not None), False),
        )


def value(element: etree._Element, name: str) -> str:
    """Return the ``w:val`` of a child, empty if there is none."""
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(_VAL, "")


def is_on(element: etree._Element, name: str) -> bool:
    """Tell whether a child switches a property on."""
    return bool(_switch(element, name))


def _switch(element: etree._Element, name: str) -> bool | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(_VAL, "") not in _OFF


def _is_default(style: etree._Element) -> bool:
    attributes = (style.get(f"{W}type"), style.get(f"{W}default", "0"))
    return attributes[0] == "paragraph" and attributes[1] not in _OFF


def _font(properties: etree._Element) -> str:
    """Return the font of the characters beyond ASCII, those of legacy encodings among them."""
    fonts = properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii", "")
