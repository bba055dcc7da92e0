"""Numbers as a bulletin prints them: by name, with unit, in parts, unit by unit, changed since; only printed here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from govlib.bulletin.writing.missing import lacking
from govlib.figure_value import FigureValue, say_number

if TYPE_CHECKING:
    from govlib.workspace import Run


@dataclass(frozen=True)
class Facts:
    """The figures of a run by name; every number of a bulletin comes from here."""

    run: Run

    @cached_property
    def _by_name(self) -> dict[str, FigureValue]:
        return {item.name: item for item in reversed(self.run.figures)}

    @cached_property
    def _by_label(self) -> dict[str, list[FigureValue]]:
        labels: dict[str, list[FigureValue]] = {}
        for item in self.run.figures:
            labels.setdefault(item.label, []).append(item)
        return labels

    def _known(self, name: str) -> FigureValue | None:
        found = self._by_name.get(name)
        return found if found is not None and found.value is not None else None

    def figure(self, name: str, otherwise: str | None = None) -> str:
        """Return a number with its unit as printed; without data ``otherwise``, or the mark that drops its sentence."""
        found = self._known(name)
        if found is not None:
            return found.text
        return lacking(name) if otherwise is None else otherwise

    def number(self, name: str) -> str:
        """Return a number without its unit; without data the mark that drops its sentence."""
        found = self._known(name)
        return lacking(name) if found is None else say_number(found.value or 0) if found.unit != "%" else found.text

    def has(self, name: str) -> bool:
        """Tell whether a number has data."""
        return self._known(name) is not None

    def above(self, name: str, limit: float = 0) -> bool:
        """Tell whether a number has data and is greater than a limit (a rate is a fraction of 1)."""
        found = self._known(name)
        return found is not None and (found.value or 0) > limit

    def groups(self, label: str, by: str, within: str = "") -> list[tuple[str, FigureValue]]:
        """Return the parts of a number by one column, each with its word; ``within`` asks inside one group."""
        parts: list[tuple[str, FigureValue]] = []
        for item in self._by_label.get(label, []):
            group = dict(item.group)
            if within and within in group.values():
                group = {key: word for key, word in group.items() if word != within}
            elif within:
                continue
            if tuple(group) == (by,) and item.value is not None:
                parts.append((group[by], item))
        return parts

    def parts(self, label: str, by: str, within: str = "", most: int = 12) -> str:
        """Return a number's parts: 微博53个、微信公众号150个; parts of nought are left out.

        Where the parts are not the whole number, or more than ``most``, the mark that drops the sentence.
        """
        parts = [(word, item) for word, item in self.groups(label, by, within) if item.value]
        whole = self._known(f"{label}·{within}" if within else label)
        is_rate = any(item.unit == "%" for _, item in parts)
        adds_up = whole is not None and sum(item.value or 0 for _, item in parts) == whole.value
        if not parts or len(parts) > most or not (adds_up or is_rate):
            return lacking(f"{label}（分列）")
        return "、".join(f"{word}{item.text}" for word, item in parts)

    def named_each(self, label: str, most: int = 30, by: str = "unit") -> str:
        """Return a number unit by unit, in the order of the table: 甲局7条、乙局5条."""
        return self.parts(label, by, most=most)

    def units_of(self, label: str, by: str = "unit", within: str = "") -> tuple[str, ...]:
        """Return the units whose number is greater than nought, in the order of the table."""
        return tuple(word for word, item in self.groups(label, by, within) if item.value)

    def change(self, name: str, basis: str = "上期") -> str:
        """Return the change of a number: 比上期上升1.2个百分点; the mark where nothing can be compared."""
        changes = self.run.changes
        found = changes.loc[changes["name"].eq(name) & changes["basis"].eq(basis) & changes["change_text"].ne("")]
        return lacking(f"{name}比{basis}") if found.empty else f"比{basis}{found['change_text'].iloc[0]}"
