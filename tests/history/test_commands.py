"""``govlib history`` as it is typed: tables, CSV, empty states, names that nobody has."""

from __future__ import annotations

import pandas as pd
import pytest
from remembering import number, of_unit, problem, rate, write_place
from typer.testing import CliRunner

from govlib.cli import app
from govlib.errors import UserError
from govlib.history.cli import MOST_SHOWN


@pytest.fixture
def ask(outputs):
    """Return a function that types ``govlib history …`` and returns what was printed; errors come as they are."""

    def typed(*words):
        result = CliRunner().invoke(app, ["history", *words, "--outputs", str(outputs)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return typed


@pytest.fixture
def filled(outputs):
    stock = zip(("opening", "opened", "closed", "closing"), (9, 1, 0, 11), strict=True)
    for period, passed in (("2025Q1", 45), ("2025Q2", 49)):
        figures = [rate("site_pass_rate", passed, 50, f"{passed * 2}%", label="政府网站合格率")]
        figures += [number(f"accounts_{name}", value) for name, value in stock]
        figures += [of_unit("published", "甲镇", 0)]
        write_place(outputs, period, figures=figures, problems=[problem("a", "甲镇", object="甲镇网")])
    write_place(outputs, "2025Q2", "yangli", sample=True, problems=[problem("a", "丙镇")])
    write_place(outputs, "2025Q2", "bing", status="失败")


@pytest.mark.parametrize("words", [["build"], ["stock"], ["unit", "--unit", "甲"], ["trend", "--figure", "甲"]])
def test_without_outputs_people_are_told_to_run_a_batch(ask, words):
    with pytest.raises(UserError, match=r"还没有成果；.*govlib batch"):
        ask(*words)


@pytest.mark.parametrize("words", [["unit", "--unit", "甲"], ["trend", "--figure", "甲"]])
def test_where_no_outputs_count_people_are_told_to_run_a_batch_too(ask, outputs, words):
    write_place(outputs, "2025Q1", status="失败")
    with pytest.raises(UserError, match=r"还没有能用的成果；.*govlib batch"):
        ask(*words)


@pytest.mark.usefixtures("filled")
def test_build_tells_what_it_did_what_is_left_out_and_what_is_a_sample(ask):
    first = ask("build")
    assert "重新整理 2 期（2025Q1、2025Q2）" in first
    assert "2025Q2/bing：没有计入，这一次运行没有成功。" in first
    assert "yangli县 是样例，数据是虚构的" in first
    assert "没有变化 2 期（2025Q1、2025Q2）" in ask("build")
    assert "重新整理 2 期" in ask("build", "--force")


@pytest.mark.usefixtures("filled")
def test_each_question_prints_its_table(ask):
    assert "期初加新开减" in ask("stock", "-p", "jia").replace("\n", "")
    zero = ask("zero")
    assert "至少2期" in zero
    assert "甲镇" in zero
    assert "连续" in ask("recurrent") or "至少2期" in ask("recurrent")
    trend = ask("trend", "--figure", "政府网站合格率")
    assert "98%" in trend
    assert "提高8个百分" in trend.replace("\n", "")
    record = ask("unit", "--unit", "甲镇")
    assert "甲镇网：栏目不更新" in record
    assert "零发布" in record


@pytest.mark.usefixtures("filled")
def test_a_place_is_named_by_its_file_or_its_name(ask):
    assert ask("zero", "-p", "jia县") == ask("zero", "-p", "jia")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stock", "-p", "没有"], "成果里没有“没有”；应为其中之一：.*jia.*yangli"),
        (["unit", "--unit", "甲"], "成果里没有单位“甲”；应为其中之一：.*甲镇"),
        (["trend", "--figure", "合格"], "没有叫“合格”的数字；应为其中之一：.*政府网站合格率"),
        (["stock", "--by", "unit"], "--by：写的是“unit”"),
        (["recurrent", "--by", "什么"], "--by：写的是“什么”"),
    ],
)
def test_what_nobody_has_is_refused_with_what_there_is(ask, words, said):
    with pytest.raises(UserError, match=said):
        ask(*words)


def test_a_unit_name_of_two_places_asks_for_the_place(outputs, ask):
    for place in ("jia", "yi"):
        write_place(outputs, "2025Q1", place, problems=[problem("a", "县教育局")])
    with pytest.raises(UserError, match="“县教育局”在 2 个地方都有；应为其中之一：jia、yi；请用 --place"):
        ask("unit", "--unit", "县教育局")
    assert "待整改问题" in ask("unit", "--unit", "县教育局", "-p", "yi")


def test_long_tables_are_cut_and_the_csv_has_every_row_safely(outputs, ask, tmp_path):
    units = [f"单位{n:02}" for n in range(MOST_SHOWN + 5)] + ["=cmd|' /C calc'!A0"]
    write_place(outputs, "2025Q1", figures=[of_unit("published", unit, 0) for unit in units])
    assert f"只列前 {MOST_SHOWN} 行，共 {len(units)} 行；用 --csv 写出全部。" in ask("zero")
    path = tmp_path / "表.csv"
    assert f"（{len(units)} 行）" in ask("zero", "--csv", str(path))
    table = pd.read_csv(path, encoding="utf-8-sig", dtype=str)
    assert len(table) == len(units)
    assert table["单位"].str.startswith("'=cmd").sum() == 1


def test_nothing_of_the_kind_is_a_sentence(outputs, ask):
    write_place(outputs, "2025Q1", figures=[number("site_pass_rate", 1)])
    assert "没有账号存量" in ask("stock")
    assert "没有这样的单位" in ask("zero")
    assert "没有连续 2 期都查出来的问题" in ask("recurrent")
    assert "没有这样的分组" in ask("trend", "--figure", "site_pass_rate", "--by", "unit")
