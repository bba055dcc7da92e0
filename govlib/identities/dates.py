"""Identity 12: data end before the bulletin is issued, deadlines come after it."""

from __future__ import annotations

import difflib
from datetime import date

from govlib.catalog.places import Period
from govlib.exports.dates import Window, parse_moment
from govlib.identities.check import DOUBTFUL, RIGHT, WRONG, Check, cannot_check, check_stated
from govlib.identities.stated import Stated
from govlib.workdays import OFFICIAL, Calendar

_DATES = 12
_DATA_END, _ISSUED, _RECTIFY = "数据截止日", "印发日", "整改期限"
_KNOWN = (_DATA_END, _ISSUED, _RECTIFY, "书面检查期限")


def check_date(stated: Stated, period: Period, calendar: Calendar = OFFICIAL) -> Check:
    """Return the check of one stated date against the day of issue; its label says which date it is."""
    moment = parse_moment(stated.value, Window(period.start, period.end)) if stated.value else None
    if moment is None:
        return cannot_check(_DATES, stated, f"日期“{stated.value}”认不出，应写成 2024-06-22")
    label = stated.labels[0] if stated.labels else ""
    if label not in (_DATA_END, _ISSUED) and not label.endswith("期限"):
        near = "、".join(f"“{name}”" for name in difflib.get_close_matches(label, _KNOWN, 2, 0.3) or _KNOWN)
        return cannot_check(_DATES, stated, f"不知道“{label}”是哪一种日期，是不是{near}")
    if period.issued is None:
        return cannot_check(_DATES, stated, "地方文件里没有写印发日 issued")
    day = moment.date()
    if label.endswith("期限"):
        due = period.deadline(calendar) if label == _RECTIFY else (None, "")
        verdict, cause = _judge_deadline(day, period.issued, *due)
    else:
        verdict, cause = _judge(label, day, period, period.issued)
    return check_stated(
        _DATES,
        verdict,
        stated,
        computed=f"印发日 {period.issued.isoformat()}",
        difference=f"{(day - period.issued).days} 天",
        where="地方文件 issued",
        cause=cause,
    )


def _judge(label: str, day: date, period: Period, issued: date) -> tuple[str, str]:
    if label == _ISSUED:
        return (RIGHT, "") if day == issued else (WRONG, "与地方文件所写印发日不同")
    if day > issued:
        return WRONG, "数据截止日晚于印发日"
    known = (period.inspection_day, period.end)
    said = f"与地方文件所写截止日 {period.end.isoformat()} 不同，请核对是否同一时间窗"
    return (RIGHT, "") if day in known else (DOUBTFUL, said)


def _judge_deadline(day: date, issued: date, due: date | None, doubt: str) -> tuple[str, str]:
    if day < issued:
        return WRONG, "期限早于印发日"
    if day == issued:
        return DOUBTFUL, "期限就是印发日，收到通报的单位来不及"
    if due is not None and day != due:
        return DOUBTFUL, f"与地方文件所写整改期限 {due.isoformat()}{doubt} 不同"
    return RIGHT, ""
