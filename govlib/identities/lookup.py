"""The computed figures by the names that statements give them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from govlib.figures import UNWRITTEN, FigureValue
from govlib.identities.stated import Stated, plain_label

_CLOSE = 0.4
_MOST = 3


@dataclass(frozen=True)
class Lookup:
    """Figures by name, by label and by id; built once a bulletin."""

    by_name: dict[str, list[FigureValue]] = field(default_factory=dict)
    by_label: dict[str, list[FigureValue]] = field(default_factory=dict)
    by_id: dict[str, list[FigureValue]] = field(default_factory=dict)

    def find(self, label: str) -> list[FigureValue]:
        """Return the figures of a name; several when two breakdowns share a word."""
        return self.by_name.get(plain_label(label), [])

    def by_unit(self, label: str) -> dict[str, FigureValue]:
        """Return a figure's numbers by unit; the label may go on with the groups above them (任务·某项工作)."""
        first, *groups = plain_label(label).split("·")
        return {
            item.group["unit"]: item
            for item in self.by_label.get(first, [])
            if tuple(item.group)[-1:] == ("unit",)
            and item.group["unit"] != UNWRITTEN
            and [plain_label(word) for word in item.group.values()][:-1] == groups
        }

    def suggest(self, label: str) -> str:
        """Return what to say of a name that no figure has: why, and which names come near."""
        plain = plain_label(label)
        first = plain.split("·", maxsplit=1)[0]
        whole = next((item for item in self.by_label.get(first, []) if not item.group), None)
        if whole is not None and whole.value is None:
            return why_unknown(whole)
        labels = [first] if first in self.by_label else difflib.get_close_matches(first, self.by_label, _MOST, _CLOSE)
        names = {plain_label(item.name): item.name for near in labels for item in self.by_label[near]}
        close = difflib.get_close_matches(plain, names, _MOST, _CLOSE) or [name for name in labels if name != first]
        near = "、".join(f"“{names.get(name, name)}”" for name in close)
        return f"没有名为“{label}”的数字" + (f"，是不是{near}" if near else "")


def index_figures(figures: Iterable[FigureValue]) -> Lookup:
    """Return figures ready to be looked up."""
    lookup = Lookup()
    for item in figures:
        lookup.by_name.setdefault(plain_label(item.name), []).append(item)
        lookup.by_label.setdefault(plain_label(item.label), []).append(item)
        lookup.by_id.setdefault(item.id, []).append(item)
    return lookup


def why_unknown(figure: FigureValue) -> str:
    """Return why a figure has no number."""
    return f"“{figure.name}”{figure.text}：{figure.lacking or '没有交来需要的表'}"


def resolve(stated: Stated, label: str, lookup: Lookup) -> tuple[FigureValue | None, str]:
    """Return the figure that a statement means by a label, or None and why it can't be compared."""
    found = lookup.find(label)
    if not found:
        return None, lookup.suggest(label)
    figure = found[0]
    if len({(item.value, item.window) for item in found}) > 1:
        return None, f"名为“{label}”的数字有 {len(found)} 个：{_told_apart(found)}；请换成分得清的名称"
    if figure.value is None:
        return None, why_unknown(figure)
    if figure.window != stated.window:
        return None, f"时间窗不同：通报是“{stated.window}”，数据是“{figure.window}”，不同时间窗的数不能相比"
    return figure, ""


def _told_apart(figures: Sequence[FigureValue]) -> str:
    return "、".join(f"{item.text}（{item.window}）" for item in figures)
