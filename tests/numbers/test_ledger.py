"""The list of problems to be fixed: one row a problem and unit, none lost."""

from __future__ import annotations

import pandas as pd
import pytest

from govlib.findings import COLUMNS as FINDING_COLUMNS
from govlib.ledger.problems import COLUMNS, list_open_problems
from govlib.units import merge_units

NO_FINDINGS = pd.DataFrame(columns=FINDING_COLUMNS)


@pytest.fixture
def listed(make_table, register, catalog):
    """Return the list over rows of tables: unit, topic, object and problem of each, blanks as None."""

    def run(findings=NO_FINDINGS, **rows):
        tables = {name: merge_units(make_table(name, given), register) for name, given in rows.items()}
        found = list_open_problems(tables, catalog.tables, findings, register, "2024-07-10")
        assert list(found.columns) == COLUMNS
        assert found["source"].notna().all()
        plain = found.astype(object).where(found.notna(), None)
        return [tuple(record) for record in plain[["unit", "topic", "object", "problem"]].itertuples(index=False)]

    return run


def test_nothing_delivered_is_an_empty_list_with_all_columns(register):
    found = list_open_problems({}, {}, NO_FINDINGS, register, "")
    assert list(found.columns) == COLUMNS
    assert found.empty


def test_a_finding_with_several_units_is_one_row_each(listed):
    rows = [
        {"category": "重点领域", "item": "征地", "finding": "未公开", "units": "县公安局交警大队、县教育局、县公安局"}
    ]
    assert listed(checklist=rows) == [
        ("县公安局", "重点领域", "征地", "未公开"),
        ("县教育局", "重点领域", "征地", "未公开"),
    ]


def test_a_group_of_units_stays_as_written_and_names_its_units(listed, register):
    rows = [{"category": "公开指南", "finding": "没有写日期", "units": "所有部门和乡镇"}]
    ((unit, *_),) = listed(checklist=rows)
    assert unit == "所有部门和乡镇"
    assert register.members(unit) == ("县公安局", "县教育局", "县水利局", "甲镇", "乙镇")


def test_a_problem_without_a_unit_is_kept_last_to_be_assigned(listed):
    rows = [{"category": "栏目", "finding": "空白"}, {"category": "栏目", "finding": "陈旧", "units": "甲镇"}]
    assert listed(checklist=rows) == [("甲镇", "栏目", None, "陈旧"), (None, "栏目", None, "空白")]


def test_tasks_spot_checks_and_noughts_are_problems_and_what_is_done_is_none(listed):
    found = listed(
        tasks=[
            {"task": "转发", "unit": "甲镇", "status": "未完成"},
            {"task": "转发", "unit": "乙镇", "status": "完成"},
        ],
        spot_checks=[
            {"unit": "县公安局", "problem_count": 7},
            {"unit": "县教育局", "problem_count": 0},
            {"object": "网站", "score": 95},
        ],
        publication=[
            {"unit": "甲镇", "category": "动态", "published_count": 0},
            {"unit": "甲镇", "category": "公告", "published_count": 2},
            {"unit": "乙镇", "category": "动态", "published_count": 0},
            {"unit": "县水利局", "published_count": None},
        ],
        object_publication=[
            {"object": "县警局", "object_kind": "单位", "published_count": 0},
            {"object": "规划计划", "object_kind": "栏目", "published_count": 0},
            {"object": "要闻", "object_kind": "栏目", "published_count": 8},
        ],
    )  # fmt: skip
    assert sorted(found, key=str) == sorted(
        [
            ("甲镇", "专项工作", "转发", "未完成"),
            ("县公安局", "检测反馈", None, "上级检测反馈 7 条问题"),
            ("乙镇", "信息发布", None, "期内零发布"),
            ("县公安局", "信息发布", None, "期内零发布"),
            (None, "信息发布", "规划计划", "期内零发布"),
        ],
        key=str,
    )


WORDING = [
    {"unit": "甲镇", "error_kind": "错别字", "wrong_text": "截止目前", "right_text": "截至目前", "title": "一"},
    {"unit": "甲镇", "error_kind": "序号错乱", "title": "二"},
    {"unit": "甲镇", "error_kind": "错别字", "review_result": "误报", "title": "三"},
    {"unit": "乙镇", "error_kind": "错别字", "site_code": "5108240001", "title": "四"},
    {"unit": "乙镇", "error_kind": "错别字", "account_name": "乙镇发布", "title": "五"},
]


def test_registered_errors_are_worded_and_dismissed_ones_left_out(listed):
    assert listed(wording=WORDING[:3]) == [
        ("甲镇", "文字表述", "一", "错别字：“截止目前”应为“截至目前”"),
        ("甲镇", "文字表述", "二", "序号错乱"),
    ]


def test_errors_that_a_finding_tells_are_listed_once_and_others_never_lost(listed):
    alone = listed(wording=WORDING[3:])
    assert [row[2] for row in alone] == ["五", "四"]
    told = listed(
        wording=WORDING[3:],
        sites=[{"site_name": "乙镇网", "site_code": "5108240001"}],
        accounts=[{"account_name": "别的号", "platform": "微信"}],
    )
    assert [row[2] for row in told] == ["五"]


def test_findings_lists_and_accounts_name_their_object_with_its_platform(listed):
    findings = pd.DataFrame(
        [
            {"subject_kind": "账号", "subject": "甲号", "platform": "微信", "unit": "甲镇", "outcome": "不合格",
             "status": "active", "indicator": "M-V2.1", "reason": "两周未更新", "evidence": "表 第 3 行"},
            {"subject_kind": "网站", "subject": "甲网", "platform": "", "unit": None, "outcome": "待复核",
             "status": "active", "indicator": "W-V3", "reason": "有线索", "evidence": "表 第 4 行"},
            {"subject_kind": "网站", "subject": "乙网", "platform": "", "unit": "乙镇", "outcome": "合格",
             "status": "active", "indicator": "W-V3", "reason": "", "evidence": ""},
            {"subject_kind": "网站", "subject": "丙网", "platform": "", "unit": "乙镇", "outcome": "不合格",
             "status": "draft", "indicator": "W-V9", "reason": "", "evidence": ""},
        ],
        columns=FINDING_COLUMNS,
    ).assign(part="veto", evidence_file="表")  # fmt: skip
    found = listed(
        findings,
        account_problems=[{"unit": "县警局", "account_name": "乙号", "platform": "微博", "problem": "未备案"}],
        check_results=[{"unit": "乙镇", "subject": "丁网", "subject_kind": "网站", "problem": "首页打不开"}],
    )
    assert sorted(found, key=str) == sorted(
        [
            ("甲镇", "政务新媒体", "甲号（微信）", "M-V2.1 两周未更新"),
            (None, "政府网站", "甲网", "W-V3 有线索"),
            ("县公安局", "政务新媒体", "乙号（微博）", "未备案"),
            ("乙镇", "检查结论", "丁网", "首页打不开"),
        ],
        key=str,
    )


def test_every_row_says_where_it_stands_and_by_when(make_table, register, catalog):
    table = make_table("tasks", [{"task": "转发", "unit": "甲镇", "status": "未完成"}], file="任务.csv", sheet="")
    found = list_open_problems({"tasks": table}, catalog.tables, NO_FINDINGS, register, "2024-07-10")
    assert found.loc[0, "source"] == "任务.csv 第 2 行"
    assert found.loc[0, "rectify_by"] == "2024-07-10"
