"""How long an overview over 3,000 places and 12 periods takes to open, beside the same frames by plain pandas.

``make bench`` runs this; no test asserts a time. Both ways run in a process of their own, read the same parquet files
and must come to the same frames; then the page is made of them. ``GOVLIB_BENCH_PLACES`` makes it small to try.
"""

# ruff: noqa: T201 # a command's own output
from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import fields
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent), str(ROOT / "tests" / "overview")]

from overview_data import Size, list_period_days, write_memory  # noqa: E402 # found by the line above
from overview_pandas import read_frames  # noqa: E402 # as above
from shown import show_page  # noqa: E402 # as above

from govlib.catalog.load import load_catalog  # noqa: E402 # as above
from govlib.history.compaction import HISTORY  # noqa: E402 # as above
from govlib.history.opened import open_history  # noqa: E402 # as above
from govlib.overview.regions import assign_regions  # noqa: E402 # as above
from govlib.overview.view import MOST_FINDINGS, Asking, Frames, Overview, know_places, read_overview  # noqa: E402 # as above

SIZE = Size(places=int(os.environ.get("GOVLIB_BENCH_PLACES", "3000")), findings=160)
WAYS = {"duckdb": "govlib（DuckDB）", "pandas": "只用 pandas"}


def by_duckdb(asking: Asking) -> Overview:
    """Return the overview as govlib opens it."""
    with open_history(asking.outputs) as history:
        return read_overview(asking, history)


def by_pandas(asking: Asking) -> Overview:
    """Return the same overview from frames that pandas read."""
    folder = asking.outputs / HISTORY
    about = pd.concat(
        [pd.read_parquet(path, dtype_backend="numpy_nullable") for path in sorted(folder.glob("*.places.parquet"))]
    )
    counted = about.loc[about["period"].eq(asking.period) & about["counted"], "place"]
    regions = assign_regions(know_places(asking.catalog, about), asking.within, set(counted))
    read = read_frames(folder, asking.period, regions, MOST_FINDINGS)
    days = {"start", "end", "window_start", "window_end", "inspection_day"}
    for frame in read.values():
        for name in days & set(frame.columns):
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    about = read.pop("about").sort_values(["end", "period", "place"], ignore_index=True)
    return Overview(
        root=asking.root, catalog=asking.catalog, outputs=asking.outputs, period=asking.period, within=asking.within,
        interactive=False, about=about, frames=Frames(**read), regions=regions,
    )  # fmt: skip


def measure(way: str, outputs: Path) -> None:
    """Open the overview one way; print seconds and peak memory as JSON, leave the frames beside the outputs."""
    catalog = load_catalog(ROOT / "params")
    asking = Asking(ROOT, catalog, outputs, "", list_period_days(SIZE.periods)[-1][0])
    began, used = time.perf_counter(), time.process_time()
    view = {"duckdb": by_duckdb, "pandas": by_pandas}[way](asking)
    read = time.perf_counter() - began
    _ = view.wholes, view.regions_by_kind, view.ranked, view.standing, view.trend
    framed = time.perf_counter() - began
    size = len(show_page(view).encode())
    shown, processor = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    for field in fields(Frames):
        getattr(view.frames, field.name).to_pickle(outputs / f"{way}.{field.name}.pickle")
    view.regions_by_kind.to_pickle(outputs / f"{way}.regions_by_kind.pickle")
    said = {"read": read, "framed": framed, "shown": shown, "processor": processor, "peak": peak, "bytes": size}
    print(json.dumps(said))


def compare(outputs: Path) -> None:
    """Raise AssertionError where the two ways came to different frames."""
    for name in [*(field.name for field in fields(Frames)), "regions_by_kind"]:
        one, two = (
            pd.read_pickle(outputs / f"{way}.{name}.pickle").astype(object)  # noqa: S301 # written above
            for way in WAYS
        )
        pd.testing.assert_frame_equal(one.where(one.notna(), None), two.where(two.notna(), None), check_dtype=False)


def main() -> int:
    """Print a line a way, the ratio, and that both came to the same."""
    with tempfile.TemporaryDirectory(prefix="govlib-bench-") as name:
        outputs = Path(name)
        began = time.perf_counter()
        count = write_memory(outputs, SIZE)
        size = sum(path.stat().st_size for path in (outputs / HISTORY).iterdir()) / 1e6
        print(
            f"总览：{SIZE.places} 个地方 × {SIZE.periods} 期，{count} 条不合格、待复核、缺数据的结果，"
            f"历史文件 {size:.0f} MB（生成用 {time.perf_counter() - began:.0f} 秒）"
        )
        found = {}
        print(f"{'':<18}{'读 秒':>8}{'算 秒':>8}{'页 秒':>8}{'共 秒':>8}{'处理器秒':>8}{'内存峰值MB':>10}{'网页KB':>8}")
        for way, label in WAYS.items():
            done = subprocess.run(
                [sys.executable, __file__, way, str(outputs)], capture_output=True, text=True, check=True
            )
            one = found[way] = json.loads(done.stdout.splitlines()[-1])
            numbers = (
                one["read"],
                one["framed"] - one["read"],
                one["shown"] - one["framed"],
                one["shown"],
                one["processor"],
            )
            print(
                f"{label:<18}"
                + "".join(f"{number:>9.2f}" for number in numbers)
                + f"{one['peak']:>12.0f}{one['bytes'] / 1000:>9.0f}"
            )
        compare(outputs)
        first, second = found["duckdb"], found["pandas"]
        print(
            f"两种读法的结果相同。读：pandas 是 {second['read'] / first['read']:.1f} 倍；"
            f"打开到网页：{second['shown'] / first['shown']:.1f} 倍；内存峰值：{second['peak'] / first['peak']:.1f} 倍"
        )
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
