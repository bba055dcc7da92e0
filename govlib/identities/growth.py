"""Identity 10: growth is measured against the earlier period; rates differ by percentage points."""

from __future__ import annotations

from govlib.figure_value import say_number
from govlib.identities.causes import guess_growth
from govlib.identities.check import DOUBTFUL, RIGHT, WRONG, Check, cannot_check, check_stated
from govlib.identities.stated import Stated
from govlib.rounding import explain_printed, round_percent

_GROWTH = 10
_POINTS = "百分点"


def check_growth(stated: Stated) -> Check:
    """Return the check of one growth rate; its numerator states this period's number, its denominator the last one's.

    Where both are percentages the change is in 百分点; the same figure written with % is doubtful.
    """
    if stated.quantity is None:
        return cannot_check(_GROWTH, stated, f"数值“{stated.value}”认不出，应写成 72.7%")
    if stated.numerator is None or stated.denominator is None:
        return cannot_check(_GROWTH, stated, "增长率要写本期数（分子）和上期数（分母）")
    if (stated.numerator.is_percent and stated.denominator.is_percent) or _POINTS in stated.unit + stated.value:
        return _check_points(stated)
    now, before = stated.numerator.value, stated.denominator.value
    if before <= 0:
        return cannot_check(_GROWTH, stated, "上期数为 0，没有增长率可言")
    printed, decimals = stated.quantity.value, stated.quantity.decimals
    fits = explain_printed(printed, decimals, now - before, before) != "不符"
    exact = round_percent(now - before, before, 2, "half_up")
    return check_stated(
        _GROWTH,
        RIGHT if fits else WRONG,
        stated,
        computed=f"({_say(now)}－{_say(before)})/{_say(before)}＝{exact}%",
        difference=f"{printed - exact:+.2f} 个百分点",
        where="正文本期数、上期数",
        cause="" if fits else guess_growth(printed, decimals, now, before),
    )


def _check_points(stated: Stated) -> Check:
    if stated.quantity is None or stated.numerator is None or stated.denominator is None:
        return cannot_check(_GROWTH, stated, "百分点要写本期和上期两个百分比")
    difference = stated.numerator.value - stated.denominator.value
    printed = stated.quantity.value
    fits = printed in (difference, abs(difference))
    called_percent = stated.quantity.is_percent and _POINTS not in stated.unit
    verdict = WRONG if not fits else (DOUBTFUL if called_percent else RIGHT)
    return check_stated(
        _GROWTH,
        verdict,
        stated,
        computed=f"{_say(stated.numerator.value)}%－{_say(stated.denominator.value)}%＝{_say(difference)} 个百分点",
        difference=f"{printed - difference:+.2f} 个百分点",
        where="正文本期、上期百分比",
        cause={WRONG: "两个百分比之差不是这个数", DOUBTFUL: "两个百分比之差应称百分点"}.get(verdict, ""),
    )


def _say(number: object) -> str:
    return say_number(float(str(number)))
