"""The story, lived through once: four quarters, every command as an office types it, sheets filled in LibreOffice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from living import Story, live_through


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return what was said and what stands in the records after the four quarters."""
    return live_through(tmp_path_factory.mktemp("story") / "project")
