"""Draft the columns of one website: the ordinary ones and those that play a case."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from govlib.sample.cast import Cast
from govlib.sample.days import INSPECTION_DAY, days_before, months_before
from govlib.sample.registry import Site

NEWS_LIMIT = 14
_TWO_WEEKS = days_before(NEWS_LIMIT)
_HALF_YEAR = months_before(6)
_DAY = timedelta(days=1)
_HOME_DAYS = {"above": 15, "long_stale": 52, "at": 14, "below": 13}
_SECOND_LEVEL_DAYS = {"navigation_stale": 16, "navigation_at": 14, "navigation_fresh": 4}
_CYCLES = (30, 90, 180, 365)


@dataclass(frozen=True)
class Draft:
    """One column as monitored; ``rule`` names the rule that counts it, ``guise`` the one it only resembles."""

    kind: str
    level: str | None
    updated: date | None
    items: int | None = 12
    cycle: int | None = None
    exempt: bool = False
    rule: str = ""
    guise: str = ""

    @property
    def stale_days(self) -> int | None:
        """Return the days since the last update, None without a date."""
        return (INSPECTION_DAY - self.updated).days if self.updated else None


def draft_columns(rng: random.Random, cast: Cast, site: Site) -> list[Draft]:
    """Return all columns of a site, home page first."""
    roles = {rule: cast.case_of(rule, site) for rule in ("W-V3", "W-V4.1", "W-V4.2", "W-V4.3")}
    drafts = [_home(rng, roles["W-V3"]), *_ordinary(rng, roles["W-V3"])]
    if not roles["W-V4.1"] and not roles["W-V3"].startswith("navigation"):
        drafts += [Draft("动态要闻", "二级", days_before(rng.randint(15, 90))) for _ in range(rng.randint(0, 2))]
    drafts += _stale_news(rng, roles["W-V4.1"])
    drafts += _overdue(rng, roles["W-V4.2"])
    drafts += _empty(roles["W-V4.3"])
    return [drafts[0], *rng.sample(drafts[1:], len(drafts) - 1)]


def _home(rng: random.Random, case: str) -> Draft:
    if case.startswith("navigation"):
        return Draft("首页", None, days_before(60), guise="" if case == "navigation_stale" else "W-V3")
    if case == "undated":
        return Draft("首页", None, None, items=None, rule="W-V3")
    days = _HOME_DAYS.get(case, rng.randint(0, 9))
    counted = days > NEWS_LIMIT
    return Draft(
        "首页",
        None,
        days_before(days),
        rule="W-V3" if counted else "",
        guise="W-V3" if case and not counted else "",
    )


def _ordinary(rng: random.Random, case: str) -> list[Draft]:
    fresh = days_before(rng.randint(0, 9))
    drafts = [
        Draft("动态要闻", "一级", fresh, items=rng.randint(20, 400)),
        Draft("通知公告", "一级", days_before(rng.randint(5, 150))),
        Draft("政策文件", "一级", days_before(rng.randint(5, 150))),
        Draft("政策解读", "一级", days_before(rng.randint(5, 150)), cycle=180),
        Draft("人事信息", "一级", days_before(rng.randint(5, 300)), cycle=365),
        Draft("规划计划", "一级", days_before(rng.randint(5, 300)), cycle=365),
        Draft("应更新", "一级", days_before(rng.randint(100, 900)), items=3),
        Draft("应更新", "一级", days_before(rng.randint(400, 2000)), exempt=True, cycle=365),
    ]
    if case.startswith("navigation"):
        newest = _SECOND_LEVEL_DAYS[case]
        rule, guise = ("W-V3", "") if case == "navigation_stale" else ("", "W-V3")
        drafts.append(Draft("应更新", "二级", days_before(newest), rule=rule, guise=guise))
        drafts.append(Draft("应更新", "二级", days_before(newest + rng.randint(20, 90))))
        return drafts
    drafts.append(Draft("动态要闻", "二级", days_before(rng.randint(0, 9)), items=rng.randint(20, 400)))
    drafts.append(Draft("通知公告", "二级", days_before(rng.randint(200, 500))))
    return drafts


def _stale_news(rng: random.Random, case: str) -> Iterable[Draft]:
    """Count is 5 at the limit: two weeks for news, six months for first-level notices, no date too."""
    counted = [
        Draft("动态要闻", "一级", _TWO_WEEKS - _DAY, rule="W-V4.1"),
        Draft("动态要闻", "二级", days_before(rng.randint(16, 200)), rule="W-V4.1"),
        Draft("通知公告", "一级", _HALF_YEAR - _DAY, rule="W-V4.1"),
        Draft("政策文件", "一级", days_before(rng.randint(200, 700)), rule="W-V4.1"),
        Draft("动态要闻", "三级", None, items=None, rule="W-V4.1"),
    ]
    if case == "at":
        return counted
    if case == "above":
        more = [Draft("通知公告", "一级", None, items=None, rule="W-V4.1")]
        more += [Draft("动态要闻", "二级", days_before(rng.randint(20, 90)), rule="W-V4.1") for _ in range(2)]
        return counted + more
    guises = [
        Draft("动态要闻", "一级", _TWO_WEEKS, guise="W-V4.1"),
        Draft("政策文件", "一级", _HALF_YEAR, guise="W-V4.1"),
        Draft("动态要闻", "一级", days_before(300), exempt=True, guise="W-V4.1"),
        Draft("动态要闻", "二级", None, items=0, guise="W-V4.1"),
    ]
    if case == "below":
        return [Draft(d.kind, d.level, d.updated, d.items, guise="W-V4.1") for d in counted[:4]] + guises
    if case == "second_level":
        return [Draft("通知公告", "二级", days_before(rng.randint(190, 600)), guise="W-V4.1") for _ in range(6)]
    return []


def _overdue(rng: random.Random, case: str) -> Iterable[Draft]:
    """Count is 10 at the limit; a column exactly at its cycle isn't overdue."""
    counts = {"at": 10, "above": 13, "below": 9}
    if not case:
        return []
    rule, guise = ("", "W-V4.2") if case == "below" else ("W-V4.2", "")
    drafts = []
    for order in range(counts[case]):
        cycle = rng.choice(_CYCLES)
        late = 1 if order < 2 else rng.randint(2, 300)  # noqa: PLR2004 - two columns just one day late
        kind = ("应更新", "政策解读", "人事信息", "规划计划")[order % 4]
        drafts.append(Draft(kind, "三级", days_before(cycle + late), cycle=cycle, rule=rule, guise=guise))
    if case == "below":
        drafts += [
            Draft("应更新", "三级", days_before(90), cycle=90, guise="W-V4.2"),
            Draft("规划计划", "三级", days_before(365), cycle=365, guise="W-V4.2"),
            Draft("应更新", "三级", days_before(400), cycle=90, exempt=True, guise="W-V4.2"),
            Draft("应更新", "三级", days_before(900), guise="W-V4.2"),
            Draft("应更新", "三级", None, items=0, cycle=90, guise="W-V4.2"),
        ]
    return drafts


def _empty(case: str) -> Iterable[Draft]:
    """Count is 5 at the limit; a column is blank by its item count or by its kind."""
    counts = {"at": 5, "above": 7, "below": 4}
    if not case:
        return []
    rule, guise = ("", "W-V4.3") if case == "below" else ("W-V4.3", "")
    drafts = [
        Draft("空白" if order % 2 else "应更新", "二级", None, None if order % 2 else 0, rule=rule, guise=guise)
        for order in range(counts[case])
    ]
    if case == "below":
        drafts += [Draft("应更新", "二级", None, items=0, exempt=True, guise="W-V4.3") for _ in range(2)]
    return drafts
