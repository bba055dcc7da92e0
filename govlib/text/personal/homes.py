"""Home addresses down to the door; an office's own address is public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.personal.found import BLANK, SERIOUS, SUSPECTED, Personal, Stretch, words

HOME = "家庭住址"
_NUMBER = "[0-9０-９一二三四五六七八九十〇零A-Za-z]{1,4}"
_ROOM = "[0-9０-９一二三四五六七八九十〇零]{1,5}"
_B = f"[{BLANK}\\-－—、]{{0,2}}"
_SITE = re.compile(
    rf"(?:小区|花园|公寓|家园|[苑庭府邸]|新村|新城|社区|宿舍|家属院|安置点|院){_B}(?:{_NUMBER}[期区]{_B})?$"
)
_LONGEST_SITE = 12
_FLAT = re.compile(
    rf"{_NUMBER}[#号]?(?:栋|幢|号楼|楼|座|#|号院?(?={_B}{_NUMBER}单元)){_B}(?:(?P<stair>{_NUMBER}(?:单元|门|梯){_B})?"
    rf"(?:{_NUMBER}(?:层|楼){_B})?{_ROOM}(?:室|号房?|户)|(?P<open>{_NUMBER}单元){_B}(?:{_NUMBER}(?:层|楼){_B})?{_ROOM}"
    rf"(?![0-9０-９]))"
)
_STAIR = re.compile(rf"{_NUMBER}单元{_B}(?:{_NUMBER}(?:层|楼){_B})?{_ROOM}(?:室|号房?|户)?")
_SHORT = re.compile(
    r"(?<![0-9０-９\-－—])[0-9０-９]{1,3}[\-－—][0-9０-９]{1,2}[\-－—][0-9０-９]{3,4}(?![0-9０-９\-－—])"
)
_VILLAGE = re.compile(
    rf"(?:村|社区){_B}(?P<door>(?:第)?{_NUMBER}(?:村民小?组|组|社|生产队|队){_B}(?:门牌)?{_NUMBER}号)"
)
_LIVES = re.compile(
    r"(?:家庭住址|家庭地址|现住址?|居住地址?|常住地址?|户籍地址|户籍所在地|户籍地|户籍|住址|家住|居住在|居住于|租住在?|住在|住于|"
    r"(?<=[，,、 ])住(?![所房宅建院户持培])(?=[\u4e00-\u9fff]{2}))[：:为在于是\s]{0,3}"
    rf"(?P<value>[^，,。；;：:（(\n]{{0,30}}?(?P<door>{_NUMBER}(?:[之\-－]{_NUMBER})?(?:号(?![文令线院楼])|室|组|社(?!区))(?:附?{_NUMBER}号)?))"
)
_OFFICE = words(
    "办公地址 办公地点 地址： 地址: 地点 评标室 大厦 中心 大楼 政务 市场 会议室 窗口 写字楼 "
    "公司 商铺 门面 店铺 单位地址 注册地址 经营场所 住所地 办事 联系地址 通讯地址 医院 学校 宾馆 "
    "酒店 商务 科技园 产业园 厂房 教学 实验"
)
_LIVES_THERE = re.compile("家住|住址|家庭地址|居住|户籍|现住|租住|(?<=[，,、])住(?![所房宅建院户持培])")
_PERSON = re.compile(
    r"户主|当事人|本人|姓名|身份证|患者|病例|确诊|业主|男，|女，|性别|申请人|村民|居民|被执行人|死者|伤者"
    r"|(?:^|[，,、：:（(\s])[\u4e00-\u9fff]某"
)
_ORGANISATION = words(
    "公司 信用代码 代理 法定代表人 机构 企业 经营部 合作社 商行 厂 事务所 协会 注册 局 委员会 政府 中心 采购 招标"
)
_ADDRESS_BEFORE = 80
_OFFICE_LABEL = re.compile("(?:办公|单位|注册|经营)地址")
_PROPERTY = words(
    "拍卖 征收 不动产 房产 房屋 抵押 预售 权利人 查封 出租 招租 遗失 坐落 产权 公租房 商品房 "
    "验收 规划 竣工 改造 加装电梯"
)


def find_homes(stretch: Stretch) -> Iterator[Personal]:
    """Yield the addresses of homes: the part from the building or the group on, which tells the door."""
    for match in stretch.finditer(_FLAT):
        is_flat = match["stair"] is not None or match["open"] is not None
        yield _judge(stretch, *match.span(), is_home=is_flat and _follows_site(stretch.text, match.start()))
    for pattern in (_STAIR, _SHORT):
        for match in stretch.finditer(pattern):
            if _follows_site(stretch.text, match.start()):
                yield _judge(stretch, *match.span(), is_home=True)
    for match in stretch.finditer(_VILLAGE):
        yield _judge(stretch, match.start("door"), match.end(), is_home=False)
    for match in stretch.finditer(_LIVES):
        door = match["door"]
        note = "疑似家庭住址，请隐去门牌后发布"
        doubt = SUSPECTED if door.endswith(("组", "社")) else SERIOUS
        yield Personal(match.start("door"), match.end(), HOME, doubt, note, 0.9 if doubt == SERIOUS else 0.5)


def _follows_site(text: str, start: int) -> bool:
    """Return whether the name of a housing estate ends at a position."""
    return _SITE.search(text[max(0, start - _LONGEST_SITE) : start]) is not None


def _judge(stretch: Stretch, start: int, end: int, *, is_home: bool) -> Personal:
    before, after = stretch.before(start, _ADDRESS_BEFORE), stretch.after(end)
    is_property = _PROPERTY.search(before + after) is not None
    if _LIVES_THERE.search(before) and not _OFFICE_LABEL.search(before) and not _PROPERTY.search(after):
        return Personal(start, end, HOME, SERIOUS, "疑似家庭住址，请隐去门牌后发布", 0.95)
    if is_property:
        return Personal(start, end, HOME, SUSPECTED, "写到门牌的房屋地址；是个人住址的请隐去门牌", 0.4)
    if _OFFICE.search(before) or _ORGANISATION.search(before):
        return Personal(start, end, HOME)
    if _PERSON.search(before + after):
        return Personal(start, end, HOME, SERIOUS, "疑似家庭住址，请隐去门牌后发布", 0.9)
    if is_home:
        return Personal(start, end, HOME, SERIOUS, "疑似家庭住址，请隐去门牌后发布", 0.9)
    return Personal(start, end, HOME, SUSPECTED, "写到门牌的地址；是个人住址的请隐去门牌", 0.4)
