"""What the reading process may no longer do: write outside its folder, and talk to anyone.

Linux alone can be asked for this by a process without rights, for itself and all that it starts:
Landlock (landlock(7), since Linux 5.13) refuses changes of files, a filter of system calls
(seccomp(2)) refuses sockets. The numbers below are those of the kernel's headers ``landlock.h``,
``seccomp.h``, ``audit.h`` and ``filter.h``. Both are asked for by ``ctypes``: of the packages for
them one is a first draft, the other one has not been kept since 2021 and needs a library in C.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # prctl(2)

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, on all processors
_VERSION = 1  # a flag that asks for the version instead
_BENEATH = 1  # the kind of rule that gives rights below a folder

_WRITE_FILE, _REMOVE_FILE, _MAKE_SOCKET = 1 << 1, 1 << 5, 1 << 9
_REMOVE_FOLDER, _MAKE_ALL = 1 << 4, 0b111_1111 << 6
_CHANGES = _WRITE_FILE | _REMOVE_FOLDER | _REMOVE_FILE | _MAKE_ALL
_SINCE = {2: 1 << 13, 3: 1 << 14}  # moving between folders, cutting files
_SIGNALS_AND_SOCKETS = 0b11  # to processes outside, since version 6

_X86_64, _AARCH64 = 0xC000003E, 0xC00000B7
_SOCKET_CALL = {"x86_64": (_X86_64, 41), "aarch64": (_AARCH64, 198)}
_IO_URING_SETUP = 425  # it would open sockets without the call for them
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # filter.h: ld, jeq, jge, ret
_CALL_AT, _PROCESSOR_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # seccomp_data
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_X32_CALLS = 0x40000000  # those of another way to call an x86 system, from this number on


class Confinement(NamedTuple):
    """What the system refuses from now on: changes of ``files`` elsewhere, the ``network``."""

    files: bool
    network: bool


def confine(folder: Path, *, with_office: bool) -> Confinement:
    """Forbid this process, and all that it starts, to change files outside ``folder``, or to talk.

    ``with_office``: LibreOffice will be started, which needs a socket of its own in ``/tmp``.
    What the system cannot refuse stays allowed, and the result tells. Cannot be taken back.
    """
    if sys.platform != "linux":
        return Confinement(files=False, network=False)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))):
        return Confinement(files=False, network=False)
    rights = {os.fspath(folder): -1, os.devnull: _WRITE_FILE}
    if with_office:
        rights["/tmp"] = _MAKE_SOCKET | _REMOVE_FILE  # LibreOffice asks for no other place
    return Confinement(_confine_files(libc, rights), _confine_network(libc, local=with_office))


def _confine_files(libc: ctypes.CDLL, rights: Mapping[str, int]) -> bool:
    """Let files be changed below some paths only, each in the ways that it says."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))
    if version < 1:
        return False
    changes = _CHANGES | sum(right for since, right in _SINCE.items() if version >= since)
    scoped = _SIGNALS_AND_SOCKETS if version >= 6 else 0
    asked = struct.pack("=QQQ", changes, 0, scoped)
    rules = libc.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), ctypes.c_uint(0))
    if rules < 0:
        return False
    try:
        for path, own in rights.items():
            with suppress(FileNotFoundError):
                _allow(libc, rules, path, changes & own)
        return bool(libc.syscall(_RESTRICT_SELF, rules, ctypes.c_uint(0)) == 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH)
    try:
        rule = struct.pack("=Qi", rights, place)
        libc.syscall(_ADD_RULE, rules, _BENEATH, rule, ctypes.c_uint(0))
    finally:
        os.close(place)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _confine_network(libc: ctypes.CDLL, *, local: bool) -> bool:
    """Refuse sockets; ``local``: those of other families than that of this machine only."""
    machine = os.uname().machine
    if machine not in _SOCKET_CALL or sys.maxsize < 1 << 32:
        return False
    processor, socket_call = _SOCKET_CALL[machine]
    local_family = 1 if local else 0xFFFF  # AF_UNIX, or none
    steps = (  # what, how many steps to leave out if so, and if not, operand
        (_LOAD, 0, 0, _PROCESSOR_AT),
        (_EQUAL, 0, 7, processor),
        (_LOAD, 0, 0, _CALL_AT),
        (_AT_LEAST, 5, 0, _X32_CALLS),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2, socket_call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_EQUAL, 0, 1, local_family),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    mode, asked = ctypes.c_ulong(_FILTER), ctypes.byref(program)
    return bool(libc.prctl(_SET_SECCOMP, mode, asked) == 0)
