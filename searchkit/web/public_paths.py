"""Paths as visitors may see them: from the name of the indexed folder on, nothing of the server."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


FOLDER = "folder"
"""The facet whose values are paths."""

_ASKED_AS = (FOLDER, "thư-mục", "thu-muc", "thư mục", "thu muc")  # no message
"""How a visitor may call it."""


class PublicPaths:
    """Shortens paths below the indexed folders: ``/srv/van-ban/a.txt`` to ``van-ban/a.txt``.

    What lies elsewhere is called by its last part alone.
    """

    def __init__(self, roots: Iterable[str], index: str | Path) -> None:
        places = {*map(str, roots), str(Path(index).absolute())}
        # The longest first: a folder in a folder is named from itself on.
        self._roots = sorted((place for place in places if place), key=len, reverse=True)
        self._below = [(root.rstrip("/\\") + "/", PurePath(root).name) for root in self._roots]

    def of(self, path: str) -> str:
        """Return a path as it is shown."""
        for below, name in self._below:
            if path.startswith(below):
                return f"{name}/{path[len(below) :]}"
        return PurePath(path).name

    def whole(self, shown: str) -> list[str]:
        """Return the paths that are shown so; several where indexed folders have one name."""
        name, _, rest = shown.partition("/")
        same = [root for root in self._roots if PurePath(root).name == name]
        return [f"{root}/{rest}" if rest else root for root in same]

    def scrubbed(self, text: str) -> str:
        """Return a text with all folders above the indexed ones, and above the index, left out."""
        for root in self._roots:
            above = root[: len(root) - len(PurePath(root).name)]
            if len(above) > 1:
                text = text.replace(root, root[len(above) :])
        return text

    def values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the library's ``to_dict`` gave, with every path as it is shown."""
        shown = dict(values)
        for name, value in values.items():
            if name == "path":
                shown[name] = self.of(value)
            elif name == "also":
                shown[name] = [self.of(path) for path in value]
            elif name in ("reason", "advice", "notes"):
                shown[name] = self._texts(value)
            elif name == "facets":
                shown[name] = {facet: self._facet(facet, own) for facet, own in value.items()}
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                shown[name] = [self.values(item) for item in value]
        return shown

    def _facet(self, facet: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if facet != FOLDER:
            return values
        paths = [self.of(value["value"]) for value in values]
        return [
            {**one, "value": path, "label": path} for one, path in zip(values, paths, strict=True)
        ]

    def chosen(self, choices: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        """Return values chosen of facets as the library knows them."""
        return {
            facet: [path for value in values for path in self.whole(value) or [value]]
            if facet.lower() in _ASKED_AS
            else values
            for facet, values in choices.items()
        }

    def _texts(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.scrubbed(one) for one in value]
        return self.scrubbed(value)
