"""Typos that no list has: what is found, what stays silent, places, names, hostile text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlib.catalog.place_files import load_place
from govlib.catalog.text_rules import load_text_rules
from govlib.text.bench import measure, read_column
from govlib.text.check import Checker, Ready, check_document
from govlib.text.document import Document, Doubt, make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.rules import typos
from govlib.text.rules.kit import Kit
from govlib.text.rules.typos import trust

ROOT = Path(__file__).resolve().parents[2]
PARAMS = ROOT / "params"
DATA = ROOT / "tests" / "data" / "text"

WRONG = [
    ("县级以上人民正府应当加强对本行政区域内工作的领导。", "正", "政", "同音"),
    ("县级人民政底教育行政部门应当加强对残疾儿童实施义务教育工作的指导。", "底", "府", "别字"),
    ("应当加强对木行政区域内的残疾儿童实施义务教育工作的指导。", "木", "本", "形近"),
    ("严禁擅自提供、摘录、复制、拍射、保存、丢弃、销毁干部人事档案；", "射", "摄", "同音"),
    ("定期分析评估本地区消防安全形势，组织开展火灾隐患排查整冶工作；", "冶", "治", "形近"),
    ("根据《公职律师管理办法》的有关规定，依照环境保护有关法律、刑政法规的规定处理。", "刑", "行", "同音"),
    ("加强对工作的服务理管，维护社会和谐稳定。", "理管", "管理", "颠倒"),
    ("要广泛动员社会力量，密切配和，依法从严查处违规行为。", "和", "合", "同音"),
    ("应当建立健全安全生产责壬制，及时消除事故隐患。", "壬", "任", "同音"),
    ("参事室、文史研究馆应当按照管里权限，加强对党员、干部的监督。", "里", "理", "同音"),
]

RIGHT = [
    "各部门要进一步提高政治站位，切实增强责任感。",
    "第二十二条举办中医医疗机构的，应当按照国家和本市有关规定办理审批手续。",
    "白驿镇举行秋季农产品展销会，黄桃、核桃油等特色产品受到市民青睐。",
    "全县上下以奋进姿态勇毅前行，奋力书写中国式现代化的县域答卷。",
    "前岐镇依托滨海优势，培育海上牧场，走出一条向海图强之路。",
    "市纪委监委驻市教育局纪检监察组组长赵明出席并讲话。",
    "岐山臊子面、擀面皮、凤翔泥塑等非遗产品亮相文博会。",
    "推动公立医院薪酬制度改革，落实两个允许要求。",
    "退役军人事务局为立功受奖现役军人家庭送喜报。",
    "擘画蓝图，笃行不怠，全力打好三大攻坚战。",
    "桃李不言，下自成蹊，她扎根山区从教三十七载。",
    "索引号：116103220160074509/2024-00123，发布日期：2024-06-22",
    "联系电话：0839-1234567，邮箱：zfb@example.gov.cn",
]


@cache
def find_with(threshold: float | None) -> Callable[[Document], list[Doubt]]:
    setting = load_text_rules(PARAMS, [])["typos"].model_copy(update={"threshold": threshold})
    find = typos.prepare(Kit(PARAMS, None, setting, build_lexicon(())))
    return lambda document: list(find(document))


def find(text: str, threshold: float | None = None) -> list[Doubt]:
    return find_with(threshold)(make_document(text))


@pytest.mark.parametrize(("text", "wrong", "right", "kind"), WRONG)
def test_a_typo_is_found_at_its_place(text: str, wrong: str, right: str, kind: str):
    (doubt,) = find(text)
    assert (text[doubt.start : doubt.end], doubt.right, doubt.kind) == (wrong, right, kind)
    assert 0.9 <= doubt.confidence < 1
    assert "分数" in doubt.note


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_stays_silent(text: str):
    assert find(text) == []


@pytest.mark.parametrize("name", ["natural_clean.tsv", "clean.tsv"])
def test_clean_news_of_the_project_is_seldom_doubted(name: str):
    texts = [text for (text,) in read_column(DATA / name, "text")]
    hits = [doubt for text in texts for doubt in find(text)]
    assert len(hits) <= 1


def test_a_character_too_many_is_shown_with_its_neighbour():
    (doubt,) = find("咸宁市政务服务和大数据数管理局召开全市工作会议。")
    assert doubt.kind == "多字"
    assert doubt.right in {"据", "数"}
    text = "咸宁市政务服务和大数据数管理局召开全市工作会议。"
    mended = text[: doubt.start] + doubt.right + text[doubt.end :]
    assert mended == "咸宁市政务服务和大数据管理局召开全市工作会议。"


def test_a_missing_character_is_shown_with_both_neighbours():
    text = "全县经社会发展取得了新的成绩，综合实力稳步提升。"
    (doubt,) = [one for one in find(text, 0.5) if one.kind == "漏字"]
    assert (text[doubt.start : doubt.end], doubt.right) == ("经社", "经济社")


def test_a_lower_threshold_never_finds_less():
    text = "\n".join(wrong for wrong, *_ in WRONG) + "\n全县经社会发展取得了新的成绩，综合实力稳步提升。"
    counts = [len(find(text, threshold)) for threshold in (12, 5, 2.5, 0.5)]
    assert counts == sorted(counts)
    assert counts[0] < counts[2] < counts[3]


def test_a_title_is_never_doubted():
    assert find("根据《县级人民政底工作办法》的规定，现将有关事项通知如下。") == []


def test_a_short_line_says_too_little():
    assert find("政底信息公开") == []


def test_what_stands_three_times_in_a_document_is_a_name():
    line = "县级人民政底教育行政部门应当加强指导。"
    assert len(find(line)) == 1
    assert len(find(f"{line}\n{line}")) == 2
    assert find(f"{line}\n{line}\n{line}") == []


def test_the_units_of_a_place_and_its_name_are_right():
    place = load_place(PARAMS / "places", "cangxi", [])
    kit = Kit(PARAMS, place, load_text_rules(PARAMS, [])["typos"], build_lexicon(()))
    names = typos.list_names(kit)
    assert place.name in names
    assert {name for members in place.units.groups.values() for name in members if len(name) > 2} <= set(names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "\u200b" * 50,
        "\ud800严格落实正治责任，认真贯彻执行\udfff",
        "国" * 30_000,
        "a" * 30_000,
        "\x00\x1f" * 99,
    ],
)
def test_hostile_text_is_read_to_its_end(text: str):
    for doubt in find(text):
        assert 0 <= doubt.start < doubt.end


def test_a_slip_is_found_wherever_a_long_line_is_cut():
    sentence = "各级各部门要高度重视安全生产工作，认真履行职责。"
    for length in (19_980, 19_990, 19_995, 20_000, 20_005):
        front = (sentence * 1000)[:length]
        text = f"{front}。县级人民政底教育行政部门应当加强指导。{sentence * 3}"
        places = [doubt.start for doubt in find(text) if doubt.right == "府"]
        assert places == [length + 6]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="政治站位底府县级人民工作，。《》1a\u200b\n", max_size=60))
def test_spans_slice_back_and_never_overlap(text: str):
    document = make_document(text)
    doubts = find_with(-2.0)(document)
    taken: dict[int, list[tuple[int, int]]] = {}
    for doubt in doubts:
        line = document.passages[doubt.passage].text
        assert 0 <= doubt.start < doubt.end <= len(line)
        assert line[doubt.start : doubt.end] != doubt.right
        for start, end in taken.setdefault(doubt.passage, []):
            assert doubt.end <= start or end <= doubt.start
        taken[doubt.passage].append((doubt.start, doubt.end))


def test_confidence_grows_with_the_score():
    scores = [trust(score) for score in (0, 1, 2, 3, 4, 9)]
    assert scores == sorted(scores)
    assert scores[0] == 0.5
    assert scores[-1] == 0.99


def test_natural_errors_are_found_as_measured():
    setting = load_text_rules(PARAMS, [])["typos"]
    ready = Ready(typos.RULE, setting, find_with(setting.threshold))
    pairs = [(wrong, right) for wrong, right in read_column(DATA / "natural_pairs.tsv", "wrong", "right")]
    score = measure(pairs, [], Checker((ready,), suspected=True))
    assert score.right_hits / score.hits >= 0.95
    assert score.found / score.errors >= 0.3


def test_hits_of_the_rule_are_suspicions():
    setting = load_text_rules(PARAMS, [])["typos"]
    ready = Ready(typos.RULE, setting, find_with(setting.threshold))
    document = make_document(WRONG[0][0])
    (hit,) = check_document(document, Checker((ready,), suspected=True))
    assert (hit.severity, hit.wrong, hit.right) == ("疑似", "正", "政")
    assert check_document(document, Checker((ready,), suspected=False)) == []
