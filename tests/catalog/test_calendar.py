"""Working days that an analyst states: what they change, and how a wrong file is told."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.workdays import Span

NOTICED = Path(__file__).parents[1] / "data" / "official_holidays.csv"
SOURCE = "source: {act: 国办发明电〔2026〕1号, part: 全文, seen: full}\n"
YEAR = (
    "year: 2027\n" + SOURCE + "holidays:\n"
    "  - {from: 2027-10-01, to: 2027-10-07, name: 国庆节}\n"
    "  - 2027-01-01\n"
    "workdays: [2027-10-09]\n"
)
LOCAL = (
    "years:\n"
    "  - {year: 2026, source: {act: 例, part: 例, seen: part}, holidays: [2026-04-20]}\n"
    "  - {year: 2027, source: {act: 例, part: 例, seen: part}, holidays: [2027-04-09], workdays: [2027-04-11]}\n"
)


@pytest.fixture
def write(params: Path):
    """Return a function that writes files of params/calendar/."""

    def written(**files: str) -> Path:
        folder = params / "calendar"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name.removeprefix('y')}.yaml").write_text(text, encoding="utf-8")
        return params

    return written


@pytest.fixture
def place_names(params: Path):
    """Return a function that makes the sample place name calendars."""

    def named(*names: str) -> None:
        path = params / "places" / "sample.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"calendar: [{', '.join(names)}]\n{text}", encoding="utf-8")

    return named


def test_the_example_on_the_page_says_what_the_notices_say(params, write):
    page = (params / "README.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n# calendar/")[2].partition("\n")[2].partition("```")[0]
    assert load_catalog(write(y2026=example)).calendar.stated == {
        date.fromisoformat(row["date"]): row["off_or_work"] == "班"
        for row in csv.DictReader(NOTICED.read_text(encoding="utf-8").splitlines())
        if "2026-01-01" <= row["date"] <= "2026-02-28"
    }


def test_without_any_file_the_official_notices_hold(params):
    catalog = load_catalog(params)
    assert not catalog.calendar.stated
    assert catalog.calendar_of(catalog.place("sample")) == catalog.calendar


def test_a_stated_year_is_counted_as_stated(write):
    calendar = load_catalog(write(y2027=YEAR)).calendar
    starts = pd.Series(pd.to_datetime(["2027-09-30", "2026-12-31"]))
    # Friday 8 October and Saturday 9 October are worked; 1 January 2027 is a Friday.
    assert calendar.last_day_in_time(starts, Span(workdays=2)).astype(str).tolist() == ["2027-10-09", "2027-01-05"]
    assert calendar.is_provisional(2027)


def test_a_year_stated_whole_is_no_longer_provisional(write):
    calendar = load_catalog(write(y2027=YEAR + "complete: true\n")).calendar
    assert [calendar.is_provisional(year) for year in (2026, 2027, 2028)] == [False, False, True]


def test_a_published_year_is_overridden_only_on_the_days_stated(write):
    calendar = load_catalog(write(y2024="year: 2024\n" + SOURCE + "holidays: [2024-06-24]\nworkdays: [2024-10-01]\n"))
    stated = calendar.calendar
    assert [stated.is_workday(date(2024, *day)) for day in ((6, 24), (10, 1), (10, 2), (6, 25))] == [
        False,
        True,
        False,
        True,
    ]


def test_only_a_place_that_names_a_calendar_rests_on_its_days(write, place_names):
    place_names("三月节")
    catalog = load_catalog(write(三月节=LOCAL))
    mine = catalog.calendar_of(catalog.place("sample"))
    assert [calendar.is_workday(date(2026, 4, 20)) for calendar in (mine, catalog.calendar)] == [False, True]
    assert mine.is_workday(date(2027, 4, 11))
    assert [mine.is_provisional(year) for year in (2025, 2026, 2027)] == [True, False, True]
    assert mine.say_provisional([2025]) == "（暂定：2025年“三月节”的放假日没有写明，未计入）"


FAULTY = [
    (
        "y2027",
        YEAR.replace("2027-01-01", "2026-12-31"),
        "holidays.1",
        "2026-12-31 不在 2027 年",
        "2026 年的写在那一年里",
    ),
    ("y2027", YEAR.replace("to: 2027-10-07", "to: 2028-10-07"), "holidays.0", "2028-10-07 不在", "2027 年的日子"),
    ("y2027", YEAR.replace("to: 2027-10-07", "to: 2027-09-07"), "holidays.0", "早于 from 2027-10-01", "先后"),
    ("y2027", YEAR.replace("2027-01-01", "2027-10-03"), "holidays.1", "2027-10-03 写了两次", "一次"),
    ("y2027", YEAR.replace("2027-10-09]", "2027-10-09, 2027-10-09]"), "workdays.1", "2027-10-09 写了两次", "一次"),
    ("y2027", YEAR.replace("2027-10-09", "2027-10-03"), "workdays.0", "又放假（holidays）又上班（workdays）", "一处"),
    ("y2027", YEAR.replace("2027-10-09", "2027-10-11"), "workdays.0", "2027-10-11 是星期一，本来就上班", "周末"),
    ("y2026", YEAR.replace("2027", "2026"), "workdays.0", "2026-10-09 是星期五，本来就上班", "周末"),
    ("y2027", YEAR.replace("year: 2027", "year: 2028"), "year", "写的是 2028", "与文件同名的 2027"),
    ("y2027", YEAR.replace("seen: full", "seen: recalled"), "source.seen", "凭记忆", "见到原文"),
    ("y2027", YEAR.replace("year: 2027", "year: 二七"), "year", "二七", "整数"),
    ("y2027", YEAR.replace("2027-10-09", "2027-02-30"), "workdays.0", "2027-02-30", "存在的日期"),
    ("y2027", YEAR.replace("2027-01-01", "2027-02-30"), "holidays.1", "2027-02-30", "存在的日期"),
    ("y2027", YEAR.replace("workdays:", "workday:"), "workday", "没有这个键", "workdays"),
    ("y2027", YEAR.replace(SOURCE, ""), "source", "没有填", "必填"),
    ("y2027", "year: 2027\n" + SOURCE, "", "没有写任何一天", "至少一天"),
    ("y2027", "", "", "文件是空的", "声明"),
    ("节", LOCAL.replace("year: 2027", "year: 2026"), "years.1.year", "2026 年写了两次", "一年一项"),
    ("节", LOCAL.replace("year: 2027", "complete: true, year: 2027"), "years.1.complete", "不是全年", "2027.yaml"),
    ("节", LOCAL.replace("2027-04-11", "2026-04-11"), "years.1.workdays.0", "2026-04-11 不在 2027 年", "2027 年"),
    ("节", LOCAL.replace("seen: part", "seen: recalled", 1), "years.0.source.seen", "凭记忆", "full 或 part"),
    ("节", "years: []\n", "years", "", "至少 1 项"),
    ("2027年", YEAR, "", "文件名以数字开头", "2027.yaml"),
]


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: f"{case[0]} {case[2]} {case[3]}")
def test_a_faulty_calendar_is_told_with_its_file_key_and_what_is_allowed(case, write, faults):
    name, text, key, found, expected = case
    told = faults(write(**{name: text}))
    assert {fault.file for fault in told} == {f"params/calendar/{name.removeprefix('y')}.yaml"}
    fitting = [fault for fault in told if fault.key == key and found in fault.found and expected in fault.expected]
    assert fitting, [fault.sentence() for fault in told]


def test_a_sound_calendar_is_no_fault_and_a_faulty_day_is_told_once(write, faults):
    assert faults(write(y2027=YEAR, 节=LOCAL)) == []
    assert len(faults(write(y2027=YEAR.replace("to: 2027-10-07", "to: 2099-10-07")))) == 1


def test_a_made_up_day_over_an_official_holiday_is_no_fault(write, faults):
    assert faults(write(y2026=YEAR.replace("2027-10-09", "2026-02-17").replace("2027", "2026"))) == []


def test_a_place_may_name_only_calendars_that_exist_and_each_once(write, place_names, faults):
    place_names("三月节", "没有的", "三月节")
    told = faults(write(三月节=LOCAL))
    assert [(fault.file, fault.key) for fault in told] == [
        ("params/places/sample.yaml", "calendar.1"),
        ("params/places/sample.yaml", "calendar.2"),
    ]
    assert ("没有的" in told[0].found, "三月节" in told[0].expected, "两次" in told[1].found) == (True, True, True)


def test_a_place_whose_calendar_is_faulty_is_not_told_as_well(write, place_names, faults):
    place_names("三月节")
    assert {fault.file for fault in faults(write(三月节="years: 没有\n"))} == {"params/calendar/三月节.yaml"}


def test_two_calendars_of_a_place_may_not_contradict_each_other(write, place_names, faults):
    place_names("甲", "乙")
    other = LOCAL.replace("2027-04-09", "2027-04-11").replace(", workdays: [2027-04-11]", "")
    (fault,) = faults(write(甲=LOCAL, 乙=other))
    assert (fault.key, "2027-04-11 在“甲”里上班，在“乙”里放假" in fault.found) == ("calendar.1", True)


def test_a_calendar_file_with_another_ending_does_not_go_unread(write, faults):
    params = write()
    (params / "calendar" / "2027.yml").write_text(YEAR, encoding="utf-8")
    assert [fault.file for fault in faults(params)] == ["params/calendar/2027.yml"]
