"""The runner of the cases is fed something wrong, and must say so."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from drawn_tables import draw_table, read_lines
from rule_cases import CASES, Expected, check_case, read_case_file, read_shipped
from rule_mutants import mutate

from govlib.catalog.load import Catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_shipped()


@pytest.fixture(scope="module")
def blank_columns(catalog):
    ruleset = catalog.rulesets["national-2019"]
    file = read_case_file(CASES / "national-2019" / "W-V4.3.yaml")
    case = next(case for case in file.cases if "limit" in case.kinds)

    def check(**changes):
        return check_case(replace(case, **changes), ruleset.indicators["W-V4.3"], ruleset, catalog)

    return check


def test_the_case_as_written_agrees(blank_columns):
    assert blank_columns() == []


@pytest.mark.parametrize(
    "expected",
    [
        {"甲网": Expected(4, "不合格", None)},
        {"甲网": Expected(None, "不合格", None)},
        {"甲网": Expected(5, "合格", None)},
        {"甲网": Expected(5, "待复核", None)},
        {"甲网": Expected(5, "不合格", "2;3;4;5")},
        {},
        {"甲网": Expected(5, "不合格", None), "丙网": Expected(None, "合格", None)},
        {"甲网": Expected(5, "不合格", None), "没有的网": Expected(5, "不合格", None)},
    ],
)
def test_a_wrong_expectation_is_a_difference(expected, blank_columns):
    assert blank_columns(expected=expected)


def test_a_finding_before_the_first_date_is_a_difference(blank_columns):
    assert blank_columns(kinds=frozenset({"before"}), expected={})


def test_a_case_that_expects_a_finding_before_the_first_date_differs(blank_columns):
    assert blank_columns(day=date(2019, 4, 17))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("| site_code | item_cuont |\n| 甲 | 0 |", "item_cuont"),
        ("| site_code | column_kind |\n| 甲 | 空栏 |", "空栏"),
        ("| site_code | item_count |\n| 甲 |", "格数"),
        ("site_code | item_count\n甲 | 0", "开头"),
        ("| site_code | site_code |\n| 甲 | 甲 |", "重复"),
        ("| site_code | item_count |\n| 甲 | 零 |", "零"),
        ("| site_code | exempt |\n| 甲 | 也许 |", "也许"),
        ("| site_code | last_update_date |\n| 甲 | 2024-02-30 |", "day"),
    ],
)
def test_a_table_drawn_wrong_is_refused(table, message, catalog):
    with pytest.raises((ValueError, KeyError), match=message):
        draw_table(table, "columns", catalog.tables["columns"])


def test_a_drawn_table_has_every_declared_column_with_its_type(catalog):
    drawn = draw_table(
        "| × | sheet | site_code | item_count | exempt | last_update_date |\n| 2 | 栏目 | 001 | 3 | 否 | 2024-06-22 |",
        "columns",
        catalog.tables["columns"],
    )
    provenance = ["source_file", "source_sheet", "source_row"]
    assert list(drawn.columns) == [*catalog.tables["columns"].columns, *provenance]
    expected = pd.DataFrame(
        {
            "site_code": pd.Series(["001", "001"], dtype="string"),
            "item_count": pd.Series([3, 3], dtype="Int64"),
            "exempt": pd.Series([False, False], dtype="boolean"),
            "last_update_date": pd.Series([pd.Timestamp("2024-06-22")] * 2, dtype="datetime64[us]"),
            "unit": pd.Series([pd.NA, pd.NA], dtype="string"),
            "source_file": pd.Series(["columns.xlsx"] * 2, dtype="string"),
            "source_sheet": pd.Series(["栏目"] * 2, dtype="string"),
            "source_row": pd.Series([2, 3], dtype="int64"),
        }
    )
    pd.testing.assert_frame_equal(drawn[list(expected.columns)], expected)


def test_a_table_of_one_heading_has_no_rows():
    assert read_lines("| site_code | item_count |") == []


GOOD = """indicator: X
words: 原文
day: 2024-06-22
cases:
  - name: 一
    kind: pass
    expected: {甲网: 0 合格}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("indicator: X", "indicator: Y"),
        ("words: 原文", "words: ''"),
        ("day: 2024-06-22", "dya: 2024-06-22"),
        ("kind: pass", "kind: passed"),
        ("0 合格", "0 及格"),
        ("0 合格", "零 合格"),
        ("0 合格", "0"),
        ("{甲网: 0 合格}", "{}"),
        ("kind: pass", "kind: before"),
        ("2024-06-22", "2024-06-31"),
        (GOOD[GOOD.index("  - name") :], 2 * GOOD[GOOD.index("  - name") :]),
    ],
)
def test_a_case_file_written_wrong_is_refused(old, new, tmp_path):
    path = tmp_path / "X.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert len(read_case_file(path).cases) == 1
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"\S"):
        read_case_file(path)


def test_the_changed_rules_differ_from_the_rule_and_from_each_other(catalog):
    for indicator in catalog.rulesets["national-2019"].indicators.values():
        changed = [one for _, one in mutate(indicator)]
        assert indicator not in changed
        assert all(one not in changed[:place] for place, one in enumerate(changed))
