"""The repository as git knows it: tracked files, and those of them that are text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    paths = [ROOT / name for name in said.split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def tracked_texts(tracked: list[Path]) -> dict[str, str]:
    texts = {}
    for path in tracked:
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts
