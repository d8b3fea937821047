"""The script that measures topics, for the tests that hold its figures."""

from __future__ import annotations

import importlib.util

from tests.support import ROOT

_SPEC = importlib.util.spec_from_file_location(
    "measure_topics", ROOT / "scripts" / "measure_topics.py"
)
assert _SPEC
assert _SPEC.loader
script = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)
