"""Number plates, and the numbers of passports and permits to travel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.personal.found import BLANK, COMMON, SERIOUS, SUSPECTED, Personal, Stretch, words

PLATE, PASSPORT = "车牌号", "护照或通行证号"
_GAP = f"[{BLANK}·•．.・\\-－—]{{0,2}}"
_PLATE = re.compile(
    rf"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-HJ-NP-ZＡ-Ｚ]{_GAP}"
    r"(?:[A-HJ-NP-Z0-9Ａ-Ｚ０-９]{5,6}|[A-HJ-NP-Z0-9０-９]{4}[警学挂港澳试超领])(?![A-Za-z0-9０-９*＊×])"
)
_OFFICIAL = words(
    "公务用车 公务车 拍卖 公车 校车 公交 客运 处置 报废 执法车 警车 竞价 转让 评估 租赁 采购 消防车 救护车 环卫"
)
_NEVER = words("备案 许可 证号 编号 资质 文号 型号 批准 经营")
_FEWEST_DIGITS = 3
_PASSPORT = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|来往港澳|旅行证)(?:号码?|证号)?[^。；;\n0-9A-Za-z量收费办理咨询]{0,6}"
    r"(?P<number>(?:[EGDSPHMCWKLegdsphmcwklＥＧ][A-Za-zＡ-Ｚ]?[0-9０-９]{7,10}|1[45]\d{7}|(?<![0-9])\d{8}))(?![0-9A-Za-z０-９*])"
)
_OTHER_PAPER = re.compile(
    r"(?:军官证|士兵证|警官证|残疾人?证|社保卡|社会保障卡|医保卡|驾驶证)(?:号码?)?[：:为是\s]{0,3}"
    r"(?P<number>[\u4e00-\u9fffA-Za-z]{0,3}[0-9０-９]{6,20}[0-9XxBb]?)(?![0-9A-Za-z*])"
)


def find_plates(stretch: Stretch) -> Iterator[Personal]:
    """Yield the number plates of a text; those of vehicles that an office uses or sells are only a suspicion."""
    for match in stretch.finditer(_PLATE):
        start, end = match.span()
        if sum(sign.isdigit() for sign in match[0]) < _FEWEST_DIGITS:
            continue
        before = stretch.before(start)
        if _NEVER.search(before[-12:]):
            yield Personal(start, end, PLATE)
        elif _OFFICIAL.search(before):
            yield Personal(start, end, PLATE, SUSPECTED, "车牌号；是私人车辆的请隐去", 0.4)
        else:
            yield Personal(start, end, PLATE, COMMON, "疑似车牌号，私人车辆的请隐去后发布", 0.9)


def find_papers(stretch: Stretch) -> Iterator[Personal]:
    """Yield the numbers of passports, permits to travel and personal certificates that the text names as such."""
    headed = (
        stretch if stretch.first else Stretch(stretch.heading + stretch.text, 0, len(stretch.heading) + stretch.last)
    )
    offset = len(headed.text) - len(stretch.text)
    for pattern in (_PASSPORT, _OTHER_PAPER):
        for match in headed.finditer(pattern):
            start, end = (place - offset for place in match.span("number"))
            if start >= 0:
                yield Personal(start, end, PASSPORT, SERIOUS, "疑似个人证件号码，请隐去后发布", 0.9)
