"""Numbers that say how many names a list has: 3家单位, 两个镇, 涉及单位15家, 前五名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govlib.text.chinese_numbers import narrow_digits, read_whole
from govlib.verify.mentions.words import mask_levels

UNIT, SITE, ACCOUNT, COLUMN, BODY = "单位", "网站", "账号", "栏目", "家"
"""What is counted; BODY is 家 alone: units, or sites."""

_NOUNS = {
    UNIT: "县（市、区）|县（市）区|县（区）|市（区）|镇（街道）|乡镇（街道）|镇（街）|"
    "责任单位|主办单位|主管单位|承办单位|单位|部门|县市区|市县区|县区|市区|乡镇|镇街|镇办|镇乡|街镇"
    "|街道|社区|地区|机关|委办局|园区|镇|乡|县|区|市|省|局",
    SITE: "门户网站|政府网站|网站|门户|政府网",
    ACCOUNT: "政务新媒体账号|政务新媒体|新媒体账号|新媒体|微信公众号|公众号|视频号|头条号|抖音号|账号|帐号"
    "|小程序|微博号?|微信号?",
    COLUMN: "子栏目|栏目|专题专栏|专栏|专题|频道",
}
_KIND_OF = {word: kind for kind, words in _NOUNS.items() for word in words.replace("号?", "").split("|")}
_WIDE = str.maketrans("()", "（）")
_PLACES = frozenset("镇乡县区市省局")
_NOUN = "|".join(
    f"{word}(?![直级属（(民]|政府(?!网|门))" if word in _PLACES else word
    for word in sorted((word for words in _NOUNS.values() for word in words.split("|")), key=len, reverse=True)
)
_ADJECTIVE = (
    r"(?:[省市县区州]直属?|[省市县区]级|[省市县区](?:[（(][^（）()]{1,4}[）)])?区?(?=政府|门户|部门|网)"
    r"|基层|政府|政务|重点|相关|有关|不同|直属|地方|的|其他)"
)
_NUM = "[0-9０-９]{1,4}|[两二三四五六七八九十百]{1,4}|一"
_COUNT = re.compile(
    rf"(?<![0-9０-９.第年月—\-~至到前后每近约超逾两二三四五六七八九十百千余多])(?P<n>{_NUM})"
    r"\s?(?P<unit>个|家|所|处)(?!百分|以上|左右|以下|月|工作日|小时|季度)"
    rf"(?:(?P<adj>{_ADJECTIVE}*)(?P<nouns>(?:{_NOUN})+))?"
)
_BARE = re.compile(
    rf"(?<![0-9０-９.第年月—\-~至到前后每近约超逾])(?P<n>{_NUM})\s?(?P<nouns>(?:单位|部门|县区|县市区"
    rf"|乡镇|镇街|街道|镇|乡|县|区|市|省|局)(?!直|级|政府|民|委))"
)
_LABEL = re.compile(
    rf"(?P<noun>{_NOUN})(?:名单)?(?:[（(][^（）()]*[）)])?(?:共计|共有|合计|总计|分别|数量|数|共|有|为|达"
    rf"|是|仅|计)?(?:[（(]共?)?\s?$"
)
_OTHER = re.compile(
    "方面|问题|环节|领域|平台|季度|月|批次|人|类|项|阶段|地方|条|层面|工作|周|年|小时|重点|事项|指标|点"
    "|渠道|案例|错|严重|典型|意见|信息|稿"
)
_ROUGH = re.compile(r"(?:约|近|超过?|逾|多|余|不足|不少于|不低于|至少|最多|大约)\s?$")
_RANK = re.compile(
    rf"(?P<side>前|后|末)\s?(?P<n>{_NUM})(?:名|位|强)?(?![0-9０-９]|个月|年|天|期|次|季度|周|日|月|条|款"
    rf"|款|项|批|者|往)"
)


@dataclass(frozen=True)
class ListCount:
    """A number of names at ``start:end`` of a text, its nouns within the span; ``kind`` is what it counts."""

    start: int
    end: int
    number: int
    kind: str


def list_counts(text: str) -> list[ListCount]:
    """Return the counts of units, sites, accounts and columns of a text, in their order."""
    plain = narrow_digits(mask_levels(text)).translate(_WIDE)
    found = {one.start: one for one in (*_read_bare(plain), *_read_counts(plain))}
    return [found[start] for start in sorted(found)]


def _read_counts(plain: str) -> Iterator[ListCount]:
    for match in _COUNT.finditer(plain):
        number = read_whole(match["n"])
        before = plain[max(0, match.start() - 16) : match.start()]
        if number is None or _ROUGH.search(before):
            continue
        kind = _last_kind(match["nouns"] or "", match["unit"])
        label = _LABEL.search(before)
        if not kind and not match["adj"] and _OTHER.match(plain, match.end()):
            continue
        if not kind and label and not _ends_name(before, label) and not _is_share(before, match["unit"]):
            kind = _KIND_OF.get(label["noun"], "")
        if kind == SITE and (match["adj"] or "").endswith(("省", "市", "县", "区")):
            kind = UNIT
        if not kind and match["unit"] == "家":
            kind = BODY
        if kind:
            yield ListCount(match.start(), match.end(), number, kind)


def _ends_name(before: str, label: re.Match[str]) -> bool:
    """Tell whether a noun is but the end of a unit's name: 市财政局9处 are nine of something that the bureau has."""
    return label["noun"] in _PLACES and re.search("[\u4e00-\u9fff]$", before[: label.start()]) is not None


def _is_share(before: str, unit: str) -> bool:
    """Tell whether a number is one of several by whom it is: 乡镇3处、县级部门6处 count neither 乡镇 nor 部门."""
    return re.search(rf"[0-9两二三四五六七八九十]{unit}[、，,；;]\s?[^0-9、，,；;。]*$", before) is not None


def _read_bare(plain: str) -> Iterator[ListCount]:
    for match in _BARE.finditer(plain):
        number = read_whole(match["n"])
        if number is not None and number > 1:
            yield ListCount(match.start(), match.end(), number, UNIT)


def _last_kind(nouns: str, unit: str) -> str:
    """Return what the nouns behind a number name: 3家单位账号 are units, 3个单位账号 may be accounts."""
    found = re.findall(_NOUN, nouns)
    if found and _KIND_OF.get(found[0]) == UNIT and (unit == "家" or found[0] in _PLACES):
        return UNIT
    return _KIND_OF.get(found[-1], "") if found else ""


@dataclass(frozen=True)
class RankCount:
    """A number of places at the head or the end of an order: 前五, 后三名."""

    start: int
    end: int
    number: int


def list_ranks(text: str) -> list[RankCount]:
    """Return the numbers of first or last places that a text speaks of."""
    plain = narrow_digits(text)
    found = ((match, read_whole(match["n"])) for match in _RANK.finditer(plain))
    return [RankCount(match.start(), match.end(), number) for match, number in found if number and number > 1]
