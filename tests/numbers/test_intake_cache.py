"""The intake kept between notebooks is the intake, or is read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from govlib.intake_cache import load_intake, save_intake
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]
PLACES = [
    ("cangxi", "2024Q2"),
    ("tongcheng", "2021Q2"),
    ("fengxiang", "2023Q3"),
    ("guangyuan", "2023Q2"),
    ("shiquan", "2023Q1"),
]


@pytest.fixture(scope="module")
def intake(catalog, tmp_path_factory):
    return open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path_factory.mktemp("none"))).intake


@pytest.mark.parametrize(("place", "period"), PLACES)
def test_what_comes_back_is_what_was_kept(catalog, tmp_path, place, period):
    fresh = open_declared(ROOT, catalog, place, period, str(tmp_path / "none")).intake
    save_intake(tmp_path, fresh, "key")
    kept = load_intake(tmp_path, "key")
    assert list(kept.tables) == list(fresh.tables)
    for name, table in fresh.tables.items():
        assert_frame_equal(kept.tables[name], table)
    for part in ("problems", "regions", "files"):
        assert_frame_equal(getattr(kept, part), getattr(fresh, part))


@pytest.mark.parametrize(("place", "period"), PLACES)
def test_figures_and_checks_are_the_same_over_kept_tables(catalog, tmp_path, place, period):
    first = open_declared(ROOT, catalog, place, period, str(tmp_path))
    first.keep_intake()
    second = open_declared(ROOT, catalog, place, period, str(tmp_path))
    assert load_intake(second.output_dir / "tables", second.intake_key) is not None
    assert second.figures == first.figures
    assert_frame_equal(second.checks, first.checks)


def test_other_inputs_are_read_again(intake, tmp_path):
    save_intake(tmp_path, intake, "key")
    assert load_intake(tmp_path, "another key") is None


def test_an_empty_folder_keeps_nothing(tmp_path):
    assert load_intake(tmp_path / "none", "key") is None


@pytest.mark.parametrize("damage", ["table gone", "ledger gone", "table cut", "marker cut", "marker odd", "no marker"])
def test_what_is_damaged_is_read_again(intake, tmp_path, damage):
    save_intake(tmp_path, intake, "key")
    table, ledger, marker = tmp_path / "publication.parquet", tmp_path / "_problems.parquet", tmp_path / "intake.json"
    if damage == "table gone":
        table.unlink()
    elif damage == "ledger gone":
        ledger.unlink()
    elif damage == "table cut":
        table.write_bytes(table.read_bytes()[:100])
    elif damage == "marker cut":
        marker.write_text('{"key": "ke', encoding="utf-8")
    elif damage == "marker odd":
        marker.write_text('["key"]', encoding="utf-8")
    else:
        marker.unlink()
    assert load_intake(tmp_path, "key") is None


def test_tables_of_earlier_inputs_do_not_stay(intake, tmp_path):
    (tmp_path / "old.parquet").write_bytes(b"")
    save_intake(tmp_path, intake, "key")
    assert {path.stem for path in tmp_path.glob("*.parquet")} == {*intake.tables, "_problems", "_regions", "_files"}
    assert not list(tmp_path.glob("*.part"))
