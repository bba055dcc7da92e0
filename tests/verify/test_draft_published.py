"""The five published bulletins as drafts: every table with its rows and sums, every paragraph what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from govlib.verify.check import DOUBTFUL, WRONG
from govlib.verify.draft.columns import find_column, row_of_unit
from govlib.verify.draft.model import Draft
from govlib.verify.draft.opening import open_draft
from govlib.verify.draft.sums import add_rows, plain_rows
from govlib.verify.reading import Reading
from govlib.verify.relations.tables import find_tables

_BULLETINS = Path(__file__).parents[1] / "data" / "bulletins"


def _open(name: str) -> Draft:
    return open_draft(_BULLETINS / f"{name}.txt", f"{name}.txt")


@pytest.mark.parametrize(
    ("name", "title", "office", "days"),
    [
        (
            "cangxi-2024Q2",
            "苍溪县人民政府办公室关于2024年第二季度全县政务公开和政务新媒体监测情况的通报",
            "苍溪县人民政府办公室",
            (date(2024, 6, 26), None, date(2024, 6, 28)),
        ),
        (
            "fengxiang-2023Q3",
            "宝鸡市凤翔区人民政府办公室关于2023年第三季度政务公开工作检查情况的通报",
            "宝鸡市凤翔区人民政府办公室",
            (date(2023, 10, 11), None, date(2023, 10, 11)),
        ),
        (
            "guangyuan-2023Q2",
            "广元市人民政府办公室关于2023年第二季度全市政府网站和政务新媒体检查情况的通报",
            "广元市人民政府办公室",
            (date(2023, 6, 9), None, None),
        ),
        (
            "shiquan-2023Q1",
            "石泉县人民政府办公室关于2023年第一季度政务公开（县政府门户网站和政务新媒体）工作情况的通报",
            "石泉县人民政府办公室",
            (date(2023, 3, 15), date(2023, 3, 15), None),
        ),
        (
            "tongcheng-2021Q2",
            "关于通城县政务公开政府网站和政务新媒体工作情况的通报",
            "通城县政府办公室",
            (None, None, date(2021, 6, 4)),
        ),
    ],
)
def test_a_bulletin_says_who_wrote_it_when_and_under_which_title(
    name: str, title: str, office: str, days: tuple[date | None, date | None, date | None]
) -> None:
    draft = _open(name)
    assert (draft.title, draft.office) == (title, office)
    assert (draft.issued, draft.printed, draft.posted) == days


def test_two_halves_of_a_flattened_table_are_two_tables_with_all_their_rows() -> None:
    towns, bodies, accounts = _open("cangxi-2024Q2").tables
    assert towns.header == ("乡镇", "报送信息总数(条)", "审发信息总数(条)", "错情(处)")
    assert bodies.header == ("县级部门", *towns.header[1:])
    assert [[int(add_rows(one, plain_rows(one), at).value) for at in (1, 2, 3)] for one in (towns, bodies)] == [
        [1789, 1497, 3],
        [1088, 961, 6],
    ]
    assert (len(towns.rows), len(bodies.rows), len(accounts.rows)) == (31, 33, 3)
    assert all(one.part == "附件1" and len(one.notes) == 2 for one in (towns, bodies))
    assert (accounts.part, accounts.title) == ("附件2", "2024年第二季度检查发现存在问题政务新媒体名单")


def test_names_broken_over_two_lines_are_whole_and_blank_cells_stay_blank() -> None:
    towns, bodies, accounts = _open("cangxi-2024Q2").tables
    names = [row[0].text for row in bodies.rows]
    assert {"县文化广播电视体育和旅游局", "县退役军人事务局", "县行政审批和数据局", "苍溪生态环境局"} <= set(names)
    assert names[-1] == "县国资事务中心"
    assert [cell.text for cell in bodies.rows[-1][1:]] == ["54", "39", ""]
    row = row_of_unit(towns, "东溪镇")
    assert row is not None
    assert row[find_column(towns, "错情") or 0].text == ""
    assert row[1].place == "第 162 行"
    assert [row[1].text for row in accounts.rows] == [
        "苍溪公安(微信公众号)",
        "苍溪县水利局(微信公众号)",
        "苍溪环保(微信公众号)",
    ]


def test_a_list_in_three_parts_is_one_table_with_three_groups() -> None:
    (table,) = _open("tongcheng-2021Q2").tables
    assert table.header == ("序号", "单位名称", "新媒体账号名称", "类型")
    assert [row[0].text for row in table.rows] == [str(number) for number in range(1, 41)]
    assert [(one.last - one.first, one.text[-4:-1]) for one in table.groups] == [(27, "27个"), (9, "(9个"), (4, "(4个")]
    assert [cell.text for cell in table.rows[39]] == ["40", "县卫健局", "通城卫健", "微信"]


def test_cells_that_end_with_strokes_are_rows_and_a_cell_merged_downwards_leaves_a_blank() -> None:
    failed, grades, work = _open("guangyuan-2023Q2").tables
    assert [[cell.text for cell in row] for row in failed.rows] == [
        ["1", "市水利局网站", "市水利局", "应更新但长期未更新的栏目数量超过(含)10个", ""],
        ["2", "健康广元(抖音)", "市卫生健康委", "监测时间点前2周内无更新", ""],
        ["3", "广元应急管理 (今日头条)", "市应急管理局", "监测时间点前2周内无更新", ""],
    ]
    named = [[row[0].text, row[1].text, row[2].text.count("网")] for row in grades.rows]
    assert named[:3] == [
        ["第一 等次", "县(区)政府门户网站", 4],
        ["", "市级部门 网站", 6],
        ["第二 等次", "县(区)政府门户网站", 3],
    ]
    assert [row[2].text.count("”网") for row in grades.rows] == [4, 6, 3, 17, 11, 3]
    assert [row[:2] for row in ([cell.text for cell in row] for row in work.rows)] == [
        ["网站信息报送工作", "“好”等次"],
        ["", "“较好”等次"],
        ["信息转载工作", "“好”等次"],
        ["", "“较好”等次"],
    ]


def test_paragraphs_torn_by_the_page_are_whole_again() -> None:
    texts = [block.text for block in _open("shiquan-2023Q1").blocks]
    assert any("4 个政务新媒体充分发挥" in text for text in texts)
    assert any("文字表述错误时有发生" in text for text in texts)
    assert any("完善本单位信息公开工作制度" in text for text in texts)


def test_headings_say_where_a_paragraph_stands_and_annexes_begin_anew() -> None:
    blocks = _open("cangxi-2024Q2").blocks
    stated = next(block for block in blocks if "3062条" in block.text)
    assert (stated.kind, stated.level, stated.section, stated.part) == (
        "text",
        2,
        ("总体情况", "政府网站信息公开情况"),
        "",
    )
    kinds = {block.kind for block in blocks}
    assert {"head", "title", "address", "heading", "text", "attachments", "signature", "note", "colophon"} == kinds
    annex = [block for block in _open("tongcheng-2021Q2").blocks if block.part == "附件1"]
    assert annex[1].text == "通城县政务公开问题清单"
    assert next(block.section for block in annex if block.text.startswith("11.保障性住房")) == ("重点领域",)


@pytest.mark.parametrize("name", ["fengxiang-2023Q3", "guangyuan-2023Q2", "shiquan-2023Q1", "tongcheng-2021Q2"])
def test_nothing_in_the_tables_of_four_bulletins_is_called_wrong(name: str) -> None:
    assert [one for one in find_tables(Reading(_open(name))) if one.verdict in {WRONG, DOUBTFUL}] == []


def test_the_total_that_no_column_gives_is_told_once_with_both_differences() -> None:
    (found,) = [one for one in find_tables(Reading(_open("cangxi-2024Q2"))) if one.verdict == WRONG]
    assert (found.identity, found.said, found.stated.place) == (6, "3062条", "第 20 行")
    assert "2877" in found.computed
    assert "2458" in found.computed
    assert found.difference == "差 185；差 604"


@pytest.mark.parametrize(
    "name", ["cangxi-2024Q2", "fengxiang-2023Q3", "guangyuan-2023Q2", "shiquan-2023Q1", "tongcheng-2021Q2"]
)
def test_every_character_of_a_bulletin_is_in_a_paragraph_or_a_table(name: str) -> None:
    draft = _open(name)
    written = (_BULLETINS / f"{name}.txt").read_text(encoding="utf-8")
    kept = [block.text for block in draft.blocks]
    for table in draft.tables:
        kept += [*table.header, *(cell.text for row in table.rows for cell in row), *(one.text for one in table.groups)]
    held, asked = _letters("".join(kept)), _letters(written)
    assert {sign: count - held.get(sign, 0) for sign, count in asked.items() if count > held.get(sign, 0)} == {}


def _letters(text: str) -> dict[str, int]:
    signs = [sign for sign in text if not sign.isspace() and sign != "|"]
    return {sign: signs.count(sign) for sign in set(signs)}
