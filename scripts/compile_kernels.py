"""Compile the C kernels when searchkit is built or installed from its sources.

hatchling runs it for a wheel and for an editable installation (``pyproject.toml``). With Python's
limited API one wheel of a system serves every CPython from 3.11 on. Without a C compiler the wheel
is one of pure Python, which does the same by numpy, slower.
"""

from __future__ import annotations

import sys
import sysconfig
import tempfile
from itertools import chain
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENGINE, TEXT = Path("searchkit/engine/kernels"), Path("searchkit/text/kernels")
KERNELS = {ENGINE: ["*.c"], TEXT: ["*.c", "../../engine/kernels/arguments.c"]}
"""The folder of each module, and where from there its sources are."""

_GCC = ["-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden", "-g0"]
_GCC += ["-Werror=implicit-function-declaration"]  # an error of newer compilers anyway
_MSVC = ["/std:c11", "/O2", "/fp:precise"]
"""Sums must be those of numpy to the last bit: no fused multiplication, nothing reordered."""

_UNFIT = {
    "this Python has no limited API": sys.implementation.name != "cpython"
    or bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "they read the files of an index as they lie, low bytes first": sys.byteorder == "big",
}


class KernelsHook(BuildHookInterface):  # type: ignore[misc]
    """Puts the compiled module beside its sources, and into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, and give the wheel its tag."""
        folders = [Path(self.root) / folder for folder in KERNELS]
        for old in chain.from_iterable(folder.glob("_native.*") for folder in folders):
            old.unlink()
        if unfit := [reason for reason, holds in _UNFIT.items() if holds]:
            self.app.display_warning(f"No kernels are compiled: {unfit[0]}")
            return
        try:
            modules = [compiled(Path(self.root), folder) for folder in KERNELS]
        except Exception as error:  # of whatever kind: numpy does it as well
            self.app.display_warning(f"No kernels are compiled, numpy does their work: {error}")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"cp311-abi3-{platform}"
        build_data["artifacts"] += [f"/{module.as_posix()}" for module in modules]


def compiled(root: Path, folder: Path) -> Path:
    """Compile the C files of a module into its folder, and return its path below ``root``."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    class Command(build_ext):  # type: ignore[misc]
        def build_extensions(self) -> None:
            flags = _MSVC if self.compiler.compiler_type == "msvc" else _GCC
            self.extensions[0].extra_compile_args = flags
            super().build_extensions()

    own = root / folder
    sources = sorted(str(path) for names in KERNELS[folder] for path in own.glob(names))
    headers = [str(root / one) for one in KERNELS]
    module = Extension("_native", sources, include_dirs=headers, py_limited_api=True)
    command = Command(Distribution({"name": "kernels", "ext_modules": [module]}))
    with tempfile.TemporaryDirectory() as objects:
        command.build_lib, command.build_temp = str(own), objects
        command.ensure_finalized()
        command.run()
    return folder / Path(command.get_ext_fullpath("_native")).name
