"""Tell a person how a batch goes and how it ended: a live table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from govlib.batch.events import (
    FAILED,
    NOT_RUN,
    SUCCEEDED,
    UNCHANGED,
    BatchReport,
    Event,
    NotebookStarted,
    PlaceReport,
)
from govlib.batch.foresee import Foresight
from govlib.batch.plan import PlaceRun
from govlib.bulletin.forms.parts import DRAFT, SAMPLE
from govlib.bulletin.state import FINAL, say_state, say_wording

_COLOURS = {SUCCEEDED: "green", FAILED: "red", NOT_RUN: "dim"}
_LONG_SECONDS = 90
_WAITING = "等待"
_RUNNING = "运行中"


@dataclass
class _Line:
    run: PlaceRun
    status: str = _WAITING
    at: str = ""
    began: float | None = None
    seconds: float | None = None

    def elapsed(self) -> str:
        if self.seconds is None and self.began is None:
            return ""
        seconds = self.seconds if self.seconds is not None else time.perf_counter() - (self.began or 0.0)
        return f"{seconds:.0f} 秒"


@contextmanager
def show_progress(runs: Sequence[PlaceRun], console: Console) -> Iterator[Callable[[Event], None]]:
    """Show the places of a batch while they run; yields the listener for ``run_batch``."""
    lines = {run.tag: _Line(run) for run in runs}
    if not console.is_terminal:
        yield lambda event: console.print(describe_event(event), markup=False, highlight=False, soft_wrap=True)
        return

    def hear(event: Event) -> None:
        line = lines[event.run.tag]
        if isinstance(event, NotebookStarted):
            line.status, line.at = _RUNNING, f"{event.number}/{event.count} {event.title}"
            line.began = line.began or time.perf_counter()
        else:
            line.status, line.seconds, line.at = event.status, event.seconds, ""

    began = time.perf_counter()

    def draw() -> Table:
        return _live_table(list(lines.values()), console.height, time.perf_counter() - began)

    with Live(console=console, get_renderable=draw, transient=True):
        yield hear


def say_pace(done: int, waiting: int, seconds: float) -> str:
    """Return how many places a minute were done, and how long those that wait take at that pace; "" before the first.

    Places found unchanged are not counted as done: they take no time.
    """
    if not done or seconds <= 0:
        return ""
    left = waiting * seconds / done
    rest = f"{left / 60:.0f} 分钟" if left >= _LONG_SECONDS else f"{left:.0f} 秒"
    return f"，每分钟 {done / seconds * 60:.1f} 个" + (f"，约还要 {rest}" if waiting else "")


def _live_table(lines: Sequence[_Line], height: int, seconds: float) -> Table:
    done = sum(line.seconds is not None for line in lines)
    failed = sum(line.status == FAILED for line in lines)
    worked = done - sum(line.status == UNCHANGED for line in lines)
    title = f"已完成 {done}/{len(lines)} 个地方，失败 {failed} 个{say_pace(worked, len(lines) - done, seconds)}"
    table = Table(title=title, title_justify="left")
    for heading in ("地方", "周期", "状态", "笔记本", "用时"):
        table.add_column(heading, no_wrap=True)
    # What runs matters most, then what failed; a province has more places than a terminal has lines.
    order = {_RUNNING: 0, FAILED: 1, _WAITING: 2}
    shown = sorted(lines, key=lambda line: order.get(line.status, 3))[: max(3, height - 8)]
    for line in shown:
        status = f"[{_COLOURS.get(line.status, 'default')}]{line.status}[/]"
        table.add_row(escape(line.run.place_name), escape(line.run.period), status, escape(line.at), line.elapsed())
    return table


def describe_event(event: Event) -> str:
    """Return an event as one plain line."""
    where = f"{event.run.place_name} {event.run.period}"
    if isinstance(event, NotebookStarted):
        return f"{where}  {event.number}/{event.count} {event.title}"
    return f"{where}  {event.status}（{event.seconds:.0f} 秒）"


def print_summary(report: BatchReport, console: Console) -> None:
    """Print one row a place and, below, each failure with what to do about it, and which bulletins are drafts."""
    table = Table(title="批次结果", title_justify="left")
    for heading in ("地方", "周期", "状态"):
        table.add_column(heading, no_wrap=True)
    for heading in ("问题", "页面"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("说明", overflow="fold")
    for place in report.places:
        status = f"[{_COLOURS.get(place.status, 'default')}]{place.status}[/]"
        counts = (str(place.problems), str(place.pages)) if place.status != NOT_RUN else ("", "")
        table.add_row(escape(place.run.place_name), escape(place.run.period), status, *counts, escape(_message(place)))
    console.print(table)
    for place in report.places:
        for line in describe_failures(place):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for line in describe_bulletins(report.places):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if report.interrupted:
        console.print("批次被中断；没有完成的地方保持原来的成果。", markup=False, soft_wrap=True)


def print_foresight(places: Sequence[Foresight], console: Console) -> None:
    """Print what a batch would do: one row a place, below each the notebooks and why."""
    for one in places:
        where = f"{one.run.place_name} {one.run.period}"
        said = one.trouble or (f"要运行 {len(one.steps)}/{one.count} 个笔记本" if one.steps else one.why)
        console.print(f"{where}  {said}", markup=False, highlight=False, soft_wrap=True)
        for step in one.steps:
            console.print(f"  {step.title}：{step.why}", markup=False, highlight=False, soft_wrap=True)
    busy = sum(bool(one.steps) for one in places)
    bad = sum(bool(one.trouble) for one in places)
    more = f"，{bad} 个地方有问题不能运行" if bad else ""
    console.print(f"共 {len(places)} 个地方：要运行 {busy} 个{more}。什么都没有写。", markup=False, soft_wrap=True)


def describe_bulletins(places: Sequence[PlaceReport]) -> list[str]:
    """Return how many bulletins are final, drafts and samples, then each draft with its first reason."""
    states = Counter(place.bulletin.state for place in places if place.bulletin.state)
    if not states:
        return []
    drafts = [place for place in places if place.bulletin.state == DRAFT]
    counted = "，".join(f"{word} {states[word]} 份" for word in (FINAL, DRAFT, SAMPLE) if states[word])
    lines = [f"  {place.run.place_name} {place.run.period}：{say_state(place.bulletin)}" for place in drafts]
    worded = [place for place in places if place.bulletin.wording]
    lines += [f"  {place.run.place_name} {place.run.period}：{say_wording(place.bulletin)}" for place in worded]
    return [f"通报：{counted}。", *lines]


def _message(place: PlaceReport) -> str:
    if place.failures:
        more = f"（共 {len(place.failures)} 处，见下）" if len(place.failures) > 1 else ""
        return f"{place.failures[0].step}：{place.failures[0].message}{more}"
    return f"有 {place.unreadable} 个导出文件读不出，见 problems.csv" if place.unreadable else ""


def describe_failures(place: PlaceReport) -> list[str]:
    """Return the failures of a place as plain lines: where, what, what to do, which notebook to open."""
    lines = []
    for failure in place.failures:
        under = f"“{failure.heading}”" if failure.heading else ""
        lines.append(f"✗ {place.run.place_name} {place.run.period} 《{failure.step}》{under}")
        lines += [f"  原因：{failure.message}", f"  处理：{failure.advice}"]
        if failure.saved:
            lines.append(f"  笔记本：{failure.saved}")
    return lines
