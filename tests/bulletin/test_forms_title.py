"""Titles over lines: where they break and where they never do."""

from __future__ import annotations

from itertools import pairwise

import pytest

from govlib.bulletin.forms.title_lines import break_title, measure


def test_a_short_title_stays_on_one_line():
    assert break_title("专项工作落实情况", 19) == ["专项工作落实情况"]


def test_the_office_stands_on_its_own_line():
    lines = break_title("示范市人民政府办公室关于2026年第三季度全市政府网站检查情况的通报", 19, "示范市人民政府办公室")
    assert lines[0] == "示范市人民政府办公室"
    assert lines[1].startswith("关于")


@pytest.mark.parametrize(
    "title",
    [
        "关于2026年第三季度全市政府网站和政务新媒体检查情况的通报",
        "2026年1—5月各县（区）人民政府门户网站和市级部门网站综合评估排名情况",
        "关于2026年上半年政府网站与政务新媒体专项检查发现问题整改情况的通报",
        "全市政务公开重点工作任务完成情况和存在问题单位名单",
        "关于开展政府网站“不良链接”专项整治情况的通报以及下一步工作安排的通知",
    ],
)
def test_lines_fit_break_between_words_and_are_not_a_block(title):
    lines = break_title(title, 19)
    assert "".join(lines) == title
    assert len(lines) >= 2
    assert max(map(measure, lines)) <= 19
    assert min(map(measure, lines)) >= 4
    for line, following in pairwise(lines):
        assert following[0] not in "的和与、，”》）"
        assert not line.endswith("关于")
        for word in ("政府网站", "政务新媒体", "检查情况", "第三季度", "通报", "情况", "2026年", "政务公开"):
            # no word is cut by the break
            assert not any(
                line.endswith(word[:cut]) and following.startswith(word[cut:]) for cut in range(1, len(word))
            )


def test_a_word_longer_than_a_line_is_cut_rather_than_running_out_of_the_page():
    lines = break_title("某" * 45, 19)
    assert "".join(lines) == "某" * 45
    assert max(map(measure, lines)) <= 19
