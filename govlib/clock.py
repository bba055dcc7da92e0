"""The moment at which a person does something, asked only by commands and widgets; no rule ever asks it."""

from __future__ import annotations

import time


def stamp() -> str:
    """Return the present moment, such as 2026-04-03T09:30:00+0800."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")
