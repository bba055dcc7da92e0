"""What one indicator costs or gives one subject: entered points before computed ones, each row with its why.

Points that an inspector entered win over computed ones, and count whatever is known of the rule. Computed ones count
in a score only where no number of the rule is recalled; else they are for the trial alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from govlib.catalog.rulesets import Indicator
from govlib.catalog.score_models import Points
from govlib.judging import FAIL, NOT_APPLICABLE, REVIEW, UNKNOWN
from govlib.scores.entries import CLEAN, FOUND, WAITING, Entry
from govlib.scores.points import count_points, exact
from govlib.scores.words import say_points

COUNTED, TRIAL, NOT_COUNTED = "计入得分", "只试算", "不计分"
NOTHING = Fraction(0)
_RECALLED = "没有人工登记，标准又未见原文（待核实）"
_NOTHING_TELLS = "没有人工登记，数据也不能判定"


@dataclass(frozen=True)
class Found:
    """What the findings say of a subject under an indicator."""

    outcome: str
    value: float
    value_text: str
    problem: str
    reason: str
    evidence: str
    seen: str


@dataclass(frozen=True)
class Case:
    """One subject under one indicator: what was found, what was entered, and what holds the points.

    ``whole`` is what the part (or all bonus) has. ``cleared`` is an entry that says of the whole block that nothing
    else was found. ``charged`` are the web addresses for which other indicators have taken points already, with the
    indicator that did. ``skipped`` says why the block is not asked.
    """

    indicator: Indicator
    points: Points
    found: Found
    entries: Sequence[Entry]
    whole: Fraction
    cleared: Entry | None = None
    charged: Mapping[str, str] = field(default_factory=dict)
    skipped: str = ""

    @property
    def gives(self) -> bool:
        """Return whether the indicator gives points (加分) instead of taking them."""
        return self.indicator.part == "bonus"

    @property
    def is_settled(self) -> bool:
        """Return whether every number of the rule was seen, so that computed points may count."""
        seen = self.found.seen, self.points.source.seen
        return self.indicator.status == "active" and "recalled" not in seen


@dataclass(frozen=True)
class Line:
    """One row of a worksheet: why points are lost or given, how many before and after the cap, whether they count."""

    why: str
    evidence: str
    before: Fraction | None = None
    after: Fraction | None = None
    counted: str = NOT_COUNTED
    by_person: bool = False
    url: str = ""


@dataclass(frozen=True)
class Priced:
    """What one indicator costs or gives a subject.

    ``sure`` counts in the score and ``trial`` in the trial, None where nobody can tell; then ``open_as`` is 待复核 or
    缺数据 and ``lacking`` says why. ``at_most`` is what a bonus that is still open may give. ``told`` are rows that a
    person should look at, each with a sentence.
    """

    case: Case
    lines: tuple[Line, ...]
    sure: Fraction | None
    trial: Fraction | None
    open_as: str = ""
    lacking: str = ""
    at_most: Fraction = NOTHING
    told: tuple[tuple[Entry, str], ...] = ()


def price(case: Case) -> Priced:
    """Return what an indicator costs or gives a subject, with the rows that say so."""
    if case.skipped or case.found.outcome == NOT_APPLICABLE:
        return _price_nothing(case, case.skipped or "本项对这一对象不适用")
    told = tuple(_look_over(case))
    if not case.entries:
        return _price_computed(case)
    problems = [one for one in case.entries if one.conclusion == FOUND]
    doubt = _why_open(case)
    computed = _count(case) if problems and all(one.points is None for one in problems) and not doubt else None
    if computed is not None and case.is_settled:
        return _price_computed(case)
    open_as, why = doubt or _why_blank(case, problems) or ("", "")
    if open_as:
        counted = NOT_COUNTED if computed is None else TRIAL
        shares = [computed, *[NOTHING] * len(case.entries)] if computed is not None else [None] * len(case.entries)
        lines = tuple(
            Line(_say(case, one), one.place, one.points, share, counted, by_person=True)
            for one, share in zip(case.entries, shares, strict=False)
        )
        return Priced(case, lines, None, computed, open_as, why, _most(case), told)
    return _add_entries(case, told)


def _price_nothing(case: Case, why: str) -> Priced:
    """Return the price of what is not asked: nothing; points entered all the same are told."""
    lines = tuple(Line(f"{_say(case, one)}（{why}）", one.place, one.points, by_person=True) for one in case.entries)
    told = tuple((one, f"{why}，所写的 {say_points(one.points)} 分不计") for one in case.entries if one.points)
    return Priced(case, lines or (Line(why, ""),), NOTHING, NOTHING, told=told)


def _count(case: Case) -> Fraction | None:
    return count_points(case.points, case.indicator, case.found.outcome, case.found.value)


def _look_over(case: Case) -> list[tuple[Entry, str]]:
    """Return the rows whose points can't be meant as they are written, each with a sentence."""
    told: list[tuple[Entry, str]] = []
    verb = "加" if case.gives else "扣"
    numbers = [one for one in case.entries if one.written]
    for one in numbers:
        said = say_points(one.points)
        if one.points is not None and one.points > case.whole:
            told.append((one, f"所写的 {said} 分超过{_whole_of(case)}，多出的不计"))
        elif one.conclusion == CLEAN:
            told.append((one, f"结论是“{CLEAN}”，却写了 {said} 分，不能采用"))
    if case.gives:
        told += [
            (one, f"加分写成负数，按加 {say_points(one.points)} 分计") for one in numbers if (one.written or 0) < 0
        ]
    elif len({(one.written or 0) > 0 for one in numbers}) > 1:
        told += [(one, f"同一指标的分有正有负，都按扣分计，本行按扣 {say_points(one.points)} 分计") for one in numbers]
    blank = [one for one in case.entries if one.conclusion == FOUND and one.points is None]
    if blank and (case.points.is_computed is False or not case.is_settled):
        told += [(one, f"认定存在问题，没有写{verb}几分（扣分、加分列为空，或写的不是数字）") for one in blank]
    return told


def _whole_of(case: Case) -> str:
    return f"{'全部加分' if case.gives else '整个部分'}的 {say_points(case.whole)} 分"


def _why_open(case: Case) -> tuple[str, str] | None:
    """Return why the entries settle nothing yet, as 待复核 or 缺数据 with words; None where they do."""
    if not all(one.is_certain for one in case.entries):
        return REVIEW, "有登记的行分不清是哪个对象的"
    if any(one.conclusion == WAITING for one in case.entries):
        return REVIEW, "待复核"
    if any(one.conclusion == CLEAN and one.written for one in case.entries):
        return UNKNOWN, f"结论是“{CLEAN}”，却写了分"
    return None


def _why_blank(case: Case, problems: Sequence[Entry]) -> tuple[str, str] | None:
    if any(one.points is None for one in problems):
        return UNKNOWN, f"认定存在问题，没有写{'加' if case.gives else '扣'}几分"
    return None


def _most(case: Case) -> Fraction:
    """Return how much an open bonus may give at most."""
    if not case.gives:
        return NOTHING
    return case.whole if case.points.cap is None else exact(case.points.cap)


def _add_entries(case: Case, told: tuple[tuple[Entry, str], ...]) -> Priced:
    """Return the sum of the entered points, held by the cap (SC-6); a cap that nobody has seen leaves it open."""
    cap = None if case.points.cap is None else exact(case.points.cap)
    amounts = [NOTHING if _is_charged(case, one) else one.points or NOTHING for one in case.entries]
    whole = sum(amounts, NOTHING)
    is_over = cap is not None and whole > cap
    is_open = is_over and case.points.source.seen == "recalled"
    rest = whole if cap is None else min(whole, cap)
    lines: list[Line] = []
    for one, amount in zip(case.entries, amounts, strict=True):
        after, rest = min(amount, rest), rest - min(amount, rest)
        why = _say(case, one)
        if _is_charged(case, one):
            why += f"（同一处已在 {case.charged[one.url]} 扣分，不重复扣）"
            lines.append(Line(why, one.place, one.points, NOTHING, NOT_COUNTED, by_person=True))
            continue
        if after < amount:
            why += f"（本项最多{'加' if case.gives else '扣'} {say_points(cap)} 分{'，待核实' if is_open else ''}）"
        counted = TRIAL if is_open else COUNTED
        lines.append(Line(why, one.place, amount, after, counted, by_person=True, url=one.url if amount else ""))
    held = whole if cap is None else min(whole, cap)
    if not is_open:
        return Priced(case, tuple(lines), held, held, told=told)
    over = f"登记的 {say_points(whole)} 分超过本项分值 {say_points(cap)} 分，而这一分值未见原文（待核实）"
    at_most = whole if case.gives else NOTHING
    return Priced(case, tuple(lines), None, held, UNKNOWN, over, at_most, told)


def _is_charged(case: Case, entry: Entry) -> bool:
    return entry.conclusion == FOUND and bool(entry.url) and entry.url in case.charged


def _price_computed(case: Case) -> Priced:
    """Return the price that follows from the findings alone, or from an entry that clears the whole block."""
    amount, found = _count(case), case.found
    said = dict.fromkeys(_say(case, one) for one in case.entries if one.conclusion == FOUND)
    why = "；".join(said) or found.reason or f"{case.indicator.name}：未发现问题"
    by_person = bool(case.entries)

    def line(counted: str, points: Fraction | None, why: str = why) -> tuple[Line, ...]:
        return (Line(why, found.evidence, _uncapped(case, points), points, counted, by_person=by_person),)

    if amount is not None and case.is_settled:
        return Priced(case, line(COUNTED, amount), amount, amount)
    if case.gives:
        given = amount or NOTHING
        if given:
            return Priced(case, line(TRIAL, given), NOTHING, given)
        return Priced(case, (Line("没有登记加分，按 0 分计", found.evidence),), NOTHING, NOTHING)
    if case.cleared is not None:
        rest = case.cleared.finding or "整块核查，其余未发现问题"
        cleared = Line(rest, case.cleared.place, NOTHING, NOTHING, COUNTED, by_person=True)
        return Priced(case, (cleared,), NOTHING, NOTHING)
    if not case.is_settled:
        shown = line(TRIAL, amount) if amount is not None else line(NOT_COUNTED, None)
        return Priced(case, shown, None, amount, UNKNOWN, _RECALLED)
    waits = found.outcome == REVIEW
    lacking = "待复核" if waits else "认定存在问题，没有写扣几分" if found.outcome == FAIL else _NOTHING_TELLS
    return Priced(case, line(NOT_COUNTED, None), None, None, REVIEW if waits else UNKNOWN, lacking)


def _uncapped(case: Case, points: Fraction | None) -> Fraction | None:
    """Return computed points before the cap, for a person to see what the cap has held."""
    if not points:
        return points
    free = case.points.model_copy(update={"cap": None})
    return count_points(free, case.indicator, case.found.outcome, case.found.value) or points


def _say(case: Case, entry: Entry) -> str:
    if entry.finding:
        return entry.finding
    if entry.conclusion == CLEAN:
        return CLEAN
    return case.indicator.name if case.gives else case.found.problem
