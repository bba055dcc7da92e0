"""From export files to files of results: a small county whose portals are scored by the national instrument."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govlib.catalog.load import load_catalog
from govlib.deliver import write_results
from govlib.display import Sentence, Table
from govlib.errors import DeclarationError
from govlib.pages import accounts, websites
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).parents[2]
SITES = """网站标识码,网站名称,网站类别,主办单位,是否对外服务,状态
1100000001,甲门户网,政府门户网站,县政府办公室,是,正常
1100000002,乙门户网,政府门户网站,县教育局,是,正常
1100000003,丙门户网,政府门户网站,县民政局,是,正常
1100000004,丁局网,部门网站,县司法局,是,正常
"""
AUDITS = """对象,指标编号,结论,扣（加）分,问题描述,证据URL
甲门户网,W-V1.2,未发现问题,,,
乙门户网,W-V1.2,未发现问题,,,
丙门户网,W-V1.2,未发现问题,,,
丁局网,W-V1.2,未发现问题,,,
甲门户网,扣分,未发现问题,,其余都已核查,
乙门户网,扣分,未发现问题,,,
甲门户网,D-1,存在问题,-2,概况信息过时,
乙门户网,D-1,存在问题,9,概况信息多处有误,
丙门户网,D-1,存在问题,两分,概况信息过时,
丁局网,D-1,存在问题,2,概况信息过时,
"""
SCOPE = "websites: {by: indicators}"
LOST = {"D-1": 5, "D-2": 5, "D-3": 5, "D-4": 3, "D-5": 4, "D-6": 3, "D-10": 3, "D-11": 2.1}
"""30.1 points of the 75 that are asked of who offers no services: 44.9 × 4/3 = 59.87, below 60."""


def open_county(root: Path, scope: str, audits: str = AUDITS, sites: str = SITES) -> Run:
    """Open a county of four websites; ``scope`` is how its verdicts on websites are reached."""
    shutil.copytree(ROOT / "params", root / "params", dirs_exist_ok=True)
    place = root / "params" / "places" / "sample.yaml"
    text = place.read_text(encoding="utf-8")
    assert SCOPE in text
    place.write_text(text.replace(SCOPE, f"websites: {scope}"), encoding="utf-8")
    for other in place.parent.glob("*"):
        if other != place:
            other.unlink()
    exports = root / "exports" / "sample" / "2026Q3"
    exports.mkdir(parents=True, exist_ok=True)
    (exports / "网站名录.csv").write_text(sites, encoding="utf-8")
    (exports / "人工核查.csv").write_text(audits, encoding="utf-8")
    return open_declared(root, load_catalog(root / "params"), "sample", "2026Q3", "outputs")


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    return open_county(tmp_path_factory.mktemp("scored"), "{by: indicators, rules: [W-V1.2]}")


def test_entered_points_become_scores(run):
    scores = run.scores.set_index("subject")
    assert scores["outcome"].to_dict() == {"甲门户网": "合格", "乙门户网": "缺数据", "丙门户网": "缺数据"}
    assert scores.loc["甲门户网", "score"] == 98
    assert scores.loc["乙门户网", "lacking"] == "D-1：登记的 9 分超过本项分值 5 分，而这一分值未见原文（待核实）"
    assert scores.loc["乙门户网", "trial_score"] == 95


def test_points_that_are_no_number_are_told_twice_and_never_taken_as_nothing(run):
    told = run.intake.problems.loc[run.intake.problems["value"].eq("两分")]
    assert told[["file", "row", "column"]].to_numpy().tolist() == [["人工核查.csv", 10, "扣（加）分"]]
    faults = run.score_faults.set_index("row")["message"]
    assert "第 10 行“扣（加）分”列：指标 D-1 认定存在问题，没有写扣几分" in faults[10]
    assert "第 11 行“扣（加）分”列：指标 D-1 的对象不在计分范围，所写的 2 分不计" in faults[11]
    assert "D-1：认定存在问题，没有写扣几分" in run.scores.set_index("subject").loc["丙门户网", "lacking"]


def test_what_clears_a_part_is_no_stray(run):
    assert "扣分" not in run.strays["named"].tolist()


def test_verdicts_are_untouched_unless_a_period_asks_for_scores(run, tmp_path):
    plain = run.verdicts.loc[run.verdicts["subject_kind"].eq("网站")]
    assert plain["outcome"].tolist() == ["合格"] * 4
    scored = open_county(tmp_path, "{by: indicators, rules: [W-V1.2], scored: true}")
    sites = scored.verdicts.loc[scored.verdicts["subject_kind"].eq("网站")]
    assert sites["outcome"].tolist() == ["合格", "缺数据", "缺数据", "合格"]
    assert sites["decided_by"].tolist() == ["指标和得分"] * 3 + ["指标"]


def test_a_score_below_the_line_fails_the_verdict_and_says_so(tmp_path):
    lost = "".join(f"甲门户网,{code},存在问题,{points},,\n" for code, points in LOST.items())
    audits = AUDITS.replace("甲门户网,D-1,存在问题,-2,概况信息过时,\n", lost)
    run = open_county(
        tmp_path, "{by: indicators, rules: [W-V1.2], scored: true}", audits, SITES.replace("办公室,是", "办公室,否")
    )
    row = run.verdicts.set_index("subject").loc["甲门户网"]
    assert (row["outcome"], row["reasons"]) == ("不合格", "扣分 59.87 分，低于 60 分")


def test_a_ruleset_that_scores_nobody_cannot_be_asked_for_scores(tmp_path):
    shutil.copytree(ROOT / "params", tmp_path / "params")
    place = tmp_path / "params" / "places" / "sample.yaml"
    text = place.read_text(encoding="utf-8").replace(
        "accounts: {by: indicators}", "accounts: {by: indicators, scored: true}"
    )
    place.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match="没有账号的计分办法"):
        load_catalog(tmp_path / "params")


def test_files_of_results_say_the_same(run):
    write_results(run)
    for name in ("scores", "worksheet"):
        parquet = pd.read_parquet(run.output_dir / f"{name}.parquet")
        text = pd.read_csv(run.output_dir / f"{name}.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
        assert list(text.columns) == list(parquet.columns)
        numbers = [column for column in parquet.columns if parquet[column].dtype == "Float64"]
        back = text[numbers].apply(lambda column: pd.to_numeric(column).astype("Float64"))
        assert_frame_equal(back, parquet[numbers])
    problems = pd.read_csv(run.output_dir / "score_problems.csv", encoding="utf-8-sig")
    assert problems["row"].tolist() == [10, 11]


def test_the_annexes_have_scores_and_points_and_neither_trial_nor_recalled_rules(run):
    write_results(run)
    book = openpyxl.load_workbook(run.output_dir / "annexes.xlsx")
    cells = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    scores = next(rows for title, rows in cells.items() if "得分表" in title)
    points = next(rows for title, rows in cells.items() if "扣分明细" in title)
    said = {row[2]: row for row in scores if row[0] in (1, 2, 3)}
    assert "98" in map(str, said["甲门户网"])
    assert "缺数据" in said["乙门户网"]
    words = {str(cell) for row in (*scores, *points) for cell in row if cell is not None}
    assert not any("试算" in word for word in words)
    assert any("概况信息过时" in word for word in words)


def test_the_pages_show_scores_and_the_trial_beside(run):
    shown = websites.show_scores(run)
    assert isinstance(shown, Table)
    assert shown.frame["score"].tolist() == ["98", "缺数据", "缺数据"]
    assert shown.frame["trial_score"].tolist() == ["", "95", ""]
    html = shown._repr_mimebundle_()["text/html"]
    assert "试算得分（待核实）" in html
    worksheet = websites.show_worksheet(run)
    assert isinstance(worksheet, Table)
    assert "概况信息过时" in worksheet._repr_mimebundle_()["text/html"]
    assert len(websites.show_score_faults(run).frame) == 2
    assert accounts.show_scores(run) == Sentence("政府网站与政务新媒体检查指标不给账号打分，账号只判合格、不合格。")
