"""Any split of any number, phrased in several ways: right as it is, one contradiction when one part is changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.draft.opening import make_draft
from govlib.verify.reading import Reading
from govlib.verify.relations.sums import find_sums

_PLATFORMS = ("微信公众号", "微博", "抖音号", "今日头条", "快手号", "视频号")
_UNITS = ("市教育局", "市财政局", "河东镇", "市水利局", "城南街道", "市统计局")
_KINDS = ("咨询类", "投诉类", "求助类", "建议类", "举报类", "其他类")
_FORMS = (
    ("全市共有政务新媒体{total}个：{parts}。", "个", "、", _PLATFORMS),
    ("截至6月底，备案账号{total}个，分别为{parts}。", "个", "，", _PLATFORMS),
    ("全县现有账号{total}个（{parts}），运行总体平稳。", "个", "、", _PLATFORMS),
    ("{parts}，共计{total}个。", "个", "、", _PLATFORMS),
    ("本季度反馈问题{total}条，分别是{parts}。", "条", "、", _UNITS),
    ("三季度受理群众来信{total}件（其中：{parts}），按期办结率100%。", "件", "，", _KINDS),
    ("按诉求内容分，{parts}，合计{total}件。", "件", "、", _KINDS),
    ("市县两级网站检查发现错敏词{total}处：{parts}。", "处", "；", _UNITS),
)
_SPLITS = st.lists(st.integers(min_value=1, max_value=400), min_size=3, max_size=6)


def _write(form: int, numbers: list[int], total: int) -> str:
    pattern, unit, mark, names = _FORMS[form]
    parts = mark.join(f"{name}{number}{unit}" for name, number in zip(names, numbers, strict=False))
    return pattern.format(total=total, parts=parts)


def _check(text: str) -> list[Check]:
    return [one for one in find_sums(Reading(make_draft(text))) if one.verdict in {RIGHT, WRONG, DOUBTFUL}]


@settings(max_examples=120, deadline=None)
@given(numbers=_SPLITS, form=st.integers(min_value=0, max_value=len(_FORMS) - 1))
def test_parts_that_make_up_their_total_agree(numbers: list[int], form: int):
    found = _check(_write(form, numbers, sum(numbers)))
    assert [one.verdict for one in found] == [RIGHT]


@settings(max_examples=120, deadline=None)
@given(
    numbers=_SPLITS,
    form=st.integers(min_value=0, max_value=len(_FORMS) - 1),
    which=st.integers(min_value=0, max_value=5),
    change=st.integers(min_value=1, max_value=90),
    grows=st.booleans(),
)
def test_one_part_changed_is_one_contradiction(numbers: list[int], form: int, which: int, change: int, grows: bool):
    total = sum(numbers)
    at = which % len(numbers)
    changed = numbers[at] + change if grows or numbers[at] <= change else numbers[at] - change
    found = _check(_write(form, [*numbers[:at], changed, *numbers[at + 1 :]], total))
    assert [one.verdict for one in found] == [WRONG]
    assert found[0].computed.endswith(f"＝{total - numbers[at] + changed}")
    assert found[0].difference == str(numbers[at] - changed)
