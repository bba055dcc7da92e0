"""Read the case files of the rules as the handbook shows them: words, days, drawn tables, what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from govlib.errors import UserError

_OF_A_FILE = frozenset({"indicator", "words", "day", "cases"})
_OF_A_CASE = frozenset({"name", "kind", "day", "expected"})
_OF_THE_PLACE = {
    "start": "检查从哪天起", "units": "单位名录", "counts_as": "归并", "local": "地方定的数", "level": "层级",
}  # fmt: skip
"""What a case says of its place beside the tables, and how it is headed."""


@dataclass(frozen=True)
class DrawnTable:
    """A table drawn with pipes: its key, its column keys, its rows as text."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Case:
    """One case: its name, of which kinds it is, its day, its own tables, and what is expected of each subject."""

    name: str
    kinds: tuple[str, ...]
    day: str
    tables: tuple[DrawnTable, ...]
    setting: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseFile:
    """All cases of one indicator: the words that they follow, the day and the tables that they share."""

    words: str
    day: str
    shared: tuple[DrawnTable, ...]
    setting: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...]


def read_cases(path: Path, shown_as: str) -> CaseFile:
    """Return a case file; one that is no case file is a UserError that names it."""
    try:
        # Both loaders read everything as text and instantiate nothing; libyaml's is several times as fast.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UserError(shown_as, "读不成用例", "UTF-8 编码的 YAML", "请改正这个文件") from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise UserError(shown_as, "没有 cases", "indicator、words、day、cases 各键", "请照别的用例文件改正")
    try:
        day = str(data.get("day", ""))
        cases = tuple(_read_case(item, day) for item in data["cases"])
        return CaseFile(str(data.get("words", "")), day, _tables(data, _OF_A_FILE), _setting(data), cases)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        expected = "每个用例有 name、kind、expected，表用 | 画"
        raise UserError(shown_as, f"有用例写得不全（{error}）", expected, "请改正这个文件") from error


def _read_case(item: dict[str, Any], day: str) -> Case:
    kinds = tuple(part.strip() for part in str(item["kind"]).split(","))
    expected = tuple((str(subject), str(said)) for subject, said in (item.get("expected") or {}).items())
    tables, setting = _tables(item, _OF_A_CASE), _setting(item)
    return Case(str(item["name"]), kinds, str(item.get("day", day)), tables, setting, expected)


def _setting(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, _say(data[key])) for key, heading in _OF_THE_PLACE.items() if key in data)


def _say(value: object) -> str:
    """Return groups of units, or units and what they count as, on one line."""
    if not isinstance(value, dict):
        return str(value)
    return "；".join(f"{key}：{'、'.join(one) if isinstance(one, list) else one}" for key, one in value.items())


def _tables(data: dict[str, Any], others: frozenset[str]) -> tuple[DrawnTable, ...]:
    return tuple(_draw(str(key), value) for key, value in data.items() if key not in {*others, *_OF_THE_PLACE})


def _draw(table: str, text: object) -> DrawnTable:
    """Return a drawn table; what is not drawn with pipes is one cell, so that nothing goes unsaid."""
    if not isinstance(text, str) or not text.strip().startswith("|"):
        return DrawnTable(table, ("",), ((str(text),),))
    lines = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in text.strip().splitlines()]
    uneven = [line for line in lines if len(line) != len(lines[0])]
    if uneven:
        raise ValueError(f"表 {table} 有一行的格数与标题不同")
    return DrawnTable(table, lines[0], tuple(lines[1:]))
