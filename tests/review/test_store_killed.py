"""Writers killed at random moments and writers at the same time: what was confirmed is there, whole and in order."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from govlib.review.decision import Decision
from govlib.review.store import Decisions, read_decisions, save_decisions

ROOT = Path(__file__).resolve().parents[2]
WRITER = Path(__file__).with_name("writers.py")
WHEN = "2026-04-03T09:30:00+0800"
BULK = 40


def start(folder: Path, name: str, seconds: float, manner: str) -> subprocess.Popen[str]:
    """Start a writer that waits to be let go."""
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(folder), name, str(seconds), manner],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def let_go(*writers: subprocess.Popen[str]) -> None:
    """Let writers begin, once all of them have loaded what they need."""
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()


def confirmed(said: str) -> list[tuple[int, int]]:
    """Return number and size of each confirmed save; a line that the kill has cut off confirms nothing."""
    lines = [line for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return [(int(number), int(size)) for number, size in (line.split() for line in lines)]


def sizes(read: Decisions, name: str) -> dict[int, int]:
    """Return how many decisions of each of a writer's saves are there."""
    keys = (one.key.split(":") for one in read.decisions)
    return dict(Counter(int(number) for writer, number, _ in keys if writer == name))


@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.deep)])
def test_a_killed_writer_loses_nothing_confirmed_and_leaves_no_half_save(tmp_path: Path, rounds: int):
    folder = tmp_path / "records" / "county" / "2026Q1"
    chance = random.Random(rounds)  # noqa: S311 - moments of killing
    all_confirmed = torn = 0
    for round_number in range(rounds):
        name = f"w{round_number}"
        writer = start(folder, name, 60, ("whole", "pieces")[round_number % 2])
        let_go(writer)
        # every fifth may be killed before it has confirmed anything
        first = writer.stdout.readline() if writer.stdout is not None and round_number % 5 else ""
        time.sleep(chance.uniform(0, 0.3))
        writer.kill()
        acknowledged = confirmed(first + writer.communicate(timeout=60)[0])
        read = read_decisions(folder)
        found = sizes(read, name)
        for number, size in acknowledged:
            assert found[number] == size
        assert all(size == (BULK if number % 3 == 2 else 1) for number, size in found.items())
        assert len(found) - len(acknowledged) in (0, 1)
        assert all("没有写完" in fault or "读不出来" in fault for fault in read.faults)
        assert len(read.faults) <= round_number + 1
        torn = len(read.faults)
        all_confirmed += len(acknowledged)
        after = save_decisions(folder, [Decision(f"after:{round_number}:0", "confirm", "")], when=WHEN, seen=read.seen)
        assert after.decisions == read_decisions(folder).decisions
    read = read_decisions(folder)
    assert len(sizes(read, "after")) == rounds
    assert all_confirmed > rounds
    assert torn, "no kill fell into a line: the test did not test"


@pytest.mark.parametrize("seconds", [5, pytest.param(60, marks=pytest.mark.deep)])
def test_two_writers_at_once_lose_nothing_and_keep_their_order(tmp_path: Path, seconds: int):
    folder = tmp_path / "records" / "county" / "2026Q1"
    writers = {"甲": start(folder, "甲", seconds, "pieces"), "乙": start(folder, "乙", seconds, "whole")}
    let_go(*writers.values())
    acknowledged = {name: confirmed(writer.communicate(timeout=seconds + 60)[0]) for name, writer in writers.items()}
    assert all(writer.returncode == 0 for writer in writers.values())
    read = read_decisions(folder)
    assert read.faults == ()
    for name, saves in acknowledged.items():
        assert saves
        assert sizes(read, name) == dict(saves)
        order = [int(save.decisions[0].key.split(":")[1]) for save in read.saves if save.by == name]
        assert order == [number for number, _ in saves]
    assert len(read.saves) == sum(len(saves) for saves in acknowledged.values())
    turns = sum(one.by != other.by for one, other in zip(read.saves, read.saves[1:], strict=False))
    assert turns, "the writers never met: the test did not test"


def test_two_people_at_one_item_never_write_over_each_other_unseen(tmp_path: Path):
    folder = tmp_path / "records" / "county" / "2026Q1"
    writers = [start(folder, name, 3, "together") for name in ("甲", "乙")]
    let_go(*writers)
    said = [number for writer in writers for number, _ in confirmed(writer.communicate(timeout=60)[0])]
    assert all(writer.returncode == 0 for writer in writers)
    history = read_decisions(folder).settled["together"].history
    # each has counted on from what it saw: a number twice would be a save over one unseen
    assert [int(one.to) for one in history] == list(range(len(history)))
    assert sorted(said) == list(range(len(history)))
    assert {one.by for one in history} == {"甲", "乙"}
