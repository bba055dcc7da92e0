"""Every number that the five bulletins print, again from the spreadsheets alone."""

from __future__ import annotations

from typing import Any

import pytest

from govlib.catalog.roundings import Rounding
from govlib.rounding import say_rate

PLACES = ("cangxi", "tongcheng", "fengxiang", "guangyuan", "shiquan")


def figure_for(path: str, mapping: dict[str, Any]) -> Any:
    if path in mapping:
        return mapping[path]
    parent, _, last = path.rpartition(".")
    return mapping[f"{parent}.*"].format(last)


def printed(run, wanted: Any) -> Any:
    """Return a figure as the bulletin would print it: rates and shares as text, counts as numbers."""
    name, method = (wanted["figure"], wanted["method"]) if isinstance(wanted, dict) else (wanted, "")
    figure = run.figure(name)
    if figure is None or figure.value is None:
        return None
    if method:
        return say_rate(figure.numerator, figure.denominator, Rounding(method=method, decimals=1))
    return figure.text if figure.unit == "%" else figure.value


@pytest.mark.parametrize("place", PLACES)
def test_every_printed_number_that_the_spreadsheets_determine_comes_out_again(
    place, runs, published_numbers, read_beside
):
    mapping = read_beside("figure_of.yaml")[place]
    expected = {
        path: value for path, value in published_numbers[place].items() if figure_for(path, mapping) is not None
    }
    found = {path: printed(runs[place], figure_for(path, mapping)) for path in expected}
    assert found == expected
    assert len(expected) > 3


def test_only_two_printed_numbers_are_not_determined_by_the_spreadsheets(published_numbers, read_beside):
    mapping = read_beside("figure_of.yaml")
    lacking = [
        (place, path)
        for place, numbers in published_numbers.items()
        for path in numbers
        if figure_for(path, mapping[place]) is None
    ]
    assert lacking == [("cangxi", "stated.items_published"), ("cangxi", "stated.key_area_items")]


def test_what_is_not_determined_is_lacking_or_contradicted_and_never_a_nought(runs):
    key_area = runs["cangxi"].figure("重点领域信息")
    assert (key_area.value, key_area.text) == (None, "缺数据")
    sums = {runs["cangxi"].figure(name).value for name in ("报送信息总数", "审发信息总数")}
    assert sums == {2877.0, 2458.0}


def test_the_mapping_names_no_number_that_is_not_printed(published_numbers, read_beside):
    for place, mapping in read_beside("figure_of.yaml").items():
        parents = {path.rpartition(".")[0] for path in published_numbers[place]}
        unused = [
            key
            for key in mapping
            if key not in published_numbers[place] and not (key.endswith(".*") and key[:-2] in parents)
        ]
        assert unused == []


@pytest.mark.parametrize("place", PLACES)
def test_the_days_of_a_period_are_the_printed_ones(place, runs, published):
    period, block = runs[place].period, published[place]
    assert period.issued == block["issued"]
    assert period.rectify_by == block.get("rectify_by")
    if "window" in block:
        assert [period.start, period.end] == block["window"]


@pytest.mark.parametrize("place", PLACES)
def test_a_rate_is_the_quotient_of_its_parts_in_the_same_window(place, runs):
    rates = [item for item in runs[place].figures if item.numerator is not None and item.value is not None]
    assert all(item.value == item.numerator / item.denominator for item in rates)
    assert all(item.denominator_name for item in rates)


def test_grades_and_pass_rates_of_guangyuan_stand_in_different_windows(runs):
    run = runs["guangyuan"]
    grades, passed = run.figure("参加评估的政府网站"), run.figure("政府网站合格率")
    assert (grades.window, grades.window_start, grades.window_end) == ("排名", "2023-01-01", "2023-05-31")
    assert (passed.window, passed.window_start, passed.window_end) == ("检查", "2023-04-01", "2023-06-05")


@pytest.mark.parametrize("place", PLACES)
def test_every_number_names_the_file_sheet_and_rows_that_it_was_taken_from(place, runs):
    for item in runs[place].figures:
        if item.value:
            assert item.sources
            assert all(one["file"] and one["rows"] for one in item.sources), item.name
