"""The words by which bulletins say what a number counts: closed lists; of words that overlap the longest counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

ROLES: Mapping[str, tuple[str, ...]] = {
    "不合格": (
        "不合格", "未合格", "不达标", "未达标", "未通过", "突出问题", "单项否决", "一票否决", "单否", "不正常",
        "异常", "未连通",
        "不支持",
    ),
    "问题": ("存在问题", "有问题", "发现问题", "问题"),
    "优秀": ("优秀", "优良", "优等"),
    "良好": ("良好", "较好"),
    "合格": (
        "基本合格", "合格", "达标", "通过检查", "通过", "无问题",
        "未发现问题", "没有问题", "运行正常", "支持IPv6", "IPv6改造", "连通",
        "正常",
    ),
    "检查": (
        "全覆盖检查", "随机抽查", "检查", "抽查", "抽检", "监测", "普查", "巡检", "巡查", "核查", "扫描",
        "测评", "抽测", "抽取", "评估", "复查", "检测",
    ),
    "应检": ("应检查", "应查", "应检", "应抽查"),
    "超期": ("超期未办结", "逾期未办结", "超期", "逾期", "超时", "未按期", "未按时"),
    "按期办结": (
        "按期办结", "按时办结", "按时结案", "按期结案",
        "按时办复", "按期答复", "按期回复", "按时回复", "按时答复", "如期办结", "限期内办结",
        "按时限办结", "按期办理",
        "规定时限内办结", "时限内办结", "按期", "按时",
    ),
    "未办结": ("未办结", "尚未办结", "没有办结", "未答复", "未回复", "尚未回复"),
    "在办": ("正在办理", "正在处理", "处理中", "办理中", "在办", "待办"),
    "办结": ("已办结", "办结", "结案", "办复",
        "已办理", "办理完毕", "办理", "已回复", "回复", "答复", "已处理", "处理答复", "反馈"),
    "无效": ("无效", "重复"),
    "有效": ("有效",),
    "转办": ("转办", "交办", "派单", "派发", "下发", "发出", "下达", "制发"),
    "受理": ("受理", "收到", "接收", "接件", "收件", "总件数", "收信"),
    "不满意": ("不满意",),
    "评价": ("参与评价", "参评", "评价", "回访", "评议"),
    "满意": ("基本满意", "非常满意", "满意"),
    "应报": ("应报送", "应报", "应发布", "应公开", "应完成", "应上报", "任务数", "计划"),
    "未采用": ("未采用", "未采纳", "未录用"),
    "采用": ("采用", "采纳", "录用", "被采用", "刊用", "采编"),
    "退回": ("退回", "退稿"),
    "待审": ("待审核", "待审"),
    "删除": ("删除",),
    "审发": ("审发", "审核发布", "审核通过"),
    "未完成": ("未完成", "尚未完成", "没有完成", "未发布", "未按要求发布", "未报送", "未上报", "未编制", "未签收"),
    "完成": ("已完成", "完成发布", "完成", "已发布年报", "签收"),
    "未整改": ("未整改", "仍未整改", "尚未整改", "未改正", "未修改", "仍未改"),
    "整改": (
        "整改后合格", "完成整改", "整改完成", "已整改", "整改到位", "整改", "已修改", "已改正", "已更正",
        "修改", "改正", "更正",
    ),
    "新开": ("新开设", "新开办", "新开", "新增", "新建", "新注册"),
    "关停": ("关停", "关闭", "注销", "清理", "下线", "撤销"),
    "转载": ("转载", "转发"),
    "原创": ("原创",),
    "报送": ("报送", "上报", "投稿", "来稿", "供稿", "报来"),
    "发布": ("发布", "公开", "推送", "更新", "刊发", "发文", "发稿", "刊登"),
    "发现": ("检出", "发现", "排查出"),
    "总数": (
        "共有", "现有", "总数", "总计", "共计", "合计", "正在运行", "在运行", "规范运行", "正常开设", "备案",
        "登记", "开设", "开通",
        "纳入监测", "纳入", "运营", "总量", "在册", "一共", "正常运行", "所有",
    ),
}  # fmt: skip
"""What part of the whole a number is; a list whose words deny stands as a list of its own."""
THINGS: Mapping[str, tuple[str, ...]] = {
    "网站": ("政府网站", "门户网站", "部门网站", "网站"),
    "账号": (
        "政务新媒体账号", "政务新媒体", "新媒体账号", "新媒体", "账号", "帐号", "公众号", "微博", "微信",
        "抖音", "头条", "快手", "视频号",
        "客户端", "小程序",
    ),
    "信件": ("信件", "来信", "留言", "诉求", "咨询", "邮件", "信箱", "工单", "投诉", "问政", "求助"),
    "信息": ("信息", "稿件", "文章", "推文", "作品", "稿", "文件"),
    "问题": ("问题", "错误", "错情", "错敏词", "错别字", "错链", "线索", "表述", "敏感词"),
    "栏目": ("栏目", "频道", "专栏", "专题"),
    "单位": ("单位", "部门", "乡镇", "街道", "镇街"),
    "申请": ("依申请公开", "申请"),
    "事项": ("事项", "办事指南"),
    "年报": ("年度报表", "工作报表", "年报", "年度报告", "报表"),
    "提示单": ("提示单", "督办单", "整改通知书", "整改通知单", "交办单", "通知单"),
}  # fmt: skip
PLATFORMS: Mapping[str, tuple[str, ...]] = {
    "微信": ("微信公众号", "微信订阅号", "微信服务号", "微信公众平台", "公众号", "微信"),
    "微博": ("新浪微博", "腾讯微博", "微博"),
    "抖音": ("抖音号", "抖音短视频", "抖音"),
    "今日头条": ("今日头条", "头条号", "头条"),
    "快手": ("快手号", "快手"),
    "视频号": ("微信视频号", "视频号"),
    "小程序": ("微信小程序", "支付宝小程序", "小程序"),
    "客户端": ("移动客户端", "手机客户端", "客户端", "APP", "App", "app"),
    "百家号": ("百度百家号", "百家号"),
    "企鹅号": ("企鹅号",),
    "大鱼号": ("大鱼号",),
    "人民号": ("人民号",),
    "澎湃号": ("澎湃政务", "澎湃新闻", "澎湃号"),
    "哔哩哔哩": ("哔哩哔哩", "B站"),
    "其他平台": ("其他平台类型", "其他平台", "其他类型", "其它平台", "其他账号"),
}
SCOPES = (
    "全国", "全省", "全市", "全县", "全区", "全州", "市直部门", "市直单位", "县直部门", "县直单位", "市直",
    "县直", "区直", "省直", "市级部门", "县级部门", "区级部门", "省级部门", "市级",
    "县级", "区级", "省级", "乡镇", "街道", "县区", "县·市·区", "县·区",
    "县市区", "区县", "市县",
    "镇街", "部门", "门户",
)  # fmt: skip
WINDOWS: Mapping[str, tuple[str, ...]] = {
    "上期": (
        "上季度", "上期", "上月", "上一季度", "上个月", "上个季度", "上次", "上一期", "上批次", "前一季度",
        "上半月", "上周", "前次",
    ),
    "去年同期": ("去年同期", "上年同期", "去年", "上年", "同期"),
    "累计": ("累计", "今年以来", "年初以来", "截止目前累计", "历年"),
    "": ("本季度", "本期", "本月", "本次", "此次", "目前", "今年", "本年度", "当前", "本批", "本轮"),
}  # fmt: skip
"""Other days than the bulletin's own; the words of "" lead back to it."""
_MONTHS = re.compile(r"\d{1,2}(?:月)?(?:份)?[—\-－–~～至到]{1,2}\d{1,2}月")
_EARLIER = re.compile(r"(?:较|比|与|同|由|从|相比)(?:\d{4}年)?(?:第?[一二三四1-4]季度|上半年|\d{1,2}月份?)")
_PLACE = re.compile(
    "([^\\W\\d_共到收在的和及对各为政涉城住与由从级直属报我本该全]{1,3}(?:县|市|区|州|镇|乡))(?![直级区委属府政城村])"
)
_RATE_WORD = re.compile(
    "(?:不合格|合格|达标|办结|通过|完成|采用|采纳|满意|优秀|良好|整改|回复|答复|处理|检查|抽查|覆盖|原创|转载|更新|正常|超期|逾期|受理|反馈|连通|支持|按期|有效|改正)+率",
)
_LEVELS = re.compile("[县市区][（(](?:市|区|县)(?:、(?:市|区|县))?[）)](?:市|区|县)?")
_OF_TROUBLE = re.compile("(?:突出)?(?:问题|错误)(?=的)|突出问题")
_REACH = 10
_ENDINGS = (
    (re.compile("[共总]$"), "总数"),
    (re.compile("报$"), "报送"),
    (re.compile("^[^类]*来信$"), "受理"),
)


def find_role(before: str, after: str) -> str:
    """Return what part of the whole the words around a number say that it is; a rate's own name says nothing."""
    return role_in(before) or role_in(after)


def role_in(words: str) -> str:
    """Return the role that words name last."""
    plain = _RATE_WORD.sub("", words)
    return _last(ROLES, plain) or next((role for end, role in _ENDINGS if end.search(plain)), "")


def find_thing(before: str, after: str) -> str:
    """Return what kind of thing is counted; 存在错链的16家 are no links."""
    return thing_in(after[:_REACH]) or ("" if before.endswith("的") else thing_in(before))


def thing_in(words: str) -> str:
    """Return the thing that words name last, "" where two things are named as one: 网站和政务新媒体."""
    words = _OF_TROUBLE.sub("", words)
    name, start = _last_at(THINGS, words)
    if not name:
        return ""
    joint = words[:start].rstrip()
    if joint.endswith(("和", "与", "及", "、", "和政府", "和政务", "、政务")):
        other = _last(THINGS, joint[-_REACH:])
        if other and other != name:
            return ""
    return name


def find_platform(before: str, after: str) -> str:
    """Return the platform of the accounts that are counted."""
    return _last(PLATFORMS, before) or _last(PLATFORMS, after[:_REACH])


_WHERE = re.compile(
    r"(?:(?<!正)在(?!运行|用|线|册)|通过|依托)[^，,。；;]{0,14}?(?:网站|平台|系统|信箱)(?:上|中)?(?=[^，,。；;的]*[共审报发公推刊收])"
)
_BY_WHOM = re.compile("被[国省市县区州中]?[^，,。；;]{0,6}?(?=采用|采纳|录用|刊用|转载|转发)")


def find_scope(before: str) -> str:
    """Return whose things are counted: a level, or the name of a place; never where they are shown or sent."""
    before = _BY_WHOM.sub(lambda match: "·" * len(match[0]), before)
    before = _WHERE.sub(lambda match: "·" * len(match[0]), before)
    best = max(((before.rfind(word) + len(word), len(word), word) for word in SCOPES if word in before), default=None)
    place = None
    for match in _PLACE.finditer(before):
        place = match
    if place and (best is None or place.end() > best[0]) and not any(word in place[1] for word in SCOPES):
        return place[1]
    return ("县区" if "·" in best[2] else best[2]) if best else ""


def find_window(before: str) -> str:
    """Return in which days they were counted, "" for the period of the bulletin."""
    months = _MONTHS.search(before)
    return months[0] if months else ("上期" if _EARLIER.search(before) else _last(WINDOWS, before))


def mask_levels(text: str) -> str:
    """Return a text of the same length in which 县（市、区） and the like hold no bracket."""
    return _LEVELS.sub(lambda match: re.sub("[（(）)、]", "·", match[0]), text)


def names_window(before: str) -> bool:
    """Tell whether words name any days, be it the bulletin's own."""
    return bool(_MONTHS.search(before) or _EARLIER.search(before)) or any(
        word in before for words in WINDOWS.values() for word in words
    )


def _last(lists: Mapping[str, tuple[str, ...]], text: str) -> str:
    """Return the name of the list whose word stands last in a text; of words that overlap the longest wins."""
    return _last_at(lists, text)[0]


def _last_at(lists: Mapping[str, tuple[str, ...]], text: str) -> tuple[str, int]:
    best = (-1, 0, "")
    for name, words in lists.items():
        for word in words:
            end = text.rfind(word) + len(word)
            if word in text and (end, len(word)) > best[:2]:
                best = (end, len(word), name)
    return best[2], best[0] - best[1]
