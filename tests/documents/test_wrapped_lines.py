"""Lines that are one paragraph are joined; headings, lists, signatures and dates stay by themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.documents.wrapped_lines import join_lines

LONG = "各乡镇、各部门要高度重视防汛工作，切实加强组织领导，压实工作责任，会议布"


def joined(text: str) -> list[str]:
    return [one.text for one in join_lines([(str(number), line) for number, line in enumerate(text.split("\n"), 1)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\n署了下一步工作。", [f"{LONG}署了下一步工作。"]),
        (f"　　{LONG}\n署了下一步工作。", [f"　　{LONG}署了下一步工作。"]),
        (f"{LONG}\n署", [f"{LONG}署"]),
        ("关于布\n署防汛工作的通知", ["关于布\n署防汛工作的通知"]),
        ("会议布\n署了工作。", ["会议布\n署了工作。"]),
        (f"{LONG}署工作20\n26年完成。", [f"{LONG}署工作2026年完成。"]),
    ],
)
def test_a_word_broken_over_lines_is_in_one_passage(text: str, expected: list[str]):
    assert joined(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第一段没有句号\n\n第二段，完。",
        f"{LONG}署。\n各单位要落实，完。",
        f"{LONG}\n　　另起一段，完。",
        f"{LONG}\n一、总体要求，完。",
        f"{LONG}\n（二）工作任务，完。",
        f"{LONG}\n3.强化值守，完。",
        f"{LONG}\n第三章　附则，完。",
        f"{LONG}\n附件：名单，完。",
        "样例县人民政府办公室\n2026年11月22日",
        "样例县人民政府办公室\n二〇二六年十一月二十二日",
        "关于做好防汛工作的通知\n各乡镇人民政府，县级各部门：",
        "关于做好防汛工作的通知\n为做好防汛工作，现通知如下。",
        "县教育局关于招生工作的公告\n县水利局关于防汛工作的公告\n县财政局关于预算公开的公告",
        "一、压实责任\n各单位要落实，完。",
        "张三\n李四\n王五",
    ],
)
def test_what_begins_anew_stays_by_itself(text: str):
    assert joined(text) == [line for line in text.split("\n") if line]


def test_each_part_of_a_joined_paragraph_knows_its_line():
    (passage,) = join_lines([("第 3 行", LONG), ("第 4 行", "署了下一步工作，"), ("第 5 行", "")])
    at = passage.text.index("布署")
    assert [passage.place_at(at), passage.place_at(at + 1), passage.place_at(0)] == ["第 3 行", "第 4 行", "第 3 行"]


def test_letters_on_both_sides_of_a_break_get_a_blank():
    lines = [("1", "各单位要使用国家标准的办公软件，例如 WPS Office"), ("2", "Standard 版，不得使用盗版。")]
    assert [one.text for one in join_lines(lines)] == [f"{lines[0][1]} {lines[1][1]}"]


@given(st.lists(st.text(alphabet="布署，。a1 \u3000一、", max_size=30), max_size=12), st.booleans())
def test_no_sign_is_lost_but_blanks_and_every_line_is_found_where_it_stands(lines: list[str], always: bool):
    passages = list(join_lines([(str(number), line) for number, line in enumerate(lines)], always=always))
    kept = "".join("".join(passage.text.split()) for passage in passages)
    assert kept == "".join("".join(line.split()) for line in lines)
    for passage in passages:
        starts = [0, *(start for start, _ in passage.further), len(passage.text)]
        places = [passage.place, *(place for _, place in passage.further)]
        for place, (start, end) in zip(places, pairwise(starts), strict=True):
            assert passage.text[start:end].strip() == lines[int(place)].strip()
            assert passage.place_at(start) == place
