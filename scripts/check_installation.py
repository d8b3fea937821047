"""Install the wheel as people do, by pip, pipx and uv, and use it; look what the sdist holds.

So is the wheel that is made where there is no C compiler.

``make installation`` runs it, with the tools of the group ``release``. Each installer has an
environment of its own, in a folder with a blank and Vietnamese letters in its name. Prints what an
environment takes. Without a package index nothing can be built: it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
ADDED_BY_THE_BUILD = {"PKG-INFO"}


def main() -> int:
    """Try all, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, default=ROOT / "build/tools" / PROGRAMS)
    tools = parser.parse_args().tools.resolve()
    with tempfile.TemporaryDirectory(prefix="cài đặt ") as folder:
        place = Path(folder)
        built = run(tools / "uv", "build", "--quiet", "--out-dir", place, ROOT)
        if built.returncode:
            print(
                f"skipped: nothing can be built here, maybe for want of a network: {built.stderr}"
            )
            return 0
        (wheel,) = place.glob("*.whl")
        (sdist,) = place.glob("*.tar.gz")
        check_sdist(sdist)
        print(wheel.name)
        for install in (by_pip, by_pipx, by_uv):
            programs = install(tools, wheel, place)
            size = sum(f.stat().st_size for f in programs.parent.rglob("*") if f.is_file())
            use(programs, place / install.__name__)
            print(f"{install.__name__.replace('_', ' ')}: {size / 1e6:,.0f} MB")
        use(without_compiler(tools, sdist, place), place / "numpy")
    return 0


def check_sdist(sdist: Path) -> None:
    """Fail unless the sdist holds what git does."""
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    tracked = run("git", "-C", ROOT, "ls-files", "-z")
    if tracked.returncode == 0:
        known = set(tracked.stdout.rstrip("\0").split("\0"))
        if difference := known.symmetric_difference(held - ADDED_BY_THE_BUILD):
            raise SystemExit(f"the sdist and git differ in {sorted(difference)}")


def by_pip(tools: Path, wheel: Path, place: Path) -> Path:
    """Install into a new environment; returns the folder of its programs."""
    environment = place / "pip"
    done(run(tools / "python", "-m", "venv", environment))
    done(run(environment / PROGRAMS / "python", "-m", "pip", "install", "--quiet", wheel))
    return environment / PROGRAMS


def without_compiler(tools: Path, sdist: Path, place: Path) -> Path:
    """Install what is made of the sdist where nothing compiles, as ``by_pip`` has done."""
    folder = place / "pure"
    done(run(tools / "uv", "build", "--quiet", "--wheel", "--out-dir", folder, sdist, CC="false"))
    (wheel,) = folder.glob("*-py3-none-any.whl")
    python = place / "pip" / PROGRAMS / "python"
    words = ("install", "--quiet", "--no-deps", "--force-reinstall", wheel)
    done(run(python, "-m", "pip", *words))
    return place / "pip" / PROGRAMS


def by_pipx(tools: Path, wheel: Path, place: Path) -> Path:
    """Install as an application of its own; returns the folder of its programs."""
    homes = {"PIPX_HOME": str(place / "pipx"), "PIPX_BIN_DIR": str(place / "pipx/bin")}
    done(run(tools / "pipx", "install", "--quiet", wheel, **homes))
    return place / "pipx/bin"


def by_uv(tools: Path, wheel: Path, place: Path) -> Path:
    """Install as a tool; returns the folder of its programs."""
    homes = {"UV_TOOL_DIR": str(place / "uv"), "UV_TOOL_BIN_DIR": str(place / "uv/bin")}
    done(
        run(tools / "uv", "tool", "install", "--quiet", "--python", sys.executable, wheel, **homes)
    )
    return place / "uv/bin"


def use(programs: Path, place: Path) -> None:
    """Index the sample corpus, search it, rebuild it, and ask for what is not installed."""
    index = ("--index", place / "index")
    done(run(programs / "searchkit", "index", ROOT / "seeds", *index))
    found = done(run(programs / "searchkit", "search", "tinh gon bo may", *index))
    if "tinh gọn bộ máy" not in found.lower():
        raise SystemExit(f"the installed command finds nothing: {found}")
    said = done(run(programs / "searchkit-rebuild", "--incremental", *index))
    if said:
        raise SystemExit(f"the installed searchkit-rebuild is not quiet: {said}")
    ended = run(programs / "searchkit", "watch", ROOT / "seeds", *index)
    if ended.returncode != 1 or 'pip install "searchkit-vi[watch]"' not in ended.stderr:
        raise SystemExit(f"a missing extra is not named: {ended.returncode} {ended.stderr}")


def run(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program far from the checkout, whose package would be in its way."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHKIT_")}
    kept.pop("PYTHONPATH", None)
    return subprocess.run(
        list(map(str, words)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tempfile.gettempdir(),
        env={**kept, "PYTHONUTF8": "1", "SEARCHKIT_LANG": "en", **variables},
    )


def done(ended: subprocess.CompletedProcess[str]) -> str:
    """Return what a program printed; ends this one where it failed."""
    if ended.returncode:
        raise SystemExit(f"{' '.join(ended.args)} failed: {ended.stdout}{ended.stderr}")
    return ended.stdout


if __name__ == "__main__":
    sys.exit(main())
