"""Figures of a run in other words than the bulletin's own: right ones agree, wrong ones are found."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from govlib.bulletin.writing.compose import list_run_slots, write_paper
from govlib.bulletin.writing.deliver import find_flaws
from govlib.bulletin.writing.slot_file import make_slot_file
from govlib.catalog.load import load_catalog
from govlib.verify.check import RIGHT, WRONG
from govlib.verify.computed.by_figure import compare_figures
from govlib.verify.computed.compare import open_speech
from govlib.verify.computed.expected import expect
from govlib.verify.draft.model import Block, Draft
from govlib.verify.draft.opening import open_draft
from govlib.verify.reading import Reading
from govlib.verify.whole import Basis, verify_draft
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
PERIODS = {"guangyuan": "2023Q2", "cangxi": "2024Q2", "fengxiang": "2023Q3", "shiquan": "2023Q1", "tongcheng": "2021Q2"}
# what each sentence says wrong, and what the spreadsheets of the place give, by hand
WRONG_ONES = [
    ("cangxi", "全县共审核发布信息2500条，审发率90%。", [("2500条", "2458条"), ("90%", "85.4%")]),
    ("cangxi", "今年第二季度，我县各单位审核通过信息2500条。", [("2500条", "2458条")]),
    ("cangxi", "本季度信息审核发布率达到84.4%。", [("84.4%", "85.4%")]),
    ("cangxi", "截至6月22日，乡镇报送信息1789条，审发1500条。", [("1500条", "1497条")]),
    ("cangxi", "县教育局报送信息110条，采用103条。", [("110条", "105条"), ("103条", "101条")]),
    ("cangxi", "县级部门审发率85%。", [("85%", "88.3%")]),
    ("cangxi", "陵江镇审核发布信息70条。", [("70条", "65条")]),
    ("cangxi", "乡镇审核发布信息占全县的65%。", [("65%", "60.9%")]),
    ("cangxi", "全县64家单位报送稿件2877条，被采用2457条。", [("2457条", "2458条")]),
    ("cangxi", "三川镇报送150条、审发146条，元坝镇报送117条、审发100条。", [("100条", "110条")]),
    ("cangxi", "全县备案政务新媒体账号18个。", [("18个", "17个")]),
    ("cangxi", "检查发现问题账号4个，涉及5家单位。", [("4个", "3个"), ("5家", "3家")]),
    ("guangyuan", "全市共抽查政府网站46个，合格率97.8%。", [("46个", "45个")]),
    ("guangyuan", "第二季度检查政务新媒体账号239个，其中合格238个。", [("238个", "237个")]),
    ("guangyuan", "全市正在运行的政府网站45家，不合格2家。", [("2家", "1个")]),
    ("guangyuan", "市级部门网站38个。", [("38个", "37个")]),
    ("guangyuan", "政务新媒体中微博54个、微信公众号150个。", [("54个", "53个")]),
    ("guangyuan", "微信公众号合格率99%。", [("99%", "100%")]),
    ("fengxiang", "本季度区长信箱共收到来信110件，按期办结率98%。", [("110件", "106件"), ("98%", "100%")]),
    ("fengxiang", "三季度全区受理群众信件160件。", [("160件", "155件")]),
    ("fengxiang", "区长信箱收到投诉类来信42件。", [("42件", "41件")]),
    ("fengxiang", "政务新媒体发布信息991条、转载1435条。", [("1435条", "1434条")]),
    ("fengxiang", "上级检测反馈问题27条，涉及13家单位，其中财政局8条。", [("8条", "7条")]),
    ("shiquan", "县政府门户网站公开信息1800条，办理依申请公开4件。", [("1800条", "1743条"), ("4件", "3件")]),
    ("shiquan", "全县运营政务新媒体63个。", [("63个", "62个")]),
    ("shiquan", "检查发现问题16条。", [("16条", "15条")]),
    ("tongcheng", "全县未备案账号28个，涉及16家单位。", [("28个", "27个"), ("16家", "15家")]),
    ("tongcheng", "县公安局未备案的政务新媒体账号9个。", [("9个", "8行")]),
    ("tongcheng", "没有及时更新的账号5个。", [("5个", "4个")]),
]
RIGHT_ONES = [
    ("cangxi", "县行政审批局报送信息56条，采用50条，采用率89.3%。", 3),
    ("cangxi", "全县共审核发布稿件2458条，采用率85.4%。", 2),
    ("cangxi", "县教育局报送信息105条，审核发布101条，审发率96.2%。", 3),
    ("cangxi", "县级部门33家单位共报送1088条，乡镇审发率84%。", 2),
    ("guangyuan", "全市政府网站抽查45家，合格44家，合格率97.8%。", 3),
    ("guangyuan", "政务新媒体合格率达99%，不合格2个。", 2),
    ("fengxiang", "市长信箱收到来信49件，按时办结49件。", 2),
    ("shiquan", "门户网站公开信息1743条。", 1),
    ("tongcheng", "去重后问题账号共37个，涉及单位20家。", 2),
]
NOT_COMPARED = [
    ("cangxi", "上季度审核发布信息2300条。"),
    ("cangxi", "1—5月审核发布信息1100条。"),
    ("cangxi", "审核发布率要达到90%以上。"),
    ("cangxi", "审核发布信息较去年增长12%。"),
    ("cangxi", "县人民医院报送信息12条，审核发布10条。"),
    ("cangxi", "全县审核发布涉农补贴信息120条。"),
    ("cangxi", "力争审发率95%。"),
    ("cangxi", "县教育局、县公安局等单位做法较好，共报送信息110条。"),
    ("cangxi", "每家单位平均报送信息45条，乡镇平均审发率80%。"),
    ("cangxi", "三川镇等5个乡镇报送信息500条。"),
    ("guangyuan", "第一季度抽查政府网站40个，合格率95%。"),
    ("guangyuan", "2022年检查政务新媒体200个。"),
    ("fengxiang", "区长信箱平均每月收到来信35件。"),
    ("tongcheng", "去年全县未备案账号12个。"),
]


@cache
def _open(place: str) -> Run:
    return open_declared(ROOT, load_catalog(ROOT / "params"), place, PERIODS[place], "outputs")


@cache
def _compare() -> Callable[[str, str], dict[str, list[tuple[str, str]]]]:
    def compare(place: str, text: str) -> dict[str, list[tuple[str, str]]]:
        run = _open(place)
        reading = Reading(Draft("通报", "text", (Block("第 1 段", text),)), run.register)
        tables = expect(write_paper(run).paper).tables
        found = list(compare_figures(reading, run.figures, set(), tables, open_speech(run, reading)))
        return {
            verdict: [(one.said, one.computed) for one in found if one.verdict == verdict] for verdict in (WRONG, RIGHT)
        }

    return compare


@pytest.mark.parametrize(("place", "text", "found"), WRONG_ONES)
def test_a_wrong_number_in_other_words_is_found(place: str, text: str, found: list[tuple[str, str]]) -> None:
    assert _compare()(place, text)[WRONG] == found


@pytest.mark.parametrize(("place", "text", "count"), RIGHT_ONES)
def test_a_right_number_in_other_words_agrees(place: str, text: str, count: int) -> None:
    found = _compare()(place, text)
    assert (found[WRONG], len(found[RIGHT])) == ([], count)


@pytest.mark.parametrize(("place", "text"), NOT_COMPARED)
def test_other_days_other_bodies_limits_and_other_things_are_not_accused(place: str, text: str) -> None:
    assert _compare()(place, text)[WRONG] == []


@pytest.mark.parametrize("place", PERIODS)
def test_no_published_bulletin_is_accused_of_what_its_spreadsheets_bear_out(place: str) -> None:
    """What they truly say wrong contradicts the bulletins themselves; here only the computed figures are asked."""
    run = _open(place)
    draft = open_draft(ROOT / "tests" / "data" / "bulletins" / f"{place}-{PERIODS[place]}.txt", "通报")
    basis = Basis(place, PERIODS[place], run.register, None, run, write_paper(run).paper)
    checks = verify_draft(draft, basis).checks
    assert [one.said for one in checks if one.verdict == WRONG and one.other and "导出" in one.other.place] == []


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        ("cangxi", "全县审发率90%。", "写“全县审发率90%”，其中“90%”，按导出数据应为85.4%（审发率 85.4%（2458/2877））"),
        ("guangyuan", "全市抽查政府网站46个。", "其中“46个”，按导出数据应为45个（检查政府网站 45个）"),
        ("fengxiang", "区长信箱收到来信110件。", "其中“110件”，按导出数据应为106件（受理来信·区长信箱 106件）"),
    ],
)
def test_a_draft_says_why_with_its_slot_its_sentence_and_both_numbers(place: str, text: str, told: str) -> None:
    run = _open(place)
    slot = list_run_slots(run)[0][0]
    flaws = find_flaws(run, write_paper(run, None, make_slot_file({slot: [text]})).paper)
    assert len(flaws) == 1
    assert flaws[0].startswith("矛盾：正文第")
    assert f"（空位“{slot}”）" in flaws[0]
    assert told in flaws[0]


def test_a_right_number_in_a_slot_makes_no_draft() -> None:
    run = _open("cangxi")
    slot = list_run_slots(run)[0][0]
    paper = write_paper(run, None, make_slot_file({slot: ["全县共审核发布信息2458条，审发率85.4%。"]})).paper
    assert find_flaws(run, paper) == ()
