"""The chain of the seeds: a resolution, its amendment, its replacement, a plan that cites all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import ROOT, CommandLine

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "nghi-quyet/14-2023-nq-hdnd.txt"
AMENDMENT = "nghi-quyet/05-2024-nq-hdnd.txt"
REPLACEMENT = "nghi-quyet/22-2025-nq-hdnd.txt"
PLAN = "ke-hoach/23-kh-svhttdl.txt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("chain")
    for name in (FIRST, AMENDMENT, REPLACEMENT, PLAN):
        copied = place / "seeds" / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes((ROOT / "seeds" / name).read_bytes())
    with searchkit.open_index(place / "index", create=True) as index:
        index.add(place / "seeds")
    return place / "index"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys)


def test_the_state_of_each_changes_on_its_days(folder: Path) -> None:
    days = ("2023-07-25", "2023-09-01", "2024-06-01", "2026-02-01", "2026-07-01")
    with searchkit.open_index(folder) as index:
        states = {
            name: [index.validity(f"{name}.txt", on=day).state.value for day in days]
            for name in ("14-2023-nq-hdnd", "05-2024-nq-hdnd", "22-2025-nq-hdnd")
        }
    assert states == {
        "14-2023-nq-hdnd": ["not_yet", "in_force", "in_part", "ended", "ended"],
        "05-2024-nq-hdnd": ["not_yet", "not_yet", "in_force", "ended", "ended"],
        "22-2025-nq-hdnd": ["not_yet", "not_yet", "not_yet", "in_part", "in_force"],
    }


def test_a_search_on_three_days_gives_three_fees(folder: Path, cli: CommandLine) -> None:
    found = {}
    for day in ("2023-09-01", "2024-06-01", "2026-02-01"):
        answer = cli(
            "search", "mức thu phí tham quan hồ Nà Vài", "--on", day, "--json", "--index", folder
        )
        found[day] = {hit["document_id"] for hit in answer.json["hits"]}
    assert found["2023-09-01"] == {FIRST}
    assert found["2024-06-01"] == {FIRST, AMENDMENT}
    assert found["2026-02-01"] == {REPLACEMENT}


def test_relations_are_shown_from_both_ends(folder: Path, cli: CommandLine) -> None:
    tree = cli("relations", "14/2023/NQ-HĐND", "--index", folder).out
    assert "khoản 1 Điều 3" in tree
    assert AMENDMENT in tree
    assert REPLACEMENT in tree
    related = cli("relations", PLAN, "--json", "--index", folder).json["related"]
    assert {(one["kind"], one["id"]) for one in related} == {
        ("basis", REPLACEMENT),
        ("cites", FIRST),
        ("cites", AMENDMENT),
    }
    rows = cli("relations", "22/2025/NQ-HĐND", "--table", "--index", folder).out.splitlines()
    assert all(row.count("\t") == 6 for row in rows)


def test_a_drawing_has_every_document_between_its_braces(folder: Path, cli: CommandLine) -> None:
    lines = cli("relations", "22/2025/NQ-HĐND", "--dot", "--index", folder).out.splitlines()
    assert (lines[0], lines[-1]) == ("digraph searchkit {", "}")
    assert sum(" -> " in line for line in lines) >= 5
    assert all(line.count('"') % 2 == 0 for line in lines)


def test_the_timeline_runs_from_the_signing_to_the_end(folder: Path, cli: CommandLine) -> None:
    lines = cli("timeline", "14/2023/NQ-HĐND", "--index", folder).out.splitlines()
    assert lines[0] == "2023-07-20  ban hành"
    assert [line[:10] for line in lines] == sorted(line[:10] for line in lines)
    assert lines[-1].startswith("2026-01-01  hết hiệu lực theo Nghị quyết số 22/2025/NQ-HĐND")


def test_a_hit_that_has_ended_is_shown_with_what_ended_it(folder: Path, cli: CommandLine) -> None:
    shown = " ".join(cli("search", "NQ 14/2023", "--index", folder).out.split())
    assert "! hết hiệu lực theo Nghị quyết số 22/2025/NQ-HĐND từ ngày 1/1/2026; see " in shown
