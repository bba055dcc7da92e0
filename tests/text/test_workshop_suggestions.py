"""Suggestions: exceptions that put false alarms right and lose no error, entries that could stand in a lexicon."""

from __future__ import annotations

import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workshop_cases import AN, BU, ENTRIES, RULE, reviews

from govlib.errors import FileUnreadableError
from govlib.text.lexicon import build_lexicon
from govlib.text.workshop.additions import guess_kind, suggest_entries
from govlib.text.workshop.archive import count_in_archive
from govlib.text.workshop.changes import accepted, as_frame
from govlib.text.workshop.exceptions import suggest_exceptions

BAD, GOOD = "误报", "属实"


def exceptions(*rows: tuple[str, str]) -> list[tuple[str, int]]:
    """Return the exceptions suggested from (verdict, sentence) about 布署, with how many false alarms each covers."""
    found = suggest_exceptions(reviews(*(("布署", "部署", verdict, sentence) for verdict, sentence in rows)), ENTRIES)
    return [(change.entry.exceptions[0], change.reviewed) for change in accepted(found)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # what stands on the other side varies: one side is proved
        ([(BAD, "本部门公布署名文章"), (BAD, "出版社发布署名文章")], [("布署名", 2)]),
        ([(BAD, "公布署名办法"), (BAD, "公布署理人选")], [("公布署", 2)]),
        # always the same: nobody knows which side it owes its rightness to
        ([(BAD, "公布署名"), (BAD, "公布署名文章")], [("公布署名", 2)]),
        # a sign, a loose word or the end on the other side
        ([(BAD, "，布署名文章")], [("布署名", 1)]),
        ([(BAD, "的布署名文章")], [("布署名", 1)]),
        ([(BAD, "公布署")], [("公布署", 1)]),
        # no error may be lost: the shorter context is widened
        ([(BAD, "公布署名文章"), (BAD, "发布署名文章"), (GOOD, "会议布署名额分配")], [("布署名文", 2)]),
        ([(BAD, "【布署】名单，会议布署了"), (GOOD, "会议布署了工作")], [("布署名", 1)]),
        # most false alarms first
        ([(BAD, "公布署名"), (BAD, "发布署名"), (BAD, "颁布署令")], [("布署名", 2), ("颁布署令", 1)]),
        # nothing to learn from
        ([(BAD, "")], []),
        ([(BAD, "布署")], []),
        ([(BAD, "，布署。")], []),
        ([(BAD, "2026布署15")], []),
        ([(BAD, "公布署名，会议布署工作")], []),
        ([(BAD, "公布署名"), (GOOD, "公布署名")], []),
        ([(GOOD, "会议布署了工作"), ("待复核", "公布署名")], []),
    ],
)
def test_exceptions_are_the_shortest_context_that_the_decisions_prove(
    rows: list[tuple[str, str]], expected: list[tuple[str, int]]
):
    assert sorted(exceptions(*rows)) == sorted(expected)


def test_where_no_context_helps_the_reason_is_given():
    found = suggest_exceptions(reviews(("布署", "部署", BAD, "，布署。")), ENTRIES)
    assert [bool(change.refusal) for change in found] == [True]
    assert as_frame(found)["refusal"].str.contains("没有可以用的上下文").all()


def test_what_an_exception_covers_already_teaches_nothing():
    assert suggest_exceptions(reviews(("按装", "安装", BAD, "凭按装货单")), ENTRIES) == []


@given(
    dismissed=st.lists(st.text("公发宣名文章会议的，1", max_size=8).map(lambda text: text[:4] + "布署" + text[4:])),
    confirmed=st.lists(st.text("公发宣名文章会议的，1", max_size=8).map(lambda text: text[:4] + "布署" + text[4:])),
)
def test_with_the_exceptions_taken_no_confirmed_hit_is_lost_and_what_they_cover_is_not_hit(
    dismissed: list[str], confirmed: list[str]
):
    rows = [*(("布署", "部署", BAD, one) for one in dismissed), *(("布署", "部署", GOOD, one) for one in confirmed)]
    found = suggest_exceptions(reviews(*rows), [BU])
    taken = [change.entry.exceptions[0] for change in accepted(found)]
    lexicon = build_lexicon([replace(BU, exceptions=tuple(taken))])
    assert all(len(lexicon.find_wrong(one)) == 1 for one in confirmed)
    silent = sum(not lexicon.find_wrong(one) for one in dismissed)
    assert silent == sum(change.reviewed for change in accepted(found))
    assert silent + sum(change.reviewed for change in found if change.refusal) == len(dismissed)


def test_a_confirmed_wording_becomes_an_entry():
    rows = reviews(*(("测式系统", "测试系统", GOOD, "上线测式系统一套"),) * 2)
    (change,) = suggest_entries(rows, ENTRIES, RULE)
    entry = change.entry
    assert (entry.wrong, entry.right, entry.kind, entry.severity) == ("测式系统", "测试系统", "别字", "一般")
    assert (entry.basis, change.reviewed, change.refusal) == ("sample 复核属实 2 处", 2, "")


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ("式", "试", "只有 1 个字"),
        ("测试", "测试", "都是“测试”"),
        ("测", "", None),
        ("测式|系统", "测试", "通配符"),
        ("测式\u200b系统", "测试系统", "看不见"),
        ("2025年2月30日", "2025年2月28日", None),
        ("，", "。", None),
        ("试系", "测试系统", "含有它"),
        ("部属单", "布署单", "词库的错“布署”"),
        ("部", "布" * 50, "只有 1 个字"),
        ("长" * 41, "短", "不超过 40"),
        ("部署", "布置", "词条“布署”的正确写法“部署”里有它"),
        ("会议布署工作", "会议部署工作", None),
    ],
)
def test_what_could_not_stand_in_the_lexicon_is_refused_with_the_reason(wrong: str, right: str, why: str | None):
    found = suggest_entries(reviews((wrong, right, GOOD, "")), ENTRIES, RULE)
    assert accepted(found) == []
    if why is None:
        assert found == []
    else:
        assert why in found[0].refusal


def test_two_right_wordings_and_often_dismissed_wordings_are_refused():
    two = suggest_entries(reviews(("测式", "测试", GOOD, ""), ("测式", "程式", GOOD, "")), ENTRIES, RULE)
    assert "不止一种：测试、程式" in two[0].refusal
    rows = [("测式", "测试", GOOD, "")] * 3 + [("测式", "测试", BAD, "")]
    assert "1 处判为误报" in suggest_entries(reviews(*rows), ENTRIES, RULE)[0].refusal
    assert suggest_entries(reviews(*rows, rows[0]), ENTRIES, RULE)[0].refusal == ""


def test_what_an_archive_has_is_refused(tmp_path: Path):
    plain, packed, page = tmp_path / "a.txt", tmp_path / "b.txt.xz", tmp_path / "c.html"
    plain.write_text("各种程式语言。\n测式完成。", encoding="utf-8")
    packed.write_bytes(lzma.compress("再次测式。".encode()))
    page.write_text("<p>又测式</p>", encoding="utf-8")
    rows = reviews(("测式", "测试", GOOD, ""), ("园满", "圆满", GOOD, ""))
    found = suggest_entries(rows, ENTRIES, RULE)
    counted = count_in_archive([one.entry for one in found], [plain, packed, page])
    assert {wrong: count for wrong, (count, _) in counted.items()} == {"测式": 3}
    again = suggest_entries(rows, ENTRIES, RULE, counted)
    assert [one.entry.wrong for one in accepted(again)] == ["园满"]
    assert "干净的文本里有 3 处" in again[-1].refusal


def test_an_archive_that_cannot_be_read_is_told(tmp_path: Path):
    (tmp_path / "a.txt.xz").write_bytes(b"no archive")
    for name in ("a.txt.xz", "none.txt"):
        with pytest.raises(FileUnreadableError, match=name):
            count_in_archive([AN], [tmp_path / name])


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("布署", "部署", "别字"),
        ("署部", "部署", "颠倒"),
        ("人民府", "人民政府", "漏字"),
        ("人民民政府", "人民政府", "重复"),
        ("人民的政府", "人民政府", "多字"),
        ("截止目前", "到现在为止", "搭配"),
    ],
)
def test_the_kind_of_an_error_is_read_off_its_characters(wrong: str, right: str, kind: str):
    assert guess_kind(wrong, right) == kind
