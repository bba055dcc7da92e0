"""The invented county with its tables lengthened, and the summary of how many rows a second each measure reads."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from govlib.bench import Bench
from govlib.catalog.load import load_catalog
from govlib.sample import write_sample
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
ROWS = int(os.environ.get("GOVLIB_BENCH_ROWS", "100000"))
"""How many rows a table is lengthened to; few where only the running is tried."""
REGISTRIES = frozenset({"sites", "accounts"})
"""Tables that say who there is: a longer one would be another county."""
PERIOD, ARTICLES, SEED = "2026Q3", 2000, 20260925


@dataclass(frozen=True)
class Timing:
    """One measured call: over how many rows, in how many seconds."""

    group: str
    name: str
    rows: int
    seconds: float


TIMINGS = pytest.StashKey[list[Timing]]()


def lengthen(table: pd.DataFrame, rows: int) -> pd.DataFrame:
    """Return a table repeated until it has so many rows."""
    times = math.ceil(rows / len(table)) if len(table) else 1
    return pd.concat([table] * times, ignore_index=True).head(max(rows, len(table)))


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return the invented county, written and read once."""
    root = tmp_path_factory.mktemp("bench")
    write_sample(root / "exports" / "sample" / PERIOD, ARTICLES, SEED)
    return open_declared(root, load_catalog(ROOT / "params"), "sample", PERIOD, "outputs")


@pytest.fixture(scope="session")
def long_bench(opened: Run) -> Bench:
    """Return what the rules are asked about, every table but the registries with ``ROWS`` rows."""
    bench = opened._bench
    tables = {name: table if name in REGISTRIES else lengthen(table, ROWS) for name, table in bench.tables.items()}
    return replace(bench, tables=tables)


@pytest.fixture(scope="session")
def county_bench(opened: Run) -> Bench:
    """Return what the rules are asked about, the tables in their own proportions with ``ROWS`` rows in all."""
    bench = opened._bench
    fixed = sum(len(table) for name, table in bench.tables.items() if name in REGISTRIES)
    times = (ROWS - fixed) / (sum(len(table) for table in bench.tables.values()) - fixed)
    tables = {
        name: table if name in REGISTRIES else lengthen(table, round(len(table) * times))
        for name, table in bench.tables.items()
    }
    return replace(bench, tables=tables)


@pytest.fixture
def timed(benchmark: BenchmarkFixture, request: pytest.FixtureRequest):
    """Return a function that measures a call over some rows and keeps what it took for the summary."""

    def measured(group: str, name: str, rows: int, call):
        benchmark.group = group
        benchmark.extra_info["rows"] = rows
        result = benchmark.pedantic(call, rounds=3, warmup_rounds=1)
        if benchmark.stats is not None:
            seconds = float(benchmark.stats.stats.min)
            benchmark.extra_info["rows_per_second"] = round(rows / seconds)
            request.config.stash.setdefault(TIMINGS, []).append(Timing(group, name, rows, seconds))
        return result

    return measured


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print of every group, slowest last: rows, milliseconds, rows a second, and how many times the fastest's time."""
    timings = config.stash.get(TIMINGS, [])
    for group in dict.fromkeys(timing.group for timing in timings):
        mine = sorted((timing for timing in timings if timing.group == group), key=lambda one: one.seconds / one.rows)
        fastest = mine[0].seconds / mine[0].rows
        terminalreporter.write_sep("=", group)
        terminalreporter.write_line(f"{'':<24}{'行':>10}{'毫秒':>10}{'每秒行数':>14}{'每10万行秒数':>12}{'倍数':>8}")
        for one in mine:
            speed, ratio = one.rows / one.seconds, one.seconds / one.rows / fastest
            terminalreporter.write_line(
                f"{one.name:<24}{one.rows:>12,}{one.seconds * 1000:>12.1f}{speed:>16,.0f}"
                f"{100_000 / speed:>16.3f}{ratio:>10.1f}"
            )
