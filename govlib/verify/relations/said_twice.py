"""One quantity said at two places of a draft: how many there are, were checked, came in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.quantities import blank_brackets
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.computed.meaning import understand
from govlib.verify.computed.vocabulary import WHERE
from govlib.verify.draft.model import Block
from govlib.verify.mentions.amounts import Amount
from govlib.verify.reading import Reading
from govlib.verify.relations.adding import say

_ROLES = {"总数": "总数", "检查": "检查", "受理": "受理", "审发": "审发", "报送": "报送"}
_SENT = frozenset({"审发", "报送"})
_THINGS = frozenset({"网站", "账号", "信件"})
_WHOLE = frozenset({"", "全国", "全省", "全市", "全县", "全区", "全州"})
_FILLER = re.compile(
    r"\d{4}年|第?[一二三四1-4]季度|本季度|本次|此次|本期|本月|近期|目前|截至[^，,]*|季度|我[市县区州省]|全[市县区州省国]|各级|各地|各单位"
    "|[市县区]政府办公?室?|政府系统|政府门户|政府|政务|新媒体|账号|帐号|网站|群众|市民|网民|来信|留言|信件|诉求|信箱"
    "|信息报送系统|共计|合计|总计|一共|总共|现有|共有|共|总数|已|对|在|有|为|是|的|了|中|各类"
    "|正在运行|在运行|正常运行|运行|备案|登记|在册|开设"
    "|开办|开通|组织|开展|进行|随机|全面"
    "|全覆盖|检查|抽查|监测|普查|抽检|受理|收到|接收"
    "|审核发布|审核通过|审发|报送|上报|稿件|信息"
    "|经|其|这|被|并|于|及|和|[市县区州省]|“|”|。|　| "
)
_THEN = re.compile("中|总体|整体|均|全部|逐一|全覆盖")
_OTHER_DAYS = re.compile(
    r"上季|上期|上月|上年|去年|同期|累计|以来|批|轮|[两三四五六\d]次检查|月份|同比|环比|上半年|下半年|[—\-－~～至]\d+月|[1-9]\d?月"
)
_OVERVIEW = re.compile("总体|基本|概况|整体|检查情况|运行情况|总的")
_NAMED = re.compile("[县市区镇乡局委办]$|[县市区](?:的|情况|检查)")
_BODY = re.compile("[局委](?![级直])|(?<!乡)镇(?![街、])|乡(?!镇)|街道|中心|公司|分局|媒体|平台|公众号|微信|微博")
_TO_DATE = re.compile("截[至止][^，,]*")
_MOST = 2
_LONG = 8


def find_said_twice(reading: Reading) -> Iterator[Check]:
    """Yield whether a quantity that a draft states at several places is the same at all of them."""
    groups: dict[tuple[str, str, str], list[Amount]] = {}
    for one in reading.all_amounts():
        key = _key_of(one, reading.draft.blocks[one.block])
        if key is not None:
            groups.setdefault(key, []).append(one)
    for (role, _, _), found in groups.items():
        first = found[0]
        values = {one.value for one in found}
        if len(found) < _MOST or len(values) > _MOST:
            continue
        for other in found[1:]:
            if (other.block == first.block and role not in _SENT) or not _are_of_one(reading, first, other):
                continue
            yield _tell(reading, first, other, role)


def _key_of(one: Amount, block: Block) -> tuple[str, str, str] | None:
    """Return what a number is the quantity of, None where its words don't say it fully."""
    role = _ROLES.get(one.role)
    is_sent = role in _SENT
    plain = one.is_count and one.bracket < 0 and one.unit in ("条篇" if is_sent else "个家件封条")
    things = {"信息", ""} if is_sent else _THINGS
    if role is None or not plain or one.named not in things or one.scope not in _WHOLE or one.window:
        return None
    start = max(block.text.rfind(mark, 0, one.start) for mark in "。；;") + 1
    if is_sent and (block.part or _names_some(block.text[: one.start], block.text[start : one.start])):
        return None
    days = _TO_DATE.sub("", block.text[start : one.start]) if is_sent else block.text[start : one.start]
    if _OTHER_DAYS.search(days) or "其中" in block.text[start : one.start]:
        return None
    words = _THEN.split(one.after)[0]
    rest = _FILLER.sub("", one.before) + _FILLER.sub("", words)
    return None if rest else (role, "信息" if is_sent else one.named, one.platform)


def _names_some(lead: str, sentence: str) -> bool:
    """Tell whether the words before a number name a body, or its sentence a group of them, whose number it may be."""
    plain = WHERE.sub("", blank_brackets(lead))
    return bool(_BODY.search(plain)) or bool(understand(WHERE.sub("", blank_brackets(sentence)), {}).whose)


def _are_of_one(reading: Reading, first: Amount, other: Amount) -> bool:
    """Tell whether two places of a draft speak of the same inspection as a whole."""
    one, two = (reading.draft.blocks[amount.block] for amount in (first, other))
    if any(_NAMED.search(heading) or _OTHER_DAYS.search(heading) for heading in (*one.section, *two.section)):
        return False
    return one.section == two.section or not one.section or bool(_OVERVIEW.search(one.section[-1] + one.section[0]))


def _tell(reading: Reading, first: Amount, other: Amount, role: str) -> Check:
    same = first.value == other.value
    verdict = RIGHT if same else WRONG if role != "受理" else DOUBTFUL
    return Check(
        verdict=verdict,
        kind="数字",
        identity=6,
        stated=_quote(reading, other),
        other=_quote(reading, first),
        said=other.text,
        computed=first.text,
        difference="" if same else say(other.value - first.value),
        why="" if same else "同一个数前后写得不一样",
    )


def _quote(reading: Reading, one: Amount) -> Quote:
    text = reading.draft.blocks[one.block].text
    start = max(text.rfind(mark, 0, one.start) for mark in "，,。；;：:、（(") + 1
    return reading.quote(one.block, start, one.end + len(one.after[:_LONG]))
