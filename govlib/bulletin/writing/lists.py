"""Lists of units and subjects as a bulletin names them: by task, ranking, tier, ledger; 如…等 with the real count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govlib.bulletin.writing.missing import lacking
from govlib.bulletin.writing.spelling import quotes_an_error, say_problem, write_wide
from govlib.units import in_register_order

if TYPE_CHECKING:
    import pandas as pd

    from govlib.workspace import Run

Names = tuple[str, ...]
NOBODYS = "（责任单位待核实）"


@dataclass(frozen=True)
class OpenCases:
    """A unit and what it has not put right, in words."""

    unit: str
    text: str


def say_names(names: Sequence[str], most: int = 8, unit: str = "家", *, told: str = "") -> str:
    """Return a list in words: all of it up to ``most``, else the first ones, 等 and the count of all of them.

    Without any name the mark that drops its sentence; ``told`` names the list in what is told of it.
    """
    listed = list(dict.fromkeys(names))
    if not listed:
        return lacking(told or "名单（一个也没有）")
    if len(listed) <= most:
        return "、".join(listed)
    return f"{'、'.join(listed[:most])}等{len(listed)}{unit}"


def join_lists(*lists: Iterable[str]) -> Names:
    """Return several lists as one, each name once."""
    return tuple(dict.fromkeys(name for one in lists for name in one))


@dataclass(frozen=True)
class Lists:
    """The lists that a run's tables, rankings and ledger hold."""

    run: Run

    def task(self, task: str, column: str, word: str, group: str = "") -> Names:
        """Return the units whose ``column`` (status, grade) of a task is a word, in the order of the table."""
        table = self.run.tables.get("tasks")
        if table is None or column not in table:
            return ()
        kept = table.loc[table["task"].eq(task).fillna(value=False) & table[column].eq(word).fillna(value=False)]
        return _units(kept.loc[kept["unit_group"].eq(group).fillna(value=False)] if group else kept)

    def done(self, task: str, group: str = "") -> Names:
        """Return the units that finished a task in time."""
        return self.task(task, "status", "完成", group)

    def undone(self, task: str, group: str = "") -> Names:
        """Return the units that did not finish a task."""
        return self.task(task, "status", "未完成", group)

    def graded(self, task: str, word: str, group: str = "") -> Names:
        """Return the units with a grade in a task; offices write it as the status too."""
        return join_lists(self.task(task, "grade", word, group), self.task(task, "status", word, group))

    def ranked(self, ranking: str, group: str = "") -> pd.DataFrame:
        """Return the lines of a ranking's list, those of one group where it is given."""
        frame = self.run.rankings
        kept = frame.loc[frame["ranking"].eq(ranking) & frame["part"].eq("名单")]
        return kept.loc[kept["group"].eq(group)] if group else kept

    def top(self, ranking: str, most: int = 3, group: str = "") -> Names:
        """Return the first ranks with their ties; within each group where none is named."""
        lines = self.ranked(ranking, group)
        return _subjects(lines.loc[lines["rank"].le(most).fillna(value=False)])

    def bottom(self, ranking: str, most: int = 2, group: str = "") -> Names:
        """Return the last ``most`` subjects of a group, with those that tie with the first of them."""
        lines = self.ranked(ranking, group).dropna(subset=["rank"])
        kept: list[str] = []
        for _, part in lines.groupby("group", sort=False):
            last = part.sort_values("rank", ascending=False, kind="stable").head(most)
            kept.extend(_subjects(part.loc[part["rank"].ge(last["rank"].min())]))
        return tuple(kept)

    def tier(self, ranking: str, word: str, group: str = "") -> Names:
        """Return the subjects of a tier."""
        lines = self.ranked(ranking, group)
        return _subjects(lines.loc[lines["word"].eq(word).fillna(value=False)])

    def failed(self, kind: str) -> Names:
        """Return the websites (网站) or accounts (账号) that failed, an account with its platform."""
        verdicts = self.run.verdicts
        kept = verdicts.loc[verdicts["subject_kind"].eq(kind) & verdicts["outcome"].eq("不合格")]
        return tuple(_named(row) for row in kept.itertuples())

    def objects(self, kind: str) -> Names:
        """Return the units (单位) or columns (栏目) that published nothing, as the list of objects has them."""
        table = self.run.tables.get("object_publication")
        if table is None:
            return ()
        kept = table.loc[table["object_kind"].eq(kind).fillna(value=False) & table["published_count"].eq(0)]
        counted = self.run.register.counted_as
        return tuple(dict.fromkeys(counted(str(name)) if kind == "单位" else str(name) for name in kept["object"]))

    def topics(self) -> Names:
        """Return the matters of repeated complaints."""
        table = self.run.tables.get("complaint_topics")
        return () if table is None else tuple(dict.fromkeys(table["topic"].dropna().astype(str)))

    def listed(self, problem: str) -> Names:
        """Return the units on the list of problem accounts with one problem."""
        table = self.run.tables.get("account_problems")
        return () if table is None else _units(table.loc[table["problem"].eq(problem).fillna(value=False)])

    def cases(self, *states: str) -> Names:
        """Return the units with a case of the ledger in one of some states."""
        frame = self.run.cases
        return () if frame.empty else _units(frame.loc[frame["state"].isin(states)])

    def examples(self, category: str, most: int = 8) -> str:
        """Return the findings of a category of the checklist in words, those with the same finding told together."""
        table = self.run.tables.get("checklist")
        told: dict[str, dict[str, list[str]]] = {}
        if table is not None:
            for row in table.loc[table["category"].eq(category).fillna(value=False)].fillna("").itertuples():
                item = f"“{write_wide(str(row.item))}”" if row.item and not quotes_an_error(str(row.item)) else ""
                told.setdefault(str(row.finding).rstrip("。"), {}).setdefault(item, []).append(str(row.units))
        if not told:
            return lacking(f"检查发现“{category}”")
        clauses = [_say_finding(finding, items, most) for finding, items in told.items()]
        return "；".join(clauses)

    def found_units(self, category: str) -> Names:
        """Return the units that the findings of a category of the checklist name, merged, in the order of the list."""
        table = self.run.tables.get("checklist")
        if table is None:
            return ()
        said = table.loc[table["category"].eq(category).fillna(value=False), "units"].dropna()
        counted = self.run.register.counted_as
        return tuple(dict.fromkeys(counted(one) for names in said for one in str(names).split("、")))

    def fixed_units(self) -> Names:
        """Return the units that put right all that they were told in the last period."""
        table = self.run.tables.get("rectification")
        if table is None:
            return ()
        return _units(table.loc[table["is_last"].astype(bool) & table["is_unit_fixed_last"].astype(bool)])

    def open_cases(self) -> list[OpenCases]:
        """Return the units with problems of the last period that are not put right, and what they are."""
        table = self.run.tables.get("rectification")
        if table is None:
            return []
        is_open = (table["is_last"].astype(bool) & table["is_open"].astype(bool)).to_numpy()
        by_unit: dict[str, dict[str, list[str]]] = {}
        for row in (
            self.run.cases.loc[is_open].fillna({"object": "", "problem": "", "unit": "", "kind": ""}).itertuples()
        ):
            said = say_problem(str(row.object), str(row.problem), str(row.kind))
            by_unit.setdefault(str(row.unit), {}).setdefault(str(row.state), []).append(said)
        ordered = in_register_order(self.run.register, by_unit)
        return [OpenCases(unit or "责任单位待定", _say_states(by_unit[unit])) for unit in ordered]


def _say_states(by_state: dict[str, list[str]]) -> str:
    """Return problems with what became of them, said once for all of the same state."""
    parts = []
    for state, said in by_state.items():
        listed = list(dict.fromkeys(said))
        parts.append(f"{'；'.join(listed)}（{'均' if len(listed) > 1 else ''}{state}）")
    return "；".join(parts)


def _say_finding(finding: str, items: dict[str, list[str]], most: int) -> str:
    """Return what was found with its items; those of no unit come last, and as such where others have one."""
    ordered = sorted(items.items(), key=lambda one: not any(one[1]))
    has_units = any(any(units) for units in items.values())
    who = []
    for item, units in ordered:
        owners = "、".join(unit for unit in units if unit)
        who.append(f"{owners}{item}{'' if owners or not has_units else NOBODYS}")
    return write_wide(f"{say_names(who, most, '处')}{finding}")


def _units(table: pd.DataFrame) -> Names:
    return tuple(dict.fromkeys(str(name) for name in table["unit"].dropna()))


def _subjects(lines: pd.DataFrame) -> Names:
    return tuple(dict.fromkeys(str(name) for name in lines["subject"].dropna()))


def _named(row: object) -> str:
    platform = getattr(row, "platform", None)
    shown = f"（{platform}）" if isinstance(platform, str) and platform else ""
    return f"{row.subject}{shown}"  # type: ignore[attr-defined]
