"""The script that measures topics, for the tests that hold its figures."""

from __future__ import annotations

from tests.support import load_script

script = load_script("measure_topics")
