"""Rankings of real places against what they published, and how rankings stand on their page and in annexes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from govlib.bulletin.contents import list_annexes
from govlib.catalog.rankings import Pick
from govlib.display import Chart, Sentence, Several, Table
from govlib.pages import ranking as page
from govlib.rankings.result import COLUMNS
from govlib.rankings.shown import list_tables
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).parents[2]
PUBLISHED = yaml.safe_load((ROOT / "tests" / "data" / "published.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def open_place(catalog):
    def opened(slug: str, period: str, *picks: dict[str, object]) -> Run:
        run = open_declared(ROOT, catalog, slug, period, "outputs-of-a-test")
        if not picks:
            return run
        chosen = tuple(Pick.model_validate(pick) for pick in picks)
        return replace(run, place=run.place.model_copy(update={"rankings": chosen}))

    return opened


def test_the_tiers_of_a_city_are_those_it_published(open_place):
    published = PUBLISHED["guangyuan-2023Q2"]["table"]["ranked"]
    tiers, _ = open_place("guangyuan", "2023Q2").ranked
    counts = tiers.part("统计")
    counts = counts.loc[~counts["word"].isin(["不参加"]) & counts["value"].gt(0)]
    ours = {
        group: {row["word"]: int(row["value"]) for row in part.to_dict("records")}
        for group, part in counts.loc[counts["group"].ne("合计")].groupby("group")
    }
    assert ours == published
    listed = tiers.part("名单")
    assert len(listed) == PUBLISHED["guangyuan-2023Q2"]["stated"]["sites"] == 45
    assert int(counts.loc[counts["group"].eq("合计"), "value"].sum()) == 44
    out = listed.loc[listed["word"].eq("不参加"), ["subject", "note"]].to_numpy().tolist()
    assert out == [["广元市人民政府", "市门户网站不参加排名"]]
    assert Counter(listed["group"]) == {"县区": 7, "部门": 37, "市政府门户网站": 1}


def test_the_vetoed_websites_of_a_city_are_its_fourth_tier(open_place):
    tiers = open_place("guangyuan", "2023Q2").ranked[0].part("名单")
    assert set(tiers.loc[tiers["word"].eq("第四等次"), "note"]) == {"单否"}
    assert set(tiers.loc[tiers["note"].eq("单否"), "word"]) == {"第四等次"}


def test_the_lists_of_special_work_of_a_city_are_those_it_published(open_place):
    published = PUBLISHED["guangyuan-2023Q2"]["table"]["special_work"]
    listed = open_place("guangyuan", "2023Q2").ranked[1].part("名单")
    ours = Counter(zip(listed["group"], listed["word"], strict=True))
    assert {task: {word: ours[task, word] for word in words} for task, words in published.items()} == published
    assert ours.total() == sum(sum(words.values()) for words in published.values())


def test_the_long_frame_has_every_ranking_and_only_its_columns(open_place):
    run = open_place("guangyuan", "2023Q2")
    assert list(run.rankings.columns) == COLUMNS
    assert list(run.rankings["ranking"].drop_duplicates()) == ["site-tiers", "task-lists"]
    assert len(run.rankings) == sum(len(ranked.frame) for ranked in run.ranked)


def test_a_place_that_declares_no_ranking_has_an_empty_frame_and_says_so(open_place):
    run = open_place("shiquan", "2023Q1")
    assert run.rankings.empty
    assert list(run.rankings.columns) == COLUMNS
    shown = page.show_rankings(run)
    assert isinstance(shown, Sentence)
    assert "没有声明排名" in shown.text


def parts_of(shown):
    return shown.parts if isinstance(shown, Several) else (shown,)


def test_a_ranking_without_its_data_is_one_sentence_and_an_annex_that_says_why(open_place):
    run = open_place("shiquan", "2023Q1", {"use": "published-by-group"}, {"use": "score-bands"})
    assert run.rankings.empty
    parts = parts_of(page.show_rankings(run))
    assert all(isinstance(part, Sentence) for part in parts)
    assert "各单位审发信息排名缺数据：没有交来需要的表" in parts[0].text
    annexes = {annex.title: annex for annex in list_annexes(run)}
    assert annexes["2023年第一季度各单位审发信息排名"].empty_reason == "没有交来需要的表"
    assert isinstance(page.chart_rankings(run), Sentence)


def test_every_table_is_followed_by_how_it_was_made(open_place):
    parts = parts_of(page.show_rankings(open_place("cangxi", "2024Q2")))
    assert isinstance(parts[0], Table)
    assert parts[0].caption == "各单位审发信息排名"
    assert parts[-1].text.startswith("办法：按审发信息总数从高到低排，并列占名次")


def test_the_column_of_the_number_bears_its_name_and_blank_columns_are_left_out(open_place):
    ((caption, table),) = list_tables(open_place("cangxi", "2024Q2").ranked[0])
    assert caption == "各单位审发信息排名"
    assert list(table.columns) == ["group", "rank", "单位", "审发信息总数"]
    assert table.iloc[0].tolist() == ["乡镇", 1.0, "三川镇", 146.0]


def test_a_chart_shows_no_unknown_as_nought(open_place):
    run = open_place(
        "tongcheng", "2021Q2", {"use": "problem-accounts", "but": {"method": {"of": {"figure": "problem_accounts"}}}}
    )
    known = run.ranked[0].part("名单")["value"].notna().sum()
    assert 0 < known < len(run.ranked[0].part("名单"))
    (chart,) = parts_of(page.chart_rankings(run))
    assert isinstance(chart, Chart)
    assert len(chart.figure.data[0].x) == known
    assert 0 not in chart.figure.data[0].x


def test_a_ranking_within_groups_has_a_chart_a_group_from_first_to_last(open_place):
    charts = parts_of(page.chart_rankings(open_place("cangxi", "2024Q2")))
    assert [chart.figure.layout.title.text for chart in charts] == [
        "各单位审发信息排名：乡镇",
        "各单位审发信息排名：县级部门",
    ]
    for chart in charts:
        numbers = list(chart.figure.data[0].x)
        assert numbers == sorted(numbers, reverse=True)


def test_delivered_assessments_have_one_annex_not_two(open_place):
    titles = [annex.title for annex in list_annexes(open_place("guangyuan", "2023Q2"))]
    assert "2023年第二季度政府网站等次" in titles
    assert "2023年第二季度政府网站排名情况" not in titles
    assert "2023年第二季度政府网站排名情况" in [
        annex.title for annex in list_annexes(open_place("guangyuan", "2023Q2", {"use": "task-lists"}))
    ]


def test_the_annex_of_assessments_names_its_window(open_place):
    annexes = {annex.title: annex for annex in list_annexes(open_place("guangyuan", "2023Q2"))}
    assert annexes["2023年第二季度政府网站等次"].scope == "广元市，排名时间窗 2023-01-01 至 2023-05-31"


def test_a_place_uses_each_method_only_in_its_time(open_place):
    run = open_place(
        "cangxi", "2024Q2", {"use": "published-by-group", "until": "2024-06-21"},
        {"use": "published-top-five", "since": "2024-06-22"},
    )  # fmt: skip
    assert [ranked.ranking.id for ranked in run.ranked] == ["published-top-five"]


def test_the_same_ranking_twice_gives_the_same_frame(open_place):
    first, second = (open_place("guangyuan", "2023Q2").rankings for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
