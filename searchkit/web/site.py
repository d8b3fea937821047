"""What all requests share: the open index, the workers that search, and its generation."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import os
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import anyio.to_thread

from searchkit._version import __version__
from searchkit.asking.saved import SavedSearches
from searchkit.errors import SearchkitError
from searchkit.web.public_paths import PublicPaths
from searchkit.web.uploads import keep_upload
from searchkit.web.warming import Warming

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.library import Index
    from searchkit.web.settings import ServeSettings

Result = TypeVar("Result")


class TooSlowError(SearchkitError):
    """A request took longer than the operator lets one take."""


class Site:
    """An index that is served.

    The library computes, so it runs in threads beside the loop that talks to browsers: as many at a
    time as the machine has processors, the others wait their turn.
    """

    def __init__(self, index: Index, settings: ServeSettings) -> None:
        self.index = index
        self.settings = settings
        self.saved = SavedSearches(index.name, settings.saved)
        self.warming = Warming(index)
        self._workers: anyio.CapacityLimiter | None = None
        self._writing: anyio.CapacityLimiter | None = None
        self._kept: tuple[str, dict[Any, Any]] = ("", {})

    async def run(self, work: Callable[..., Result], *arguments: Any, **options: Any) -> Result:
        """Run something of the library in a thread; raises TooSlowError after the time allowed."""
        if self._workers is None:
            self._workers = anyio.CapacityLimiter(max(2, os.cpu_count() or 2))
        try:
            async with asyncio.timeout(self.settings.timeout):
                return await anyio.to_thread.run_sync(
                    partial(work, *arguments, **options),
                    abandon_on_cancel=True,
                    limiter=self._workers,
                )
        except TimeoutError as error:
            raise TooSlowError(
                f"the answer was not there within {self.settings.timeout:g} seconds: "
                "ask for less, or again later"
            ) from error

    async def keep(self, name: str, data: bytes) -> dict[str, Any]:
        """Keep a file that was sent, and index it; one at a time, for as long as it takes."""
        if self._writing is None:
            self._writing = anyio.CapacityLimiter(1)
        work = partial(keep_upload, self.index, self.settings.uploads, name, data)
        done = await anyio.to_thread.run_sync(work, limiter=self._writing)
        return self.paths().values(done)

    def generation(self) -> str:
        """Return a short name of what is served; another after every commit, and every day.

        Whether a document holds may be another thing tomorrow.
        """
        stamp = f"{__version__} {self.index.stamp()} {dt.date.today()}"
        return hashlib.blake2b(stamp.encode(), digest_size=8).hexdigest()

    def kept(self, key: Any, make: Callable[[], Result]) -> Result:
        """Return what was made before for this state of the index, else make it."""
        generation = self.generation()
        if self._kept[0] != generation:
            self._kept = (generation, {})
        values = self._kept[1]
        if key not in values:
            values[key] = make()
        found: Result = values[key]
        return found

    def paths(self) -> PublicPaths:
        """Return how paths are shown."""
        return self.kept("paths", lambda: PublicPaths(self.index.roots(), self.index.name))
