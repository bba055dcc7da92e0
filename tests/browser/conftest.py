import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="module")
def browser():
    from pages import open_browser  # noqa: PLC0415 - needs the path above

    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def screenshots() -> Path:
    return Path(__file__).parents[1] / "screenshots"
