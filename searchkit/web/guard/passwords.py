"""Names and passwords of a user file, one a line: ``name:scrypt$n$r$p$salt$hash``.

Passwords are kept as scrypt gives them (RFC 7914) with the cost that OWASP's Password Storage Cheat
Sheet asks for (N = 2^17, r = 8, p = 1); salt and hash are Base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from searchkit.errors import UsageError, storage_errors

if TYPE_CHECKING:
    from pathlib import Path

_COST = (1 << 17, 8, 1)
_MOST_MEMORY = 512 << 20
"""Bytes that checking one password may take; what a user file asks for beyond is refused."""


def hashed(password: str, cost: tuple[int, int, int] = _COST) -> str:
    """Return a password as the user file keeps it, with a salt of its own."""
    salt = secrets.token_bytes(16)
    n, r, p = cost
    encoded = [base64.b64encode(part).decode() for part in (salt, _scrypt(password, salt, cost))]
    return "$".join(["scrypt", str(n), str(r), str(p), *encoded])


class UserFile:
    """Checks names and passwords against a user file, which is read anew when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = -1
        self._users: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._secret = secrets.token_bytes(32)
        self._nobody = hashed(secrets.token_hex(8), (1 << 14, 8, 1))
        self._refresh()

    def knows(self, name: str, password: str) -> bool:
        """Say whether a user has this password.

        A password that was right is known again without scrypt, which takes a tenth of a second.
        """
        self._refresh()
        stored = self._users.get(name, self._nobody)
        seal = hmac.new(
            self._secret, f"{name}\0{password}\0{stored}".encode(), "sha256"
        ).hexdigest()
        if hmac.compare_digest(self._known.get(name, ""), seal):
            return True
        right = _agrees(password, stored) and name in self._users
        if right:
            self._known[name] = seal
        return right

    @storage_errors()
    def _refresh(self) -> None:
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError as error:
            raise UsageError(
                f"{self._path}: there is no such file of users; "
                "`searchkit serve --add-user NAME --user-file FILE` makes it"
            ) from error
        if changed == self._read_at:
            return
        users: dict[str, str] = {}
        for number, line in enumerate(_lines(self._path), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            name, separator, stored = line.strip().partition(":")
            if not separator or not _is_sound(stored):
                raise UsageError(
                    f"{self._path}, line {number}: no name:scrypt$n$r$p$salt$hash; "
                    "`searchkit serve --add-user NAME --user-file FILE` writes such lines"
                )
            users[name] = stored
        self._users, self._read_at, self._known = users, changed, {}


@storage_errors()
def add_user(path: Path, name: str, password: str) -> None:
    """Write a user into the file, in place of one of that name; only its owner may read it."""
    if not name or ":" in name or name != name.strip() or not name.isprintable():
        raise UsageError(f'"{name}" cannot be the name of a user: no colon, no spaces at the ends')
    lines = _lines(path) if path.exists() else []
    kept = [line for line in lines if line.partition(":")[0] != name]
    path.touch(mode=0o600)
    path.write_text("\n".join([*kept, f"{name}:{hashed(password)}"]) + "\n", "utf-8")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()  # editors on Windows put the mark there
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: a file of users is text in UTF-8, and this is none") from error


def _agrees(password: str, stored: str) -> bool:
    _, n, r, p, salt, wanted = stored.split("$")
    found = _scrypt(password, base64.b64decode(salt), (int(n), int(r), int(p)))
    return hmac.compare_digest(found, base64.b64decode(wanted))


def _scrypt(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(
        password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32
    )


def _is_sound(stored: str) -> bool:
    parts = stored.split("$")
    if len(parts) != 6 or parts[0] != "scrypt" or not all(map(str.isdecimal, parts[1:4])):
        return False
    n, r, p = map(int, parts[1:4])
    try:
        base64.b64decode(parts[4], validate=True)
        base64.b64decode(parts[5], validate=True)
    except ValueError:
        return False
    # 128 * n * r bytes is what scrypt takes (RFC 7914, section 2).
    return n > 1 and n & (n - 1) == 0 and r > 0 and 0 < p < 17 and 128 * n * r < _MOST_MEMORY
