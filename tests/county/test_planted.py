"""Everything that was planted in the invented county is found, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

Keys = set[tuple[str, ...]]


def planted_rows(county, kind: str, columns: list[str]) -> Keys:
    rows = county.planted.loc[county.planted["kind"].eq(kind), columns]
    assert len(rows) > 10
    return set(rows.itertuples(index=False, name=None))


def found_rows(frame: pd.DataFrame, columns: list[str]) -> Keys:
    text = frame[columns].astype("string").fillna("")
    return set(text.itertuples(index=False, name=None))


def test_intake_problems_are_the_planted_ones_with_their_excel_rows(county):
    columns = ["code", "file", "sheet", "row", "column"]
    assert found_rows(county.run.intake.problems, columns) == planted_rows(county, "intake", columns)


def test_every_row_of_every_sheet_is_accounted_for(county):
    regions = county.run.intake.regions
    accounted = regions[["rows_read", "rows_refused", "rows_total", "rows_note", "rows_header_repeated"]].sum(axis=1)
    pd.testing.assert_series_equal(accounted, regions["rows_in_file"], check_names=False, check_dtype=False)


def test_findings_are_the_planted_ones_with_subject_and_outcome(county):
    findings = county.run.findings
    decided = findings.loc[findings["outcome"].isin(["不合格", "待复核"]) & findings["status"].eq("active")]
    found = found_rows(decided, ["indicator", "subject", "platform", "outcome"])
    assert found == planted_rows(county, "finding", ["code", "subject", "platform", "outcome"])


def test_findings_prove_themselves_by_the_planted_rows(county):
    findings = county.run.findings
    decided = findings.loc[findings["outcome"].isin(["不合格", "待复核"]) & findings["status"].eq("active")]
    found = found_rows(
        decided, ["indicator", "subject", "platform", "evidence_file", "evidence_sheet", "evidence_rows"]
    )
    assert found == planted_rows(county, "finding", ["code", "subject", "platform", "file", "sheet", "row"])


def test_no_look_alike_is_accused(county):
    alike = county.planted.loc[county.planted["kind"].eq("look_alike")]
    findings = county.run.findings
    accused = findings.loc[findings["outcome"].isin(["不合格", "待复核"]) & findings["status"].eq("active")]
    keys = set(zip(accused["indicator"], accused["subject"], accused["platform"].fillna(""), strict=True))
    innocent = {
        key
        for key in zip(alike["code"], alike["subject"], alike["platform"], strict=True)
        if key not in planted_rows(county, "finding", ["code", "subject", "platform"])
    }
    assert len(innocent) > 20
    assert not keys & innocent


def test_lists_behind_the_figures_are_the_planted_rows(county):
    wanted = county.planted.loc[county.planted["kind"].eq("figure")]
    found: dict[str, Keys] = {}
    for figure in county.run.figures:
        name = "applications_late" if figure.id == "applications_late_extended" else figure.id
        if not figure.group and name in set(wanted["code"]):
            found.setdefault(name, set()).update(
                (one["file"], one["sheet"], row) for one in figure.sources for row in spread(one["rows"])
            )
    expected = {
        str(code): set(part[["file", "sheet", "row"]].itertuples(index=False, name=None))
        for code, part in wanted.groupby("code")
    }
    assert len(expected) >= 13
    assert found == expected


def test_the_portal_has_the_score_that_the_planted_points_leave(county):
    points = county.planted.loc[county.planted["kind"].eq("points")]
    assert sorted(points["value"]) == ["0.5", "1", "1", "2"]
    portal = county.run.scores.set_index("subject").loc[points["subject"].unique()[0]]
    serves = county.run.subjects["网站"].set_index("subject").loc[portal.name, "has_services"]
    full, scaled = 100 - Fraction("4.5"), (75 - Fraction("4.5")) * Fraction(4, 3)
    assert portal["base_score"] == float(full if serves else scaled)
    rows = county.run.worksheet.loc[county.run.worksheet["points_after"].fillna(0).gt(0)]
    said = (points["file"] + "《" + points["sheet"] + "》 第 " + points["row"] + " 行").tolist()
    assert sorted(rows["evidence"].str.partition("，")[0]) == sorted(said)
    assert county.run.score_faults.empty


def spread(ranges: str) -> list[str]:
    rows: list[str] = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        rows += [str(row) for row in range(int(first), int(last or first) + 1)]
    return rows


def test_every_rule_is_planted_at_above_and_below_its_limit(county):
    planted = county.planted
    active = [one for one in county.run.ruleset.indicators.values() if one.status == "active"]
    for indicator in active:
        rows = planted.loc[planted["code"].eq(indicator.id)]
        assert set(rows["kind"]) >= {"finding", "look_alike"}, indicator.id
        if indicator.check != "MANUAL":
            assert len(set(rows["position"]) - {""}) >= 2, indicator.id
