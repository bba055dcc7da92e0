"""Score the golden workbook a second time, with nothing but whole decimals and the words of the instruments.

It shares no code with govlib: the numbers below were written from the acts' words, not read from params/.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

D = Decimal
ZERO = D(0)
PARTS = {
    "national-2019": {"扣分": D(100)},
    "luzhou-2020": {"扣分": D(120)},
    "mianyang-2022": {"政务公开": D(15), "网站": D(35), "新媒体": D(20), "日常": D(30)},
    "zhaoqing-2019": {"扣分": D(100)},
}
LINES = {
    "national-2019": {"扣分": D(60)},
    "luzhou-2020": {"扣分": D(72)},
    "mianyang-2022": {"网站": D(21), "新媒体": D(12)},
    "zhaoqing-2019": {"扣分": D(60)},
}
BONUS = {"national-2019": D(30), "luzhou-2020": D(40), "mianyang-2022": D(30), "zhaoqing-2019": D(25)}
OUT_OF = {"national-2019": D(75), "luzhou-2020": D(95)}
CAPS = {
    "LZ-D2": D(25), "ZQ-D2": D(20), "MY-2.1": D(1), "MY-2.2": D(1),
}  # fmt: skip
RECALLED_CAPS = {
    f"D-{number}": D(points)
    for number, points in (
        ("1", 5), ("2", 5), ("3", 5), ("4", 3), ("5", 4), ("6", 3), ("7", 3), ("8", 3), ("9", 2), ("10", 3), ("11", 4),
        ("12", 4), ("13", 10), ("14", 4), ("15", 4), ("16", 3), ("17", 3), ("18", 2), ("19", 5), ("20", 3), ("21", 2),
        ("21.1", 1), ("22", 2), ("23", 2), ("24", 4), ("25", 3), ("25.1", 2), ("26", 3), ("27", 2), ("28", 2),
    )
}  # fmt: skip
EACH = {"MY-2.1": D("0.5"), "MY-2.2": D("0.5"), "MY-1.3": D("0.2")}
CHAPTERS = {"MY-1": "政务公开", "MY-2": "网站", "MY-3": "新媒体", "MY-4": "日常"}
ASKED = {
    "luzhou-2020": ("LZ-D1", "LZ-D2", "LZ-D3", "LZ-D4"),
    "mianyang-2022": ("MY-1.1", "MY-1.2", "MY-1.3", "MY-2.1", "MY-2.2", "MY-2.3", "MY-3.1", "MY-4.1"),
    "zhaoqing-2019": ("ZQ-D1", "ZQ-D2", "ZQ-D3", "ZQ-D4"),
    "national-2019": tuple(RECALLED_CAPS),
}
SERVICES = ("LZ-D2", "ZQ-D2", "D-12", "D-13", "D-14", "D-15", "D-16")
VETOES = ("W-V1.2", "M-V3.2")


@dataclass
class Work:
    """What is known of one subject while it is worked out."""

    taken: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    tried: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    waits: bool = False
    lacks: set[str] = field(default_factory=set)
    untried: bool = False


def part_of(code: str) -> str:
    """Return the part of the score that an indicator belongs to."""
    return CHAPTERS.get(code.partition(".")[0], "扣分")


def work_out(subject: dict[str, str], rows: list[dict[str, object]]) -> tuple[str, ...]:
    """Return outcome, base, bonus, score, trial and ceiling as texts, blank where there is none."""
    rules = str(subject["规则集"])
    if any(row["指标编号"] in VETOES and row["结论"] == "存在问题" for row in rows):
        return ("不合格", "", "", "59" if subject["类别"] == "账号" else "", "", "")
    reduced = subject["是否对外服务"] == "否"
    if reduced and rules not in OUT_OF:
        return ("缺数据", "", "", "", "", "")
    asked = ("ZQ-M1",) if subject["类别"] == "账号" else ASKED[rules]
    work = Work()
    for code in asked:
        if not (reduced and code in SERVICES):
            answer(work, code, rows)
    given = sum((abs(D(str(row["扣（加）分"]))) for row in rows if is_bonus(str(row["指标编号"]))), ZERO)
    bonus = min(given, BONUS[rules])
    known = not work.lacks
    at_most, base = total(rules, work.taken, bonus, reduced=reduced)
    trial, _ = total(rules, work.tried, bonus, reduced=reduced)
    failed = any(
        result < LINES[rules][part]
        for part, result in results(rules, work.taken, reduced=reduced).items()
        if part in LINES[rules] and part not in {part_of(code) for code in work.lacks}
    )
    outcome = "不合格" if failed else "待复核" if work.waits else "合格" if known else "缺数据"
    return (
        outcome,
        say(base) if known else "",
        say(bonus),
        say(at_most) if known else "",
        "" if known or work.untried else say(trial),
        "" if known else say(at_most),
    )


def answer(work: Work, code: str, rows: list[dict[str, object]]) -> None:
    """Work out what one indicator takes, and what it would take in a trial."""
    mine = [row for row in rows if row["指标编号"] == code]
    part = part_of(code)
    if not mine:
        if not any(row["指标编号"] == part and row["结论"] == "未发现问题" for row in rows):
            work.lacks.add(code)
            work.untried = True
        return
    if any(row["结论"] == "待复核" for row in mine):
        work.waits = work.untried = True
        work.lacks.add(code)
        return
    found = [row for row in mine if row["结论"] == "存在问题"]
    if code == "D-11":
        charged = {row["证据URL"] for row in rows if row["指标编号"] in RECALLED_CAPS and row["指标编号"] != "D-11"}
        found = [row for row in found if not row["证据URL"] or row["证据URL"] not in charged]
    lost = sum((points_of(code, row) for row in found), ZERO)
    if code in RECALLED_CAPS and lost > RECALLED_CAPS[code]:
        work.tried[part] += RECALLED_CAPS[code]
        work.lacks.add(code)
        return
    lost = min(lost, CAPS.get(code, lost))
    work.taken[part] += lost
    work.tried[part] += lost


def points_of(code: str, row: dict[str, object]) -> Decimal:
    """Return the points of a row: those written, minus or not, or else those of each place."""
    written = row["扣（加）分"]
    return EACH[code] if written is None else abs(D(str(written)))


def is_bonus(code: str) -> bool:
    """Say whether an indicator gives points."""
    return code.startswith("B-") or "-B" in code


def results(rules: str, lost: dict[str, Decimal], *, reduced: bool) -> dict[str, Decimal]:
    """Return what is left of each part, scaled up where less is asked."""
    left = {}
    for part, whole in PARTS[rules].items():
        out_of = OUT_OF[rules] if reduced else whole
        left[part] = max(ZERO, out_of - lost[part]) * whole / out_of
    return left


def total(rules: str, lost: dict[str, Decimal], bonus: Decimal, *, reduced: bool) -> tuple[Decimal, Decimal]:
    """Return the score and the sum of the parts; the gate is asked in whole numbers, without dividing."""
    parts = results(rules, lost, reduced=reduced)
    base = sum(parts.values(), ZERO)
    if rules == "mianyang-2022":
        is_open = parts["网站"] + parts["新媒体"] >= D(44)
    elif reduced:
        # 75 − lost must pass 60, for 60 × 4/3 is 80; 95 − lost must pass 76, for 76 × 24/19 is 96.
        is_open = OUT_OF[rules] - lost["扣分"] > {"national-2019": D(60), "luzhou-2020": D(76)}[rules]
    else:
        is_open = base > {"luzhou-2020": D(96)}.get(rules, D(80))
    return (base + bonus if is_open else base), base


def say(number: Decimal) -> str:
    """Return a number with at most two decimals."""
    text = str(number.quantize(D("0.01"), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".") if "." in text else text
