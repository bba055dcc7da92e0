"""The bulletins of the places that ship, written from their exports: stated figures right, nothing contradictory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from govlib.bulletin.forms.text import write_text
from govlib.bulletin.paper import Heading, Paper, Paragraph
from govlib.bulletin.writing.compose import Written, write_paper
from govlib.bulletin.writing.deliver import find_flaws
from govlib.catalog.bulletin_form import BulletinForm, PeriodBulletin
from govlib.catalog.load import Catalog, load_catalog
from govlib.verify.check import DOUBTFUL, WRONG
from govlib.verify.draft.opening import open_draft
from govlib.verify.whole import Basis, verify_draft
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "guangyuan": "2023Q2", "cangxi": "2024Q2", "fengxiang": "2023Q3", "shiquan": "2023Q1", "tongcheng": "2021Q2",
    "sample": "2026Q3",
}  # fmt: skip
# what each published bulletin states and its spreadsheets determine, in the words of ours, worked out by hand
STATED = {
    "guangyuan": [
        "共45个，其中市政府门户网站和县（区）政府门户网站8个，市级部门网站37个，检查率100%",
        "检查合格44个，不合格1个，合格率97.8%（见附件1）",
        "共239个，其中微博53个、微信公众号150个、其他平台类型36个，检查率100%",
        "存在突出问题的政务新媒体2个，合格率99.2%",
        "对7个县（区）政府门户网站和37个市级部门网站2023年1—5月得分情况",
        "“好”等次8家、“较好”等次13家；信息转载工作“好”等次8家、“较好”等次12家",
        "市水利局网站应更新但长期未更新的栏目数量超过（含）10个",
        "于6月20日前",
    ],
    "cangxi": [
        "64家单位（乡镇31家、县级部门33家）",
        "报送信息2877条，其中乡镇1789条、县级部门1088条；审核发布2458条，其中乡镇1497条、县级部门961条，审发率85.4%",
        "账号共17个，其中微信公众号14个、新浪微博1个、抖音短视频1个、微信小程序1个",
        "县应急局5家单位已经开展，另有14家单位尚未开展",
        "将“截至目前”错写为“截止目前”",
    ],
    "fengxiang": [
        "互动等信息489条",
        "公开信息181条",
        "发布信息991条，转发1434条",
        "来信106件（其中：问题咨询26件、意见建议16件、求助23件、投诉41件），按期办结率100%",
        "来信49件（其中：问题咨询3件、意见建议7件、举报6件、求助12件、投诉21件），按期办结率100%",
        "网站问题27条",
        "6家单位没有发布新闻信息",
        "10个栏目没有发布信息",
        "12家单位没有完成国办公开办转发任务",
        "田家庄镇，共11家（见附件1）",
        "民政局，共7家（见附件2）",
    ],
    "shiquan": [
        "政府门户网站1家、政务新媒体62个",
        "信息1743条，办理网上依申请公开事项3件",
        "于3月22日前",
    ],
    "tongcheng": [
        "网站得分95分，抽查政务新媒体合格率62.5%；5月上旬抽查政务新媒体合格率94%；5月下旬抽查政务新媒体合格率58%",
        "账号27个，涉及单位15家",
        "县公安局8个，麦市镇3个",
        "账号9个，涉及单位8家",
        "账号4个，涉及单位4家",
        "共40行，同一账号有几个问题的各列一行，去掉重复为37个",
        "发现问题45条，分为15类",
        "6月8日前",
    ],
    "sample": ["检查政府网站32个，检查率100%。其中合格13个，不合格18个，待复核1个，合格率40.6%（见附件1）"],
}  # fmt: skip
ORDER = {
    "guangyuan": ["一、总体情况", "二、存在的问题", "三、下一步工作要求"],
    "cangxi": ["一、总体情况", "二、主要问题", "三、下一步工作要求"],
    "fengxiang": ["一、基本情况", "二、存在问题", "三、工作要求"],
    "shiquan": ["一、总体情况", "二、存在问题", "三、工作要求"],
    "tongcheng": ["一、存在的主要问题", "二、原因分析", "三、工作要求", "四、保障措施"],
    "sample": ["一、总体情况", "二、主要成效和亮点", "三、存在的问题", "四、下一步工作要求"],
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="module")
def runs(batch: Any, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Run]:
    outputs = tmp_path_factory.mktemp("outputs")
    root = batch.outputs.parent
    opened = {name: open_declared(root, catalog, name, period, str(outputs)) for name, period in PLACES.items()}
    return opened.__getitem__


@pytest.fixture(scope="module")
def written(runs: Callable[[str], Run]) -> Callable[[str], Written]:
    made: dict[str, Written] = {}

    def one(name: str) -> Written:
        if name not in made:
            made[name] = write_paper(runs(name), paragraphs={})
        return made[name]

    return one


def text_of(paper: Paper) -> str:
    return "\n".join(piece.text for piece in paper.body if isinstance(piece, Heading | Paragraph))


@pytest.mark.parametrize("name", list(PLACES))
def test_what_the_spreadsheets_determine_stands_right_in_the_text(name: str, written: Callable[[str], Written]):
    text = text_of(written(name).paper)
    assert [words for words in STATED[name] if words not in text] == []


@pytest.mark.parametrize("name", list(PLACES))
def test_sections_come_in_the_offices_own_order(name: str, written: Callable[[str], Written]):
    headings = [one.text for one in written(name).paper.body if isinstance(one, Heading) and one.level == 1]
    assert headings == ORDER[name]


@pytest.mark.parametrize("name", list(PLACES))
def test_no_gap_is_shown(name: str, written: Callable[[str], Written]):
    text = text_of(written(name).paper)
    for sign in ("None", "nan", "{{", "{%", "缺数据", "\ue000", "@slot", "<NA>", "。。", "，。", "（）"):
        assert sign not in text, sign


@pytest.mark.parametrize("name", ["guangyuan", "cangxi", "fengxiang", "shiquan", "tongcheng"])
def test_the_own_bulletin_contradicts_itself_nowhere(
    name: str, written: Callable[[str], Written], runs: Callable[[str], Run]
):
    assert find_flaws(runs(name), written(name).paper) == ()


@pytest.mark.parametrize("kind", [None, "monthly"])
@pytest.mark.parametrize("name", list(PLACES))
def test_every_kind_agrees_with_what_was_computed(
    name: str, kind: str | None, written: Callable[[str], Written], runs: Callable[[str], Run], tmp_path: Path
):
    """As ``govlib verify -p --period`` asks: nothing wrong, and nothing that a person would have to look into."""
    run = runs(name)
    write_text(tmp_path / "bulletin.txt", written(name).paper if kind is None else write_paper(run, kind, {}).paper)
    basis = Basis(name, PLACES[name], run.register, run=run, paper=written(name).paper)
    report = verify_draft(open_draft(tmp_path / "bulletin.txt", "bulletin.txt"), basis)
    assert [one for one in report.checks if one.verdict in (WRONG, DOUBTFUL)] == []


def test_a_unit_without_errors_in_the_annex_is_not_named_for_one(written: Callable[[str], Written]):
    """东溪镇 is in the register of errors, and has none in the table of what units sent in."""
    assert "东溪镇" not in text_of(written("cangxi").paper)


def test_who_is_praised_has_no_problem_of_that_topic(written: Callable[[str], Written]):
    text = text_of(written("cangxi").paper)
    praised = text.partition("政务公开工作情况良好")[0].rpartition("。")[2]
    assert "三川镇、元坝镇、龙山镇" in praised
    assert "县行政审批和数据局" not in praised


def test_nobody_is_praised_for_texts_without_errors_and_named_for_them(written: Callable[[str], Written]):
    """By number of texts 样岭镇, 样石镇 and 虚乐乡 come first; all three are in the register of errors, confirmed."""
    text = text_of(written("sample").paper)
    praised = text.partition("报送审核发布信息较多，没有发现错情")[0].rpartition("。")[2].strip()
    assert praised == "县行政审批局、县医疗保障局、县审计局"
    named = text.partition("文字差错仍有发生。")[2].partition("\n")[0]
    assert all(unit in named for unit in ("样岭镇", "样石镇", "虚乐乡"))
    assert not any(unit in named for unit in praised.split("、"))


def test_texts_with_errors_and_texts_that_were_not_published_are_told_apart(written: Callable[[str], Written]):
    """县交通运输局, 县水利局 and 样田镇 had nothing of what they sent in published; their own websites have errors."""
    text = text_of(written("sample").paper)
    assert "样田镇、县交通运输局、县水利局3家检查期内没有审核发布信息" in text
    assert "所办网站和政务新媒体的文字差错仍有发生" in text
    assert "没有发布信息" not in text


def test_a_unit_is_named_once_for_one_fault(written: Callable[[str], Written]):
    assert text_of(written("guangyuan").paper).count("市水利局网站应更新但长期未更新的栏目数量超过（含）10个") == 1


def test_an_item_of_nobody_is_told_as_such_beside_items_with_units(written: Callable[[str], Written]):
    text = text_of(written("cangxi").paper)
    assert "如县公安局“户籍管理”、县司法局“公共法律服务”、县住建局“保障性住房”、“救灾生产”（责任单位待核实）" in text


def test_the_annex_of_tasks_has_tasks_grades_and_units_in_their_own_order(written: Callable[[str], Written]):
    table = written("sample").paper.attachments[2].tables[0].table
    assert list(dict.fromkeys(table["工作"])) == [
        "政务开放日",
        "找错入口设置",
        "在线访谈录制",
        "政策文件转载",
        "专题信息报送",
    ]
    second = table.loc[table["工作"].eq("找错入口设置")]
    assert second["情况"].tolist() == ["好", "较好", "完成", "未完成", "未写"]
    assert second["单位"].iloc[0] == "样石镇、样塘镇、县发展和改革局"


def test_a_number_of_one_bulletin_stands_on_no_other_kind(
    runs: Callable[[str], Run], written: Callable[[str], Written]
):
    assert written("guangyuan").paper.number == "〔2023〕69号"
    assert write_paper(runs("guangyuan"), "monthly", {}).paper.number == ""


def without_form(run: Run) -> Run:
    periods = {name: one.model_copy(update={"bulletin": PeriodBulletin()}) for name, one in run.place.periods.items()}
    return replace(run, place=run.place.model_copy(update={"bulletin": BulletinForm(), "periods": periods}))


@pytest.mark.parametrize("name", list(PLACES))
def test_a_place_without_a_form_has_a_draft_that_reads_as_the_others(name: str, runs: Callable[[str], Run]):
    run = without_form(runs(name))
    paper = write_paper(run, None, {}).paper
    text = text_of(paper)
    assert paper.flaws[0].endswith("只能作草稿")
    assert paper.office.endswith("人民政府办公室")
    for sign in ("→", "“”", "(", ")", "工作工作", "任务工作", "活动工作", "。。", "，。", "：。"):
        assert sign not in text, sign
    assert find_flaws(run, paper) == ()


def test_wrong_wording_of_the_checklist_is_told_without_its_words(runs: Callable[[str], Run]):
    text = text_of(write_paper(without_form(runs("shiquan")), None, {}).paper)
    assert "县公安局、饶峰镇发布的信息存在表述错误。" in text
    assert "政治站位" not in text
    # of 15 findings two are of wording and told by unit alone
    assert "“12345便民工单”延期办结" in text


def test_a_draft_keeps_a_place_for_what_is_not_written(runs: Callable[[str], Run]):
    draft = write_paper(runs("guangyuan"), paragraphs={}, draft=True).paper
    waiting = [piece for piece in draft.body if isinstance(piece, Paragraph) and piece.waiting]
    assert [piece.slot for piece in waiting] == ["主要成效和亮点"]
    assert any("主要成效和亮点" in flaw for flaw in draft.flaws)
    assert [one.text for one in draft.body if isinstance(one, Heading) and one.level == 1][1] == "二、主要成效和亮点"


def test_the_analysts_paragraphs_stand_in_their_slot_with_their_numbers_filled_in(runs: Callable[[str], Run]):
    own = {"主要成效和亮点": ('## 甲做法。全市网站合格率{{ figure("政府网站合格率") }}。', "乙做法。")}
    paper = write_paper(runs("guangyuan"), paragraphs=own).paper
    in_slot = [piece.text for piece in paper.body if isinstance(piece, Paragraph) and piece.slot == "主要成效和亮点"]
    assert in_slot == ["全市网站合格率97.8%。", "乙做法。"]
    assert "（一）甲做法。" in text_of(paper)


def test_annexes_are_numbered_and_referred_to(written: Callable[[str], Written]):
    paper = written("guangyuan").paper
    assert [annex.number for annex in paper.attachments] == [1, 2, 3]
    failures = paper.attachments[0].tables[0].table
    assert failures["名称"].tolist() == ["市水利局网站", "健康广元（抖音）", "广元应急管理（今日头条）"]
    assert failures["责任单位"].tolist() == ["市水利局", "市卫生健康委", "市应急管理局"]
    assert "（见附件2）" in text_of(paper)


def test_accounts_are_listed_by_problem_with_their_number(written: Callable[[str], Written]):
    lists = written("tongcheng").paper.attachments[1].tables
    assert [len(one.table) for one in lists] == [27, 9, 4]
    assert lists[0].title == "一、未备案的账号（27个）"


def test_imprint_and_copies_come_from_the_places_file(written: Callable[[str], Written]):
    paper = written("shiquan").paper
    assert paper.copies == "县档案史志馆。"
    assert paper.printer == "石泉县人民政府办公室"
    assert paper.printed_on == paper.issued


def test_a_change_that_cannot_be_told_leaves_its_sentence_out(written: Callable[[str], Written]):
    told = [names for _, names in written("sample").left_out]
    assert "政府网站合格率比上期" in told
