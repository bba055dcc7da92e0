"""Row ranges, and the same figures over a million rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.figure_value import say_number, say_share
from govlib.figures import Counting, compute_figures
from govlib.provenance import MOST_RANGES, index_sources, merge_sources, say_ranges, say_sources, sources_at


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ""),
        ([7], "7"),
        ([3, 4, 5], "3-5"),
        ([5, 3, 4, 9, 9], "3-5,9"),
        ([2, 4, 6], "2,4,6"),
        ([*range(3, 34), 35], "3-33,35"),
    ],
)
def test_rows_are_said_as_ranges(rows, said):
    assert say_ranges(rows) == said


@given(st.sets(st.integers(1, 200), max_size=60))
def test_ranges_name_exactly_the_rows(rows):
    said = say_ranges(sorted(rows))
    named = set()
    for part in said.split(",") if said else []:
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    if "…" not in said:
        assert named == rows


def test_very_scattered_rows_end_with_their_count():
    said = say_ranges(range(2, 1_000_002, 2))
    assert said.endswith("…（共500000行）")
    assert said.count(",") == MOST_RANGES - 1
    assert len(said) < 300


def frame(rows):
    return pd.DataFrame(rows, columns=["source_file", "source_sheet", "source_row"])


def test_every_file_and_sheet_is_named_in_order_of_appearance():
    rows = frame(
        [("乙.xlsx", "表", 4), ("甲.csv", "", 9), ("乙.xlsx", "表", 3), ("乙.xlsx", "另", 3), ("甲.csv", None, 8)]
    )
    index = index_sources(rows)
    assert sources_at(index, np.arange(5)) == (
        {"file": "乙.xlsx", "sheet": "表", "rows": "3-4"},
        {"file": "甲.csv", "sheet": "", "rows": "9"},
        {"file": "乙.xlsx", "sheet": "另", "rows": "3"},
        {"file": "甲.csv", "sheet": "", "rows": "8"},
    )
    assert sources_at(index, np.array([2])) == ({"file": "乙.xlsx", "sheet": "表", "rows": "3"},)


def test_a_computed_row_stands_on_all_its_rows():
    rows = frame([("甲.xlsx", "名录", [3, 4]), ("甲.xlsx", "名录", [5]), ("甲.xlsx", "名录", [])])
    index = index_sources(rows)
    assert sources_at(index, np.arange(3)) == ({"file": "甲.xlsx", "sheet": "名录", "rows": "3-5"},)
    assert sources_at(index, np.array([1])) == ({"file": "甲.xlsx", "sheet": "名录", "rows": "5"},)
    assert sources_at(index, np.array([2])) == ()


def test_sources_of_both_parts_are_named_once():
    one, two = {"file": "甲", "sheet": "", "rows": "2"}, {"file": "甲", "sheet": "", "rows": "3"}
    assert merge_sources([one], [one, two]) == (one, two)
    assert say_sources([one, two]) == "甲第2行；甲第3行"
    assert say_sources([one, two], 1) == "甲第2行；等2处"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3062.0, "3062"),
        (0.0, "0"),
        (95.5, "95.5"),
        (1234567.5, "1234567.5"),
        (0.1 + 0.2, "0.3"),
        (12_000_000.0, "12000000"),
        (1e22, "1" + "0" * 22),
    ],
)
def test_numbers_are_written_in_full_without_binary_noise(value, said):
    assert say_number(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.625, "62.5%"), (0.94, "94%"), (1.0, "100%"), (0.9985, "99.85%"), (0.07, "7%")]
)
def test_shares_keep_the_decimals_they_came_with(value, said):
    assert say_share(value) == said


def test_a_million_rows_are_counted_with_a_short_provenance(catalog, place, period, make_table):
    size = 1_000_000
    one = make_table(
        "tickets", [{"ticket_code": "1", "unit": f"单位{at}", "is_repeat": at % 2 == 0} for at in range(300)]
    )
    table = one.iloc[np.arange(size) % 300].reset_index(drop=True)
    table["source_row"] = np.arange(2, size + 2)
    chosen = [catalog.figures[name] for name in ("tickets", "tickets_repeat")]
    counting = Counting(tables={"tickets": table}, period=period, rounding=place.rounding)
    figures = {item.name: item for item in compute_figures(chosen, counting)}
    whole = figures["热线工单"]
    assert (whole.value, whole.sources[0]["rows"]) == (size, "2-1000001")
    # 1,000,000 = 3333 × 300 + 100: the first hundred units have one row more
    assert (figures["热线工单·单位0"].value, figures["热线工单·单位299"].value) == (3334, 3333)
    assert figures["二次投诉工单"].value == size / 2
    assert max(len(one["rows"]) for item in figures.values() for one in item.sources) < 400
