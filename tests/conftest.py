"""What holds for every test: where the real texts are, if this machine has them, and no clock."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.support import load_script

if TYPE_CHECKING:
    from collections.abc import Iterator

# A slow or busy machine is no fault of ours: examples take as long as they take.
settings.register_profile("searchkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("searchkit")

os.environ["SEARCHKIT_LANG"] = "en"
"""Messages are looked for in English, whatever the machine speaks."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So what a shell runs in the background begins, and every process that a test would interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

SLOW = (
    "cli",
    "documents/isolation",
    "documents/test_hostile.py",
    "documents/test_legacy.py",
    "documents/test_office.py",
    "engine/execution/test_executor.py",
    "index/ingest",
    "reliability",
    "scripts",
    "search/topics/test_phapdien.py",
    "test_damage.py",
    "test_documentation.py",
    "test_end_to_end_shared.py",
    "library",
    "test_library.py",
    "test_library_page.py",
    "test_logs.py",
    "test_script.py",
    "test_seeds.py",
    "test_start_up.py",
    "mcp",
    "web/browser",
)
"""What starts processes or reads a whole corpus: ``make check`` leaves it out."""

_HERE = Path(__file__).resolve().parent
_REPOSITORY = _HERE.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = tuple(_HERE / part for part in SLOW)
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        needs_cluster = "cluster" in fixtures or "[opensearch" in item.nodeid
        if needs_cluster or any(item.path.is_relative_to(part) for part in slow):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The hosts of an OpenSearch cluster of one node, which is started when first needed.

    ``OPENSEARCH_TEST_HOSTS`` names one that runs already. Where none can be started, for want of
    Java or Maven, the tests that need it are skipped, and say so.
    """
    if hosts := os.environ.get("OPENSEARCH_TEST_HOSTS"):
        yield hosts
        return
    nodes = load_script("opensearch_nodes")
    try:
        with nodes.shared_node(os.environ.get("PYTEST_XDIST_TESTRUNUID", "")) as hosts:
            yield hosts
    except nodes.UnavailableError as error:
        pytest.skip(f"no OpenSearch cluster can be started here: {error}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts: ``SEARCHKIT_SHARED``, or ``shared`` beside the repository."""
    folder = Path(os.environ.get("SEARCHKIT_SHARED") or _REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the real texts are not here: {folder} (set SEARCHKIT_SHARED)")
    return folder
