"""The contradictions and questions of the five bulletins, and no others; T23 against the bulletins' own words."""

from __future__ import annotations

import re
import unicodedata

import pytest

from govlib.identities.numerals import read_quantity
from govlib.identities.stated import read_statements

PLACES = ("cangxi", "tongcheng", "fengxiang", "guangyuan", "shiquan")
VERDICT = {"contradictions": "矛盾", "questionable": "存疑"}


def rows_with(run, verdict):
    checks = run.checks.loc[run.checks["verdict"].eq(verdict)]
    return ["|".join(map(str, record.values())) for record in checks.to_dict("records")]


def says(text: str, words: list[str]) -> bool:
    return all("".join(word.split()) in "".join(text.split()) for word in words)


@pytest.mark.parametrize("kind", VERDICT)
@pytest.mark.parametrize("place", PLACES)
def test_every_published_contradiction_and_question_is_one_row_and_there_is_no_other(
    place, kind, runs, published, read_beside
):
    entries = published[place].get(kind, [])
    known_by = read_beside("verdict_of.yaml")[place][kind]
    rows = rows_with(runs[place], VERDICT[kind])
    assert len(rows) == len(entries) == len(known_by)
    for entry, words in zip(entries, known_by, strict=True):
        assert says(entry, [*words["both"], *words["entry"]]), entry
        assert [says(row, [*words["both"], *words["row"]]) for row in rows].count(True) == 1, (entry, rows)


@pytest.mark.parametrize("place", PLACES)
def test_every_row_tells_both_sides_where_they_stand_and_why(place, runs):
    checks = runs[place].checks
    judged = checks.loc[checks["verdict"].isin(["矛盾", "存疑"])]
    for column in ("stated", "computed", "where_stated", "cause", "identity_name"):
        assert judged[column].str.len().gt(0).all(), column
    unchecked = checks.loc[checks["verdict"].eq("不可核")]
    assert unchecked["cause"].str.len().gt(0).all()


def test_what_can_not_be_checked_is_exactly_what_the_spreadsheets_lack(runs):
    lacking = {
        place: list(run.checks.loc[run.checks["verdict"].eq("不可核"), "subject"]) for place, run in runs.items()
    }
    assert lacking == {
        "cangxi": ["其中公开重点领域信息910条", "政务公开工作推进不力的单位"],
        "tongcheng": [],
        "fengxiang": [],
        "guangyuan": [],
        "shiquan": [],
    }


@pytest.mark.parametrize("place", PLACES)
def test_every_registered_statement_stands_in_the_bulletin(place, runs, bulletin_text):
    text = unicodedata.normalize("NFKC", bulletin_text(place))
    numbers = {word.replace(",", "") for word in re.findall(r"\d[\d,]*(?:\.\d+)?%?", text)}
    statements = read_statements(runs[place].tables["statements"])
    assert statements
    for stated in statements:
        if stated.kind == "日期":
            _, month, day = map(int, stated.value.split("-"))
            assert re.search(f"0?{month}月0?{day}日", text), stated.text
        elif stated.value:
            assert read_quantity(stated.value) is not None
            assert stated.value in numbers, stated.text
        for name in stated.names:
            assert unicodedata.normalize("NFKC", name) in text, name
