"""Rows of a table whose own numbers don't fit: parts that make up a whole, shares of it, rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from govlib.identities.causes import guess_rate, guess_sum
from govlib.rounding import explain_printed
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import NOTHING, count_decimals, is_percent, name_column, plain, read_number
from govlib.verify.draft.model import Cell, DraftTable
from govlib.verify.draft.sums import sum_columns
from govlib.verify.reading import Reading
from govlib.verify.relations.table_roles import RATES, columns_of, name_roles, rate_name

_SUMS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("检查", (("合格", "不合格"),)),
    (
        "受理",
        (("办结", "在办"), ("办结", "在办", "超期"), ("有效", "无效"), ("按期", "超期"), ("按期", "在办", "超期")),
    ),
    ("总数", (("合格", "不合格"),)),
    ("报送", (("审发", "待审", "退回", "删除"), ("审发", "退回", "删除"))),
    ("发布", (("原创", "转载"),)),
)
_SURE = ("检查", "受理", "总数")
"""Wholes whose parts are known by their words; of the others a row that fits must show it."""
"""Wholes and the parts that may make them up; which of the ways a table takes, its rows show."""
_AT_MOST = (
    ("合格", "检查"), ("不合格", "检查"), ("检查", "总数"), ("采用", "报送"), ("审发", "报送"), ("办结", "受理"),
    ("原创", "发布"), ("按期", "办结"), ("按期", "受理"), ("有效", "受理"), ("超期", "受理"), ("在办", "受理"),
)  # fmt: skip
_MAY_EXCEED = ("采用", "审发", "办结", "在办", "超期", "按期")
"""Parts in which something of the period before may be counted, or one thing several times."""
_TOTALS = ("总数",)
_SHOWN = 3
"""One row in so many may be off: beyond that, the table means something else."""


@dataclass(frozen=True)
class _Rule:
    """A way in which the numbers of a row belong together; ``shown`` says that another row must show it first."""

    identity: int
    kind: str
    target: int
    parts: tuple[int, ...]
    whole: int = -1
    rest: bool = False
    shown: bool = False


def find_table_rows(reading: Reading) -> Iterator[Check]:
    """Yield a check a cell that the other numbers of its row give or don't give."""
    for table in reading.draft.tables:
        told: set[str] = set()
        for rules in _list_rules(table):
            for check in _apply(table, rules):
                if check.verdict != WRONG or check.stated.place + check.stated.words not in told:
                    yield check
                told.add(check.stated.place + check.stated.words)
        yield from _too_large(table, told)


def _list_rules(table: DraftTable) -> Iterator[list[_Rule]]:
    """Yield the ways for each number, columns under one heading that spans them by themselves."""
    all_roles = name_roles(table)
    for above in dict.fromkeys(_above(table, column) for column in range(len(table.header))):
        roles = {column: role for column, role in all_roles.items() if _above(table, column) == above}
        yield from _sum_rules(table, roles, above)
        yield from _rate_rules(table, roles, above)


def _above(table: DraftTable, column: int) -> str:
    return table.header[column].rpartition("·")[0]


def _sum_rules(table: DraftTable, roles: dict[int, str], above: str) -> Iterator[list[_Rule]]:
    """Yield for every whole the ways in which a table may make it up."""
    for whole, ways in _SUMS:
        targets = columns_of(roles, (whole,))
        if len(targets) != 1 or (whole == "总数" and columns_of(roles, ("检查",))):
            continue
        rules = []
        for way in ways:
            parts = [columns_of(roles, (role,)) for role in way]
            if all(len(one) == 1 for one in parts):
                rules.append(_Rule(1, "分项", targets[0], tuple(one[0] for one in parts), shown=whole not in _SURE))
        if rules:
            yield rules
    counts = [column for column in sum_columns(table) if _above(table, column) == above]
    for target in columns_of(roles, _TOTALS):
        heading = plain(table.header[target]).rsplit("·", maxsplit=1)[-1]
        if any(word in heading for word in ("合计", "总计", "小计", "总数", "共计", "总条数", "总件数")):
            others = [column for column in counts if column != target and column not in roles]
            after = tuple(column for column in others if column > target)
            before = tuple(column for column in others if column < target)
            sides = {side for side in (after, before, (*before, *after)) if len(side) > 1}
            if sides:
                yield [_Rule(2, "分项", target, side, shown=True) for side in sorted(sides)]


def _rate_rules(table: DraftTable, roles: dict[int, str], above: str) -> Iterator[list[_Rule]]:
    """Yield for every rate the ways in which a table may compute it."""
    for column, heading in enumerate(table.header):
        if _above(table, column) != above:
            continue
        name = rate_name(heading)
        if not name or not ("%" in heading or any(is_percent(cell.text) for cell in table.column(column))):
            continue
        parts, wholes = RATES[name]
        rules = [
            _Rule(3, "百分比", column, (part,), whole)
            for part in columns_of(roles, parts)
            for whole in columns_of(roles, wholes)
            if part != whole
        ]
        if not rules and parts == ("合格",):
            rules = [
                _Rule(3, "百分比", column, (part,), whole, rest=True)
                for part in columns_of(roles, ("不合格",))
                for whole in columns_of(roles, wholes)
            ]
        if rules:
            yield rules


def _apply(table: DraftTable, rules: Sequence[_Rule]) -> Iterator[Check]:
    """Yield the checks of the rule that fits most rows; rows that another of the rules explains are right by it."""
    rows = [row for row in table.rows if _states(row, rules)]
    fitting = {rule: sum(_fits(row, rule) for row in rows) for rule in rules}
    best = max(rules, key=lambda rule: fitting[rule])
    off = [row for row in rows if not any(_fits(row, rule) for rule in rules)]
    if not rows or (not fitting[best] and (len(rules) > 1 or best.shown)):
        return
    if len(off) > max(1, len(rows) // _SHOWN):
        return
    yield from (_tell(table, row, best, fits=False) for row in off)
    right = [row for row in rows if row not in off]
    if right:
        first = _tell(table, right[0], best, fits=True)
        yield replace(first, said=f"{first.said}等 {len(right)} 行") if len(right) > 1 else first


def _states(row: Sequence[Cell], rules: Sequence[_Rule]) -> bool:
    """Tell whether a row states every number that a rule needs; blank parts are nought, a blank whole is none."""
    for rule in rules:
        needed = [rule.target, *([rule.whole, *rule.parts] if rule.whole >= 0 else [])]
        if any(plain(row[column].text) in NOTHING or row[column].again for column in needed):
            return False
        if all(plain(row[column].text) in NOTHING for column in rule.parts):
            return False
    return True


def _fits(row: Sequence[Cell], rule: _Rule) -> bool:
    stated, part, whole = _numbers(row, rule)
    if rule.whole < 0:
        return stated == part
    if not whole:
        return True
    decimals = count_decimals(row[rule.target].text)
    zeros = len(text := plain(row[rule.target].text).rstrip("%％")) - len(text.rstrip("0"))
    padded = range(decimals - min(zeros, decimals), decimals + 1)
    return any(explain_printed(stated, kept, part, whole) != "不符" for kept in padded)


def _numbers(row: Sequence[Cell], rule: _Rule) -> tuple[Fraction, Fraction, Fraction]:
    stated = read_number(row[rule.target].text) or Fraction(0)
    part = sum((read_number(row[column].text) or Fraction(0) for column in rule.parts), Fraction(0))
    whole = (read_number(row[rule.whole].text) or Fraction(0)) if rule.whole >= 0 else Fraction(0)
    return stated, whole - part if rule.rest else part, whole


def _tell(table: DraftTable, row: Sequence[Cell], rule: _Rule, *, fits: bool) -> Check:
    stated, part, whole = _numbers(row, rule)
    cell = row[rule.target]
    beside = row[rule.parts[0]]
    if rule.whole >= 0:
        decimals = count_decimals(cell.text)
        rate = part * 100 / whole if whole else Fraction(0)
        shown = f"{float(rate):.{max(decimals, 1) + 1}f}%" if not fits else cell.text
        computed = f"{_say(part)}/{_say(whole)}＝{shown}"
        why = "" if fits else guess_rate(_decimal(stated), decimals, _decimal(part), _decimal(whole))
        difference = "" if fits else f"{float(stated - rate):+.2f} 个百分点"
    else:
        terms = {
            f"{plain(table.header[column])}": read_number(row[column].text) or Fraction(0) for column in rule.parts
        }
        computed = "＋".join(f"{name} {_say(value)}" for name, value in terms.items()) + f"＝{_say(part)}"
        why = "" if fits else guess_sum(_decimal(stated), {name: _decimal(one) for name, one in terms.items()}, {})
        difference = "" if fits else _say(stated - part)
    return Check(
        verdict=RIGHT if fits else WRONG,
        kind=rule.kind,
        identity=rule.identity,
        stated=Quote(cell.place, cell.text),
        other=Quote(beside.place, beside.text),
        said=f"{_subject(table, row)}{plain(table.header[rule.target])} {cell.text}",
        computed=computed,
        difference=difference,
        why=why,
    )


def _too_large(table: DraftTable, told: set[str]) -> Iterator[Check]:
    """Yield the rows in which a part is larger than its whole, unless something else was said of the row."""
    roles = name_roles(table)
    for part, whole in _AT_MOST:
        smaller, larger = columns_of(roles, (part,)), columns_of(roles, (whole,))
        if len(smaller) != 1 or len(larger) != 1:
            continue
        off = [row for row in table.rows if _exceeds(row, smaller[0], larger[0])]
        if len(off) > max(1, len(table.rows) // _SHOWN):
            continue
        for row in off:
            cell, other = row[smaller[0]], row[larger[0]]
            said = {cell.place + cell.text, *(one.place + one.text for one in row)}
            if not said & told:
                told.update(said)
                asks = part in _MAY_EXCEED
                yield Check(
                    DOUBTFUL if asks else WRONG,
                    "表格",
                    1,
                    Quote(cell.place, cell.text),
                    Quote(other.place, other.text),
                    f"{_subject(table, row)}{plain(table.header[smaller[0]])} {cell.text}",
                    f"不超过{plain(table.header[larger[0]])} {other.text}",
                    _say((read_number(cell.text) or Fraction(0)) - (read_number(other.text) or Fraction(0))),
                    "部分大于整体：是不是含了上期的，或一条算了几次？" if asks else "部分大于整体",
                )


def _exceeds(row: Sequence[Cell], part: int, whole: int) -> bool:
    smaller, larger = read_number(row[part].text), read_number(row[whole].text)
    return smaller is not None and larger is not None and smaller > larger and not row[part].again


def _subject(table: DraftTable, row: Sequence[Cell]) -> str:
    column = name_column(table)
    return f"{plain(row[column].text)}的" if column is not None and plain(row[column].text) else ""


def _say(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
