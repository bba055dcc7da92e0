"""What people do in the story: decisions of the office, sheets as units fill them, and what is done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facts import DOUYIN, Q1, Q2, Q3, WECHAT, WEIBO

ANSWER, MEASURES, FIXED_ON, REASON, STATEMENT_ON = "整改情况", "整改措施", "完成日期", "未完成原因", "书面检查报送日期"
FIXED, PARTLY, NOT_FIXED, DISPUTED = "已整改", "整改中", "未整改", "有异议"
Cells = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Decided:
    """One decision: about a finding's key, or the row of a table (by its code and a word that stands in the row)."""

    item: str
    kind: str
    to: str = ""
    remark: str = ""
    row_says: str = ""


@dataclass(frozen=True)
class Returned:
    """One import: of which unit's sheet(s), on which day; ``versions`` are the files given in one call."""

    unit: str
    day: str
    versions: tuple[Cells, ...]
    kind: str = "xlsx"
    reversed_rows: bool = False
    unprotected: bool = False
    update: bool = False
    exit_code: int = 0
    said: tuple[str, ...] = ()
    tag: str = field(default="", kw_only=True)


DECISIONS: dict[str, tuple[Decided, ...]] = {
    Q1: (
        Decided("W-V3:丙桥镇网:", "误报", remark="首页改为导航，信息在二级页面更新"),
        Decided("T6", "属实", remark="已截图", row_says="县民政局网"),
        Decided("T6", "误报", remark="引文原样", row_says="县教育局网"),
        Decided("M-V2.1:例台水利:微信", "不适用", remark="经批准停更，已报备"),
        Decided("M-V2.1:平安例台:抖音", "并入", to="M-V2.1:平安例台:微信", remark="同一矩阵"),
        Decided("M-V2.1:健康例台:微信", "改派", to="县政府办公室", remark="由融媒体团队代运营"),
        Decided("T2b", "改等级", to="严重", remark="第二次发现", row_says="例台教育"),
    ),
    Q3: (
        Decided("M-V2.1:平安例台:抖音", "误报", remark="发过视频，平台没有采到"),
        Decided("M-V2.1:例台民政:微信", "误报", remark="发过图文，平台没有采到"),
    ),
}

LETTERS: dict[tuple[str, str, str, str], str] = {
    (Q1, "W-V3", "甲山镇网", "甲山镇"): "a",
    (Q1, "W-V3", "乙河镇网", "乙河镇"): "b",
    (Q1, "W-V1.1", "县民政局网", "县民政局"): "c",
    (Q1, "M-V2.1", "甲山在线", "甲山镇"): "d",
    (Q1, "M-V2.1", "乙河之窗", "乙河镇"): "e",
    (Q1, "M-V2.1", "丁坪微讯", "丁坪镇"): "f",
    (Q1, "M-V2.1", "平安例台", "县公安局"): "g",
    (Q1, "M-V2.1", "健康例台", "县政府办公室"): "h",
    (Q1, "account_problems", "例台教育", "县教育局"): "i",
    (Q1, "account_problems", "丙桥发布", "丙桥镇"): "j",
    (Q1, "account_problems", "例台民政", "县民政局"): "k",
    (Q1, "tasks", "网站适老化改造", "县公安局"): "l",
    (Q1, "checklist", "领导信息", "丙桥镇"): "m",
    (Q1, "checklist", "领导信息", "丁坪镇"): "n",
    (Q1, "wording", "水库巡查通报", "县水利局"): "o",
    (Q2, "W-V3", "县卫健局网", "县卫生健康局"): "p",
    (Q2, "M-V2.1", "丙桥发布", "丙桥镇"): "q",
    (Q2, "account_problems", "平安例台", "县公安局"): "r",
    (Q2, "tasks", "信息公开年报", "县水利局"): "s",
    (Q3, "W-V3", "甲山镇网", "甲山镇"): "t",
    (Q3, "M-V2.1", "例台民政", "县民政局"): "u",
    (Q3, "W-V3", "丙桥镇网", "丙桥镇"): "v",
    (Q3, "error_reports", "ZC-301", "县教育局"): "w",
    (Q3, "test_questions", "CS-302", "县公安局"): "x",
}
"""The letters of the README by first period, kind, what the object says, and unit."""


def _fixed(day: str, measures: str = "已改", **more: str) -> dict[str, str]:
    return {ANSWER: FIXED, MEASURES: measures, FIXED_ON: day, **more}


RETURNS: dict[str, tuple[Returned, ...]] = {
    Q1: (
        Returned("县政府办公室", "2026-04-10", ({"h": _fixed("2026-04-09") | {"问题": "没有问题"}},),
                 unprotected=True, exit_code=0, said=("改动", "没有问题")),
        Returned("县教育局", "2026-04-10", ({"i": {ANSWER: PARTLY}},), tag="第一版"),
        Returned("县公安局", "2026-04-13", (
            {"g": _fixed("2026-04-08"), "l": {ANSWER: NOT_FIXED, REASON: "等待招标"}},
        ), reversed_rows=True),
        Returned("丙桥镇", "2026-04-13", ({"j": _fixed("2026-04-13")}, {"j": {ANSWER: NOT_FIXED}}),
                 exit_code=3, said=("冲突",), tag="两份"),
        Returned("丙桥镇", "2026-04-13", ({"j": _fixed("2026-04-13", "已逐条回复")},), tag="改好"),
        Returned("县民政局", "2026-04-14", (
            {"c": _fixed("2026-04-03"), "k": {ANSWER: PARTLY, REASON: "正在设计"}},
        ), kind="ods"),
        Returned("甲山镇", "2026-04-15", ({"a": _fixed("2026-04-10"), "d": _fixed("2026-04-12")},)),
        Returned("县教育局", "2026-04-15", ({"i": _fixed("2026-04-14")},), exit_code=3, said=("冲突",), tag="第二版"),
        Returned("县教育局", "2026-04-15", ({"i": _fixed("2026-04-14")},), update=True, tag="第二版"),
        Returned("县水利局", "2026-04-16", ({"o": {ANSWER: DISPUTED, "备注": "原文就是这样"}},)),
        Returned("丁坪镇", "2026-04-20", ({"f": _fixed("2026-04-17", "账号已注销"), "n": _fixed("2026-04-15")},)),
    ),
    Q2: (
        Returned("县民政局", "2026-07-08", ({"k": _fixed("2026-07-03", **{STATEMENT_ON: "2026-07-08"})},)),
        Returned("甲山镇", "2026-07-08", ({"d": _fixed("2026-07-06", **{STATEMENT_ON: "2026-07-07"})},)),
        Returned("县水利局", "2026-07-09", ({"s": {ANSWER: PARTLY, STATEMENT_ON: "2026-07-08"}},)),
        Returned("县公安局", "2026-07-10", ({"r": _fixed("2026-07-09", **{STATEMENT_ON: "2026-07-07"})},)),
        Returned("乙河镇", "2026-07-14", ({
            "b": _fixed("2026-07-10", **{STATEMENT_ON: "2026-07-10"}),
            "e": {ANSWER: PARTLY, STATEMENT_ON: "2026-07-10"},
        },)),
        Returned("丙桥镇", "2026-07-21", ({"q": _fixed("2026-07-20", **{STATEMENT_ON: "2026-07-06"})},)),
    ),
    Q3: (
        Returned("县教育局", "2026-10-10", ({"w": _fixed("2026-10-09")},)),
        Returned("甲山镇", "2026-10-12", ({"t": _fixed("2026-10-10")},)),
        Returned("县公安局", "2026-10-14", ({"x": {ANSWER: DISPUTED}},)),
        Returned("县民政局", "2026-10-15", ({"u": _fixed("2026-10-14")},)),
        Returned("乙河镇", "2026-10-16", ({"b": _fixed("2026-10-15")},)),
        Returned("丙桥镇", "2026-10-19", ({"v": {ANSWER: PARTLY}},)),
        Returned("县水利局", "2026-10-20", ({"s": _fixed("2026-10-20")},)),
    ),
}  # fmt: skip

BY_HAND: dict[str, tuple[tuple[str, ...], ...]] = {
    Q1: (
        ("account", "--event", "责令关停", "--account", "丁坪微讯", "--platform", WEIBO, "--day", "2026-04-08"),
        ("account", "--event", "已注销", "--account", "丁坪微讯", "--platform", WEIBO, "--day", "2026-04-17"),
        ("account", "--event", "责令关停", "--account", "乙河之窗", "--platform", WECHAT, "--day", "2026-04-20"),
        ("close", "{o}", "--day", "2026-06-10"),
    ),
    Q2: (
        ("recheck", "{h}", "--result", "已整改", "--day", "2026-07-20"),
        ("recheck", "{n}", "--result", "未整改", "--day", "2026-07-22"),
        ("account", "--event", "已关停", "--account", "乙河之窗", "--platform", WECHAT, "--day", "2026-08-15"),
        ("account", "--event", "未经批准开设", "--account", "丙桥快讯", "--platform", DOUYIN, "--day", "2026-09-01"),
    ),
    Q3: (
        ("recheck", "{m}", "--result", "已整改", "--day", "2026-10-28"),
        ("recheck", "{n}", "--result", "未整改", "--day", "2026-10-30"),
        ("account", "--event", "违规重开", "--account", "乙河之窗", "--platform", WECHAT, "--day", "2026-11-10"),
    ),
}
"""Commands of ``govlib ledger`` after the sheets of a quarter came back; letters in braces become numbers."""
