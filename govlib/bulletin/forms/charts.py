"""Charts as pictures for a paper: bars, ranks, trends, parts; told apart by hatching too, so that grey print works.

matplotlib is loaded only when a chart is drawn. A machine without a Chinese font gets no chart but its words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from govlib.bulletin.paper import Paragraph, Picture
from govlib.charts import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Heiti SC",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "SimSun",
)
"""Fonts that have Chinese, the best first; ``Noto … JP`` is the name of the file that holds all languages."""
_HATCHES = ("", "///", "...", "\\\\\\", "xxx", "---")
_MARKERS = ("o", "s", "^", "D", "v", "P")
_DASHES = ("-", "--", ":", "-.")
_WIDE, _DOTS = 6.1, 200
_MOST_BARS = 40
_FULL = 100.0

Series = Mapping[str, Sequence[float | None]]


def draw_bars(names: Sequence[str], values: Sequence[float], title: str, unit: str) -> Picture | Paragraph:
    """Draw one lying bar a name, the first on top, its number beside it; the unit % ends the scale at 100."""
    shown, numbers = list(names[:_MOST_BARS]), [float(value) for value in values[:_MOST_BARS]]
    left = len(names) - len(shown)
    said = title if left <= 0 else f"{title}（前{_MOST_BARS}个，共{len(names)}个）"
    told = _tell(names, values, unit)
    if not _font():
        return _in_words(said, told)
    with _drawing():
        return _bars(shown, numbers, unit, said, told)


def _bars(shown: Sequence[str], numbers: Sequence[float], unit: str, said: str, told: str) -> Picture:
    figure, axes = _open(0.8 + 0.28 * len(shown))
    positions = list(range(len(shown)))
    axes.barh(positions, numbers, color=COLOURS[0], height=0.62)
    axes.set_yticks(positions, shown)
    axes.invert_yaxis()
    most = max([*numbers, 0.0])
    for position, number in zip(positions, numbers, strict=True):
        axes.text(number + most * 0.01, position, _say(number, unit), va="center", fontsize=9)
    axes.set_xlim(0, _FULL * 1.12 if unit == "%" else (most or 1.0) * 1.15)
    axes.set_xlabel(unit)
    return _keep(figure, said, told)


def draw_trend(names: Sequence[str], series: Series, title: str, unit: str) -> Picture | Paragraph:
    """Draw one line a series over the periods in their order; None leaves a gap."""
    told = "；".join(f"{label}：{_tell(names, values, unit)}" for label, values in series.items())
    if not _font():
        return _in_words(title, told)
    with _drawing():
        return _trend(names, series, unit, title, told)


def _trend(names: Sequence[str], series: Series, unit: str, title: str, told: str) -> Picture:
    figure, axes = _open(2.8)
    for number, (label, values) in enumerate(series.items()):
        numbers = [float("nan") if value is None else float(value) for value in values]
        axes.plot(
            list(range(len(names))),
            numbers,
            label=label,
            color=COLOURS[number % len(COLOURS)],
            marker=_MARKERS[number % len(_MARKERS)],
            linestyle=_DASHES[number % len(_DASHES)],
        )
        if len(series) == 1:
            for position, value in enumerate(values):
                if value is not None:
                    where = (position, float(value))
                    axes.annotate(_say(value, unit), where, (0, 6), textcoords="offset points", ha="center", fontsize=9)
    axes.set_xticks(list(range(len(names))), names)
    axes.set_ylabel(unit)
    axes.margins(y=0.2)
    if len(series) > 1:
        _explain(figure, len(series))
    return _keep(figure, title, told)


def draw_parts(names: Sequence[str], series: Series, title: str, unit: str) -> Picture | Paragraph:
    """Draw one lying bar a name, made of the parts of each series, with the number of every part that has room."""
    told = "；".join(f"{label}：{_tell(names, values, unit)}" for label, values in series.items())
    if not _font():
        return _in_words(title, told)
    with _drawing():
        return _parts(names, series, unit, title, told)


def _parts(names: Sequence[str], series: Series, unit: str, title: str, told: str) -> Picture:
    figure, axes = _open(1.1 + 0.32 * len(names))
    positions = list(range(len(names)))
    starts = [0.0] * len(names)
    whole = max((sum(float(values[at] or 0) for values in series.values()) for at in positions), default=1.0) or 1.0
    for number, (label, values) in enumerate(series.items()):
        numbers = [float(value or 0) for value in values]
        colour, hatch = COLOURS[number % len(COLOURS)], _HATCHES[number % len(_HATCHES)]
        axes.barh(
            positions, numbers, left=starts, label=label, color=colour, hatch=hatch, edgecolor="white", height=0.62
        )
        for at, value in enumerate(numbers):
            if value > whole * 0.06:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
                axes.text(starts[at] + value / 2, at, _say(value, ""), va="center", ha="center", fontsize=8, bbox=box)
        starts = [start + value for start, value in zip(starts, numbers, strict=True)]
    axes.set_yticks(positions, list(names))
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    _explain(figure, len(series))
    return _keep(figure, title, told)


def _tell(names: Sequence[str], values: Sequence[float | None], unit: str) -> str:
    return "，".join(
        f"{name}{'没有数据' if value is None else _say(value, unit)}"
        for name, value in zip(names, values, strict=False)
    )


def _say(value: float, unit: str) -> str:
    number = f"{value:g}" if value == round(value, 4) else f"{value:.2f}"
    return f"{number}{unit}"


def _in_words(title: str, told: str) -> Paragraph:
    return Paragraph(f"{title}：{told}。")


@cache
def _font() -> str:
    """Return the first font of the list that this machine has, "" for none."""
    from matplotlib import font_manager  # noqa: PLC0415 - loaded only by who draws

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in known), "")


@contextmanager
def _drawing() -> Iterator[None]:
    """Draw with a font that has Chinese; nobody else's settings are changed."""
    from matplotlib import rc_context  # noqa: PLC0415 - loaded only by who draws

    with rc_context(
        {
            "font.family": [_font()],
            "font.size": 9.5,
            "axes.unicode_minus": False,
            "hatch.linewidth": 0.6,
            "hatch.color": "white",
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    ):
        yield


def _open(high: float) -> tuple[Figure, Axes]:
    # without its title, which every form writes below the picture in its own letters
    from matplotlib.figure import Figure as NewFigure  # noqa: PLC0415 - loaded only by who draws

    figure = NewFigure(figsize=(_WIDE, high), dpi=_DOTS, layout="constrained")
    return figure, figure.add_subplot()


def _explain(figure: Figure, columns: int) -> None:
    """Say below the chart which series is which."""
    figure.legend(loc="outside lower center", frameon=False, fontsize=9, ncols=columns)


def _keep(figure: Figure, title: str, told: str) -> Picture:
    target = io.BytesIO()
    # neither the program's version nor a time belongs into the file
    figure.savefig(target, format="png", metadata={"Software": None})
    return Picture(title, target.getvalue(), f"{told}。")
