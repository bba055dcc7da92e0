"""Count every rule again from the written files: what is planted is found, and nothing else is."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import chinese_calendar
import pytest

D = date(2026, 9, 25)
HALF_YEAR, QUARTER, YEAR = date(2026, 3, 25), date(2026, 6, 25), date(2025, 9, 25)
BAD = {"属实": "不合格", "待复核": "待复核", "待核实": "待复核", "存在问题": "不合格"}


def days(day):
    return (D - day).days


def rows_of(rows):
    places = {row["at"][:2] for row in rows}
    assert len(places) <= 1
    return (*(places.pop() if places else ("", "")), ";".join(str(n) for n in sorted(row["at"][2] for row in rows)))


def by_review(code, rows, subject_of):
    """Yield a finding per subject: confirmed rows fail it, else unconfirmed ones leave it for review."""
    groups = defaultdict(list)
    for row in rows:
        groups[subject_of(row)].append(row)
    for subject, group in groups.items():
        for outcome in ("不合格", "待复核"):
            counted = [row for row in group if BAD.get(row.get("review_result")) == outcome]
            if counted and subject[0]:
                yield (code, *subject, outcome, str(len(counted)), *rows_of(counted))
                break


def find_sites(sample):
    tables = sample.tables
    names = {row["site_code"]: row["site_name"] for row in tables["sites"]}

    def named(row):
        return names.get(row.get("site_code"), ""), ""

    severe = [row for row in tables["wording"] if any(word in row["error_kind"] for word in ("严重", "敏感"))]
    yield from by_review("W-V1.1", [row for row in severe if row.get("site_code")], named)
    links = [row for row in tables["links"] if row["link_kind"] in ("非法外链", "暗链")]
    yield from by_review("W-V1.3", links, named)
    audits = {(row["subject"], row["indicator_code"]): row for row in tables["audits"]}
    for site in tables["sites"]:
        name, code = site["site_name"], site["site_code"]
        columns = [row for row in tables["columns"] if row["site_code"] == code]
        yield from find_backdated(tables["articles"], audits.get((name, "W-V1.5")), name, code)
        yield from find_unreachable([row for row in tables["probes"] if row["site_code"] == code], name)
        yield from find_stale(columns, site, name)
        late = [row for row in tables["messages"] if row["site_code"] == code and is_late(row)]
        if late:
            yield ("W-V5.2", name, "", "不合格", str(len(late)), *rows_of(late))
        if site["has_services"] and not any(row["site_code"] == code for row in tables["services"]):
            yield ("W-V6.1", name, "", "不合格", "0", *rows_of([site]))


def find_backdated(articles, audit, name, code):
    early = [
        row
        for row in articles
        if row.get("site_code") == code
        and row.get("published_at")
        and row.get("first_seen_at")
        and row["first_seen_at"] - row["published_at"] > timedelta(days=30)
    ]
    if audit and audit["conclusion"] == "存在问题":
        yield ("W-V1.5", name, "", "不合格", "", *rows_of([audit]))
    elif early and not audit:
        yield ("W-V1.5", name, "", "待复核", str(len(early)), *rows_of(early))


def find_unreachable(probes, name):
    week = [row for row in probes if D - timedelta(days=6) <= row["probed_at"].date() <= D]
    failed = [
        row
        for row in week
        if row["connected"] == "不通" or (row["response_seconds"] is not None and row["response_seconds"] >= 15)
    ]
    assert len(week) == 140
    if len(failed) / len(week) >= 0.05:
        yield ("W-V2", name, "", "不合格", f"{len(failed) / 140:.4f}", *rows_of(failed))


def find_stale(columns, site, name):
    (home,) = [row for row in columns if row["column_kind"] == "首页"]
    if site["home_is_navigation"]:
        dated = [row for row in columns if row["column_level"] == "二级" and row["last_update_date"]]
        home = max(dated, key=lambda row: row["last_update_date"])
    updated = home["last_update_date"]
    if updated is None or days(updated) > 14:
        yield ("W-V3", name, "", "不合格", str(days(updated)) if updated else "", *rows_of([home]))
    asked = [row for row in columns if not row["exempt"]]
    blank = [row for row in asked if row["item_count"] == 0 or row["column_kind"] == "空白"]
    filled = [row for row in asked if row not in blank]

    def stale(row):
        updated = row["last_update_date"]
        if row["column_kind"] == "动态要闻":
            return updated is None or days(updated) > 14
        notice = row["column_kind"] in ("通知公告", "政策文件") and row["column_level"] == "一级"
        return notice and (updated is None or updated < HALF_YEAR)

    def overdue(row):
        return bool(row["cycle_days"] and row["last_update_date"] and days(row["last_update_date"]) > row["cycle_days"])

    for code, counted, limit in (
        ("W-V4.1", [row for row in filled if stale(row)], 5),
        ("W-V4.2", [row for row in filled if overdue(row)], 10),
        ("W-V4.3", blank, 5),
    ):
        if len(counted) >= limit:
            yield (code, name, "", "不合格", str(len(counted)), *rows_of(counted))


def is_late(row):
    counted = row["is_valid"] and row["message_kind"] in ("咨询", "建议", "求助", "投诉", "意见")
    return counted and YEAR < row["received_date"] < QUARTER and row["answered_date"] is None


def find_accounts(sample):
    tables = sample.tables
    judged = {
        (row["account_name"], row["platform"]): row
        for row in tables["accounts"]
        if row["status"] not in ("关停", "注销")
    }

    def named(row):
        pair = row["account_name"], row["platform"]
        return pair if pair in judged else ("", "")

    severe = [row for row in tables["wording"] if any(word in row["error_kind"] for word in ("严重", "敏感"))]
    yield from by_review("M-V1", [row for row in severe if row.get("account_name")], named)
    for (name, platform), account in judged.items():
        posts = [
            row
            for row in tables["articles"]
            if (row.get("account_name"), row.get("platform")) == (name, platform) and row["status"] in ("审发", None)
        ]
        if not account["is_publishing"]:
            continue
        newest = max(posts, key=lambda row: row["published_at"], default=None)
        if newest is None:
            yield ("M-V2.1", name, platform, "不合格", "", *rows_of([account]))
        elif days(newest["published_at"].date()) > 14:
            yield ("M-V2.1", name, platform, "不合格", str(days(newest["published_at"].date())), *rows_of([newest]))


def find_audited(sample):
    judged = {
        (row["account_name"], row["platform"])
        for row in sample.tables["accounts"]
        if row["status"] not in ("关停", "注销")
    }
    for row in sample.tables["audits"]:
        platform = row.get("platform") or ""
        outcome = BAD.get(row["conclusion"])
        known = (row["subject"], platform) in judged if platform else True
        by_points = row.get("points") is not None or row["indicator_code"] == "扣分"
        if outcome and known and not by_points and row["indicator_code"] != "W-V1.5":
            yield (row["indicator_code"], row["subject"], platform, outcome, "", *rows_of([row]))


def add_workdays(day, count):
    while count:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day)
    return day


def after_limit(start, end, limit):
    return (end or D) > add_workdays(start, limit)


def listed(sample):
    """Yield (list, row) for every figure."""
    t = sample.tables
    rules = {
        "tasks_open": (t["tasks"], lambda r: r["status"] == "未完成"),
        "flow_broken": (
            t["publication"],
            lambda r: (
                r["submitted_count"]
                != r["published_count"] + r["pending_count"] + r["returned_count"] + r["deleted_count"]
            ),
        ),
        "zero_publication": (t["publication"], lambda r: r["published_count"] == 0),
        "units_with_errors": (t["publication"], lambda r: (r["error_count"] or 0) >= 1),
        "letters_overdue": (t["letters"], lambda r: (r["overdue_count"] or 0) >= 1),
        "repeat_complaints": (t["messages"], lambda r: r["is_repeat"]),
        "error_reports_late": (t["error_reports"], lambda r: after_limit(r["submitted_date"], r["closed_date"], 3)),
        "enquiries_late": (
            t["test_questions"],
            lambda r: r["is_submitted"] and after_limit(r["submitted_date"], r["answered_date"], 5),
        ),
        "plain_enquiries_late": (
            t["test_questions"],
            lambda r: (
                r["question_kind"] == "简单常见问题"
                and r["is_submitted"]
                and after_limit(r["submitted_date"], r["answered_date"], 1)
            ),
        ),
        "enquiries_failed": (t["test_questions"], lambda r: r["is_submitted"] is False),
        "enquiries_evaded": (t["test_questions"], lambda r: r["answer_quality"] == "敷衍"),
        "applications_late": (
            t["applications"],
            lambda r: after_limit(r["received_date"], r["replied_date"], 40 if r["is_extended"] else 20),
        ),
        "permits_late": (t["permits"], lambda r: after_limit(r["decision_date"], r["posted_date"], 7)),
        "tickets_late": (t["tickets"], lambda r: (r["closed_date"] or D) > r["due_date"]),
        "tickets_repeat": (t["tickets"], lambda r: r["is_repeat"]),
        "tickets_unsatisfied": (t["tickets"], lambda r: r["satisfied"] == "不满意"),
        "interpretation_missing": (t["interpretations"], lambda r: r["interpretation_title"] is None),
    }
    for code, (rows, counts) in rules.items():
        yield from ((code, *rows_of([row])) for row in rows if counts(row))


def find_points(sample):
    for row in sample.tables["audits"]:
        if row.get("points") is not None:
            yield (row["indicator_code"], row["subject"], f"{abs(row['points']):g}", *rows_of([row]))


def planted(sample, kind, *columns):
    return Counter(tuple(line[column] for column in columns) for line in sample.planted if line["kind"] == kind)


@pytest.mark.parametrize("finder", [find_sites, find_accounts, find_audited])
def test_counting_the_files_again_finds_exactly_the_planted_findings(sample, finder):
    found = Counter(finder(sample))
    assert found
    codes = {line[0] for line in found}
    expected = planted(sample, "finding", "code", "subject", "platform", "outcome", "value", "file", "sheet", "row")
    assert found == Counter({line: count for line, count in expected.items() if line[0] in codes})


def test_the_three_counts_together_cover_every_planted_indicator(sample):
    found = {line[0] for finder in (find_sites, find_accounts, find_audited) for line in finder(sample)}
    assert found == {line["code"] for line in sample.planted if line["kind"] == "finding"}


def test_counting_the_files_again_lists_exactly_the_planted_figures(sample):
    assert Counter(listed(sample)) == planted(sample, "figure", "code", "file", "sheet", "row")


def test_counting_the_files_again_finds_exactly_the_points_taken_off(sample):
    found = Counter(find_points(sample))
    assert sum(found.values()) == 4
    assert found == planted(sample, "points", "code", "subject", "value", "file", "sheet", "row")


def test_reading_the_files_again_meets_exactly_the_planted_defects(sample):
    met = Counter((p.code, p.file, p.sheet, str(p.row), p.column) for p in sample.problems)
    assert met == planted(sample, "intake", "code", "file", "sheet", "row", "column")
