"""Telephone numbers: mobile ones, and those of a household; the lines that offices publish are theirs to publish."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.exports.personal_numbers import END, LANDLINE, MOBILE, START
from govlib.text.personal.found import DIGIT, NO_DOUBT, SERIOUS, SUSPECTED, Personal, Stretch, words

MOBILE_KIND, LANDLINE_KIND = "手机号码", "个人电话"
_MOBILES = re.compile(MOBILE)
_LANDLINES = re.compile(rf"{LANDLINE}|{START}{DIGIT}{{7,8}}{END}")
_PUBLIC = words(
    "咨询 热线 监督 举报 投诉 值班 报名 办公 抢险 救援 客服 预约 救助 服务电话 服务热线 公开电话 拨打 "
    "致电 来电 联系 反馈 招聘 报修 应急 受理电话 公示电话 传真 征集 意见 垂询 负责人 经办人 责任人 "
    "网格员 河长 林长 路长 田长 安全员 包保 第一书记 采购 招标 代理 单位电话 联络 承办 信息员 值守 "
    "巡河 巡护 护林 管护 保洁 挂牌 销售 售后 订购 门店 商家 家庭医生"
)
_PERSON = words(
    "姓名 户主 申请人 当事人 患者 病人 家长 监护人 被执行人 信访人 投诉人 举报人 来访人 受助人 "
    "家属 业主 死者 伤者 学生： 考生 本人 身份证 家庭住址 家庭成员 住址 低保 贫困户 脱贫户 报案人 "
    "写信人 来信人 补贴对象 受益人 男， 女， 性别 出生"
)
_PUBLIC_LINE = re.compile(
    "(?:咨询|热线|监督|举报|投诉|值班|报名|客服|服务|办公|公开|公示|受理)(?:电话|手机|方式|号码)?[^，,。；;]{0,4}$"
    "|(?:[室局科股站所办委队厅院校社]|中心|公司|政府)(?:的|值守|联系)?(?:电话|手机|号码)?[：:为是\\s]{0,3}$"
)
_OFFICE_LINE = words("咨询 热线 监督 举报电话 投诉电话 值班 报名 办公 受理 服务 公开 拨打 致电 反馈 传真 单位")
_HOME_LINE = words("家庭电话 住宅电话 宅电 本人电话 家里电话 家中电话 户主电话 家长电话")
_CONTACT = re.compile("(?:联系人|经办人|责任人|负责人)[：:\\s]*[\u4e00-\u9fff*某×]{2,4}[^。；;]{0,16}$")
_SAYS_PHONE = re.compile("(?:电话|联系方式|座机|固话|手机|号码)[：:为是\\s]*$")
_SECOND = re.compile(rf"{DIGIT}{{7,8}}[、,，/;；或和\\s]{{1,3}}$")
_IN_ADDRESS = re.compile("[A-Za-z0-9][/=_?&#.-]$")
_CODE_BEFORE = re.compile(
    "(?:编号|文号|索引号|流水号|订单号?|项目代码|受理号|编码|备案号?|许可证号?|证书号?|代码|合同号|发票号?码?|标识码|批号|条码|"
    "单号|案号|凭证号?|序列号|学籍号|档案号|登记号|第|[￥¥$])[码为是:：\\s]*$"
)
_AMOUNT = re.compile(
    "[\\s]*(?:[元万亿条个件人次户吨亩辆股笔份台套只头项米]|平方|公里|千瓦|立方|公斤|千克|美元|页|字|[.．]\\d|[%％‰号])"
)


def find_mobiles(stretch: Stretch) -> Iterator[Personal]:
    """Yield the mobile numbers of a text: serious beside a person, a suspicion where a notice gives a contact."""
    for match in stretch.finditer(_MOBILES):
        start, end = match.span()
        before = stretch.before(start)
        if _IN_ADDRESS.search(before) or _CODE_BEFORE.search(before) or _AMOUNT.match(stretch.after(end)):
            yield Personal(start, end, MOBILE_KIND)
        elif _PERSON.search(before) and not _PUBLIC_LINE.search(before):
            yield Personal(start, end, MOBILE_KIND, SERIOUS, "疑似个人手机号码，请隐去后发布", 0.97)
        elif _PUBLIC.search(before) or _PUBLIC_LINE.search(before):
            note = "手机号码作联系电话公开；请核实是否经本人同意，能用办公电话的换成办公电话"
            yield Personal(start, end, MOBILE_KIND, SUSPECTED, note, 0.3)
        else:
            yield Personal(start, end, MOBILE_KIND, SERIOUS, "疑似个人手机号码，请隐去后发布", 0.9)


def find_landlines(stretch: Stretch) -> Iterator[Personal]:
    """Yield the landline numbers of a text: doubted only where a person is named beside them."""
    for match in stretch.finditer(_LANDLINES):
        start, end = match.span()
        before = stretch.before(start)
        is_phone = bool(_SAYS_PHONE.search(before))
        if _HOME_LINE.search(before):
            yield Personal(start, end, LANDLINE_KIND, SERIOUS, "疑似个人电话号码，请隐去后发布", 0.95)
        elif is_phone and _PERSON.search(before) and not _OFFICE_LINE.search(before):
            yield Personal(start, end, LANDLINE_KIND, SERIOUS, "疑似个人电话号码，请隐去后发布", 0.9)
        elif is_phone and _CONTACT.search(before):
            yield Personal(start, end, LANDLINE_KIND, SUSPECTED, "联系人的电话；是个人电话的请隐去", 0.3)
        elif is_phone or re.match("[(（]?[0０]", match[0]) or _SECOND.search(before):
            yield Personal(start, end, LANDLINE_KIND, NO_DOUBT)
