"""Numbers with a unit in any spelling: 45个, ４５家, 四十五家, 两家, 1,200件, 1.2万条, 百分之九十七, 97.7％."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from govlib.text.chinese_numbers import NUMERALS, narrow_digits, read_amount

_UNITS = (
    "个百分点|百分点|[%‰]|人次|户次|条次|件次|个|家|条|件|项|名|人|户|次|处|起|篇|份|台|套|元|宗|例|栋|座|所|批|期|场|部|册|张|封|门"
    "|款|间|位|组|天|类|种|则|幅|只|页|分(?![别类局钟级管工支期布发析队会解散公之成值数段行立])"
)
_DIGITS = re.compile(
    r"(?<![\d.第\-—~～–A-Za-z〔\[/])(?<!\d[至到,])"
    rf"(\d[\d,]*(?:\.\d+)?)\s?([余多])?([百千]?[万亿])?([余多])?\s?({_UNITS})(?!\d)"
)
_HAN = re.compile(rf"(?<![第几数{NUMERALS}点])([{NUMERALS}万]+)(余|多)?([个家条件项名次处篇份封宗起款位])")
_PARTS = re.compile(rf"([百千]|[{NUMERALS}\d]+)分之\s?([{NUMERALS}点\d.]+)")
_ONE_AFTER = re.compile("(?:合格|通过|达标|有|共|仅|发现|检查|抽查|新增|新开|关停|注销|办结|超期|无效|为)的?$")
_NOT_COUNTED = re.compile(
    r"\s?(?:多|余)?(?:月(?!份信)|工作日|自然日|星期|小时|季度|年度|半年|方面|层面|环节|阶段|维度|重点(?!单位|部门|网站|账号|乡镇|企业|项目)|一律|不准|统一|到位|确保|覆盖|率先|以内|等次|等级|档次|类别|平台(?!账号|帐号)|渠道|板块|领域|大类|种类)"
)
_ABOUT = re.compile(r"(?:约|近|超|逾|大概|大约|将近|接近|达到?上)\s?$")
_ABOUT_AFTER = re.compile(r"\s?(?:左右|上下|多|余)")
_LIMIT = re.compile(
    r"(?:不低于|不少于|不得少于|不得低于|不高于|不超过|不得超过|不大于|不多于|至少|最多|最少|低于|高于|少于|多于|超过|超出|大于|小于"
    r"|未达到?|达不到|不足|不到|未满|不满|满|力争|(?:要求|应|要|须|需|必须|力争|确保|争取)(?:达到|达|为|在)|目标(?:值|任务)?(?:为|是)?|每"
    r"|每[年季月周日天旬](?:度|均)?(?:更新|发布|报送|推送|原创)?)\s?(?:[（(]含[）)]|等于|到)?\s?$"
)
_LIMIT_AFTER = re.compile(
    r"\s?(?:[（(](?:含|不含)[^（）()]{0,6}[）)])?(?:及|或)?(?:以上|以下|以内|之内|起步)|的?[\u4e00-\u9fff]{0,6}比例要求|的?要求|的?目标"
)
_RANK = re.compile(r"(?:前|排名|名列|位列|列|位居|倒数)(?:第)?\s?$")
_BIG = {"": 1, "百万": 10**6, "千万": 10**7, "百亿": 10**10, "千亿": 10**11, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_LONGEST = 24
_GROUP = 3
_PERCENT = {"百": 1, "千": 10}


@dataclass(frozen=True)
class Number:
    """A number at ``start:end`` of a text; ``step`` is the value of one in its last digit.

    ``rough`` says that it isn't claimed exactly, ``limit`` that it is a rule's limit, a demand or a place in an order.
    """

    start: int
    end: int
    value: Fraction
    unit: str
    step: Fraction
    rough: bool
    limit: bool


def list_numbers(text: str) -> list[Number]:
    """Return the numbers with a unit of a text, in their order; percentages in words have the unit %."""
    plain = narrow_digits(text).replace("％", "%")
    found: dict[int, Number] = {}
    for one in (*_read_digits(plain), *_read_shares(plain), *_read_han(plain)):
        if not any(one.start < other.end and other.start < one.end for other in found.values()):
            found[one.start] = one
    return [found[start] for start in sorted(found)]


def _read_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        digits, more, big, after_big, unit = match.groups()
        if (
            len(digits) > _LONGEST
            or not _is_grouped(digits)
            or (unit == "个" and _NOT_COUNTED.match(text, match.end()))
        ):
            continue
        plain = digits.replace(",", "")
        size = _BIG.get(big or "", 1)
        step = Fraction(size, 10 ** len(plain.partition(".")[2]))
        value = Fraction(plain) * size
        if unit == "‰":
            value, step, unit = value / 10, step / 10, "%"
        name = unit.removeprefix("个") or "个"
        yield _number(text, match.span(), value, name, step, rough=bool(more or after_big))


def _read_shares(text: str) -> Iterator[Number]:
    for match in _PARTS.finditer(text):
        whole, part = match.groups()
        value = read_amount(part)
        of = Fraction(100) if whole == "百" else Fraction(1000) if whole == "千" else read_amount(whole)
        if value is None or not of or value > of * 10:
            continue
        decimals = len(part.partition("点")[2] or part.partition(".")[2])
        exact = whole in _PERCENT
        step = Fraction(1, 10**decimals * _PERCENT.get(whole, 1))
        yield _number(text, match.span(), value * 100 / of, "%", step, rough=not exact)


def _read_han(text: str) -> Iterator[Number]:
    for match in _HAN.finditer(text):
        value = read_amount(match[1])
        if value is None or _NOT_COUNTED.match(text, match.end()) or text[match.start() - 1 : match.start()] == "半":
            continue
        if value <= 1 and not _ONE_AFTER.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        yield _number(text, match.span(), value, match[3], Fraction(1), rough=bool(match[2]))


def _number(text: str, span: tuple[int, int], value: Fraction, unit: str, step: Fraction, *, rough: bool) -> Number:
    start, end = span
    lead = text[max(0, start - 14) : start]
    limit = bool(_LIMIT.search(lead) or _RANK.search(lead) or _LIMIT_AFTER.match(text, end))
    about = rough or bool(_ABOUT.search(lead)) or bool(_ABOUT_AFTER.match(text, end))
    return Number(start, end, value, unit, step, about, limit)


def _is_grouped(digits: str) -> bool:
    head, *groups = digits.partition(".")[0].split(",")
    return not groups or (len(head) <= _GROUP and all(len(group) == _GROUP for group in groups))
