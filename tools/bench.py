#!/usr/bin/env python3
"""Measure a batch over exports/: seconds and output size, one place at a time and all processors at once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def measure(jobs: int) -> tuple[int, float, float, int]:
    """Return the number of places run, the seconds, the size of the outputs in MB and the exit code."""
    with tempfile.TemporaryDirectory(prefix="govlib-bench-") as folder:
        started = time.perf_counter()
        done = subprocess.run(  # noqa: S603 # the project's own command
            [sys.executable, "-m", "govlib", "batch", "--jobs", str(jobs), "--outputs", folder],
            cwd=ROOT,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - started
        places = len(list(Path(folder).glob("*/*/manifest.json")))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        return places, seconds, size, done.returncode


def main() -> int:
    """Print one line a number of jobs; return the most serious exit code of the batches."""
    codes = []
    print("同时运行  地方  总秒数  每个地方秒数  成果MB  退出码")  # noqa: T201 # a command's own output
    for jobs in sorted({1, os.cpu_count() or 1}):
        places, seconds, size, code = measure(jobs)
        codes.append(code)
        each = f"{seconds / places:12.2f}" if places else f"{'—':>12}"
        print(f"{jobs:8d}  {places:4d}  {seconds:6.1f}  {each}  {size:6.1f}  {code:6d}", flush=True)  # noqa: T201 # as above
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
