"""Single rows that a rule counts, such as stale columns, are items of review where a finding fails by them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.clock import stamp
from govlib.review.decision import Decision
from govlib.review.items import list_items
from govlib.review.store import save_decisions
from govlib.sample import write_sample
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).parents[2]
STALE = "W-V4.1"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("counted")
    write_sample(root / "exports" / "sample" / "2026Q3", 300, 1)
    (root / "params").symlink_to(ROOT / "params")
    return root


def reopen(root: Path) -> Run:
    return open_declared(root, load_catalog(root / "params"), "sample", "2026Q3", "outputs")


def test_one_of_five_stale_columns_dismissed_is_one_too_few(county: Path):
    run = reopen(county)
    findings = run.findings.loc[run.findings["indicator"].eq(STALE) & run.findings["outcome"].eq("不合格")]
    (failed,) = findings.loc[findings["value"].eq(5)].to_dict("records")
    rows = {int(row) for row in str(failed["evidence_rows"]).split(";")}
    columns = run.tables["columns"]
    told = columns["source_file"].eq(failed["evidence_file"]) & columns["source_sheet"].eq(failed["evidence_sheet"])
    first = columns.loc[told & columns["source_row"].isin(rows)].iloc[0]
    items = list_items(run)
    listed = items.loc[items["kind"].eq("columns") & items["problem"].str.startswith(str(first["column_name"]))]
    listed = listed.loc[listed["evidence"].str.contains(f"第 {first['source_row']} 行")]
    assert len(listed) == 1
    one = listed.iloc[0]
    said = Decision(one["key"], "dismiss", "", evidence=one["evidence_hash"], state=one["state_hash"])
    save_decisions(run.records_dir, [said], when=stamp())
    after = reopen(county)
    found = after.findings.set_index("key").loc[failed["key"]]
    assert (found["outcome"], found["value"]) == ("合格", 4)
    assert failed["key"] not in set(after.open_problems["key"])
    shown = list_items(after).set_index("key").loc[one["key"]]
    assert (shown["decision"], shown["standing"]) == ("误报", "有效")


def test_only_rows_that_a_failing_count_rests_on_are_listed(county: Path):
    items = list_items(reopen(county))
    run = reopen(county)
    counted = items.loc[items["kind"].isin(["columns", "messages"])]
    assert set(counted["kind"]) == {"columns", "messages"}
    whole = sum(len(run.tables[name]) for name in ("columns", "messages"))
    assert 0 < len(counted) < whole / 4
    assert not pd.Series(counted["key"]).duplicated().any()
