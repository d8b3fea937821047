"""``searchkit.toml``: what holds for an index, in a file beside it or in a folder above.

The keys are described in ``docs/operation.md``.
"""

from __future__ import annotations

import math
import os
import tomllib
from dataclasses import asdict, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass, field
from searchkit.errors import SettingsError, UsageError, reason_of
from searchkit.search.settings import RankingSettings
from searchkit.toml_lines import toml_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FILE = "searchkit.toml"

_LARGEST = 1 << 20  # bytes
_DEFAULTS = asdict(RankingSettings())
_NUMBERS = {name for name, value in _DEFAULTS.items() if isinstance(value, (int, float))}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a ``searchkit.toml`` says; None or empty where it says nothing.

    Paths are absolute; those of the file are relative to its folder. ``memory`` is in bytes,
    ``wait`` in seconds. ``ignore`` are rules as in a ``.searchkitignore`` at the top of each
    source. ``index`` is a text where it is the address of a cluster; ``opensearch`` says who asks
    one (``user``, ``password``, ``api_key``, ``ca``), which is not shown. ``lines`` tells on which
    line of ``file`` each key stands.
    """

    file: Path | None = None
    index: Path | str | None = None
    sources: tuple[Path, ...] = ()
    topics: Path | None = None
    names: Path | None = None
    jobs: int | None = None
    memory: int | None = None
    wait: float | None = None
    log: Path | None = None
    ignore: tuple[str, ...] = ()
    weights: RankingSettings = field(default_factory=RankingSettings)
    opensearch: Mapping[str, str] = field(default_factory=dict, repr=False)
    lines: Mapping[str, int] = field(default_factory=dict)


def find_settings(folder: str | Path) -> Path | None:
    """Return the ``searchkit.toml`` in a folder, or in the nearest one above that has one."""
    start = Path(folder).absolute()
    files = (at / FILE for at in (start, *start.parents))
    # Path.is_file raises where a folder is closed to us.
    return next((file for file in files if os.path.isfile(file)), None)  # noqa: PTH113


def load_settings(place: str | Path = ".") -> Settings:
    """Return the settings of a file, or of the one that is found in a folder or above it.

    Without a file all is empty. Raises SettingsError, which lists every mistake with its line.
    """
    given = Path(place)
    file = given.absolute() if given.is_file() else find_settings(given)
    return Settings() if file is None else _read(file)


def parse_weights(text: str) -> RankingSettings:
    """Return the weights that a text such as ``title=80 k1=0.9`` changes.

    Raises UsageError for a name or a number that is none.
    """
    values: dict[str, float] = {}
    for part in text.replace(",", " ").split():
        name, sign, number = part.partition("=")
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if not sign or (said := _wrong_weight(name, value)):
            raise UsageError(f'weights "{part}": ' + (said if sign else "write title=80 k1=0.9"))
        values[name] = value
    return _weights(values)


def _weights(values: Mapping[str, float]) -> RankingSettings:
    kinds = {name: type(_DEFAULTS[name]) for name in values}
    return replace(RankingSettings(), **{name: kinds[name](values[name]) for name in values})


def _wrong_weight(name: str, value: object) -> str:
    """Say what is wrong with a weight; nothing where it is right."""
    if name not in _NUMBERS:
        return f'there is no weight "{name}": {_hint(name, _NUMBERS)}'
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
        return f"{name} must be a number of at least 0, such as {_DEFAULTS[name]}"
    if isinstance(_DEFAULTS[name], int) and value != int(value):
        return f"{name} must be a whole number, such as {_DEFAULTS[name]}"
    return ""


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"


def _read(file: Path) -> Settings:
    text = _text_of(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(file), [(None, f"it is not valid TOML: {error}")]) from error
    reader = _Reader(file)
    values = {key: reader.value(key, value) for key, value in table.items()}
    lines = toml_lines(text)
    if reader.mistakes:
        found = [(lines.get(path, lines.get(path[:1])), said) for path, said in reader.mistakes]
        raise SettingsError(str(file), sorted(found, key=lambda one: one[0] or 0))
    where = {str(path[0]): line for path, line in reversed(lines.items())}
    return Settings(file=file, lines=where, **values)


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise SettingsError(str(file), [(None, "it is larger than 1 MB: no file of settings")])
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error)
        raise SettingsError(str(file), [(None, f"it cannot be read: {reason}")]) from error
    return text.replace("\r\n", "\n")


class _Reader:
    """Checks values key by key, and collects what is wrong: the path of a key, and what to say."""

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self.mistakes: list[tuple[tuple[str, ...], str]] = []
        self._readers: dict[str, Callable[[str, Any], Any]] = {
            "index": self._place,
            "sources": self._paths,
            "topics": self._path,
            "names": self._path,
            "jobs": self._whole,
            "memory": self._megabytes,
            "wait": self._seconds,
            "log": self._path,
            "ignore": self._texts,
            "weights": self._weights,
            "opensearch": self._login,
        }

    def value(self, key: str, value: Any) -> Any:
        """Return the value of a key as the settings have it."""
        if key in self._readers:
            return self._readers[key](key, value)
        self._tell((key,), f'there is no key "{key}": {_hint(key, self._readers)}')
        return None

    def _tell(self, path: tuple[str, ...], said: str) -> None:
        self.mistakes.append((path, said))

    def _path(self, key: str, value: Any) -> Path:
        if not isinstance(value, str) or not value or "\0" in value:
            self._tell((key,), f'{key} is no path: write {key} = "…"')
            return self._folder
        return Path(os.path.realpath(self._folder / os.path.expanduser(value)))  # noqa: PTH111

    def _place(self, key: str, value: Any) -> Path | str:
        is_address = isinstance(value, str) and value.startswith(("opensearch:", "opensearchs:"))
        return value if is_address else self._path(key, value)

    def _paths(self, key: str, value: Any) -> tuple[Path, ...]:
        return tuple(self._path(key, path) for path in self._texts(key, value))

    def _texts(self, key: str, value: Any) -> tuple[str, ...]:
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(one, str) for one in texts):
            return tuple(texts)
        self._tell((key,), f'{key} is no list of texts: write {key} = ["…", "…"]')
        return ()

    def _whole(self, key: str, value: Any, least: int = 1) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self._tell((key,), f"{key} must be a whole number of at least {least}")
        return least

    def _megabytes(self, key: str, value: Any) -> int:
        return self._whole(key, value, LEAST_MEMORY) << 20

    def _seconds(self, key: str, value: Any) -> float:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if number and 0 <= value < math.inf:
            return float(value)
        self._tell((key,), f"{key} must be a number of seconds of at least 0")
        return 0.0

    def _weights(self, key: str, value: Any) -> RankingSettings:
        if not isinstance(value, dict):
            self._tell((key,), "weights is no table: write [weights] and title = 80 below")
            return RankingSettings()
        wrong = {name: said for name in value if (said := _wrong_weight(name, value[name]))}
        for name, said in wrong.items():
            self._tell((key, name), said)
        return _weights({name: value[name] for name in value if name not in wrong})

    def _login(self, key: str, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            self._tell((key,), 'opensearch is no table: write [opensearch] and user = "…" below')
            return {}
        for name, own in value.items():
            if name not in _LOGIN:
                self._tell((key, name), f'there is no "{name}": {_hint(name, _LOGIN)}')
            elif not isinstance(own, str):
                self._tell((key, name), f'{name} is no text: write {name} = "…"')
        known = {name: str(own) for name, own in value.items() if name in _LOGIN}
        return known | {name: str(self._path(name, known[name])) for name in known if name == "ca"}


_LOGIN = ("user", "password", "api_key", "ca")

LEAST_MEMORY = 32
"""Megabytes that writing an index takes at least."""

KEYS = tuple(one.name for one in fields(Settings) if one.name not in ("file", "lines"))
"""What can be set."""
