"""Fixed phrases: what a list may hold, which near misses are errors, which texts one edit away are right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.catalog.phrases import PHRASE_KINDS, Phrase, load_phrases, open_phrases
from govlib.catalog.text_rules import TextRule
from govlib.catalog.unit_workbook import check_books
from govlib.errors import DeclarationError, Fault
from govlib.text.document import Doubt, make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.rules.kit import Find, Kit
from govlib.text.rules.phrases import RULE

PARAMS = Path(__file__).resolve().parents[2] / "params"
SETTING = TextRule(name="固定表述", says="与固定表述只差一处", severity="一般", confidence=0.97, threshold=7)
HEAD = "短语,类,级,例外,依据,备注\r\n"


def prepare(params: Path) -> Find:
    return RULE.prepare(Kit(params, None, SETTING, build_lexicon(())))


@pytest.fixture(scope="module")
def find() -> Find:
    return prepare(PARAMS)


@pytest.fixture(scope="module")
def shipped() -> tuple[Phrase, ...]:
    return open_phrases(PARAMS)


def check(find: Find, text: str) -> list[tuple[str, str, str, str]]:
    document = make_document(text)
    return [
        (document.passages[one.passage].text[one.start : one.end], one.right, one.kind, one.severity)
        for one in find(document)
    ]


WRONG = [
    ("各单位要提高整治站位，", ("提高整治站位", "提高政治站位", "同音", "一般")),
    ("经全人民代表大会审议", ("全人民代表大会", "全国人民代表大会", "漏字", "严重")),
    ("坚持以人民为中兴，", ("坚持以人民为中兴", "坚持以人民为中心", "同音", "一般")),
    ("坚持以人民为为中心", ("坚持以人民为为中心", "坚持以人民为中心", "重复", "一般")),
    ("坚以人民为中心的发展思想", ("坚以人民为中心的发展思想", "坚持以人民为中心的发展思想", "漏字", "一般")),
    ("实施乡村振战略", ("实施乡村振战略", "实施乡村振兴战略", "漏字", "一般")),
    ("乡村振战略，", ("乡村振战略", "乡村振兴战略", "漏字", "一般")),
    ("深化放管服该革", ("深化放管服该革", "深化放管服改革", "同音", "一般")),
    ("优化营商环竞，", ("优化营商环竞", "优化营商环境", "同音", "一般")),
    ("铸牢中华名族共同体意识", ("铸牢中华名族共同体意识", "铸牢中华民族共同体意识", "同音", "严重")),
    (
        "习近平新时代中国特色社会主义理想",
        ("习近平新时代中国特色社会主义理想", "习近平新时代中国特色社会主义思想", "别字", "严重"),
    ),
    ("中华人民共和囯", ("中华人民共和囯", "中华人民共和国", "别字", "严重")),
    ("全面从治严党。", ("全面从治严党", "全面从严治党", "颠倒", "严重")),
    ("习近平生态文名思想", ("习近平生态文名思想", "习近平生态文明思想", "同音", "严重")),
    ("人民代表大会常务委会员", ("人民代表大会常务委会员", "人民代表大会常务委员会", "颠倒", "严重")),
    ("安全生产主体任责", ("安全生产主体任责", "安全生产主体责任", "颠倒", "一般")),
    ("巩固拓展脱贫攻艰成果", ("巩固拓展脱贫攻艰成果", "巩固拓展脱贫攻坚成果", "同音", "一般")),
    ("铸牢中华民族共同休意识", ("铸牢中华民族共同休意识", "铸牢中华民族共同体意识", "形近", "严重")),
    ("中国人民政治工商会议，", ("中国人民政治工商会议", "中国人民政治协商会议", "别字", "严重")),
]


@pytest.mark.parametrize(("text", "found"), WRONG)
def test_a_phrase_written_almost_right_is_found(find: Find, text: str, found: tuple[str, str, str, str]):
    assert check(find, text) == [found]


RIGHT = [
    "中国现代化建设的历程",
    "要进一步统一好思想",
    "国家政局稳定",
    "提高政治站位，确保整治成效",
    "切实确保人民群众生命财产安全。",
    "深入学习贯彻党的二十大精神和党的十九大精神",
    "党的二十一大精神",
    "党的十二大精神",
    "打黑除恶专项斗争",
    "依法给予政务处分",
    "党务公开工作、村务公开工作",
    "上级有关部门、各级有关部门、同级有关部门",
    "提升政治站位",
    "现将有关事项通告如下",
    "国务院办公厅、国务院公报",
    "党的十八届五中全会",
    "党的二十届五中全会",
    "落实安全生产责任，健全安全生产责任制",
    "全国人民代表大会和地方各级人民代表大会",
    "省人民代表大会常务委员会",
    "各级人民代表大会",
    "乡级以上人民政府",
    "市级以上地方人民政府",
    "公民、法人或者其他组织和公民、法人或其他组织",
    "中国特色社会主义法律体系和中国特色社会主义法治体系",
    "坚持以人民利益为中心",
    "坚持把人民放在心中最高位置",
    "秉持以人民为中心",
    "推进高质量发展，推动高质量发展",
    "自颁布之日起施行",
    "自公布之日起实施",
    "自然资源和规划分局",
    "国务院相关部门",
    "马克思主义建党原则",
    "生态环境不断改善",
    "乡村振兴具体举措",
    "科学发展规律",
    "实行执法责任制",
    "具有法律、法规规定的情形",
    "有关法律法规",
    "政务服务、大数据管理局",
    "“放管服”改革和放管服改革",
    "文化与旅游局",
    "县发展改革局",
    "农民集体经济组织",
    "全面建设小康社会",
    "最高人民法院、最高人民检察院",
    "中级人民法院、高级人民法院、上级人民法院、本级人民法院",
    "省级自由贸易试验园区",
    "不忘初心 牢记使命",
    "经 济 社 会 高 质 量 发 展",
]


@pytest.mark.parametrize("text", RIGHT)
def test_another_right_wording_stays_silent(find: Find, text: str):
    assert check(find, text) == []


def test_every_phrase_and_every_exception_is_silent_itself(find: Find, shipped: tuple[Phrase, ...]):
    for phrase in shipped:
        for text in (phrase.phrase, *phrase.exceptions):
            assert check(find, text) == [], text


def test_each_passage_is_its_own_text(find: Find):
    assert check(find, "提高整治\n站位\n提高整治站位") == [("提高整治站位", "提高政治站位", "同音", "一般")]
    (doubt,) = find(make_document("提高整治\n站位\n，提高整治站位"))
    assert (doubt.passage, doubt.start, doubt.end) == (2, 1, 7)


def test_a_doubt_names_the_phrase_it_rests_on(find: Find):
    (doubt,) = find(make_document("提高整治站位"))
    assert isinstance(doubt, Doubt)
    assert doubt.source.startswith("params/phrases/04_slogans.csv 第 ")
    assert doubt.basis


def test_the_shipped_list_is_large_whole_and_sourced(shipped: tuple[Phrase, ...]):
    assert len(shipped) >= 600
    assert {one.kind for one in shipped} <= set(PHRASE_KINDS)
    assert {one.severity for one in shipped} <= set(SEVERITIES)
    assert all(one.basis and len(one.phrase) >= 5 for one in shipped)


def load(folder: Path, **files: str) -> tuple[tuple[Phrase, ...], list[Fault]]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(HEAD + text, encoding="utf-8-sig", newline="")
    faults: list[Fault] = []
    return load_phrases(folder, faults), faults


def test_a_row_becomes_a_phrase_with_its_place(tmp_path: Path):
    phrases, faults = load(tmp_path, one="提高政治站位,提法,一般,提高政治占位；提高了政治站位,见于通报,\r\n")
    assert faults == []
    assert phrases == (
        Phrase(
            phrase="提高政治站位",
            kind="提法",
            severity="一般",
            exceptions=("提高政治占位", "提高了政治站位"),
            basis="见于通报",
            file="params/phrases/one.csv",
            row=2,
        ),
    )


@pytest.mark.parametrize(
    ("row", "cell", "told"),
    [
        (",提法,一般,,通报,", "A2", "空着"),
        ("政治站位,提法,一般,,通报,", "A2", "只有 4 个字"),
        ("提高政治站.*,提法,一般,,通报,", "A2", "有“*”"),
        ("提高政治站位,说法,一般,,通报,", "B2", "写的是“说法”"),
        ("提高政治站位,提法,重大,,通报,", "C2", "写的是“重大”"),
        ("提高政治站位,提法,一般,整治站位,通报,", "D2", "不是只差一处"),
        ("提高政治站位,提法,一般,切实提高政治站位,通报,", "D2", "不是只差一处"),
        ("提高政治站位,提法,一般,提高整治站位；提高整治站位,通报,", "D2", "写了两次"),
        ("提高政治站位,提法,一般,,,", "E2", "空着"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_cell(tmp_path: Path, row: str, cell: str, told: str):
    phrases, (fault,) = load(tmp_path, one=row + "\r\n")
    assert (phrases, fault.file, fault.key) == ((), "params/phrases/one.csv", cell)
    assert told in fault.sentence()


def test_a_phrase_of_two_files_has_the_exceptions_of_both(tmp_path: Path):
    row = "提高政治站位,提法,一般,{},通报,\r\n"
    phrases, faults = load(tmp_path, one=row.format("提高政治占位"), two=row.format("提升政治站位"))
    assert faults == []
    assert [one.exceptions for one in phrases] == [("提高政治占位", "提升政治站位")]


def test_a_phrase_written_twice_or_with_two_severities_is_told(tmp_path: Path):
    row = "提高政治站位,提法,{},,通报,\r\n"
    _, (doubled,) = load(tmp_path, one=row.format("一般") * 2)
    assert doubled.key == "第 3 行"
    _, faults = load(tmp_path, one=row.format("一般"), two=row.format("严重"))
    assert [fault.file for fault in faults] == ["params/phrases/two.csv"]


def test_a_place_adds_its_own_phrases(tmp_path: Path):
    (tmp_path / "phrases").mkdir()
    (tmp_path / "places").mkdir()
    added = tmp_path / "places" / "here.phrases.csv"
    added.write_text(HEAD + "提高政治站位,提法,一般,,通报,\r\n", encoding="utf-8")
    assert [one.file for one in open_phrases(tmp_path, "here")] == ["params/places/here.phrases.csv"]
    assert open_phrases(tmp_path) == ()
    added.write_text(HEAD + "政治站位,提法,一般,,通报,\r\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"here\.phrases\.csv"):
        open_phrases(tmp_path, "here")


def test_a_file_of_phrases_beside_its_place_is_no_stray_table(tmp_path: Path):
    for name in ("here.yaml", "here.phrases.csv", "there.phrases.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [fault.file for fault in check_books(tmp_path, ["here"])] == ["params/places/there.phrases.csv"]


def gate(folder: Path, corpus: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PARAMS.parent / "tools" / "gate_phrases.py"), "--phrases", str(folder), str(corpus)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_gate_fails_with_a_near_miss_of_clean_text_until_it_is_excused(tmp_path: Path):
    folder, corpus = tmp_path / "phrases", tmp_path / "clean.txt"
    folder.mkdir()
    (folder / "one.csv").write_text(HEAD + "提高政治站位,提法,一般,,通报,\r\n", encoding="utf-8")
    corpus.write_text("要提高政治占位。", encoding="utf-8")
    done = gate(folder, corpus)
    assert done.returncode == 1
    assert "提高政治占位→提高政治站位：1 处\n    要【提高政治占位】。" in done.stdout
    (folder / "gate_excused.csv").write_text("错,处数,原因\n提高政治占位,1,原文的错\n", encoding="utf-8-sig")
    assert gate(folder, corpus).returncode == 0
    (folder / "one.csv").write_text(HEAD + "政治站位,提法,一般,,通报,\r\n", encoding="utf-8")
    assert gate(folder, corpus).returncode == 2
