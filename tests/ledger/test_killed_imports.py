"""Imports of returned sheets killed at random moments: a sheet is in the records whole or not at all."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from returned_sheets import PERIOD, SENT_ON, Office, fill, told

from govlib.ledger.acts import RETURNED, SENT, Act, read_acts, rows_of
from govlib.records.folders import list_record_files

ROOT = Path(__file__).resolve().parents[2]
UNITS, EACH = 6, 3


@dataclass(frozen=True)
class Sheets:
    """A project whose problems were told, the sheets that came back filled, and the numbers of each, by file."""

    project: Path
    files: tuple[Path, ...]
    numbers: Mapping[str, frozenset[str]]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    office = Office(tmp_path_factory.mktemp("office"))
    problems = tuple(told(unit * EACH + one, f"第{unit}局") for unit in range(UNITS) for one in range(1, EACH + 1))
    office.record(Act(SENT, SENT_ON, PERIOD, problems))
    files = tuple(
        fill(
            office.sheet(f"第{unit}局"),
            *((row, {"整改情况": "已整改", "整改措施": f"措施{row}", "完成日期": "2026-04-20"}) for row in range(EACH)),
        )
        for unit in range(UNITS)
    )
    by_unit = {f"{one.unit}.xlsx": {each.number for each in problems if each.unit == one.unit} for one in problems}
    return Sheets(office.root, files, {name: frozenset(numbers) for name, numbers in by_unit.items()})


def start(root: Path, manner: str, files: tuple[Path, ...]) -> subprocess.Popen[str]:
    importer = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("importer.py")), str(root), manner, *map(str, files)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert importer.stdout is not None
    assert importer.stdin is not None
    assert importer.stdout.readline() == "ready\n"
    importer.stdin.write("\n")
    importer.stdin.flush()
    return importer


def answered(root: Path) -> Counter[str]:
    """Return how many answers are recorded of each number."""
    acts, _ = read_acts(root / "records" / "jia")
    return Counter(row.number for _, row in rows_of(acts, RETURNED))  # type: ignore[union-attr]


def check_copies(root: Path, sheets: Sheets) -> set[str]:
    """Hold every kept copy against what came back; return the units' files that are kept."""
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in sheets.files}
    kept = [path for path in list_record_files(root, "jia") if path.parent.name == "returned"]
    return {hashes[hashlib.sha256(path.read_bytes()).hexdigest()] for path in kept}


@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.deep)])
def test_a_killed_import_leaves_no_half_sheet_and_the_next_completes_it(tmp_path: Path, sheets: Sheets, rounds: int):
    chance = random.Random(rounds)  # noqa: S311 - moments of killing
    cut_short = Counter[str]()
    for number in range(rounds):
        root = tmp_path / str(number)
        shutil.copytree(sheets.project / "records", root / "records")
        importer = start(root, ("whole", "pieces")[number % 2], sheets.files)
        time.sleep(chance.uniform(0, 0.6))
        importer.kill()
        said = importer.communicate(timeout=60)[0]
        confirmed = {line.rstrip("\n") for line in said.splitlines(keepends=True) if line.endswith("\n")}
        found, kept = answered(root), check_copies(root, sheets)
        for name, own in sheets.numbers.items():
            assert {found[one] for one in own} in ({0}, {1})
            assert found[next(iter(own))] or name not in confirmed
            # the copy is there before the line that uses it
            assert name in kept or not found[next(iter(own))]
        cut_short["inside"] += 0 < len(found) < UNITS * EACH
        cut_short["torn"] += bool(read_acts(root / "records" / "jia")[1])
        Office(root).take(*sheets.files)
        assert answered(root) == {one: 1 for own in sheets.numbers.values() for one in own}
        assert check_copies(root, sheets) == set(sheets.numbers)
        shutil.rmtree(root)
    assert cut_short["inside"], "no kill fell between the sheets: the test did not test"


def test_importing_all_again_after_all_came_through_adds_nothing(tmp_path: Path, sheets: Sheets):
    shutil.copytree(sheets.project / "records", tmp_path / "records")
    Office(tmp_path).take(*sheets.files)
    before = (tmp_path / "records" / "jia" / PERIOD / "ledger.jsonl").read_bytes()
    Office(tmp_path).take(*sheets.files)
    assert (tmp_path / "records" / "jia" / PERIOD / "ledger.jsonl").read_bytes() == before
