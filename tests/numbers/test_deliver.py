"""What a run leaves: figures.json complete and the same each time, csv safe to open, findings alike in both forms."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govlib.deliver import describe_figures, write_csv, write_json, write_results
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]


def written(catalog, outputs, place="guangyuan", period="2023Q2"):
    run = open_declared(ROOT, catalog, place, period, str(outputs))
    write_results(run)
    return run


def test_two_runs_leave_the_same_bytes(catalog, tmp_path):
    names = ("figures.json", "findings.csv", "findings.parquet")
    folders = [written(catalog, tmp_path / each).output_dir for each in ("one", "two")]
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()


def test_figures_json_tells_parts_window_and_rows_of_every_number(catalog, tmp_path):
    run = written(catalog, tmp_path)
    told = json.loads((run.output_dir / "figures.json").read_text(encoding="utf-8"))
    assert {item["name"] for item in told["figures"]} == {item.name for item in run.figures if item.value is not None}
    rate = next(item for item in told["figures"] if item["name"] == "政府网站合格率")
    assert {key: rate[key] for key in ("numerator", "denominator", "denominator_name", "text", "window", "origin")} == {
        "numerator": 44,
        "denominator": 45,
        "denominator_name": "检查政府网站",
        "text": "97.8%",
        "window": "检查",
        "origin": "逐条",
    }
    assert rate["sources"] == [{"file": "政府网站监测.xlsx", "sheet": "网站名录", "rows": "3-47"}]
    assert rate["value"] == pytest.approx(44 / 45)
    assert "审发信息总数" in told["missing"]
    assert {item["name"]: item["why"] for item in told["lacking"]}["审发信息总数"] == "没有交来需要的表"
    assert {item["verdict"] for item in told["checks"]} == {"一致", "矛盾"}


def test_numbers_in_figures_json_are_those_on_screen(catalog, tmp_path):
    run = open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path))
    for told, item in zip(
        describe_figures(run)["figures"], (one for one in run.figures if one.value is not None), strict=True
    ):
        assert told["value"] == item.value
        assert told["text"] == item.text
        assert isinstance(told["value"], int) == float(item.value).is_integer()


def test_findings_are_alike_as_csv_and_parquet(catalog, tmp_path):
    run = written(catalog, tmp_path)
    parquet = pd.read_parquet(run.output_dir / "findings.parquet")
    text = pd.read_csv(run.output_dir / "findings.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert len(parquet) == len(run.findings) > 0
    numbers = ["value", "numerator", "denominator", "threshold"]
    for name in numbers:
        as_number = pd.to_numeric(text[name]).astype("Float64")
        assert_frame_equal(as_number.to_frame(), parquet[[name]].astype("Float64"))
    words = [name for name in parquet.columns if name not in numbers]
    plain = parquet[words].astype(object).where(parquet[words].notna(), "").astype(str)
    unquoted = text[words].apply(lambda column: column.str.replace(r"^'(?=[=+\-@＝＋－＠])", "", regex=True))
    assert_frame_equal(unquoted.astype(str), plain, check_dtype=False)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_is_quoted(tmp_path, start):
    frame = pd.DataFrame({"文": [f"{start}cmd|' /C calc'!A0", "平常"], "数": [-3, 4]})
    write_csv(tmp_path / "甲.csv", frame)
    back = pd.read_csv(tmp_path / "甲.csv", encoding="utf-8-sig", dtype={"文": str})
    assert back["文"].tolist()[1] == "平常"
    assert back["文"].tolist()[0].startswith("'")
    assert back["数"].tolist() == [-3, 4]


def test_categories_are_quoted_too(tmp_path):
    frame = pd.DataFrame({"文": pd.Categorical(["=1+1", "平常", "=1+1"])})
    write_csv(tmp_path / "甲.csv", frame)
    assert (tmp_path / "甲.csv").read_text(encoding="utf-8-sig").split() == ["文", "'=1+1", "平常", "'=1+1"]


def test_csv_opens_in_excel_as_utf8_with_windows_line_ends(tmp_path):
    write_csv(tmp_path / "甲.csv", pd.DataFrame({"文": ["甲"]}))
    assert (tmp_path / "甲.csv").read_bytes() == "\ufeff文\r\n甲\r\n".encode()


def test_a_number_that_is_none_never_gets_into_json(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "甲.json", {"value": float("nan")})
    assert not (tmp_path / "甲.json").exists()


def test_the_annexes_name_the_places_units(catalog, tmp_path):
    run = written(catalog, tmp_path, "cangxi", "2024Q2")
    book = openpyxl.load_workbook(run.output_dir / "annexes.xlsx")
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"陵江镇", 2877, 2458} <= cells
