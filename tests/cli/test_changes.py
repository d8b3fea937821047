"""What ``searchkit watch`` says, and what it does not say twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchkit import Failure, IndexReport
from searchkit.cli.changes import Teller


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def teller(log: list[str]) -> Teller:
    return Teller(log.append, json=False)


def report(*names: str, failures: int = 0) -> IndexReport:
    made = IndexReport(failures=[Failure(f"/{n}.doc", "is empty") for n in range(failures)])
    for name in names:
        made.note("added", name)
    return made


def test_a_run_is_told_with_names(
    teller: Teller, log: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run = report("a.txt", "b.txt")
    run.note("moved", "tin.jsonl", 3)
    teller.done(run)
    assert log == ["2 added: a.txt, b.txt; 3 moved: tin.jsonl (0.0 s)"]
    assert capsys.readouterr().out.endswith(f"  {log[0]}\n")


def test_many_names_are_cut_short(teller: Teller, log: list[str]) -> None:
    teller.done(report(*(f"{n}.txt" for n in range(1_000))))
    assert log[0].startswith("1,000 added: 0.txt, ")
    assert log[0].count(".txt") == 10
    assert ", … (" in log[0]


def test_a_run_without_changes_says_nothing(
    teller: Teller, log: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    teller.done(report())
    assert (log, capsys.readouterr()) == ([], ("", ""))


def test_failures_and_troubles_are_told_once(
    teller: Teller, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        teller.done(report(failures=1))
    assert capsys.readouterr().err == "/0.doc: is empty\n"
    teller.done(report(failures=2))
    assert capsys.readouterr().err == "/1.doc: is empty\n"
    for _ in range(2):
        teller.hindered("the disk is full")
    assert capsys.readouterr().err == "searchkit: the disk is full; trying again\n"
    teller.done(report(failures=2))
    teller.hindered("the disk is full")
    assert capsys.readouterr().err == "searchkit: the disk is full; trying again\n"


def test_folders_that_go_and_come_are_told(teller: Teller, log: list[str]) -> None:
    for gone in ([], [Path("/a")], [Path("/a")], [Path("/b")], []):
        teller.missing(gone)
    stays = "is gone; what was indexed from it stays until it is back"
    assert log == [f"/a {stays}", f"/b {stays}", "/a is back", "/b is back"]


def test_as_json_each_run_is_one_line(log: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller(log.append, json=True)
    teller.say("following /a")
    teller.done(report("a.txt"))
    found = json.loads(capsys.readouterr().out)
    assert (found["added"], found["names"]) == (1, {"added": ["a.txt"]})
    assert "time" in found
    assert len(log) == 2
