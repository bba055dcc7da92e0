"""Which errors a pair of sentences holds, and of which kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.text.changes import KINDS, list_changes, name_change

TEXT = st.text(alphabet="政治正站位提高认真的，", max_size=12)


@pytest.mark.parametrize(
    ("wrong", "right", "changes"),
    [
        ("提高正治站位", "提高政治站位", [(2, 3, "同音")]),
        ("整冶工作", "整治工作", [(1, 2, "形近")]),
        ("食安全责任", "食品安全责任", [(0, 2, "漏字")]),
        ("进行行检查", "进行检查", [(1, 2, "多字")]),
        ("服务理管", "服务管理", [(2, 4, "颠倒")]),
        ("肱骨成果", "巩固成果", [(0, 2, "同音")]),
        ("墙画引领", "强化引领", [(0, 2, "同音")]),
        ("分公合作，棒子", "分工合作，班子", [(1, 2, "同音"), (5, 6, "同音")]),
        ("经研究神迹职责", "经研究审计职责", [(3, 5, "同音")]),
        ("内斗主任", "内科主任", [(1, 2, "其他")]),
        ("一样", "一样", []),
        ("", "补上", [(0, 0, "漏字")]),
        ("去掉", "", [(0, 2, "多字")]),
    ],
)
def test_the_changes_of_a_pair(wrong, right, changes):
    assert [tuple(change) for change in list_changes(wrong, right)] == changes


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("理管", "管理", "颠倒"),
        ("候", "侯", "同音"),
        ("末", "未", "形近"),
        ("甲乙丙", "丁乙", "其他"),
        ("a", "b", "其他"),
    ],
)
def test_the_kind_of_one_change(wrong, right, kind):
    assert name_change(wrong, right) == kind


@given(TEXT, TEXT)
def test_changes_lie_in_the_wrong_sentence_and_never_go_back(wrong, right):
    changes = list_changes(wrong, right)
    assert bool(changes) == (wrong != right)
    for change in changes:
        assert 0 <= change.start <= change.end <= len(wrong)
        assert change.kind in KINDS
    assert [change.start for change in changes] == sorted(change.start for change in changes)
