"""Orders, minimum numbers, rates, points and composites, each against values worked out by hand."""

from __future__ import annotations

import random

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

PUBLISHED = {"kind": "rank", "of": {"figure": "published"}, "direction": "higher_is_better", "ties": "competition"}


def publication(unit: str | None, count: int | None, group: str | None = None, **more: object) -> dict[str, object]:
    return {"unit": unit, "published_count": count, "submitted_count": count, "unit_group": group, **more}


ROWS = [
    publication("甲镇", 9, "乡镇"),
    publication("乙镇", 9, "乡镇"),
    publication("县公安局", 3, "部门"),
    publication("县教育局", None, "部门"),
    publication("县水利局", 0, "部门"),
    publication("不知名的局", 5),
    publication(None, 7),
]


def lines(ranked, *parts, columns=("group", "rank", "subject", "value", "word")):
    return ranked.part(*(parts or ("名单",)))[list(columns)]


def expect(rows, columns=("group", "rank", "subject", "value", "word")):
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({name: "Float64" if name in ("rank", "value") else "string" for name in columns})


def test_units_without_a_number_stand_last_and_have_no_rank(rank_by, make_table):
    ranked = rank_by(PUBLISHED, {"publication": make_table("publication", ROWS)})
    expected = expect(
        [
            ("乡镇", 1, "甲镇", 9, ""),
            ("乡镇", 1, "乙镇", 9, ""),
            ("未分组", 3, "不知名的局", 5, ""),
            ("部门", 4, "县公安局", 3, ""),
            ("部门", 5, "县水利局", 0, ""),
            ("部门", None, "县教育局", None, "缺数据"),
        ]
    )
    assert_frame_equal(lines(ranked), expected)
    assert ranked.notes == ("没有写明名称的行不参加排名。",)


def test_within_groups_each_group_begins_at_one_in_the_order_of_the_register(rank_by, make_table):
    ranked = rank_by(PUBLISHED, {"publication": make_table("publication", ROWS)}, within_groups=True)
    expected = expect(
        [
            ("乡镇", 1, "甲镇", 9, ""),
            ("乡镇", 1, "乙镇", 9, ""),
            ("部门", 1, "县公安局", 3, ""),
            ("部门", 2, "县水利局", 0, ""),
            ("部门", None, "县教育局", None, "缺数据"),
            ("未分组", 1, "不知名的局", 5, ""),
        ]
    )
    assert_frame_equal(lines(ranked), expected)


def test_units_without_a_group_come_after_groups_that_only_a_table_names(rank_by, make_table):
    rows = [publication("不知名的局", 5), publication("某街道", 4, "镇街"), publication("甲镇", 3, "乡镇")]
    method = {**PUBLISHED, "of": {"figure": "published", "covers": "rows"}}
    ranked = rank_by(method, {"publication": make_table("publication", rows)}, within_groups=True)
    assert list(ranked.frame["group"]) == ["乡镇", "镇街", "未分组"]


def test_a_registered_unit_without_a_row_is_unknown_unless_only_rows_are_ranked(rank_by, make_table):
    tables = {"publication": make_table("publication", ROWS[:2])}
    everyone = rank_by(PUBLISHED, tables)
    unknown = everyone.frame.loc[everyone.frame["word"].eq("缺数据"), "subject"]
    assert sorted(unknown) == ["县公安局", "县教育局", "县水利局"]
    of = {"figure": "published", "covers": "rows"}
    assert list(rank_by({**PUBLISHED, "of": of}, tables).frame["subject"]) == ["甲镇", "乙镇"]


def test_in_a_complete_table_who_has_no_row_has_nought(rank_by, make_table):
    method = {**PUBLISHED, "of": {"figure": "published", "covers": "all"}, "direction": "lower_is_better"}
    ranked = rank_by(method, {"publication": make_table("publication", ROWS[:2])})
    table = ranked.frame.set_index("subject")
    assert table.loc[["县公安局", "县教育局", "县水利局"], "value_text"].tolist() == ["0条"] * 3
    assert table.loc[["县公安局", "甲镇"], "rank"].tolist() == [1, 4]


def test_a_unit_whose_rows_do_not_match_a_count_has_nought_of_it(rank_by, make_table):
    rows = [
        {"task": "开放日", "unit": "甲镇", "status": "完成"},
        {"task": "开放日", "unit": "乙镇", "status": "未完成"},
    ]
    method = {**PUBLISHED, "of": {"figure": "tasks_open", "covers": "rows"}, "direction": "lower_is_better"}
    ranked = rank_by(method, {"tasks": make_table("tasks", rows)})
    assert_frame_equal(lines(ranked), expect([("乡镇", 1, "甲镇", 0, ""), ("乡镇", 2, "乙镇", 1, "")]))


def test_who_takes_no_part_is_listed_with_the_reason_and_ranked_nowhere(rank_by, make_table):
    excluded = [{"name": "县警局", "why": "县直单位另行考核"}, {"name": "某园区", "why": "本期新设"}]
    ranked = rank_by(PUBLISHED, {"publication": make_table("publication", ROWS)}, excluded=excluded)
    table = ranked.frame.set_index("subject")
    assert table.loc["县公安局", ["word", "note"]].tolist() == ["不参加", "县直单位另行考核"]
    assert table.loc["某园区", ["word", "note"]].tolist() == ["不参加", "本期新设；数据和名录里都没有"]
    assert table["rank"].isna().sum() == 3
    assert table.loc["县水利局", "rank"] == 4


def test_the_unknown_stand_where_the_rule_says(rank_by, make_table):
    tables = {"publication": make_table("publication", ROWS)}
    left_out = rank_by(PUBLISHED, tables, unknowns="left_out")
    assert "县教育局" not in set(left_out.frame["subject"])
    assert "缺数据的没有列出：县教育局。" in left_out.notes
    apart = rank_by(PUBLISHED, tables, unknowns="listed_apart")
    assert "县教育局" not in set(apart.part("名单")["subject"])
    assert list(apart.part("缺数据名单")["subject"]) == ["县教育局"]


def test_groups_are_joined_and_others_left_out(rank_by, make_table):
    tables = {"publication": make_table("publication", ROWS)}
    joined = rank_by(PUBLISHED, tables, within_groups=True, groups={"全县": ["乡镇", "部门"]}, only_groups=["全县"])
    assert set(joined.frame["group"]) == {"全县"}
    assert joined.frame["rank"].dropna().tolist() == [1, 1, 3, 4]


def test_the_first_and_the_last_take_in_who_ties_at_the_edge(rank_by, make_table):
    rows = [publication("甲镇", 9), publication("乙镇", 9), publication("县公安局", 9), publication("县水利局", 1)]
    ranked = rank_by({**PUBLISHED, "top": 2, "bottom": 2}, {"publication": make_table("publication", rows)})
    assert list(ranked.part("前列")["subject"]) == ["甲镇", "乙镇", "县公安局"]
    assert list(ranked.part("末尾")["subject"]) == ["县水利局", "甲镇", "乙镇", "县公安局"]
    assert ranked.part("末尾")["note"].tolist()[1:] == ["同时在前列和末尾"] * 3


def test_a_ranking_of_what_was_not_delivered_says_so(rank_by):
    ranked = rank_by(PUBLISHED, {})
    assert ranked.frame.empty
    assert ranked.lacking == "没有交来需要的表"
    assert list(ranked.frame.columns)[:8] == [
        "ranking", "title", "kind", "part", "group", "rank", "subject", "platform",
    ]  # fmt: skip


def test_an_excluded_unit_does_not_stand_for_data_that_were_not_delivered(rank_by):
    ranked = rank_by(PUBLISHED, {}, excluded=[{"name": "甲镇", "why": "合并"}])
    assert ranked.lacking == "没有交来需要的表"


@pytest.mark.parametrize("seed", range(40))
def test_a_whole_ranking_is_that_of_window_functions(seed, rank_by, make_table):
    chance = random.Random(seed)  # noqa: S311 - tables for a test, repeatable by their seed
    rows = [
        publication(f"某{number}局", chance.choice([None, 0, 3, 3, 8, 8, 13]), chance.choice(["乡镇", "部门"]))
        for number in range(chance.randint(1, 15))
    ]
    method = {**PUBLISHED, "of": {"figure": "published", "covers": "rows"}}
    is_grouped = seed % 2 == 0
    ranked = rank_by(method, {"publication": make_table("publication", rows)}, within_groups=is_grouped)
    plain = pd.DataFrame(rows).astype({"published_count": "float64"})  # noqa: F841 - DuckDB reads it by name
    over = "PARTITION BY unit_group" if is_grouped else ""
    query = f"""
        SELECT unit, CAST(RANK() OVER ({over} ORDER BY published_count DESC) AS DOUBLE) AS place FROM plain
        WHERE NOT isnan(published_count)
    """  # noqa: S608 - built from the constants above
    expected = duckdb.sql(query).df().set_index("unit")["place"].sort_index()
    if not len(expected):
        assert ranked.frame["rank"].isna().all()
        return
    ours = ranked.part("名单").dropna(subset=["rank"]).set_index("subject")["rank"].astype("float64").sort_index()
    assert_series_equal(ours, expected, check_names=False, check_index_type=False)


QUOTA = {"kind": "quota", "of": {"figure": "published"}, "minimum": 5, "per": "period"}


def test_who_is_below_the_minimum_and_by_how_much(rank_by, make_table):
    ranked = rank_by(QUOTA, {"publication": make_table("publication", ROWS[:5])})
    told = ranked.part("名单")[["subject", "value_text", "word", "note"]].to_numpy().tolist()
    assert told == [
        ["县水利局", "0条", "未达标", "最低 5，差 5"],
        ["县公安局", "3条", "未达标", "最低 5，差 2"],
        ["甲镇", "9条", "达标", ""],
        ["乙镇", "9条", "达标", ""],
        ["县教育局", "缺数据", "缺数据", "表里没有一行写了这个数"],
    ]
    counts = ranked.part("统计")[["word", "value_text", "numerator", "denominator"]].to_numpy(na_value=None).tolist()
    assert counts == [
        ["未达标", "2家，占50.0%", 2, 4],
        ["达标", "2家，占50.0%", 2, 4],
        ["缺数据", "1家", None, None],
    ]


def test_exactly_the_minimum_is_enough_and_a_group_may_have_its_own(rank_by, make_table):
    tables = {"publication": make_table("publication", ROWS[:3])}
    exact = rank_by({**QUOTA, "minimum": 9}, tables).frame.set_index("subject")
    assert exact.loc[["甲镇", "县公安局"], "word"].tolist() == ["达标", "未达标"]
    own = rank_by({**QUOTA, "minimum": 10, "minimum_of": {"部门": 3}}, tables).frame.set_index("subject")
    assert own.loc[["甲镇", "县公安局"], "word"].tolist() == ["未达标", "达标"]
    assert own.loc["甲镇", "note"] == "最低 10，差 1"


def test_a_minimum_a_month_counts_the_months_that_the_window_touches(rank_by, make_table):
    """The period runs from 6 March to 22 June: four months, so four times two."""
    ranked = rank_by({**QUOTA, "minimum": 2, "per": "month"}, {"publication": make_table("publication", ROWS[:3])})
    assert ranked.frame.set_index("subject").loc["县公安局", "note"] == "最低 8，差 5"
    assert "最低数按每月计，时间窗涉及 4 个自然月，乘以 4。" in ranked.notes


def test_a_unit_without_a_row_is_unknown_and_below_only_when_the_table_is_complete(rank_by, make_table):
    tables = {"publication": make_table("publication", ROWS[:2])}
    assert rank_by(QUOTA, tables).frame.set_index("subject").loc["县水利局", "word"] == "缺数据"
    complete = rank_by({**QUOTA, "of": {"figure": "published", "covers": "all"}}, tables).frame.set_index("subject")
    assert complete.loc["县水利局", ["word", "note"]].tolist() == ["未达标", "最低 5，差 5"]


RATE = {
    "kind": "rate", "numerator": "published", "denominator": "submitted", "when_zero": "no_part",
    "direction": "higher_is_better", "ties": "competition", "covers": "rows",
}  # fmt: skip
REPORTED = [
    {"unit": "甲镇", "submitted_count": 3, "published_count": 1},
    {"unit": "乙镇", "submitted_count": 6, "published_count": 2},
    {"unit": "县公安局", "submitted_count": 0, "published_count": 0},
    {"unit": "县教育局", "submitted_count": 8, "published_count": None},
    {"unit": "县水利局", "submitted_count": 4, "published_count": 4},
]


@pytest.mark.parametrize(
    ("rule", "stands"),
    [("no_part", (None, "不适用", "不参加")), ("last", (4, "不适用", "")), ("counts_as_zero", (4, "0.0%", ""))],
)
def test_a_rate_of_nothing_submitted_stands_where_the_rule_says(rule, stands, rank_by, make_table):
    rank, text, word = stands
    ranked = rank_by({**RATE, "when_zero": rule}, {"publication": make_table("publication", REPORTED)})
    table = ranked.frame.set_index("subject")
    assert table.loc[["县水利局", "甲镇", "乙镇"], "rank"].tolist() == [1, 2, 2]
    assert table.loc[["甲镇", "乙镇"], "value_text"].tolist() == ["33.3%", "33.3%"]
    assert (None if pd.isna(table.loc["县公安局", "rank"]) else table.loc["县公安局", "rank"]) == rank
    assert table.loc["县公安局", ["value_text", "word"]].tolist() == [text, word]
    assert "报送信息总数为 0" in table.loc["县公安局", "note"]
    assert table.loc["县教育局", "word"] == "缺数据"
    assert set(table["denominator_name"]) == {"报送信息总数"}


def test_last_is_last_when_less_is_better_too(rank_by, make_table):
    method = {**RATE, "when_zero": "last", "direction": "lower_is_better"}
    ranked = rank_by(method, {"publication": make_table("publication", REPORTED)}).frame.set_index("subject")
    assert ranked.loc[["甲镇", "县水利局", "县公安局"], "rank"].tolist() == [1, 3, 4]


POINTS = {
    "kind": "points", "table": "publication", "word_column": "category", "column": "published_count",
    "weights": {"市级网站采用": 5, "上级网站采用": 10}, "others": "no_points", "ties": "competition",
}  # fmt: skip
ADOPTED = [
    {"unit": "甲镇", "category": "市级网站采用", "published_count": 4},
    {"unit": "甲镇", "category": "上级网站采用", "published_count": 1},
    {"unit": "乙镇", "category": "上级网站采用", "published_count": 3},
    {"unit": "县公安局", "category": "自建栏目", "published_count": 50},
    {"unit": "县教育局", "category": "市级网站采用", "published_count": None},
]


def test_points_are_counts_times_the_weight_of_their_word(rank_by, make_table):
    """甲镇 4×5＋1×10 = 30; 乙镇 3×10 = 30; 县公安局 nothing that counts."""
    ranked = rank_by(POINTS, {"publication": make_table("publication", ADOPTED)})
    table = ranked.frame.set_index("subject")
    assert table.loc[["甲镇", "乙镇", "县公安局"], "value_text"].tolist() == ["30分", "30分", "0分"]
    assert table.loc[["甲镇", "乙镇", "县公安局"], "rank"].tolist() == [1, 1, 3]
    assert table.loc["甲镇", "note"] == "市级网站采用 4×5＋上级网站采用 1×10"
    assert table.loc["县公安局", "note"] == "“自建栏目”没有声明分值，不计分"
    assert table.loc[["县教育局", "县水利局"], "word"].tolist() == ["缺数据", "缺数据"]


def test_a_word_without_a_weight_may_make_the_sum_unknown(rank_by, make_table):
    ranked = rank_by({**POINTS, "others": "unknown"}, {"publication": make_table("publication", ADOPTED)})
    assert ranked.frame.set_index("subject").loc["县公安局", ["word", "note"]].tolist() == [
        "缺数据", "“自建栏目”没有声明分值，不能合计",
    ]  # fmt: skip


def test_without_a_column_every_row_is_one_item_and_weights_may_be_fractions(rank_by, make_table):
    rows = [{"task": f"任务{number}", "unit": "甲镇", "grade": "好"} for number in range(3)]
    rows.append({"task": "任务9", "unit": "甲镇", "grade": "较好"})
    method = {
        "kind": "points", "table": "tasks", "word_column": "grade", "weights": {"好": 0.1, "较好": 0.05},
        "others": "no_points", "ties": "dense", "covers": "rows",
    }  # fmt: skip
    ranked = rank_by(method, {"tasks": make_table("tasks", rows)})
    assert ranked.frame["value_text"].tolist() == ["0.35分"]


def test_points_of_a_table_without_words_or_not_delivered_are_lacking(rank_by, make_table):
    assert "publication" in rank_by(POINTS, {}).lacking
    rows = [{"unit": "甲镇", "published_count": 4}]
    assert "类别" in rank_by(POINTS, {"publication": make_table("publication", rows)}).lacking


def composite(*parts: tuple[str, float, str, str], missing: str = "unknown") -> dict[str, object]:
    stated = [
        {"of": {"figure": figure, "covers": "rows"}, "weight": weight, "scaling": scaling, "direction": direction}
        for figure, weight, scaling, direction in parts
    ]
    return {"kind": "composite", "parts": stated, "missing": missing, "ties": "competition"}


UP, DOWN = "higher_is_better", "lower_is_better"
WORKED = [
    {"unit": "甲镇", "published_count": 80, "submitted_count": 100, "error_count": 2},
    {"unit": "乙镇", "published_count": 40, "submitted_count": 40, "error_count": 1},
    {"unit": "县公安局", "published_count": 20, "submitted_count": 80, "error_count": 4},
]


@pytest.mark.parametrize(
    ("scaling", "texts"),
    [
        # 80 40 20 of the best 80, errors 1 of 2 1 4: 100 50 25 and 50 100 25
        ("share_of_best", ["75分", "75分", "25分"]),
        # (n - 20) / 60 and (4 - n) / 3: 100 33.3 0 and 66.7 100 0
        ("min_max", ["83.33分", "66.67分", "0分"]),
        # places 1 2 3 and 2 1 3 of three: 100 66.7 33.3 and 66.7 100 33.3
        ("rank_points", ["83.33分", "83.33分", "33.33分"]),
    ],
)
def test_a_composite_scales_weights_and_adds(scaling, texts, rank_by, make_table):
    method = composite(("published", 50, scaling, UP), ("errors", 50, scaling, DOWN))
    ranked = rank_by(method, {"publication": make_table("publication", WORKED)})
    table = ranked.frame.set_index("subject")
    assert table.loc[["甲镇", "乙镇", "县公安局"], "value_text"].tolist() == texts
    assert table["rank"].tolist() == ([1, 2, 3] if scaling == "min_max" else [1, 1, 3])


def test_a_rate_that_is_not_scaled_counts_in_per_cent(rank_by, make_table):
    """甲镇 0.5 × 100 + 0.5 × 80 = 90; 乙镇 0.5 × 50 + 0.5 × 100 = 75."""
    method = composite(("published", 0.5, "share_of_best", UP), ("acceptance_rate", 0.5, "none", UP))
    table = rank_by(method, {"publication": make_table("publication", WORKED)}).frame.set_index("subject")
    assert table.loc[["甲镇", "乙镇"], "value_text"].tolist() == ["90分", "75分"]
    assert table.loc["甲镇", "note"] == "审发信息总数 80条 折 100×50%＋审发率 80.0% 折 80×50%"


@pytest.mark.parametrize(("missing", "text", "rank"), [("unknown", "缺数据", None), ("reweighted", "25分", 3)])
def test_a_missing_part_is_unknown_or_reweighted_as_declared(missing, text, rank, rank_by, make_table):
    rows = [*WORKED[:2], {"unit": "县公安局", "published_count": 20, "submitted_count": None}]
    parts = (("published", 60, "share_of_best", UP), ("acceptance_rate", 40, "none", UP))
    ranked = rank_by(composite(*parts, missing=missing), {"publication": make_table("publication", rows)})
    line = ranked.frame.set_index("subject").loc["县公安局"]
    assert line["value_text"] == text
    assert (None if pd.isna(line["rank"]) else line["rank"]) == rank


def test_a_best_of_nought_is_no_measure(rank_by, make_table):
    rows = [{"unit": "甲镇", "published_count": 0, "error_count": 1}, {"unit": "乙镇", "published_count": 0}]
    method = composite(("published", 50, "share_of_best", UP), ("errors", 50, "share_of_best", DOWN))
    ranked = rank_by(method, {"publication": make_table("publication", rows)})
    assert set(ranked.frame["word"]) == {"缺数据"}
