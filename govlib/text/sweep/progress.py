"""How far a sweep is: share, articles a second, text a second and time left on a terminal; nothing elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from govlib.text.sweep.run import Listen, Swept

_MB = 1_000_000


@contextmanager
def show_sweep(console: Console) -> Iterator[Callable[[int], Listen]]:
    """Show a sweep while it runs; yields the ``begin`` of ``sweep``."""
    if not console.is_terminal:
        yield lambda _: lambda _: None
        return
    bar = Progress(
        TextColumn("查文章"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("已用"),
        TimeElapsedColumn(),
        TextColumn("还要"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:

        def begin(whole: int) -> Listen:
            task = bar.add_task("", total=max(whole, 1), rate="")
            started = perf_counter()

            def listen(swept: Swept) -> None:
                bar.update(task, completed=swept.file_bytes, rate=say_rate(swept, perf_counter() - started))

            return listen

        yield begin


def say_rate(swept: Swept, seconds: float) -> str:
    """Return how many articles were checked and how fast."""
    seconds = max(seconds, 0.001)
    return f"{swept.articles} 篇，{swept.articles / seconds:.0f} 篇/秒，{swept.text_bytes / _MB / seconds:.1f} MB/秒"
