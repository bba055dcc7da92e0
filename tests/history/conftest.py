"""Outputs of invented places in a folder of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Return a folder of outputs with a name that trips careless programs."""
    return tmp_path / "成果 [a] it's {x}"
