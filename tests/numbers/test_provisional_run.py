"""A place inspected in January 2027, of which no notice tells: what it prints is marked, and nothing stops."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from govlib.batch.manifest import hash_inputs, key_of
from govlib.batch.plan import PlaceRun
from govlib.catalog.load import load_catalog
from govlib.catalog.places import Period
from govlib.deliver import describe_figures
from govlib.identities.dates import check_date
from govlib.identities.stated import Stated
from govlib.pages import rectification
from govlib.production import prepare
from govlib.workdays import OFFICIAL, Calendar
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).parents[2]
WHY = "暂定：2027年放假安排未公布，只按周末计"
PLACE = {
    "name": "例县",
    "level": "county",
    "rulesets": [{"since": "2019-04-18", "id": "national-2019"}],
    "periods": {
        "2027M01": {
            "title": "2027年1月",
            "start": "2026-12-01",
            "end": "2027-01-31",
            "inspection_day": "2027-01-31",
            "issued": "2027-02-01",
            "rectify_within": {"workdays": 10},
            "websites": {"by": "none"},
            "accounts": {"by": "none"},
            "notes": ["例。"],
        }
    },
}
PERMITS = (
    "决定书文号,机关,决定日期,公示日期\r\n"
    "例〔2026〕1号,甲局,2026-12-25,2027-01-06\r\n"
    "例〔2026〕2号,甲局,2026-12-01,2026-12-30\r\n"
)
HOLIDAYS = "year: 2027\ncomplete: true\nsource: {act: 例, part: 例, seen: full}\nholidays: [2027-01-01, 2027-02-05]\n"


@pytest.fixture
def open_place(tmp_path: Path):
    """Return a function that opens the place, its declaration changed and params/calendar filled as given."""

    def opened(files: dict[str, str] | None = None, **changes) -> Run:
        root = tmp_path / "project"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(ROOT / "params", root / "params")
        for path in (root / "params" / "places").iterdir():
            path.unlink()
        text = yaml.safe_dump({**PLACE, **changes}, allow_unicode=True)
        (root / "params" / "places" / "li.yaml").write_text(text.replace("'", ""), encoding="utf-8")
        (root / "params" / "calendar").mkdir(exist_ok=True)
        for name, said in (files or {}).items():
            (root / "params" / "calendar" / f"{name}.yaml").write_text(said, encoding="utf-8")
        folder = root / "exports" / "li" / "2027M01"
        folder.mkdir(parents=True)
        (folder / "双公示.csv").write_text(PERMITS, encoding="utf-8", newline="")
        return open_declared(root, load_catalog(root / "params"), "li", "2027M01", "outputs")

    return opened


def say_late(run: Run) -> str:
    figure = run.figure("双公示超过7个工作日")
    assert figure is not None
    return figure.text


def test_a_number_a_deadline_and_the_notes_say_that_they_are_provisional(open_place):
    run = open_place()
    assert say_late(run) == "2件（暂定）"
    # 2 月 1 日是周一，2 月 15 日是其后第 10 个工作日（只按周末计）
    assert run.deadline == "2027-02-15（暂定）"
    assert run.notes == ("例。", f"{WHY}。标有“暂定”的结果和期限，放假安排公布后要重新核对。")
    assert describe_figures(run)["notes"] == list(run.notes)
    assert dict(rectification.open_with_numbers(run).numbers)["整改期限"] == run.deadline


def test_once_the_year_is_stated_whole_nothing_is_provisional_and_the_days_count(open_place):
    run = open_place({"2027": HOLIDAYS})
    assert say_late(run) == "1件"
    assert run.deadline == "2027-02-16"
    assert run.notes == ("例。",)


def test_the_days_of_a_place_count_only_where_it_names_them(open_place):
    local = "years: [{year: 2027, source: {act: 例, part: 例, seen: full}, holidays: [2027-02-08]}]\n"
    files = {"2027": HOLIDAYS, "节": local}
    assert open_place(files).deadline == "2027-02-16"
    run = open_place(files, calendar=["节"])
    assert run.deadline == "2027-02-17"
    assert say_late(run) == "1件（暂定）"  # 节.yaml 没有写 2026 年


def test_the_calendar_files_that_count_are_inputs_and_change_the_key(open_place):
    local = "years: [{year: 2027, source: {act: 例, part: 例, seen: full}, holidays: [2027-02-08]}]\n"
    keys, named = set(), []
    for files, changes in (({}, {}), ({"2027": HOLIDAYS, "节": local}, {}), ({"节": local}, {"calendar": ["节"]})):
        root = open_place(files, **changes).root
        run = PlaceRun(
            "li", "例县", "2027M01", root / "exports" / "li" / "2027M01", root / "outputs" / "2027M01" / "li"
        )
        prepared = prepare(run)
        inputs = hash_inputs(run, prepared.inputs, root)
        named.append([name for name in inputs if name.startswith("params/calendar/")])
        keys.add(key_of(run, inputs, prepared.ruleset))
    assert named == [[], ["params/calendar/2027.yaml"], ["params/calendar/节.yaml"]]
    assert len(keys) == 3


def period(**more) -> Period:
    given = {key: value for key, value in PLACE["periods"]["2027M01"].items() if key != "rectify_within"}
    return Period.model_validate({**given, **more})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (None, "")),
        ({"rectify_by": "2027-03-01"}, (date(2027, 3, 1), "")),
        ({"rectify_within": {"days": 30}}, (date(2027, 3, 3), "")),
        ({"rectify_within": {"workdays": 10}}, (date(2027, 2, 15), f"（{WHY}）")),
        ({"issued": "2026-12-01", "rectify_within": {"workdays": 10}}, (date(2026, 12, 15), "")),
    ],
)
def test_a_deadline_is_the_day_written_or_counted_from_the_day_after_issue(changes, expected):
    assert period(**changes).deadline(OFFICIAL) == expected


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rectify_within": {"workdays": 10}, "rectify_by": "2027-03-01"}, "只写一个"),
        ({"rectify_within": {"workdays": 10}, "issued": None}, "issued"),
        ({"rectify_within": {}}, "两样都要写"),
    ],
)
def test_a_deadline_written_twice_or_counted_from_nowhere_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        period(**changes)


def test_a_stated_deadline_is_held_against_the_counted_one():
    within = period(rectify_within={"workdays": 10})
    stated = Stated("期限", "日期", ("整改期限",), "2027-02-16", "", None, None, None, "", (), "正文")
    check = check_date(stated, within)
    assert (check.verdict, f"2027-02-15（{WHY}）" in check.cause) == ("存疑", True)
    assert check_date(stated, within, Calendar({date(2027, 2, 5): False})).verdict == "一致"
