"""Names and numbers of acts: which are wrong, which are another act's, and the register itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from date_cases import PARAMS, list_doubts, make_ready, read

from govlib.catalog.acts import Act, open_acts
from govlib.errors import DeclarationError
from govlib.text.act_names import build_act_names
from govlib.text.rules import acts

find = make_ready(acts)
STATE = "中华人民共和国"

WRONG_NAMES = [
    (f"{STATE}政府信息公开条列", f"{STATE}政府信息公开条例"),
    (f"{STATE}政府信息公开条利", f"{STATE}政府信息公开条例"),
    (f"{STATE}信息公开条例", f"{STATE}政府信息公开条例"),
    (f"{STATE}政府信公开条例", f"{STATE}政府信息公开条例"),
    (f"{STATE}政府信息息公开条例", f"{STATE}政府信息公开条例"),
    (f"{STATE}行政处罚发", f"{STATE}行政处罚法"),
    (f"{STATE}行证处罚法", f"{STATE}行政处罚法"),
    (f"{STATE}劳动合合同法", f"{STATE}劳动合同法"),
    ("中华人名共和国政府信息公开条例", f"{STATE}政府信息公开条例"),
    ("中华人民共合国食品安全法", f"{STATE}食品安全法"),
    ("中华人民国共和国食品安全法", f"{STATE}食品安全法"),
    ("政府信息公开条列", "政府信息公开条例"),
    ("行政处法罚", "行政处罚法"),
    ("工伤保险条理", "工伤保险条例"),
    ("保障农民工工资支付条列", "保障农民工工资支付条例"),
    ("优化营商环境环境条例", "优化营商环境条例"),
    ("党政机关公文处里工作条例", "党政机关公文处理工作条例"),
    ("中国共产党纪律处分条列", "中国共产党纪律处分条例"),
]

RIGHT = [
    "《政府信息公开条例》",
    f"《{STATE}政府信息公开条例》",
    f"《{STATE}政府信息公开条例》（国务院令第711号）",
    f"《{STATE}政府信息公开条例》（国令第711号）",
    f"《{STATE}政府信息公开条例》（2019年修订）",
    f"《{STATE}政府信息公开条例（2019年修订）》",
    f"《《{STATE}政府信息公开条例》》",
    f"{STATE}政府信息公开条列",
    "《四川省政府信息公开条例》",
    "《四川省政府信息公开规定》",
    "《道路运输管理条例》",
    "《城市绿地条例》",
    "《渠道管理条例》",
    f"《{STATE}民法典（草案）》",
    f"《{STATE}刑法修正案（十一）》",
    f"《{STATE}食品安全法实施条例》",
    f"《{STATE}档案法实施办法》",
    f"《{STATE}水土保持法实施条例》",
    f"《{STATE}澜沧江保护法》",
    "《关于政府信息公开条例的解读》",
    "《中国共产党支部工作条例（试行）》",
    "《中国共产党支部工作条例》",
    "《政府网站发展指引》（国办发〔2017〕47号）",
    "《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）",
    "《物业管理条例》（国务院令第698号）",
    "《工伤保险条例》（国务院令第586号）",
    "《工伤保险条例》（国务院令第714号）",
    f"《{STATE}海关统计管理条例（草案）》",
    "《物业管理条例》（川府发〔2020〕3号）",
    "《营业执照》《人民日报》《红楼梦》",
    f"《{STATE}合同法》规定。|某局|2019年6月3日",
    f"原《{STATE}合同法》规定。|某局|2024年6月3日",
    f"《{STATE}合同法》同时废止。|某局|2024年6月3日",
    f"《{STATE}合同法》",
    f"《{STATE}民法典》规定。|某局|2024年6月3日",
]


@pytest.mark.parametrize(("wrong", "right"), WRONG_NAMES)
def test_a_name_almost_right_is_found(wrong: str, right: str):
    assert list_doubts(find, read(f"根据《{wrong}》第三条规定")) == [(wrong, right)]


@pytest.mark.parametrize("text", RIGHT)
def test_right_names_short_names_and_other_acts_are_none(text: str):
    assert list(find(read(text))) == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (f"《{STATE}政府信息公开条例》（国务院令第771号）", "第771号", "第711号"),
        (f"《{STATE}政府信息公开条例》（国令第 771 号）", "771 号", "第711号"),
        (f"《{STATE}政府信息公开条例》（2019年修订，国令第492号）", "第492号", "第711号"),
        ("《政府网站发展指引》（国办发〔2017〕74号）", "国办发〔2017〕74号", "国办发〔2017〕47号"),
    ],
)
def test_a_number_of_another_act_is_found(text: str, wrong: str, right: str):
    ((found, said),) = list_doubts(find, read(text))
    assert (found.removeprefix("第").strip(), said) == (wrong.removeprefix("第"), right)


@pytest.mark.parametrize(
    "text",
    [
        f"《{STATE}政府信息公开条例》（国务院令第492号）",
        f"《{STATE}合同法》规定。|某局|2024年6月3日",
        f"《{STATE}政府信息公开法》",
        f"《{STATE}食品安全法实施细则》",
        f"《{STATE}安全生产管理法》",
        f"《{STATE}突发事件应急法》",
        f"《{STATE}海关统计管理条例》",
    ],
)
def test_old_numbers_repealed_acts_and_kinds_are_doubtful(text: str):
    assert list_doubts(find, read(text)) == []
    assert len(list_doubts(find, read(text), suspected=True)) == 1


def test_a_repealed_act_names_what_follows_it():
    (one,) = find(read("《合同法》第二条|某局|2024年6月3日"))
    assert (one.right, one.note) == ("民法典", "2021年1月1日起废止，改用《中华人民共和国民法典》")


def test_no_name_of_the_register_is_accused():
    text = "\n".join(f"《{name}》" for act in open_acts(PARAMS) for name in act.list_names())
    assert [one for one in find(read(text)) if one.kind == "法规名称错误"] == []


def test_the_register_is_large_and_says_where_names_were_met():
    register = open_acts(PARAMS)
    assert len(register) >= 1_000
    assert sum("见于" in act.basis for act in register) >= 400
    assert all(act.basis for act in register)


def test_two_acts_one_edit_apart_never_accuse_each_other():
    names = build_act_names(
        [Act("甲省水文管理条例", "地方性法规", "甲省"), Act("甲省水闻管理条例", "地方性法规", "甲省")]
    )
    assert names.find_slip("甲省水文管理条例") is None
    assert names.find_slip("甲省水闻管理条例") is None
    assert names.find_slip("甲省水纹管理条例") is None or not names.find_slip("甲省水纹管理条例").is_sure


HEAD = "全称,简称,类,发布机关,文号,曾用文号,废止,改用,依据\n"


def write(folder: Path, rows: str) -> Path:
    (folder / "acts.csv").write_text(HEAD + rows, encoding="utf-8")
    return folder


def test_a_register_is_read(tmp_path: Path):
    row = "甲条例（试行）,甲例；老甲,地方性法规,甲省人大,甲省政府令第1号,甲府发〔2001〕2号,2020-01-01,乙条例,公报\n"
    first, second = open_acts(write(tmp_path, row + "乙条例,,地方性法规,甲省人大,,,,,公报\n"))
    assert first == Act(
        *("甲条例（试行）", "地方性法规", "甲省人大", ("甲例", "老甲"), ("甲省政府令第1号",), ("甲府发〔2001〕2号",)),
        *(date(2020, 1, 1), "乙条例", "公报", 2),
    )
    assert list(first.list_names())[::2][:1] == ["甲条例（试行）"]
    assert {"甲条例（试行）", "甲条例", "甲例", "老甲"} == set(first.list_names())
    assert (second.row, second.place) == (3, "params/acts.csv 第 3 行")


def test_the_names_of_a_place_are_near_misses_too(tmp_path: Path):
    rows = "甲省政务服务条例,,地方性法规,甲省人大,,,,,公报\n"
    local = acts.prepare(SimpleNamespace(params=write(tmp_path, rows), place=None))
    assert list_doubts(local, read("《甲省政务服务条列》")) == [("甲省政务服务条列", "甲省政务服务条例")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (",,法律,人大,,,,,公报", "空着"),
        ("《甲法》,,法律,人大,,,,,公报", "书名号"),
        ("法,,法律,人大,,,,,公报", "只有 1 个字"),
        ("甲乙法,,律法,人大,,,,,公报", "律法"),
        ("甲乙法,,法律,,,,,,公报", "空着"),
        ("甲乙法,,法律,人大,,,,,", "空着"),
        ("甲乙法,,法律,人大,711,,,,公报", "711"),
        ("甲乙法,,法律,人大,,,2020-02-30,,公报", "2020-02-30"),
        ("甲乙法,,法律,人大,,,,丙丁法,公报", "没有写废止的日期"),
        ("甲乙法,,法律,人大,,,2020-01-01,丙丁法,公报", "没有登记"),
        ("甲乙法,,法律,人大,,,,,公报\n甲乙法,,法律,人大,,,,,公报", "已经写过"),
        ("甲乙法,,法律,人大,,,,,公报\n丙丁法,甲乙法,法律,人大,,,,,公报", "的全称"),
    ],
)
def test_faults_of_the_register_are_told(tmp_path: Path, row: str, found: str):
    with pytest.raises(DeclarationError, match=found):
        open_acts(write(tmp_path, row + "\n"))


def test_all_faults_are_told_at_once(tmp_path: Path):
    with pytest.raises(DeclarationError) as error:
        open_acts(write(tmp_path, "甲乙法,,律法,人大,,,,,公报\n丙丁法,,法律,,,,,,公报\n"))
    assert len(error.value.faults) == 2


def test_without_a_register_nothing_is_found(tmp_path: Path):
    local = acts.prepare(SimpleNamespace(params=tmp_path, place=None))
    assert list(local(read("《政府信息公开条列》"))) == []


@pytest.mark.parametrize("piece", ["《", "《中华人民共和国", "《政府信息公开条列》", "》", "《某某条例》（国务院令第"])
def test_a_long_line_of_parts_of_citations_is_read(piece: str):
    assert all(one.start < one.end for one in find(read(piece * (60_000 // len(piece)))))
