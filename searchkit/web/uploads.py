"""Files that visitors send, where the operator lets them: kept in a folder, and indexed from it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from searchkit.errors import UsageError, storage_errors

if TYPE_CHECKING:
    from searchkit.library import Index

LONGEST_NAME = 200
"""Bytes of a name; file systems take 255, and a draft beside it needs some."""


class UnfitNameError(UsageError):
    """A name under which no file is kept."""


def keep_upload(index: Index, folder: Path | None, name: str, data: bytes) -> dict[str, Any]:
    """Keep a file under its name, in place of one of that name, and index the folder.

    Returns what was done, the document that came of it, and why the file could not be read if it
    could not. Raises UsageError where nothing may be sent, UnfitNameError for a name that is none.
    """
    if folder is None:
        raise UsageError("this server takes no files: its operator allows it with --allow-upload")
    path = folder / _checked(name)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    report = index.add([folder])
    failures = [one for one in report.failures if Path(one.path).name == path.name]
    return {
        "name": path.name,
        "document": "" if failures else _document(index, path),
        "added": report.added,
        "changed": report.changed,
        "failures": [{"reason": one.reason, "advice": one.advice} for one in failures],
    }


def _document(index: Index, path: Path) -> str:
    """Return the id of a file's document; a file of several documents has no single one."""
    try:
        return index.document(str(path)).id
    except UsageError:
        return ""


def _checked(name: str) -> str:
    """Return the name of a file, which is no path, no hidden file and no draft."""
    last = PurePosixPath(name.replace("\\", "/")).name
    if (
        not last
        or last != name
        or last.startswith(".")
        or not last.isprintable()
        or len(last.encode()) > LONGEST_NAME
    ):
        raise UnfitNameError(
            f'"{name}" is no name for a file that is sent: no folders, no hidden files'
        )
    return last
