"""The commands of the Makefile are there, described, and lead to the tools."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ["help", "setup", "run", "test", "deep", "bench", "lab", "lock", "clean"]


def make(*arguments: str) -> str:
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    return done.stdout


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    listed = dict(re.findall(r"^  make (\w+) +(\S.*)$", make(), re.MULTILINE))
    assert list(listed) == TARGETS
    assert [target for target, words in listed.items() if not re.search(r"[\u4e00-\u9fff]", words)] == []


@pytest.mark.parametrize(
    ("target", "commands"),
    [
        ("run", ["tools/setup.sh", "-m govlib sample", "-m govlib batch"]),
        (
            "test",
            [
                "tools/setup.sh",
                "tools/system_packages.py",
                "-m ruff check",
                "-m ruff format --check",
                "-m mypy",
                '-m "not deep"',
            ],
        ),
        ("deep", ["tools/setup.sh", "tools/system_packages.py", "-m deep"]),
        ("bench", ["tools/setup.sh", "tools/bench.py"]),
        ("lab", ["tools/setup.sh", "-m govlib lab"]),
    ],
)
def test_a_target_runs_its_commands_in_order(target: str, commands: list[str]) -> None:
    script = make("-n", target)
    places = [script.find(command) for command in commands]
    assert -1 not in places, script
    assert places == sorted(places)


def test_nothing_that_an_office_entered_is_cleaned_away() -> None:
    script = make("-n", "clean")
    assert "outputs" in script
    assert re.findall(r"\b(?:records|exports|params|\.venv)\b", script) == []


def test_ci_runs_make_test_and_stops_at_the_first_failure() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1] == "make test"
    assert os.access(script, os.X_OK)
