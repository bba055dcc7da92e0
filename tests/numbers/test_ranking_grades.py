"""Tiers, bands, lists, zero lists and cross tables, each against values worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from govlib.catalog.places import Place

TIERS = {"kind": "tiers", "of": {"score": "网站", "covers": "rows"}, "direction": "higher_is_better"}
CUTS = [
    {"word": "第一等次", "at_or_above": 90},
    {"word": "第二等次", "at_or_above": 80, "below": 90},
    {"word": "第三等次", "below": 80},
]
NAMES = "甲乙丙丁戊己庚辛壬癸"


def scores(*values: float | None, vetoes: tuple[str, ...] = (), groups: str = "") -> pd.DataFrame:
    rows = [
        {
            "ruleset": "例", "subject_kind": "网站", "subject": name, "platform": "", "unit": f"{name}局",
            "group": groups[at] if groups else "部门", "outcome": "缺数据" if value is None else "合格",
            "vetoes": "W-V1" if name in vetoes else "", "base_score": value, "bonus_score": None, "score": value,
            "lacking": "W-V9 没有数据" if value is None else "",
        }
        for at, (name, value) in enumerate(zip(NAMES, values, strict=False))
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"score": "Float64"})


def words(ranked):
    return dict(zip(ranked.part("名单")["subject"], ranked.part("名单")["word"], strict=True))


def counts(ranked, group=""):
    mine = ranked.part("统计")
    mine = mine.loc[mine["group"].eq(group)]
    return dict(zip(mine["word"], mine["value_text"], strict=True))


def test_tiers_by_cuts_take_in_exactly_their_bounds(rank_by):
    ranked = rank_by({**TIERS, "cuts": CUTS}, scores=scores(90, 89.99, 80, 79.99, 100))
    assert words(ranked) == {"戊": "第一等次", "甲": "第一等次", "乙": "第二等次", "丙": "第二等次", "丁": "第三等次"}
    assert counts(ranked) == {"第一等次": "2个，占40.0%", "第二等次": "2个，占40.0%", "第三等次": "1个，占20.0%"}


def test_a_veto_is_always_the_fourth_tier_even_without_a_score(rank_by):
    method = {**TIERS, "cuts": CUTS, "veto": "第四等次", "fail": {"below": 60, "word": "第四等次"}}
    ranked = rank_by(method, scores=scores(99, None, 59.9, 60, None, vetoes=("甲", "乙")))
    assert words(ranked) == {"甲": "第四等次", "乙": "第四等次", "丙": "第四等次", "丁": "第三等次", "戊": "缺数据"}
    table = ranked.frame.set_index("subject")
    assert table.loc["丙", "note"] == "低于 60"
    assert table.loc["甲", "note"] == "单项否决：W-V1"
    assert table.loc["戊", "note"] == "W-V9 没有数据"
    assert counts(ranked)["第四等次"] == "3个，占75.0%"
    assert counts(ranked)["缺数据"] == "1个"


SHARES = {"shares": [{"word": "一", "percent": 30}, {"word": "二", "percent": 40}, {"word": "三"}]}


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [("up", "一一一二二二三"), ("down", "一一二二三三三"), ("half_up", "一一二二二三三")],
)
def test_a_share_of_a_count_is_rounded_as_declared(rounding, expected, rank_by):
    """Of seven: 30 % is 2.1, 40 % is 2.8."""
    settings = {"share_of": "the_rest", "rounding": rounding, "edge": "up"}
    ranked = rank_by({**TIERS, **SHARES, **settings}, scores=scores(*range(97, 90, -1)))
    assert "".join(words(ranked)[name] for name in NAMES[:7]) == expected


@pytest.mark.parametrize(("edge", "expected"), [("up", "一一一一二二三三三三"), ("down", "一一二二二二二三三三")])
def test_who_ties_across_an_edge_goes_where_the_rule_says(edge, expected, rank_by):
    """Three of ten are the first tier; the third and fourth tie. Seven end the second tier: from 88 on."""
    values = (99, 98, 95, 95, 92, 91, 88 if edge == "down" else 85, 85, 84, 83)
    settings = {"share_of": "the_rest", "rounding": "half_up", "edge": edge}
    ranked = rank_by({**TIERS, **SHARES, **settings}, scores=scores(*values))
    said = "".join(words(ranked)[name] for name in NAMES)
    assert said == (expected if edge == "down" else "一一一一二二二二三三")


@pytest.mark.parametrize(("share_of", "expected"), [("the_rest", "一一二二二三三"), ("everyone", "一一一二二二二")])
def test_shares_are_taken_of_the_rest_or_of_everyone(share_of, expected, rank_by):
    """Ten with three vetoed: 30 % of seven is 2.1, of ten 3."""
    settings = {"share_of": share_of, "rounding": "half_up", "edge": "up", "veto": "四"}
    ranked = rank_by({**TIERS, **SHARES, **settings}, scores=scores(*range(99, 89, -1), vetoes=("甲", "乙", "丙")))
    assert "".join(words(ranked)[name] for name in NAMES[3:]) == expected
    assert {words(ranked)[name] for name in NAMES[:3]} == {"四"}


def test_tiers_by_group_count_each_group_and_the_whole(rank_by):
    ranked = rank_by(
        {**TIERS, "cuts": CUTS}, scores=scores(95, 85, 70, 95, groups="AABB"), within_groups=True,
        excluded=[{"name": "丁", "why": "新建网站"}],
    )  # fmt: skip
    assert counts(ranked, "A") == {"第一等次": "1个，占50.0%", "第二等次": "1个，占50.0%", "第三等次": "0个，占0.0%"}
    assert counts(ranked, "B")["不参加"] == "1个"
    assert counts(ranked, "合计") == {
        "第一等次": "1个，占33.3%", "第二等次": "1个，占33.3%", "第三等次": "1个，占33.3%", "不参加": "1个",
    }  # fmt: skip


DELIVERED = {
    "kind": "tiers", "of": {"assessment": "grade", "grades": ["第一等次", "第二等次", "第四等次"]},
    "direction": "lower_is_better", "veto": "第四等次",
}  # fmt: skip


def test_delivered_grades_are_taken_over_and_a_veto_that_contradicts_them_is_told(rank_by, make_table):
    rows = [
        {"site_name": "甲网", "grade": "第二等次"},
        {"site_name": "乙网", "grade": "第一等次", "single_veto": "否"},
        {"site_name": "丙网", "grade": "第一等次", "single_veto": "单否"},
        {"site_name": "丁网", "grade": "优秀"},
        {"site_name": "戊网", "grade": "第四等次", "single_veto": "单否"},
    ]
    ranked = rank_by(DELIVERED, {"assessments": make_table("assessments", rows)})
    assert list(words(ranked).items()) == [
        ("乙网", "第一等次"), ("甲网", "第二等次"), ("丙网", "第四等次"), ("戊网", "第四等次"), ("丁网", "缺数据"),
    ]  # fmt: skip
    table = ranked.frame.set_index("subject")
    assert "交来的等次是第一等次，有单否情形的列第四等次" in table.loc["丙网", "note"]
    assert "“优秀”不在声明的等次里" in table.loc["丁网", "note"]


def test_a_registered_website_that_was_not_assessed_is_unknown(rank_by, make_table):
    sites = pd.DataFrame(
        {"subject": ["甲网", "乙网"], "platform": "", "unit": ["甲局", "乙局"], "group": "部门", "level": pd.NA,
         "judged": [True, True]}
    )  # fmt: skip
    rows = [{"site_name": "甲网", "grade": "第一等次"}]
    ranked = rank_by(DELIVERED, {"assessments": make_table("assessments", rows)}, subjects={"网站": sites})
    assert words(ranked) == {"甲网": "第一等次", "乙网": "缺数据"}


def test_a_veto_without_a_tier_of_its_own_is_neither_ranked_nor_unknown(rank_by):
    order = {
        "kind": "rank",
        "of": {"score": "网站", "covers": "rows"},
        "direction": "higher_is_better",
        "ties": "dense",
    }
    ranked = rank_by(order, scores=scores(90, None, None, vetoes=("乙",)))
    assert words(ranked) == {"甲": "", "乙": "单项否决", "丙": "缺数据"}
    assert ranked.frame.set_index("subject").loc["乙", ["value_text", "note"]].tolist() == [
        "单项否决",
        "单项否决：W-V1；W-V9 没有数据",
    ]
    assert counts(rank_by({**TIERS, "cuts": CUTS}, scores=scores(90, None, vetoes=("乙",))))["单项否决"] == "1个"


BANDS = {
    "kind": "bands", "of": {"score": "网站", "covers": "rows"}, "veto": "一票否决",
    "cuts": [
        {"word": "100 分", "at_or_above": 100},
        {"word": "90—100 分", "at_or_above": 90, "below": 100},
        {"word": "90 分以下", "below": 90},
    ],
}  # fmt: skip


def test_bands_count_everyone_once_at_their_very_bounds(rank_by):
    ranked = rank_by(BANDS, scores=scores(100, 99.99, 90, 89.99, 100, None, 12, vetoes=("戊", "庚")))
    assert counts(ranked) == {
        "100 分": "1个，占16.7%", "90—100 分": "2个，占33.3%", "90 分以下": "1个，占16.7%",
        "一票否决": "2个，占33.3%", "缺数据": "1个",
    }  # fmt: skip
    assert words(ranked)["戊"] == "一票否决"


def test_bands_without_any_score_are_lacking(rank_by):
    ranked = rank_by(BANDS)
    assert ranked.frame.empty
    assert "没有网站得分" in ranked.lacking


def test_lists_by_cuts_leave_the_middle_unnamed_but_counted(rank_by, make_table):
    rows = [
        {"unit": unit, "published_count": 1, "error_count": count}
        for unit, count in zip("甲乙丙", (0, 3, 5), strict=True)
    ]
    cuts = [{"word": "好", "at_or_below": 0}, {"word": "差", "at_or_above": 5}]
    method = {"kind": "lists", "of": {"figure": "errors", "covers": "rows"}, "cuts": cuts}
    ranked = rank_by(method, {"publication": make_table("publication", rows)})
    assert words(ranked) == {"甲": "好", "丙": "差"}
    assert ranked.notes == ("另有 1 家不在任何名单里。",)


def test_each_task_has_lists_of_its_own(rank_by, make_table):
    rows = [
        {"task": "转载", "unit": "甲镇", "grade": "较好"},
        {"task": "转载", "unit": "乙镇", "grade": "好"},
        {"task": "报送", "unit": "甲镇", "grade": "好"},
        {"task": "报送", "unit": "县公安局", "grade": "一般"},
        {"task": "报送", "unit": "县教育局", "grade": None, "status": "完成"},
        {"task": "别的", "unit": "县教育局", "grade": "好"},
    ]
    method = {
        "kind": "lists", "column": "grade", "words": {"好": ["好", "优"], "较好": ["较好"]}, "tasks": ["转载", "报送"],
    }  # fmt: skip
    ranked = rank_by(method, {"tasks": make_table("tasks", rows)})
    listed = ranked.part("名单")[["group", "word", "subject"]].to_numpy().tolist()
    assert listed == [["转载", "好", "乙镇"], ["转载", "较好", "甲镇"], ["报送", "好", "甲镇"]]
    assert ranked.notes == ("“一般”没有声明归哪个名单，没有列出。",)
    assert counts(ranked, "转载") == {"好": "1家", "较好": "1家"}
    assert "合计" not in set(ranked.part("统计")["group"])


ZERO = {"kind": "zero", "of": {"figure": "published"}}
NOW = [
    {"unit": unit, "published_count": count}
    for unit, count in (("甲镇", 0), ("乙镇", 0), ("县公安局", 0), ("县教育局", None), ("县水利局", 4))
]


def earlier(*rows: tuple[str, int, str, float | None]):
    frame = pd.DataFrame(rows, columns=["period", "periods_back", "unit", "value"])
    return lambda _figure: frame


def runs(ranked):
    return words(ranked)


def test_without_earlier_periods_a_run_is_at_least_one(rank_by, make_table):
    ranked = rank_by(ZERO, {"publication": make_table("publication", NOW)})
    assert runs(ranked) == {"甲镇": "至少1期", "乙镇": "至少1期", "县公安局": "至少1期", "县教育局": "缺数据"}
    assert ranked.notes == ("没有往期数据，连续期数只能写至少 1 期。",)


def test_a_run_ends_with_the_period_in_which_something_was_published(rank_by, make_table):
    """甲镇 nought, nought, then 3; 乙镇 3 at once; 县公安局 nought as far back as is known."""
    known = earlier(
        ("p1", 1, "甲镇", 0), ("p1", 1, "乙镇", 3), ("p1", 1, "县公安局", 0),
        ("p2", 2, "甲镇", 3), ("p2", 2, "乙镇", 0), ("p2", 2, "县公安局", 0),
    )  # fmt: skip
    ranked = rank_by(ZERO, {"publication": make_table("publication", NOW)}, earlier=known)
    assert list(runs(ranked).items()) == [
        ("县公安局", "至少3期"), ("甲镇", "连续2期"), ("乙镇", "连续1期"), ("县教育局", "缺数据"),
    ]  # fmt: skip


def test_a_gap_ends_a_run_as_at_least(rank_by, make_table):
    """甲镇's last number is blank, 乙镇 has no row in the last period; the third period back is missing."""
    known = earlier(
        ("p1", 1, "甲镇", None), ("p1", 1, "县公安局", 0), ("p2", 2, "甲镇", 0), ("p2", 2, "乙镇", 0),
        ("p2", 2, "县公安局", 0), ("p4", 4, "县公安局", 5),
    )  # fmt: skip
    ranked = rank_by(ZERO, {"publication": make_table("publication", NOW)}, earlier=known)
    assert runs(ranked) == {"县公安局": "至少3期", "甲镇": "至少1期", "乙镇": "至少1期", "县教育局": "缺数据"}


def test_a_quarter_between_two_declared_periods_is_a_gap(rank_by, make_table, place):
    half_a_year_ago = place.periods["2024Q2"].model_copy(
        update={"start": pd.Timestamp("2023-09-01").date(), "end": pd.Timestamp("2023-11-28").date()}
    )
    at = place.model_copy(update={"periods": {**place.periods, "2023Q4": half_a_year_ago}})
    known = earlier(("2023Q4", 1, "甲镇", 5), ("2023Q4", 1, "乙镇", 0))
    ranked = rank_by(ZERO, {"publication": make_table("publication", NOW)}, earlier=known, at=at)
    assert runs(ranked)["甲镇"] == "至少1期"
    assert runs(ranked)["乙镇"] == "至少1期"


def test_only_long_runs_are_listed_where_that_is_asked(rank_by, make_table):
    known = earlier(("p1", 1, "甲镇", 0), ("p1", 1, "乙镇", 3), ("p2", 2, "甲镇", 1))
    ranked = rank_by({**ZERO, "at_least": 2}, {"publication": make_table("publication", NOW)}, earlier=known)
    assert runs(ranked) == {"甲镇": "连续2期", "县教育局": "缺数据"}


def test_nobody_with_nought_is_an_empty_list_and_lacks_nothing(rank_by, make_table):
    method = {**ZERO, "of": {"figure": "published", "covers": "rows"}}
    ranked = rank_by(method, {"publication": make_table("publication", NOW[4:])})
    assert ranked.frame.empty
    assert ranked.lacking == ""


CROSS = {"kind": "cross", "subjects": "账号", "rows": "level", "columns": "platform"}
JUDGED = [
    ("甲号", "微信", "县级", "合格"), ("乙号", "微信", "县级", "不合格"), ("丙号", "微博", "县级", "合格"),
    ("丁号", "微信", "乡镇", "合格"), ("戊号", "微信", "乡镇", "待复核"), ("己号", "微博", "乡镇", "缺数据"),
    ("庚号", "微博", None, "合格"), ("辛号", "微博", "县级", "不适用"),
]  # fmt: skip


def crossed(rank_by, judged=JUDGED, **method):
    frame = pd.DataFrame(judged, columns=["subject", "platform", "level", "outcome"]).assign(
        unit="县公安局", subject_kind="账号", judged=True
    )
    frame["group"] = frame["platform"]
    return rank_by({**CROSS, **method}, subjects={"账号": frame}, verdicts=frame.drop(columns="level"))


def cell(ranked, row, column):
    mine = ranked.frame.loc[ranked.frame["group"].eq(row) & ranked.frame["subject"].eq(column)]
    return dict(zip(mine["figure"], mine["value_text"], strict=True))


def test_a_cross_table_counts_checked_failed_and_passed(rank_by):
    ranked = crossed(rank_by)
    assert cell(ranked, "县级", "微信") == {
        "检查数": "2个", "不合格数": "1个", "待复核数": "0个", "缺数据数": "0个", "合格率": "50.0%",
    }  # fmt: skip
    assert cell(ranked, "乡镇", "微信")["合格率"] == "50.0%"
    assert cell(ranked, "乡镇", "微博") == {
        "检查数": "0个", "不合格数": "0个", "待复核数": "0个", "缺数据数": "1个", "合格率": "缺数据",
    }  # fmt: skip
    assert cell(ranked, "未写", "微信")["合格率"] == "不适用"
    assert cell(ranked, "合计", "合计") == {
        "检查数": "6个", "不合格数": "1个", "待复核数": "1个", "缺数据数": "1个", "合格率": "66.7%",
    }  # fmt: skip


def test_the_totals_of_a_cross_table_are_the_sums_of_its_cells(rank_by):
    frame = crossed(rank_by).frame
    for figure in ("检查数", "不合格数", "待复核数", "缺数据数"):
        wide = frame.loc[frame["figure"].eq(figure)].pivot_table(index="group", columns="subject", values="value")
        inside = wide.drop(index="合计", columns="合计")
        assert inside.sum(axis=0).to_dict() == wide.loc["合计"].drop("合计").to_dict()
        assert inside.sum(axis=1).to_dict() == wide["合计"].drop("合计").to_dict()
        assert inside.to_numpy().sum() == wide.loc["合计", "合计"]


def test_a_cross_table_without_verdicts_says_so(rank_by):
    ranked = rank_by(CROSS, verdicts=pd.DataFrame(columns=["subject_kind", "outcome"]))
    assert "没有账号逐个的检查结论" in ranked.lacking


def test_groups_of_the_host_unit_can_be_crossed(rank_by):
    assert cell(crossed(rank_by, rows="unit_group"), "部门", "合计")["检查数"] == "6个"


def test_a_place_without_a_register_ranks_what_its_tables_name(rank_by, make_table, place):
    bare = Place.model_validate({**place.model_dump(exclude={"units", "slug"}), "units": {}})
    method = {"kind": "rank", "of": {"figure": "published"}, "direction": "higher_is_better", "ties": "dense"}
    ranked = rank_by(method, {"publication": make_table("publication", NOW)}, at=bare)
    assert list(ranked.frame["subject"]) == ["县水利局", "甲镇", "乙镇", "县公安局", "县教育局"]
