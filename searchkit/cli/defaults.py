"""What holds where a command is not told otherwise, and whether a file of settings tells it.

Nothing here loads typer.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from searchkit import RankingSettings

DEFAULT_INDEX = "index"

_FILE = "searchkit.toml"
"""As ``searchkit.settings`` has it, which is loaded where there is such a file."""


def is_address(index: str | Path) -> bool:
    """Say whether an index is named by its address in a cluster, and is no folder."""
    return isinstance(index, str) and index.lower().startswith(("opensearch:/", "opensearchs:/"))


def settings_folder(index: str, *, is_given: bool) -> Path:
    """Return where to look for the settings of an index: beside it, if it is one that was given."""
    return Path(index).parent if is_given and not is_address(index) else Path()


def have_settings(folder: Path) -> bool:
    """Say whether there is a file of settings in a folder or above it."""
    with suppress(OSError):  # the current folder is gone
        start = folder.absolute()
        return any(os.path.isfile(at / _FILE) for at in (start, *start.parents))  # noqa: PTH113
    return False


def ranking_of(weights: str | None) -> RankingSettings | None:
    """Return the weights that are asked for, None for the usual ones."""
    if not weights:
        return None
    from searchkit.settings import parse_weights

    return parse_weights(weights)
