"""Templates are checked when params/ is loaded: words, names, nothing but what they may consist of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from jinja2 import TemplateError

from govlib.catalog.load import load_catalog
from govlib.catalog.template_words import FUNCTIONS, WORDS, check_text, make_environment, make_judge
from govlib.errors import DeclarationError, Fault

ROOT = Path(__file__).resolve().parents[2]
JUDGE = make_judge({"figure": {"政府网站合格率": 1}})


def faults(text: str) -> list[Fault]:
    return list(check_text(text, "某文件", "某键", JUDGE))


@pytest.mark.parametrize(
    "text",
    [
        "普通文字，{{ period }}。",
        '{{ figure("政府网站合格率·门户") }}',
        '{% if has("甲") and not has("乙") %}甲{% endif %}',
        "{% for one in problems() %}{{ one.text }}{% endfor %}",
        '{{ names(join(done("甲"), undone("乙")), 5, "家") }}',
    ],
)
def test_what_the_vocabulary_can_say_has_no_fault(text: str):
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ 不存在 }}", "没有“不存在”这个词"),
        ('{{ figure("没有的数字") }}', "figure() 里写的“没有的数字”没有声明"),
        ("{{ 1 + 1 }}", "不许用的写法"),
        ("{{ 'a' * 1000000000 }}", "不许用的写法"),
        ("{% include 'x' %}", "不许用的写法"),
        ("{% set a = 1 %}", "不许用的写法"),
        ("{{ period | upper }}", "不许用的写法"),
        ("{% for i in range(9) %}{% endfor %}", "没有“range”这个词"),
        ("{{ period.format(1) }}", "只能调用词汇表里的函数"),
        ("{% if %}", "没有写词或函数"),
    ],
)
def test_anything_else_is_a_fault_with_its_line(text: str, found: str):
    told = faults(f"第一行。\n{text}")
    assert told
    assert found in told[0].found
    assert "第 2 行" in told[0].key


def test_a_template_reaches_nothing_of_python():
    environment = make_environment()
    with pytest.raises(TemplateError):
        environment.from_string("{{ ''.__class__.__mro__ }}").render()
    assert not environment.globals
    assert not environment.filters


@pytest.fixture
def params(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "params", tmp_path / "params")
    return tmp_path / "params"


def test_a_fault_of_a_template_names_file_and_line(params: Path):
    path = params / "templates" / "quarterly" / "closing.j2"
    path.write_text('好。\n{{ figure("没有这个数") }}\n', encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"templates/quarterly/closing\.j2 的 第 2 行.*没有这个数"):
        load_catalog(params)


def test_a_fault_of_a_places_own_text_names_its_key(params: Path):
    path = params / "places" / "guangyuan.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("{{ season }}检查情况", "{{ 季节 }}检查情况"), encoding="utf-8"
    )
    with pytest.raises(DeclarationError, match=r"guangyuan\.yaml 的 bulletin\.own\.situation.*没有“季节”这个词"):
        load_catalog(params)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("template: quarterly", "template: nowhere", "没有模板“nowhere”"),
        (
            "ranking: site-tiers, word: 第一等次, group: 县区",
            "ranking: 没有, word: 第一等次, group: 县区",
            "写的是“没有”",
        ),
        (
            "by: tier, ranking: site-tiers, word: 第一等次, group: 部门",
            "by: tier, word: 第一等次, group: 部门",
            "还要写 ranking",
        ),
        ("{use: tiers, ranking: site-tiers,", "{use: tiers,", "还要写 ranking"),
        ("office: 广元", "offices: 广元", "offices"),
        ("bulletin: {number: 〔2023〕69号}", "bulletin: {types: [没有的类型]}", "没有问题类型“没有的类型”"),
        ("title: '{{ period }}检查发现", "title: '{{ 时期 }}检查发现", "bulletin.annexes.0.title"),
    ],
)
def test_what_a_place_declares_of_its_bulletin_is_checked(params: Path, old: str, new: str, found: str):
    path = params / "places" / "guangyuan.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as told:
        load_catalog(params)
    assert found in told.value.sentence()


def test_a_section_that_no_template_lists_is_a_fault(params: Path):
    (params / "templates" / "quarterly" / "stray.j2").write_text("多余。", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"stray\.j2.*没有用到"):
        load_catalog(params)


def test_a_gap_that_is_none_in_a_problem_type_is_a_fault(params: Path):
    path = params / "problem_types.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("each: '{unit}'", "each: '{person}'", 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match="person"):
        load_catalog(params)


def test_every_word_is_explained_to_the_analyst():
    page = (ROOT / "docs" / "bulletin.zh-CN.md").read_text(encoding="utf-8")
    assert [word for word in (*WORDS, *FUNCTIONS) if f"`{word}" not in page] == []
