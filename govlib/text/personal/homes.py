"""Home addresses down to the door; an office's own address is public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.personal.found import BLANK, SERIOUS, SUSPECTED, Around, Personal, words

HOME = "家庭住址"
_NUMBER = "[0-9０-９一二三四五六七八九十〇零A-Za-z]{1,4}"
_ROOM = "[0-9０-９一二三四五六七八九十〇零]{1,5}"
_B = f"[{BLANK}\\-－—、]{{0,2}}"
_FLAT = re.compile(
    rf"(?P<site>[\u4e00-\u9fff]{{0,10}}(?:小区|花园|公寓|家园|[苑庭府邸]|新村|新城|社区|宿舍|家属院|安置点|院))?{_B}"
    rf"(?P<door>(?:{_NUMBER}(?:期|区)?{_B})?{_NUMBER}[#号]?(?:栋|幢|号楼|楼|座|#){_B}"
    rf"(?:(?P<stair>{_NUMBER}(?:单元|门|梯){_B})?(?:{_NUMBER}(?:层|楼){_B})?{_ROOM}(?P<room>室|号房?|户)|(?P<open>{_NUMBER}单元{_B}"
    rf"(?:{_NUMBER}(?:层|楼){_B})?{_ROOM}(?![0-9０-９]))))"
    rf"|(?P<site2>[\u4e00-\u9fff]{{0,10}}(?:小区|花园|公寓|家园|[苑庭府邸]|新村|新城|社区|宿舍|家属院|院)){_B}"
    rf"(?P<short>[0-9０-９]{{1,3}}[\-－—][0-9０-９]{{1,2}}[\-－—][0-9０-９]{{3,4}}(?![0-9０-９\-]))"
)
_VILLAGE = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}(?:村|社区){_B}(?P<door>(?:第)?{_NUMBER}(?:村民小?组|组|社|生产队|队){_B}(?:门牌)?{_NUMBER}号)"
)
_LIVES = re.compile(
    r"(?:家庭住址|家庭地址|现住址?|居住地址?|常住地址?|户籍地址|户籍所在地|户籍地|户籍|住址|家住|居住在|居住于|租住在?|住在|住于|"
    r"(?<=[，,、 ])住(?=[\u4e00-\u9fff]{2}))[：:为在于是\s]{0,3}"
    rf"(?P<value>[^，,。；;：:（(\n]{{0,30}}?(?P<door>{_NUMBER}(?:[之\-－]{_NUMBER})?(?:号(?![文令线院楼])|室|组|社(?!区))(?:附?{_NUMBER}号)?))"
)
_OFFICE = words(
    "办公地址 办公地点 地址： 地址: 地点 评标室 大厦 中心 大楼 政务 市场 会议室 窗口 写字楼 "
    "公司 商铺 门面 店铺 单位地址 注册地址 经营场所 住所地 办事 联系地址 通讯地址 医院 学校 宾馆 "
    "酒店 商务 科技园 产业园 厂房 教学 实验"
)
_PERSON = re.compile(
    r"家住|住址|居住|家庭|户籍|现住|户主|当事人|本人|姓名|身份证|患者|病例|确诊|业主|男，|女，|性别|申请人|村民|居民|被执行人|"
    r"死者|伤者|租住|[\u4e00-\u9fff]某|(?<=[，,、])住"
)
_PROPERTY = words(
    "拍卖 征收 不动产 房产 房屋 抵押 预售 权利人 查封 出租 招租 遗失 坐落 产权 公租房 商品房 "
    "验收 规划 竣工 改造 加装电梯"
)


def find_homes(text: str, heading: str = "") -> Iterator[Personal]:
    """Yield the addresses of homes: the part from the building or the group on, which tells the door."""
    for match in _FLAT.finditer(text):
        start = match.start("short") if match["short"] else match.start("door")
        yield _judge(
            text,
            start,
            match.end(),
            heading,
            is_flat=bool(match["stair"] or match["open"]),
            site=bool(match["site"] or match["site2"]),
        )
    for match in _VILLAGE.finditer(text):
        start = match.start("door")
        yield _judge(text, start, match.end(), heading, is_flat=False, site=False)
    for match in _LIVES.finditer(text):
        door = match["door"]
        note = "疑似家庭住址，请隐去门牌后发布"
        doubt = SUSPECTED if door.endswith(("组", "社")) else SERIOUS
        yield Personal(match.start("door"), match.end(), HOME, doubt, note, 0.9 if doubt == SERIOUS else 0.5)


def _judge(text: str, start: int, end: int, heading: str, *, is_flat: bool, site: bool) -> Personal:
    before = Around(text, start, end, heading).before
    if _PERSON.search(before) and not re.search("(?:办公|单位|注册)地址", before):
        return Personal(start, end, HOME, SERIOUS, "疑似家庭住址，请隐去门牌后发布", 0.95)
    if _PROPERTY.search(before):
        return Personal(start, end, HOME, SUSPECTED, "写到门牌的房屋地址；是个人住址的请隐去门牌", 0.4)
    if _OFFICE.search(before):
        return Personal(start, end, HOME)
    if is_flat and site:
        return Personal(start, end, HOME, SERIOUS, "疑似家庭住址，请隐去门牌后发布", 0.9)
    return Personal(start, end, HOME, SUSPECTED, "写到门牌的地址；是个人住址的请隐去门牌", 0.4)
