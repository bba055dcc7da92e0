"""Names of bodies, sites and accounts: where one begins and ends in running text, and which two are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govlib.units import UNKNOWN, UnitRegister

_STRONG = (
    "局|委员会|村委会|居委会|委|办公室|办|厅|院|所|站|大队|支队|总队|中队|中心|公司|集团|镇|乡|街道"
    "|街道办|办事处|管委会|工委|指挥部|银行|支行|分行"
    "|联合会|残联|妇联|工商联|文联|侨联|社科联|台联|科协|协会|总社|供销社|合作社|红十字会|总工会|团委|学校|中学|小学|大学"
    "|学院|医院|馆|园|农场|林场|政府"
    "|社区|村|法院|检察院|基地|景区|园区|开发区|高新区|经开区|新区|示范区|试验区|保税区|度假区|片区|苏木"
    "|海关|网|公众号|头条号|抖音号"
    "|视频号|微博|微信|港|党校|档案馆|联社|理事会|部|处|司|署|行"
)
_WEAK = "县|区|市|州|省|旗|盟"
_ENDS = re.compile(rf"(?:{_STRONG}|{_WEAK})$")
_STRONG_ENDS = re.compile(rf"(?:{_STRONG})$")
_HARD = re.compile(
    "检[测查]反馈|未|尚|至今|暂|再次|截至|做|要(?!塞)|没有|没|存在|错写|出现|被|因|由于|已|均|仍"
    "|不(?!动产)|的|等|了|超过|超期|逾期|连续|发布|报送|更新|完成|开展|整改|排名|位列|名列|位居"
    "|进行|负责|主办|开设|运营|运维|积极|及时|长期|通过|合格|达标|达到|情况|问题|扣分|得分|仅|只|也|还"
    "|都|就|能|可|应(?!急)|须|需|要|各|共(?!资|青|服|和|汽)"
    "|将|把|在|于|与|及|对|按|是|有(?!色|限)|无|较|信箱|答复|办结|回复|转载|转发|上报|受理|继续|多次"
    "|首次|先后|率先|分别|依次|属|占|零|表现|成绩"
)
_CUT = re.compile(rf"{_HARD.pattern}|[0-9０-９“（(《—-]|[两二三四五六七八九十]{{1,3}}[家个]")
_SOFT = re.compile(
    "政务公开|政务新媒体|新媒体|网站|门户|政府信息|信息|工作|栏目|账号|帐号|公众号|微信|微博|抖音"
    "|今日头条|快手|视频号|人民号|小程序|便民|工单"
    "|推进|重视|落实|建设|内容|原创|官方|主要|所属|预算|决算|政策|领导|单位|部门|新闻|稿件|留言|来信"
    "|互动|办件|一直|依旧|给予|予以|作为|率"
)
_LEADS = re.compile(
    "以及|分别[是为有]|依次[是为]|比如|例如|包括|涉及|其中|责成|表扬|批评|通报|发现|查出|约谈|提醒|预警"
    "|督促|要求|建议|主要|单位|部门"
    "|[—有是为对如由向给的了含即和及与从在经请把将被到以]"
)
_PREPOSITION = re.compile(
    "^(?:以及|比如|例如|其中|包括|涉及|通报批评|通报表扬|批评|提醒|督促|给予|下列|以下|对|如|由|向|给|从"
    "|经|请|把|将|被|和|及|与|在|有|是|为|即|含|以|责成|表扬|约谈)"
)
_GENERIC = re.compile(
    "(?:各|有关|相关|部分|个别|其他|其它|其余|一些|多数|大部分|该|上述|以上|以下|所有|全部|全体|每|少数"
    "|某|别的|这|此|多|多个|本|我|全|两|三|几)?"
    "(?:[省市县区州](?:[直级属])|基层|直属|派出|垂直|双管|下属|下级|上级|同级)?(?:各|政府|人民|有关)?"
    "(?:省|市|县|区|镇|乡|街道|镇街|乡镇|县区|县市区|市县|区县|部门|单位|局|委|办|委办局|机构|机关|地区"
    "|社区|农村|城市|网|网站|互联网|政府|人民政府|系统|党委政府|处室|科室"
    "|(?:政府|部门|门户|[省市县区](?:[直级])?|乡镇|镇街|县区|其他|各类|直属|派出机构|及|和|事业单位|反馈"
    "|检测|抽查|检查)*(?:网站|网|账号|公众号|网页)"
    "|(?:[省市县区]{1,3}级?)?(?:党委)?(?:人民)?政府(?:及|和)?(?:部门|办公厅|办公室)?|乡镇街道"
    "|[市县区]{2,3}|[省市县区]{1,2}级部门|垂管机构|.*(?:及内设|等)机构"
    "|部|处|行|所|院|站|司|署|馆|园|村|地方|各地|企业|学校|公司|医院)"
    "|.*(?:主办|承办|督办|交办|转办|在办|举办|全部|内部|外部|一部|局部|干部|到处|各处|多处|[0-9]处|进行"
    "|执行|运行|发行|试行|推行|举行|履行|先行|实行|并行"
    "|场所|厕所|公司等|现场|入园|互联网|上网|官网|子网|全网|专网|乡村|农村|行政村|社会|机会|监管部|好处"
    "|坏处|用处|辖区|城区|山区|灾区)"
)
_EVERY = re.compile(
    "各|所有|有关|相关|其他|其它|其余|部分|个别|少数|上述|大多数|多数|关于|根据|按照|提升|确保|充分|目前"
    "|第.{1,3}季度|[我全本][省市县区州镇乡]"
    "|[一二三四五六七八九十]是|依托|严格|开办|坚持|完成|通过|加强|推动|认真|要求|以[上下]|做好|未|不"
    "|影响|对驻|发挥|围绕|农村|加快|推进|要(?!塞)|对照|参照|学习"
    "|按|市本级|县本级|被|并|为|使|让|达"
)
_PLATFORM = re.compile(
    "(?:其中|市本级|新浪|腾讯|政务|官方|其他)?(?:微信|微博|抖音|快手|今日头条|头条|视频|公众|订阅|人民"
    "|百家|企鹅|大鱼|澎湃|小红书)(?:公众号|订阅号|视频号|平台|网|号)?"
)
_SITE = re.compile("(?<=[局委办厅会院中心府镇乡道县区市队站])(?:人民政府|政府)?(?:部门|门户)?网站$|政府门户$")
_LONGEST = 22
_SHORTEST = 2
_LONG_PLACE = 5
_LEVELS = "省市县区州旗"
_RULED = re.compile("(?<=[镇乡道县区市])(?:人民政府|政府)$|(?<=街道)办事处$")
_ALIKE = 3


@dataclass(frozen=True)
class Name:
    """A name at ``start:end`` of a block. ``kind`` is 单位, 账号 (by the platform in its brackets) or 引号.

    ``note`` is what brackets behind it say, ``owner`` the unit written before a name in quotation marks.
    """

    block: int
    start: int
    end: int
    text: str
    kind: str
    note: str = ""
    owner: str = ""


def is_body(text: str) -> bool:
    """Tell whether a whole text reads as the name of one body: 县林业局, 白水镇; never 各镇 or 有关部门."""
    if not _SHORTEST <= len(text) <= _LONGEST or not _ENDS.search(text):
        return False
    if _GENERIC.fullmatch(text) or _PLATFORM.fullmatch(text):
        return False
    if not all("\u4e00" <= sign <= "\u9fff" or sign == "·" or sign.isalnum() for sign in text) or text[0].isdigit():
        return False
    if _EVERY.match(text) or _HARD.search(text, 2) or _SITE.search(text):
        return False
    if _STRONG_ENDS.search(text):
        return len(text) > _SHORTEST or text[-1] not in "网村部处行司署港园站"
    return len(text) <= _LONG_PLACE and (len(text) > _SHORTEST or text[0] not in "被对向由从在把将各为是有于响下上该")


def body_at_start(text: str) -> str:
    """Return the name of a body that a text begins with, "" where it begins with none."""
    cut = _CUT.search(text, 2)
    plain = (text[: cut.start()] if cut else text).rstrip()
    site = _SITE.search(plain)
    plain = plain[: site.start()] if site else plain
    if is_body(plain):
        return plain
    for soft in _SOFT.finditer(plain, 2):
        if is_body(plain[: soft.start()]):
            return plain[: soft.start()]
    return ""


def body_at_end(text: str) -> str:
    """Return the name of a body that a text ends with, the longest that may be one; "" where there is none."""
    for start in sorted({0, *(found.end() for found in _LEADS.finditer(text))}):
        one = text[start:]
        if not is_body(one):
            continue
        rest = strip_lead(one)
        if rest != one and len(rest) >= _ALIKE and is_body(rest):
            return rest
        if one.startswith(("单位", "部门")):
            continue
        return one
    return ""


def strip_lead(text: str) -> str:
    """Return a text without the word like 如, 对 or 表扬 that leads to a name."""
    lead = _PREPOSITION.match(text)
    return text[lead.end() :] if lead else text


def plain_unit(name: str, places: tuple[str, ...] = ()) -> str:
    """Return a unit's name in its safe form: 白水镇人民政府 is 白水镇; ``places`` before 县 or 市 are left out."""
    plain = _RULED.sub("", "".join(name.split()).strip("“”\"'"))
    for place in places:
        if (
            plain.startswith(place)
            and plain[len(place) : len(place) + 1] in _LEVELS
            and len(plain) > len(place) + _ALIKE
        ):
            return plain[len(place) :]
    return plain


def are_one(one: str, other: str, register: UnitRegister | None = None) -> bool:
    """Tell whether two names surely mean one unit: by the register, else but for the 县, 市 or 区 before one."""
    if one == other:
        return True
    if register is not None:
        known = [register.match(each).how != UNKNOWN for each in (one, other)]
        if all(known):
            return register.counted_as(one) == register.counted_as(other)
    short, long = sorted((plain_unit(one), plain_unit(other)), key=len)
    return short == long or (len(short) >= _ALIKE and long[0] in _LEVELS and long[1:] == short)


def is_part_of(one: str, other: str) -> bool:
    """Tell whether a name is that of a part: 县公安局交警大队 of 县公安局, 白水镇石桥村 of 白水镇."""
    part, whole = plain_unit(one), plain_unit(other)
    return len(part) > len(whole) >= _ALIKE and part.startswith(whole)


def merge_names(names: list[str], register: UnitRegister | None = None) -> tuple[int, int]:
    """Return how many units names may mean at least and at most: parts counted with their wholes, and for themselves.

    With a register that knows them all both are the number it merges them into.
    """
    if register is not None and register.group_of and all(register.match(name).how != UNKNOWN for name in names):
        merged = len({register.counted_as(name) for name in names})
        return merged, merged
    distinct: list[str] = []
    for name in names:
        if not any(are_one(name, have, register) for have in distinct):
            distinct.append(name)
    wholes = [name for name in distinct if not any(is_part_of(name, other) for other in distinct)]
    return len(wholes), len(distinct)
