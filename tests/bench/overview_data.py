"""An invented memory of many places and periods, of the shape that the compaction leaves; the same seed, the same rows.

Thirty provinces hold ten cities each, a city its counties. Every number follows from the ones it is made of: a place's
failed websites are those that findings fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from govlib.history import marks
from govlib.history.compaction import HISTORY
from govlib.history.shapes import SHAPES

QUARTERS = ((1, 1), (4, 1), (7, 1), (10, 1))
RULES = {
    "网站": ("W-V1", "W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "W-V5", "W-V6.1", "W-S1", "W-S2"),
    "账号": ("M-V1", "M-V2", "M-V3", "M-V4", "M-S1", "M-S2"),
}
UNIT_COUNT = 40
CASE_STATES = ("已下发", "报称已整改", "已核实整改", "未整改", "反复出现", "逾期", "已销号")


Listed = tuple[str, str, str, str]
"""Slug, name, level and upper place."""


@dataclass(frozen=True)
class Size:
    """How many places and periods, and how many findings a place has of a period in the mean."""

    places: int = 3000
    periods: int = 12
    findings: int = 139
    cities: int = 10
    provinces: int = 30


def list_places(size: Size) -> list[Listed]:
    """Return slug, name, level and upper place of every county; cities and provinces have no outputs of their own."""
    found = []
    for number in range(size.places):
        city = number * size.provinces * size.cities // size.places
        province, inside = divmod(city, size.cities)
        slug = f"p{province:02d}c{inside:02d}x{number:04d}"
        found.append((slug, f"虚构第{number:04d}县", "county", f"p{province:02d}c{inside:02d}"))
    return found


def list_uppers(size: Size) -> list[Listed]:
    """Return slug, name, level and upper place of every city and province."""
    provinces = [(f"p{one:02d}", f"虚构第{one:02d}省", "province", "") for one in range(size.provinces)]
    cities = [
        (f"p{one:02d}c{two:02d}", f"虚构{one:02d}省第{two:02d}市", "city", f"p{one:02d}")
        for one in range(size.provinces)
        for two in range(size.cities)
    ]
    return [*provinces, *cities]


def list_period_days(count: int) -> list[tuple[str, date, date]]:
    """Return name, first and last day of quarters from 2021 on."""
    starts = [date(2021 + number // 4, *QUARTERS[number % 4]) for number in range(count + 1)]
    return [
        (f"{start.year}Q{start.month // 3 + 1}", start, after - timedelta(days=1)) for start, after in pairwise(starts)
    ]


def write_memory(outputs: Path, size: Size, seed: int = 1) -> int:
    """Write the compacted files of every period under ``outputs``; return how many findings they hold."""
    folder = outputs / HISTORY
    folder.mkdir(parents=True)
    random = np.random.default_rng(seed)
    places = list_places(size)
    standing = _Standing.draw(places, size, random)
    total = 0
    for number, (name, start, end) in enumerate(list_period_days(size.periods)):
        made = _make_period((places, list_uppers(size)), standing.step(number, random), (name, start, end), random)
        for kind, shape in SHAPES.items():
            columns = made.get(kind, {})
            lengths = [len(values) for values in columns.values()]
            arrays = [
                pa.array(columns[field.name], type=field.type)
                if field.name in columns
                else pa.nulls(lengths[0] if lengths else 0, field.type)
                for field in shape.schema
            ]
            table = pa.Table.from_arrays(arrays, schema=shape.schema)
            table = table.sort_by([(key, "ascending") for key in shape.order])
            pq.write_table(table, folder / shape.file_name(name), compression="zstd", row_group_size=120_000)
        marks.write_mark(folder, name, f"{seed}-{number}", ())
        marks.write_sign(folder, name, "-")
        total += len(made["findings"]["place"])
    return total


@dataclass
class _Standing:
    """Which subject of which place fails which rule: a few drop out and come in with every period."""

    place: np.ndarray
    subject: np.ndarray
    rule: np.ndarray
    kind: np.ndarray
    failing: np.ndarray

    @staticmethod
    def draw(places: Sequence[object], size: Size, random: np.random.Generator) -> _Standing:
        """Draw places × findings rows, each a subject (the first 30 are websites) and a rule; doubles are dropped."""
        count = len(places) * size.findings * 3 // 2
        place = random.integers(0, len(places), count)
        subject = random.integers(0, 100, count)
        kind = (subject >= 30).astype(int)
        rule = np.where(kind == 0, random.integers(0, len(RULES["网站"]), count),
                        random.integers(0, len(RULES["账号"]), count))  # fmt: skip
        _, kept = np.unique((place * 100 + subject) * 100 + rule, return_index=True)
        good = random.random(len(places)) ** 2
        failing = random.random(len(kept)) < good[place[kept]] * 0.9
        return _Standing(place[kept], subject[kept], rule[kept], kind[kept], failing)

    def step(self, number: int, random: np.random.Generator) -> _Standing:
        """Return what stands in a period: of what failed most fails again."""
        if number:
            turned = random.random(len(self.failing)) < 0.15
            self.failing = np.where(turned, ~self.failing & (random.random(len(self.failing)) < 0.4), self.failing)
        return self


def _make_period(
    listed: tuple[Sequence[Listed], Sequence[Listed]],
    standing: _Standing,
    period: tuple[str, date, date],
    random: np.random.Generator,
) -> Mapping[str, Mapping[str, list[object] | np.ndarray]]:
    (places, uppers), (name, start, end) = listed, period
    slugs = np.array([slug for slug, *_ in places], dtype=object)
    count = len(places)
    keep = standing.failing | (random.random(len(standing.failing)) < 0.55)
    place, subject, rule, kind = (getattr(standing, one)[keep] for one in ("place", "subject", "rule", "kind"))
    outcome = np.where(standing.failing[keep], "不合格", np.where(random.random(keep.sum()) < 0.5, "待复核", "缺数据"))
    kinds = np.array(["网站", "账号"], dtype=object)[kind]
    rules = np.where(kind == 0, np.array(RULES["网站"], dtype=object)[rule % 10],
                     np.array(RULES["账号"], dtype=object)[rule % 6])  # fmt: skip
    subjects = np.array([f"虚构{number:03d}" for number in range(100)], dtype=object)[subject]
    units = np.array([f"虚构单位{number:02d}" for number in range(UNIT_COUNT)], dtype=object)[subject % UNIT_COUNT]
    keys = rules + ":" + subjects + ":"
    rows = len(place)
    findings = {
        "place": slugs[place], "period": [name] * rows, "key": keys, "subject_kind": kinds, "subject": subjects,
        "unit": units, "group": [None] * rows, "indicator": rules, "indicator_name": "规则" + rules,
        "part": ["单项否决"] * rows, "status": ["active"] * rows, "outcome": outcome, "value": random.random(rows),
        "value_text": ["3天"] * rows, "threshold": [1.0] * rows, "problem": "不符合" + rules,
        "act": ["虚构办法第一条"] * rows, "ruleset": ["national-2019"] * rows, "evidence": ["虚构.xlsx 第3行"] * rows,
    }  # fmt: skip
    failed = outcome == "不合格"
    every, all_count = [*places, *uppers], count + len(uppers)
    return {
        "places": {
            "place": [one[0] for one in every], "period": [name] * all_count, "name": [one[1] for one in every],
            "level": [one[2] for one in every], "within": [one[3] for one in every], "title": [name] * all_count,
            "start": [start] * all_count, "end": [end] * all_count, "inspection_day": [end] * all_count,
            "ruleset": ["national-2019"] * all_count, "sample": [True] * all_count,
            "comparable_within_days": [3] * all_count, "counted": [True] * all_count, "status": ["成功"] * all_count,
        },
        "findings": findings,
        "tallies": _tallies(slugs, place, kind, outcome, name),
        "figures": _figures(slugs, (place, subject, kind, failed), period),
        "problems": {
            "place": slugs[place][failed], "period": [name] * int(failed.sum()), "key": keys[failed],
            "unit": units[failed], "topic": kinds[failed], "subject_kind": kinds[failed], "object": subjects[failed],
            "subject": subjects[failed], "kind": rules[failed], "problem": ("不符合" + rules)[failed],
            "severity": np.where(rule[failed] == 0, "严重", "一般"), "outcome": outcome[failed],
        },
        "cases": _cases((slugs[place], keys, units), failed, (name, end), random),
    }  # fmt: skip


def _tallies(
    slugs: np.ndarray, place: np.ndarray, kind: np.ndarray, outcome: np.ndarray, name: str
) -> dict[str, object]:
    words = ["不合格", "待复核", "缺数据"]
    code = (place * 2 + kind) * 3 + np.searchsorted(np.array(words), outcome, sorter=np.argsort(words)) * 0
    code = code + np.select([outcome == one for one in words], [0, 1, 2])
    found, counts = np.unique(code, return_counts=True)
    return {
        "place": slugs[found // 6], "period": [name] * len(found),
        "subject_kind": np.array(["网站", "账号"], dtype=object)[found // 3 % 2], "indicator": ["全部"] * len(found),
        "indicator_name": ["全部"] * len(found), "status": ["active"] * len(found),
        "ruleset": ["national-2019"] * len(found), "outcome": np.array(words, dtype=object)[found % 3],
        "finding_count": counts,
    }  # fmt: skip


def _figures(
    slugs: np.ndarray, standing: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray], period: tuple[str, date, date]
) -> dict[str, object]:
    name, start, end = period
    place, subject, kind, failed = standing
    rows: dict[str, list[object]] = {one: [] for one in ("place", "figure", "value", "numerator", "denominator", "text",
                                                         "group_by", "group_name", "topic", "label")}  # fmt: skip

    def add(figure: str, values: np.ndarray, parts: tuple[np.ndarray, np.ndarray] | None = None) -> None:
        rows["place"] += slugs.tolist()
        rows["figure"] += [figure] * len(slugs)
        rows["value"] += values.tolist()
        rows["numerator"] += parts[0].tolist() if parts else [None] * len(slugs)
        rows["denominator"] += parts[1].tolist() if parts else [None] * len(slugs)
        rows["text"] += [f"{value:.1%}" if parts else f"{value:.0f}个" for value in values]
        for column in ("group_by", "group_name"):
            rows[column] += [None] * len(slugs)
        rows["topic"] += ["政府网站" if figure.startswith("site") else "政务新媒体"] * len(slugs)
        rows["label"] += [figure] * len(slugs)

    for number, (stem, total) in enumerate((("site", 30), ("account", 70))):
        bad = np.unique(np.stack([place, subject])[:, failed & (kind == number)], axis=1)
        lost = np.bincount(bad[0], minlength=len(slugs)).astype(float)
        checked = np.full(len(slugs), float(total))
        add(f"{stem}s_checked", checked)
        add(f"{stem}s_failed", lost)
        add(f"{stem}s_passed", checked - lost)
        add(f"{stem}s_unconfirmed", np.zeros(len(slugs)))
        add(f"{stem}s_unknown", np.zeros(len(slugs)))
        add(f"{stem}_pass_rate", (checked - lost) / checked, (checked - lost, checked))
    for extra in range(40):
        add(f"other_{extra:02d}", np.arange(len(slugs), dtype=float))
    count = len(rows["place"])
    return {**rows, "period": [name] * count, "measured_in": ["个"] * count, "window": ["检查"] * count,
            "window_start": [start] * count, "window_end": [end] * count, "origin": ["逐条"] * count}  # fmt: skip


def _cases(
    told_of: tuple[np.ndarray, np.ndarray, np.ndarray],
    failed: np.ndarray,
    period: tuple[str, date],
    random: np.random.Generator,
) -> dict[str, object]:
    places, keys, units = told_of
    name, end = period
    told = failed & (random.random(len(failed)) < 0.3)
    count = int(told.sum())
    return {
        "place": places[told], "period": [name] * count, "number": [f"{name}-{one:06d}" for one in range(count)],
        "told_in": [name] * count, "key": keys[told], "unit": units[told], "sent_on": [end] * count,
        "told_count": [1] * count, "told_periods": [1] * count,
        "state": np.array(CASE_STATES, dtype=object)[random.integers(0, len(CASE_STATES), count)],
    }  # fmt: skip
