"""Rows that name units by a list, by a group, or by a phrase that may mean any of them."""

from __future__ import annotations

import pandas as pd

from govlib.ascription import CERTAIN, HOLDER, Holders
from govlib.bench import rows_for
from govlib.catalog.places import Units
from govlib.units import UnitRegister

REGISTER = UnitRegister(
    Units(groups={"县直单位": ["县甲局", "县乙局"], "乡镇": ["丙镇"]}, counts_as={"县甲局大队": "县甲局"})
)
UNITS = ["县甲局", "县乙局", "丙镇"]


def given_to(*lists: str | None) -> list[tuple[int, str, bool]]:
    rows = pd.DataFrame({"units": pd.Series(lists, dtype="string")}).assign(source_file="a.xlsx", source_sheet="")
    rows["source_row"] = range(2, len(rows) + 2)
    subjects = pd.DataFrame({"unit": pd.Series(UNITS, dtype="string")})
    pairs = Holders(subjects, subjects, ("unit",)).ascribe(rows_for("单位", rows, REGISTER))
    return [
        (row, UNITS[holder], certain)
        for row, holder, certain in zip(pairs["source_row"], pairs[HOLDER], pairs[CERTAIN], strict=True)
    ]


def test_a_list_and_a_group_name_each_unit_once():
    assert given_to("县乙局、县甲局大队、县甲局", "所有县直单位和乡镇") == [
        (2, "县乙局", True),
        (2, "县甲局", True),
        (3, "县甲局", True),
        (3, "县乙局", True),
        (3, "丙镇", True),
    ]


def test_a_phrase_that_names_nobody_is_certain_of_nobody():
    assert given_to("县直各责任单位") == [(2, "县甲局", False), (2, "县乙局", False)]
    assert given_to("有需要征求意见的相关单位") == [(2, one, False) for one in UNITS]


def test_who_stands_beside_such_a_phrase_by_name_is_named():
    assert sorted(given_to("县直各责任单位、县乙局")) == [(2, "县乙局", True), (2, "县甲局", False)]


def test_a_stranger_and_a_blank_are_nobody():
    assert given_to("生人局", None) == []
