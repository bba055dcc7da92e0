"""Numbers and units that are written wrongly or say the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from govlib.text.chinese_numbers import narrow_digits, read_amount
from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages
from govlib.text.rules.kit import Find, Kit, Rule

_SIGN = re.compile("[0-9０-９%％余多倍左上以百](?:(?<=[0-9０-９%％余多倍])|(?<=左)右|(?<=上)下|(?<=以)上|(?<=百)分)")
_HAN_NUMBER = "[一二三四五六七八九十百千万亿两]+"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_HAN_NUMBER})[多余几]?[百千万亿]*"
_MONEY = "元(?![旦月宵素器件])|美元"
_UNIT = f"{_MONEY}|个|家|条|件|项|人次|人|户|次|亩|公里|千米|米|吨|公斤|平方米|平方公里|公顷|台|套|辆|篇|天|年|%"
_MEASURED = f"{_MONEY}|亩|公里|千米|吨|公斤|平方米|平方公里|公顷|%"
_MORE = "名|位|份|只|头|起|处"
_SUPERSCRIPT = {"2": "²", "3": "³"}
_GROUPED = re.compile(rf"([0-9](?<![\d,.第].)\d*(?:,\d+)+)(?:\.\d+)?[ \u3000]?[万亿]?(?={_MONEY}|{_UNIT})")
_GROUP = 3
_YEAR = re.compile(r"(?:19|20)\d\d\.")
_SHARE_OF = re.compile(
    "(?:(?P<sure>占比|(?:合格|达标|及格|办结|检查|抽查|更新|公开|回复|及时|满意|覆盖)率)(?:为|达|达到)?|占[^，,。；;：:\n%0-9]{0,12})$"
)
_POWER = "计量单位"
_PLAIN = re.compile("第 [0-9]+ 行$")
"""Lines of plain text, which can't raise a sign; elsewhere a raised 2 is read as a plain one."""


class _Check(NamedTuple):
    """One way to be wrong: signs of which it needs one, what it looks like, how it is judged.

    The judge returns what is right, the note and the severity, or None where it is right after all.
    """

    needs: tuple[str, ...]
    form: re.Pattern[str]
    kind: str
    judge: Callable[[re.Match[str]], tuple[str, str, str] | None]


def _say(note: str, severity: str = "") -> Callable[[re.Match[str]], tuple[str, str, str] | None]:
    return lambda _: ("", note, severity)


def _judge_groups(match: re.Match[str]) -> tuple[str, str, str] | None:
    head, *rest = match[1].split(",")
    if len(head) <= _GROUP and all(len(group) == _GROUP for group in rest):
        return None
    is_list = all(len(group) == len(head) for group in rest) or (len(rest) > 1 and all(len(g) < _GROUP for g in rest))
    has_groups = any(len(group) == _GROUP for group in rest) or any(len(group) > _GROUP for group in rest)
    right = f"{int(''.join((head, *rest))):,}" if not is_list and has_groups and len(match[1]) <= 20 else ""  # noqa: PLR2004 a number, no more
    return right, "千分位每三位一节", "" if has_groups and not is_list else "疑似"


def _judge_points(match: re.Match[str]) -> tuple[str, str, str] | None:
    return None if _YEAR.match(match[0]) else ("", "一个数里不止一个小数点", "")


def _judge_share(match: re.Match[str]) -> tuple[str, str, str] | None:
    value = read_amount(match[0].removesuffix("%"))
    if value is None or value <= 100:  # noqa: PLR2004 per cent of a whole
        return None
    of = _SHARE_OF.search(match.string[max(0, match.start() - 20) : match.start()])
    return ("", "占比、合格率一类不会超过 100%", "" if of["sure"] else "疑似") if of else None


def _judge_range(match: re.Match[str]) -> tuple[str, str, str] | None:
    low, high = read_amount(match["low"]), read_amount(match["high"])
    if low is None or high is None or low <= high or Fraction(low) > high * 1000:
        return None
    return "", f"前面的 {match['low']} 比后面的 {match['high']} 大", "疑似"


def _judge_power(match: re.Match[str]) -> tuple[str, str, str] | None:
    return match["base"] + _SUPERSCRIPT[match["power"]], "平方、立方用上标", ""


def _judge_percents(match: re.Match[str]) -> tuple[str, str, str] | None:
    return f"{match['low']}%{match['sign']}{match['high']}%", "范围两端都写百分号", "疑似"


_CHECKS = (
    _Check((",",), _GROUPED, "千分位", _judge_groups),
    _Check(
        (".",),
        re.compile(rf"[0-9](?<![\d.v第表图-].)\d*(?:\.\d+){{2,}}(?=[ \u3000]?[万亿]?(?:{_MEASURED}))"),
        "小数点",
        _judge_points,
    ),
    _Check(
        (".",),
        re.compile(r"[0-9](?<=[\u4e00-\u9fff].)\d*\.(?=%|[万亿]元|万人|亿)"),
        "小数点",
        _say("小数点后面缺数字"),
    ),
    _Check(
        (".",),
        re.compile(rf"\.(?:(?<=\d.)(?=%)|(?<=[\u4e00-\u9fff].)\d+(?=%|[万亿]?(?:{_MONEY})))"),
        "小数点",
        _say("小数点旁边缺数字"),
    ),
    _Check(
        ("元元", "亿亿", "亿万元", "%%", "万万元"),
        re.compile(
            r"(?<=[\d一二三四五六七八九十百千万亿])(?:万元元|亿元元|亿亿元|亿万元元|元元(?![\u4e00-\u9fff])|%{2,}|(?<=\d)万万元)"
        ),
        "单位重复",
        _say("单位重复"),
    ),
    _Check(
        ("百分之",),
        re.compile(r"百分之[ \u3000]?(?:\d+(?:\.\d+)?|[一二三四五六七八九十百]+)%"),
        "单位重复",
        _say("“百分之”和“%”只用一个"),
    ),
    _Check(("%个",), re.compile(r"\d+(?:\.\d+)?%个百分点"), "单位重复", _say("“%”和“个百分点”只用一个")),
    _Check(
        ("m",),
        re.compile(r"(?:(?<=\d)|(?<=\d ))(?P<base>k?m|cm|mm|dm|hm)(?P<power>[23])(?![\dA-Za-z])"),
        _POWER,
        _judge_power,
    ),
    _Check(
        ("左右", "上下"),
        re.compile(rf"(?:大约|大概|约|将近|接近)[ \u3000]?{_NUMBER}[ \u3000]?(?:{_UNIT})?(?:左右|上下)"),
        "约数重复",
        _say("“约”和“左右”只用一个"),
    ),
    _Check(
        ("余", "多"),
        re.compile(
            rf"(?:大约|大概|约|将近|接近|近)[ \u3000]?(?:\d[\d,]*|{_HAN_NUMBER})"
            rf"(?:[余多](?:万|亿)?|[万亿][余多])(?!年来|年间)(?={_UNIT}|{_MORE})"
        ),
        "约数重复",
        _say("“约”“近”和“余”“多”只用一个"),
    ),
    _Check(
        ("以上",),
        re.compile(
            rf"(?:超过|突破|多于|高于|大于|至少|不少于|不低于)[ \u3000]?{_NUMBER}[ \u3000]?(?:{_UNIT})以上"
            "(?![的有各级人部罚])"
        ),
        "约数重复",
        _say("“超过”“不少于”和“以上”只用一个"),
    ),
    _Check(
        ("余多", "多余"),
        re.compile(rf"(?:\d[百千万]?|[一二三四五六七八九十百千万])(?:余多|多余)(?={_UNIT}|{_MORE})"),
        "约数重复",
        _say("“余”和“多”只用一个"),
    ),
    _Check(
        ("倍",),
        re.compile(rf"(?:减少|下降|降低|缩小|缩短|减轻|缩减|减小)了?[ \u3000]?(?:{_NUMBER})[ \u3000]?倍"),
        "倍数",
        _say("减少不用倍数，用几成、百分之几或几分之几"),
    ),
    _Check(("%",), re.compile(r"[0-9](?<![\d.].)\d{2,}(?:\.\d+)?%"), "百分比过百", _judge_share),
    _Check(
        ("-", "—", "~", "～", "至"),
        re.compile(
            rf"(?P<low>[0-9](?<![\d.\-—~～至/年月].)\d*(?:\.\d+)?)[\-—~～至](?P<high>\d+(?:\.\d+)?)(?=[万亿]?(?:{_UNIT}))"
        ),
        "范围颠倒",
        _judge_range,
    ),
    _Check(
        ("%",),
        re.compile(
            r"(?P<low>[0-9](?<![\d.\-—~～至%年月].)\d*(?:\.\d+)?)(?P<sign>[\-—~～至]|——)(?P<high>\d+(?:\.\d+)?)%"
        ),
        "百分数范围",
        _judge_percents,
    ),
)


def prepare(_kit: Kit) -> Find:
    """Return what finds wrongly written numbers and units; the first way to be wrong wins where two overlap."""
    return find_wrong_numbers


def find_wrong_numbers(document: Document) -> Iterator[Doubt]:
    """Yield numbers that can't be as they are written, and approximations and units said twice."""
    joined = join_passages(document)
    if not _SIGN.search(joined.text):
        return
    text = narrow_digits(joined.text)
    taken: set[int] = set()
    for check in _CHECKS:
        if not any(sign in text for sign in check.needs):
            continue
        for match in check.form.finditer(text):
            judged = check.judge(match)
            span = range(match.start(), match.end())
            if judged is None or not taken.isdisjoint(span):
                continue
            taken.update(span)
            right, note, severity = judged
            doubt = joined.place(Doubt(0, *match.span(), right=right, kind=check.kind, note=note, severity=severity))
            if check.kind == _POWER and not _PLAIN.match(document.passages[doubt.passage].place):
                doubt = replace(doubt, severity="疑似")
            yield doubt


RULE = Rule("numbers", "marks", prepare)
