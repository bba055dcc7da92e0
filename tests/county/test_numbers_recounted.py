"""The numbers of the invented county again in plain Python over its rows: nothing of govlib's arithmetic is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

DAY = pd.Timestamp("2026-09-25")
START, END = pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-25")


def rows_of(county, table: str) -> list[dict[str, Any]]:
    frame = county.run.tables[table]
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def number(county, name: str) -> Fraction | None:
    found = [item for item in county.run.figures if item.name == name]
    assert found
    item = found[0]
    if item.value is None:
        return None
    if item.numerator is not None and item.denominator:
        return Fraction(str(item.numerator)) / Fraction(str(item.denominator))
    return Fraction(str(item.value))


def day_of(value: Any) -> pd.Timestamp | None:
    return None if value is None else pd.Timestamp(value).normalize()


def mean_days(rows: list[dict[str, Any]], start: str, end: str) -> Fraction:
    spans = [
        (last - first).days
        for first, last in ((day_of(row[start]), day_of(row[end])) for row in rows)
        if first is not None and last is not None and first <= last <= DAY
    ]
    assert len(spans) > 3
    return Fraction(sum(spans), len(spans))


@pytest.mark.parametrize(
    ("name", "table", "start", "end"),
    [
        ("热线工单平均办理时间", "tickets", "received_date", "closed_date"),
        ("网民留言平均答复时间", "messages", "received_date", "answered_date"),
        ("找错留言平均办理时间", "error_reports", "submitted_date", "closed_date"),
        ("依申请公开平均答复时间", "applications", "received_date", "replied_date"),
    ],
)
def test_average_days_are_those_of_the_rows_with_both_dates(county, name, table, start, end):
    assert number(county, name) == mean_days(rows_of(county, table), start, end)


def test_average_days_by_unit(county):
    by_unit = defaultdict(list)
    for row in rows_of(county, "tickets"):
        by_unit[row["unit"] or "未写"].append(row)
    for unit, rows in by_unit.items():
        done = [row for row in rows if row["closed_date"] is not None and day_of(row["closed_date"]) <= DAY]
        spans = [
            (day_of(row["closed_date"]) - day_of(row["received_date"])).days
            for row in done
            if row["received_date"] is not None and day_of(row["received_date"]) <= day_of(row["closed_date"])
        ]
        assert number(county, f"办结热线工单·{unit}") == len(done) if done else True
        if spans:
            assert number(county, f"热线工单平均办理时间·{unit}") == Fraction(sum(spans), len(spans))


def test_closed_and_open_tickets_and_messages_make_up_all(county):
    tickets, messages = rows_of(county, "tickets"), rows_of(county, "messages")
    closed = sum(row["closed_date"] is not None and day_of(row["closed_date"]) <= DAY for row in tickets)
    answered = sum(row["answered_date"] is not None and day_of(row["answered_date"]) <= DAY for row in messages)
    assert number(county, "办结热线工单") == closed
    assert number(county, "在办热线工单") == len(tickets) - closed
    assert number(county, "已答复网民留言") == answered
    assert number(county, "未答复网民留言") == len(messages) - answered
    assert number(county, "有效网民留言") == sum(row["is_valid"] is True for row in messages)


def test_satisfaction_and_shares_of_messages_by_kind(county):
    rated = Counter(row["satisfied"] for row in rows_of(county, "tickets"))
    assert number(county, "热线工单满意率") == Fraction(rated["满意"], rated["满意"] + rated["不满意"])
    messages = rows_of(county, "messages")
    kinds = Counter(row["message_kind"] or "未写" for row in messages)
    for kind, count in kinds.items():
        assert number(county, f"网民留言占比·{kind}") == Fraction(count, len(messages))


def test_reads_per_post_and_originals_over_rows_that_say_both(county):
    reads = rows_of(county, "reads")
    for name, over, under in (
        ("账号篇均阅读量", "read_count", "post_count"),
        ("账号原创率", "original_count", "post_count"),
    ):
        both = [(row[over], row[under]) for row in reads if row[over] is not None and row[under] is not None]
        assert number(county, name) == Fraction(sum(a for a, _ in both), sum(b for _, b in both))
    articles = [row for row in rows_of(county, "articles") if row["status"] not in ("待审", "退回", "删除")]
    said = [row["read_count"] for row in articles if row["read_count"] is not None]
    assert number(county, "文章与推文篇均阅读量") == Fraction(sum(said), len(said))


def test_letters_valid_and_total_stay_apart(county):
    letters = rows_of(county, "letters")

    def rate(part: str, whole: str) -> Fraction:
        both = [(row[part], row[whole]) for row in letters if row[part] is not None and row[whole] is not None]
        return Fraction(sum(a for a, _ in both), sum(b for _, b in both))

    assert number(county, "有效来信占比") == rate("valid_count", "letter_count")
    assert number(county, "来信按期办结率") == rate("on_time_count", "letter_count")
    assert number(county, "有效来信按期办结率") == rate("on_time_count", "valid_count")
    boxes = Counter()
    for row in letters:
        boxes[row["mailbox"]] += row["letter_count"]
    for box, count in boxes.items():
        assert number(county, f"来信类型占比·{box}") == Fraction(count, sum(boxes.values()))
    assert number(county, "超期来信") == sum(row["overdue_count"] or 0 for row in letters)


def test_the_flow_of_items_and_interpretations(county):
    publication = rows_of(county, "publication")
    for name, column in (("待审信息", "pending_count"), ("退回信息", "returned_count"), ("删除信息", "deleted_count")):
        assert number(county, name) == sum(row[column] or 0 for row in publication)
    rows = rows_of(county, "interpretations")
    policies = {(row["policy_title"], row["policy_url"]) for row in rows}
    told = {(row["policy_title"], row["policy_url"]) for row in rows if row["interpretation_title"] is not None}
    assert number(county, "政策文件解读率") == Fraction(len(told), len(policies))


def test_the_stock_of_accounts_by_platform(county):
    stock = defaultdict(Counter)
    for row in rows_of(county, "accounts"):
        opened, closed = day_of(row["opened_date"]), day_of(row["closed_date"])
        impossible = closed is not None and opened is not None and closed < opened
        if opened is None or impossible or (closed is None and row["status"] in ("关停", "注销")):
            stock["日期不全"][""] += 1
            continue
        mine = stock[row["platform"]]
        mine["期初"] += opened < START and (closed is None or closed >= START)
        mine["本期新开"] += START <= opened <= END
        mine["本期关停"] += opened <= END and closed is not None and START <= closed <= END
        mine["期末"] += opened <= END and (closed is None or closed > END)
    assert number(county, "开设和关停日期不全的政务新媒体账号") == stock.pop("日期不全")[""]
    for platform, counts in stock.items():
        for name, count in counts.items():
            assert number(county, f"{name}政务新媒体账号·{platform}") == count
        assert counts["期初"] + counts["本期新开"] - counts["本期关停"] == counts["期末"]


def test_rates_by_level_are_those_of_the_verdicts(county):
    levels = {row["site_name"]: row["level"] for row in rows_of(county, "sites")}
    verdicts = county.run.verdicts
    mine = verdicts.loc[verdicts["subject_kind"].eq("网站")]
    counted = defaultdict(Counter)
    for subject, outcome in zip(mine["subject"], mine["outcome"], strict=True):
        counted[levels[subject]][outcome] += 1
    for level, outcomes in counted.items():
        checked = sum(outcomes[word] for word in ("合格", "不合格", "待复核"))
        assert number(county, f"检查政府网站·{level}") == checked
        assert number(county, f"政府网站合格率·{level}") == Fraction(outcomes["合格"], checked)
        assert number(county, f"政府网站不合格率·{level}") == Fraction(outcomes["不合格"], checked)
