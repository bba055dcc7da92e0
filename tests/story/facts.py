"""What the platforms of the invented county delivered in each of the four quarters: sheets as rows of text."""

from __future__ import annotations

from dataclasses import dataclass, field

Row = tuple[str, ...]
Q1, Q2, Q3, Q4 = "2026Q1", "2026Q2", "2026Q3", "2026Q4"
QUARTERS = (Q1, Q2, Q3, Q4)
WECHAT, WEIBO, DOUYIN = "微信", "微博", "抖音"


@dataclass(frozen=True)
class Table:
    """One export: the name of its file, its headings, its rows, and how many lines stand above the headings."""

    file: str
    headings: Row
    rows: tuple[Row, ...]
    lines_above: int = 0


@dataclass(frozen=True)
class Quarter:
    """The facts of one quarter that differ from the next one's; days are ISO, blank where nothing was delivered."""

    home_updates: dict[str, str]
    last_posts: dict[tuple[str, str], str]
    wording: tuple[Row, ...]
    account_problems: tuple[Row, ...]
    tasks: tuple[Row, ...]
    checklist: tuple[Row, ...] = ()
    error_reports: tuple[Row, ...] = ()
    test_questions: tuple[Row, ...] = ()
    gone: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


SITES = {
    "例台县人民政府网": ("4199000001", "县级门户网站", "县政府办公室"),
    "县教育局网": ("4199000002", "部门网站", "县教育局"),
    "县公安局网": ("4199000003", "部门网站", "县公安局"),
    "县民政局网": ("4199000004", "部门网站", "县民政局"),
    "县卫健局网": ("4199000005", "部门网站", "县卫生健康局"),
    "甲山镇网": ("4199000006", "乡镇网站", "甲山镇"),
    "乙河镇网": ("4199000007", "乡镇网站", "乙河镇"),
    "丙桥镇网": ("4199000008", "乡镇网站", "丙桥镇"),
}
ACCOUNTS = {
    ("例台发布", WECHAT): "县政府办公室",
    ("例台发布", WEIBO): "县政府办公室",
    ("例台教育", WECHAT): "县教育局",
    ("平安例台", WECHAT): "县公安局",
    ("平安例台", DOUYIN): "县公安局",
    ("例台民政", WECHAT): "县民政局",
    ("健康例台", WECHAT): "县卫生健康局",
    ("例台水利", WECHAT): "县水利局",
    ("甲山在线", WECHAT): "甲山镇",
    ("乙河之窗", WECHAT): "乙河镇",
    ("丙桥发布", WECHAT): "丙桥镇",
    ("丁坪微讯", WEIBO): "丁坪镇",
}
_TWICE_SEEN = (
    "4199000002",
    "",
    "",
    "严重表述错误",
    "例台现",
    "例台县",
    "http://jy.example/a1.html",
    "开学通知",
    "县教育局",
)
_OF_ACCOUNT = (
    "",
    "例台发布",
    WECHAT,
    "错别字",
    "既使",
    "即使",
    "http://fb.example/d1.html",
    "温馨提示",
    "县政府办公室",
)
"""Tells that accounts were looked at too; a wrong character is nothing that the rules in scope count."""
_ADAPTED, _REPORTED = "网站适老化改造", "信息公开年报"


def _dated(default: str, **days: str) -> dict[str, str]:
    return dict.fromkeys(SITES, default) | {f"{name}网": day for name, day in days.items()}


def _posted(default: str, **days: str) -> dict[tuple[str, str], str]:
    """Return the last posts; 平安例台_抖音 names a platform, a name alone means every platform."""
    found = dict.fromkeys(ACCOUNTS, default)
    for said, day in days.items():
        name, _, platform = said.partition("_")
        found |= {each: day for each in ACCOUNTS if each[0] == name and platform in ("", each[1])}
    return found


FACTS = {
    Q1: Quarter(
        home_updates=_dated("2026-03-27", 甲山镇="2026-03-01", 乙河镇="2026-03-10", 丙桥镇="2026-03-12"),
        last_posts=_posted(
            "2026-03-28",
            甲山在线="2026-02-10",
            乙河之窗="2026-03-05",
            丁坪微讯="2025-12-20",
            例台水利="2026-03-01",
            平安例台_抖音="2026-03-15",
            平安例台_微信="2026-03-10",
            健康例台="2026-03-11",
        ),
        wording=(
            (
                "4199000004",
                "",
                "",
                "严重表述错误",
                "例合县",
                "例台县",
                "http://mz.example/b1.html",
                "救助公告",
                "县民政局",
            ),
            _TWICE_SEEN,
            _OF_ACCOUNT,
            ("", "", "", "错别字", "防讯", "防汛", "", "水库巡查通报", "县水利局"),
        ),
        account_problems=(
            ("县教育局", "例台教育", WECHAT, "没有标明主办单位", ""),
            ("丙桥镇", "丙桥发布", WECHAT, "留言长期没有回复", ""),
            ("县民政局", "例台民政", WECHAT, "头像不规范", ""),
        ),
        tasks=(
            (_ADAPTED, "县公安局", "未完成"),
            (_ADAPTED, "县民政局", "完成"),
            (_ADAPTED, "县水利局", "完成"),
        ),
        checklist=(("政务公开", "领导信息", "领导分工没有更新", "丙桥镇、丁坪镇"),),
    ),
    Q2: Quarter(
        home_updates=_dated(
            "2026-06-26", 甲山镇="2026-06-25", 乙河镇="2026-03-10", 丙桥镇="2026-03-12", 县卫健局="2026-06-01"
        ),
        last_posts=_posted(
            "2026-06-24",
            甲山在线="2026-06-01",
            乙河之窗="2026-03-05",
            丁坪微讯="2025-12-20",
            例台水利="2026-03-01",
            平安例台_微信="2026-06-20",
            健康例台="",
            丙桥发布="2026-06-10",
        ),
        wording=(_TWICE_SEEN, _OF_ACCOUNT),
        account_problems=(
            ("县教育局", "例台教育", WECHAT, "没有标明主办单位", "已整改"),
            ("县民政局", "例台民政", WECHAT, "头像不规范", ""),
            ("县公安局", "平安例台", DOUYIN, "发布商业广告", ""),
        ),
        tasks=((_ADAPTED, "县公安局", "完成"), (_REPORTED, "县水利局", "未完成"), (_REPORTED, "县民政局", "完成")),
        gone={("丁坪微讯", WEIBO): ("注销", "2026-04-17")},
    ),
    Q3: Quarter(
        home_updates=_dated(
            "2026-09-22",
            甲山镇="2026-08-20",
            乙河镇="2026-09-01",
            丙桥镇="2026-07-20",
            县卫健局="2026-06-01",
        ),
        last_posts=_posted(
            "2026-09-20",
            乙河之窗="2026-03-05",
            丁坪微讯="2025-12-20",
            例台水利="2026-03-01",
            例台民政="2026-09-01",
            平安例台_抖音="2026-09-05",
            平安例台_微信="2026-09-18",
        ),
        wording=(
            ("4199000003", "", "", "错别字", "必需", "必须", "http://ga.example/c1.html", "便民措施", "县公安局"),
            _OF_ACCOUNT,
        ),
        account_problems=(("县民政局", "例台民政", WECHAT, "头像不规范", "已整改"),),
        tasks=((_REPORTED, "县水利局", "未完成"), (_REPORTED, "县民政局", "完成")),
        error_reports=(
            ("ZC-301", "例台县人民政府网", "2026-09-14", "", "是", "县教育局"),
            ("ZC-302", "例台县人民政府网", "2026-09-17", "2026-09-21", "是", "县政府办公室"),
        ),
        test_questions=(
            ("CS-301", "4199000002", "县长信箱", "是", "2026-09-07", "2026-09-08", "合格"),
            ("CS-302", "4199000003", "警民互动", "是", "2026-09-07", "", ""),
        ),
        gone={("丁坪微讯", WEIBO): ("注销", "2026-04-17"), ("乙河之窗", WECHAT): ("关停", "2026-08-15")},
    ),
    Q4: Quarter(
        home_updates=_dated("2026-12-28", 乙河镇="2026-12-01", 县卫健局="2026-12-25", 丙桥镇="2026-12-30"),
        last_posts=_posted("2026-12-29", 丁坪微讯="2025-12-20", 例台民政="2026-12-20"),
        wording=(
            ("4199000003", "", "", "错别字", "起动", "启动", "http://ga.example/c2.html", "工作动态", "县公安局"),
            _OF_ACCOUNT,
        ),
        account_problems=(("县公安局", "平安例台", DOUYIN, "发布商业广告", ""),),
        tasks=((_REPORTED, "县水利局", "逾期完成"), (_REPORTED, "县民政局", "完成")),
        error_reports=(("ZC-401", "例台县人民政府网", "2026-12-21", "2026-12-22", "是", "县政府办公室"),),
        test_questions=(("CS-401", "4199000002", "县长信箱", "是", "2026-12-14", "2026-12-15", "合格"),),
        gone={("丁坪微讯", WEIBO): ("注销", "2026-04-17")},
    ),
}
"""Q3 says what was delivered first; ``REDELIVERED`` says what the platform then corrected."""
REDELIVERED = {("例台民政", WECHAT): "2026-08-28"}


def list_tables(quarter: Quarter, *, shifted: bool = False) -> tuple[Table, ...]:
    """Return the exports of a quarter; shifted ones have the same rows in another order, below three more lines."""
    sites = tuple((code, name, host, kind, "正常") for name, (code, kind, host) in SITES.items())
    accounts = tuple(
        (platform, name, host, *quarter.gone.get((name, platform), ("正常", "")), quarter.last_posts[name, platform])
        for (name, platform), host in ACCOUNTS.items()
    )
    columns = tuple(
        (code, site, "首页", "首页", f"http://{code}.example/", quarter.home_updates[site])
        for site, (code, _, _) in SITES.items()
    )
    found = (
        Table("网站名录.xlsx", ("网站标识码", "网站名称", "主办单位", "网站类别", "状态"), sites),
        Table("账号名录.xlsx", ("平台", "账号名称", "主办单位", "状态", "关停日期", "最近发布时间"), accounts),
        Table("栏目监测.xlsx", ("网站标识码", "网站名称", "栏目名称", "栏目类别", "栏目URL", "最近更新时间"), columns),
        Table(
            "错敏信息.xlsx",
            ("网站标识码", "账号名称", "平台", "错误类型", "疑似错误", "推荐修改", "网页URL", "标题", "责任单位"),
            quarter.wording,
        ),
        Table("问题账号.xlsx", ("单位名称", "账号名称", "平台", "存在问题", "整改情况"), quarter.account_problems),
        Table("专项工作.xlsx", ("任务", "责任单位", "状态"), quarter.tasks),
        Table("检查发现.xlsx", ("检查类别", "检查项", "检查发现", "责任单位"), quarter.checklist),
        Table(
            "网民找错.xlsx",
            ("编号", "网站名称", "提交时间", "办结时间", "是否属实", "责任单位"),
            quarter.error_reports,
        ),
        Table(
            "模拟咨询.xlsx",
            ("测试编号", "网站标识码", "测试渠道", "能否提交", "提交时间", "答复时间", "答复质量"),
            quarter.test_questions,
        ),
    )
    delivered = (table for table in found if table.rows)
    if not shifted:
        return tuple(delivered)
    return tuple(Table(one.file, one.headings, one.rows[::-1], lines_above=3) for one in delivered)
