"""Marks that don't pair, and all the right texts that look as if they didn't."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govlib.text.document import Doubt, make_document
from govlib.text.rules import brackets

find = brackets.prepare(SimpleNamespace())


def doubts(text: str, *, suspected: bool = False) -> list[tuple[str, str]]:
    document = make_document(text)
    found = [doubt for doubt in find(document) if suspected or doubt.severity != "疑似"]
    return [(document.passages[one.passage].text[one.start : one.end], one.right) for one in found]


WRONG = [
    ("根据《政府信息公开条例的规定，各单位应当公开。", [("《", "")]),
    ("根据政府信息公开条例》的规定，各单位应当公开。", [("》", "")]),
    ("关于印发《2024年工作要点的通知", [("《", "")]),
    ("各乡镇（街道要认真落实。", [("（", "")]),
    ("各乡镇街道）要认真落实。", [("）", "")]),
    ("提高“政治站位，压实责任。", [("“", "")]),
    ("提高政治站位”，压实责任。", [("”", "")]),
    ("提高”政治站位“，压实责任。", [("”政治站位“", "“政治站位”")]),
    ("提高“政治站位“，压实责任。", [("“", "”")]),
    ("提高”政治站位”，压实责任。", [("”", "“")]),
    ("各县（市、区)人民政府：", [(")", "）")]),
    ("各县(市、区）人民政府：", [("）", ")")]),
    ("（一)加强领导。", [(")", "）")]),
    ("川府发〔2024]3号文件要求。", [("]", "〕")]),
    ("【项目建设]栏目未更新。", [("]", "】")]),
    ('落实"放管服"改革要求。', [('"放管服"', "“放管服”")]),
    ("《办法》（试行。各单位执行。\n第二段。", [("（", "")]),
    ("会议指出，“要抓落实。\n会后，各单位作了部署。", [("“", "")]),
    ("（见《办法）》。", [("》", ""), ("《", "")]),
    ("他说：“‘放管服”改革要深化。”", [("‘", "")]),
]

RIGHT = [
    "’98北京新年音乐会和’９９昆明世博会",
    "",
    "没有标点的一行",
    "1）加强领导；2）压实责任；a）查漏补缺；一）部署；①）检查。",
    "1)加强领导;2)压实责任;",
    "要求如下：1）加强领导，2）压实责任。",
    "（一）加强领导。(二)压实责任。",
    "《国务院关于修改〈中华人民共和国政府信息公开条例〉的决定》",
    "他说：“‘放管服’改革要深化。”",
    "会议指出：“要抓落实。\n“要见成效。\n“要常态长效。”",
    "会议指出：“要抓落实。\n要见成效。”",
    "会议指出：“要抓落实。\n“要常态长效。”\n会后部署。",
    "县文化广播电视（体育\n和旅游）局",
    "（1999年5月通过\n2010年3月第一次修正\n2021年6月第二次修正）",
    "各县（市、区）人民政府，市级各部门（单位）：",
    "字体：[ ] 【项目建设】栏目、{一}、〔2024〕3号、「旧式」『引号』",
    "Don’t use the site’s old address; it’s closed.",
    "东经102°30’，北纬31°15’。",
    "（公章（复印件））",
    "“十四五”“放管服”《条例》《办法》",
    '<a href="http://example.gov.cn">链接</a>',
    'class="标题" id="x"',
    'size 5" 屏幕',
    "“政治站位”错误表述为“整治站位”。",
    "",
]

SUSPECTED = [
    ("将第五条修改为：“县级以上人民政府应当加强领导。", [("“", "")]),
    ("县级以上人民政府应当加强领导。”", [("”", "")]),
    ("县政府关于暂时调整实施《中华人民共和国药品", [("《", "")]),
    ("关于印发《转发《省办法》的通知》的通知", [("《", "〈")]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_mark_without_its_partner_is_found(text: str, expected: list[tuple[str, str]]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_marks_are_silent(text: str):
    assert doubts(text, suspected=True) == []


@pytest.mark.parametrize(("text", "expected"), SUSPECTED)
def test_what_may_go_on_elsewhere_is_only_suspected(text: str, expected: list[tuple[str, str]]):
    assert doubts(text) == []
    assert doubts(text, suspected=True) == expected


def test_a_doubt_says_what_is_missing():
    (doubt,) = find(make_document("各乡镇（街道要落实。"))
    assert doubt == Doubt(0, 3, 4, kind="标点不配对", note="后面没有与它配对的“）”")


@settings(max_examples=200)
@example("【）]（")
@given(st.text('（）()《》“”‘’【】〔〕[]{}〈〉「」『』"一1a。\n ', max_size=60))
def test_any_mix_of_marks_is_judged_within_its_text_and_without_overlap(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))


@settings(max_examples=50)
@given(
    st.recursive(
        st.text("政府信息公开。", max_size=5),
        lambda inner: st.tuples(st.sampled_from(["（）", "“”", "【】"]), inner, inner).map(
            lambda part: part[0][0] + part[1] + part[0][1] + part[2]
        ),
        max_leaves=6,
    )
)
def test_marks_that_pair_are_never_unpaired(text: str):
    assert [doubt for doubt in find(make_document(text)) if doubt.kind == "标点不配对"] == []


@pytest.mark.parametrize("text", ["（" * 200_000, "）" * 200_000, "“”" * 100_000, "”“" * 100_000, "（“" * 100_000])
def test_a_megabyte_of_marks_ends(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
