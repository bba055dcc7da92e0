"""Widths and heights: nothing too narrow for its figures, rows as low as the page allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.documents.sheet_fitting import ColumnNeed, count_lines, fit_columns, row_height, text_pixels

# at 7.5 points a full-width character is 10 pixels wide; 10 pixels of a cell are its edges
POINTS = 7.5


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 110, 1),
        ("一二三四五六七八九十", 110, 1),
        ("一二三四五六七八九十一", 110, 2),
        ("一二三四五六七八九十，", 110, 2),
        ("第一行\n第二行", 110, 2),
        ("一二三四五六七八九《十》", 110, 2),
        ("http://www.cangxi.gov.cn/index.html", 160, 2),
        ("a" * 50, 110, 4),
    ],
)
def test_lines_are_counted_as_a_spreadsheet_breaks_them(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width, POINTS) == lines


def test_chinese_is_twice_as_wide_as_a_figure_or_nearly() -> None:
    assert text_pixels("政务公开", POINTS) == pytest.approx(40)
    assert text_pixels("2024", POINTS) == pytest.approx(4 * 6.2)
    assert text_pixels("一\n二三", POINTS) == pytest.approx(20)


def test_a_short_table_is_stretched_over_the_page_but_not_its_serial_column() -> None:
    needs = [ColumnNeed(40, 40, fixed=True), ColumnNeed(60, 60, (80.0,)), ColumnNeed(20, 20)]
    assert fit_columns(needs, 240) == [40, 160, 40]


def test_a_long_text_gets_what_the_others_leave() -> None:
    needs = [ColumnNeed(50, 50), ColumnNeed(80, 60, (2000.0, 3000.0)), ColumnNeed(60, 60, (70.0, 70.0))]
    widths = fit_columns(needs, 400)
    assert widths[0] == 50
    assert widths[1] > 250
    assert sum(widths) <= 400


def test_a_crowded_table_is_wider_than_the_page_only_if_rows_become_lower() -> None:
    figures = [ColumnNeed(60, 60)] * 9
    assert sum(fit_columns([*figures, ColumnNeed(80, 60, (300.0,) * 9)], 640)) > 640
    assert sum(fit_columns([*figures, ColumnNeed(80, 60, (75.0,) * 9)], 640)) <= 640


def tables(rows: int) -> st.SearchStrategy[list[ColumnNeed]]:
    need = st.builds(
        ColumnNeed,
        least=st.floats(20, 300),
        heading=st.floats(20, 300),
        rows=st.one_of(st.just(()), st.tuples(*[st.floats(10, 5000)] * rows)),
        fixed=st.booleans(),
    )
    return st.lists(need, min_size=1, max_size=20)


@given(st.integers(0, 5).flatmap(tables))
def test_no_column_is_narrower_than_it_must_be_nor_the_table_wider(needs: list[ColumnNeed]) -> None:
    widths = fit_columns(needs, 650)
    # stretching rounds down to whole pixels
    assert all(width >= need.least - 1 for width, need in zip(widths, needs, strict=True))
    assert sum(widths) <= max(650 * 1.25, sum(need.least for need in needs)) + 0.001


def test_a_row_grows_with_its_lines() -> None:
    assert row_height(1, 10) == pytest.approx(18.2)
    assert row_height(3, 10) == pytest.approx(46.6)
