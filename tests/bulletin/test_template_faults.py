"""What is wrong in a template is said in Chinese with its line, when params/ is loaded or when it is written."""

from __future__ import annotations

import inspect
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from govlib.bulletin.writing.compose import write_paper
from govlib.bulletin.writing.context import make_context
from govlib.bulletin.writing.rendering import MOST, NotRenderedError, render
from govlib.catalog.load import load_catalog
from govlib.catalog.template_syntax import find_unclosed, say_nearest
from govlib.catalog.template_words import FUNCTIONS, LISTS, arguments_of, list_wrong, make_judge
from govlib.errors import DeclarationError, UserError
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
JUDGE = make_judge({"figure": {"政府网站合格率": 1, "政务新媒体合格率": 1}})
LOOP = "{% for a in problems() %}"
WRONG = [
    ("{{ period }", 1, "“{{”没有收尾", "}}"),
    ("好。\n{{ period\n{{ end }}", 2, "“{{”没有收尾", "}}"),
    ("好 }}", 1, "有“}}”，前面没有", "成对"),
    ("{# 注", 1, "“{#”没有收尾", "#}"),
    ("好。\n{% if has('甲') %}\n乙\n", 2, "{% if %} 没有收尾", "{% endif %}"),
    (f"{LOOP}甲{{% endif %}}", 1, "不该有 {% endif %}", "{% endfor %}"),
    ("{% endif %}", 1, "不该有 {% endif %}", "成对"),
    ("{% foo %}", 1, "不该有 {% foo %}", "if"),
    ("{{ period season }}", 1, "多出了“season”", "“}}”"),
    ("{{ figure('政府网站合格率')) }}", 1, "多出了“)”", "成对"),
    ("{{ figure('政府网站合格率'，'无') }}", 1, "“，”不能写在花括号里", "英文逗号"),
    ("好。\n\n{{ figure(“政府网站合格率”) }}", 3, "第 11 个字是中文引号", "英文引号"),
    ("{{ }}", 1, "花括号里没有写词或函数", "{{ period }}"),
    ("{{ period.txet }}", 1, "“period.txet”取不到", "“text”"),
    ("{{ ''.__class__ }}", 1, "__class__", ""),
    ("{{ perod }}", 1, "没有“perod”这个词", "“period”"),
    ("{{ fgure('政府网站合格率') }}", 1, "没有“fgure”这个词", "“figure”"),
    ("{{ self }}", 1, "没有“self”这个词", ""),
    ("{{ period | uper }}", 1, "过滤器（|）", "只写词、函数"),
    ("{{ period is number }}", 1, "判断（is）", ""),
    ("{{ period ~ season }}", 1, "连接（~）", ""),
    ("{{ problems()[0] }}", 1, "方括号取值", ""),
    ("{% autoescape true %}{% endautoescape %}", 1, "转义开关", ""),
    ("{{ figure('政府网站合格绿') }}", 1, "“政府网站合格绿”没有声明", "“政府网站合格率”（最接近的名称）"),
    ("{{ figure() }}", 1, "写了 0 个", "1 到 2 个"),
    ("{{ topics('甲') }}", 1, "topics() 的括号里写了 1 个", "0 个"),
    ("{{ figure(*problems()) }}", 1, "有星号", ""),
    ("{{ names(topics(), most=3) }}", 1, "most=", "按先后写"),
    ("{% for i in range(10**9) %}长{% endfor %}", 1, "算式（**）", ""),
    ("{% for i in range(1000000000) %}长{% endfor %}", 1, "没有“range”这个词", ""),
    ("{% for i in '很长很长' %}{% endfor %}", 1, "for 后面不是名单", "problems()"),
    ("{% for i in period %}{% endfor %}", 1, "for 后面不是名单", ""),
    (LOOP * 3 + "{% endfor %}" * 3, 1, "for 套了 3 层", "至多 2 层"),
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", 1, "括号套了 20 层以上", ""),
    ("{{ " + "not " * 5000 + "period }}", 1, "写得太深", ""),
]


@pytest.mark.parametrize(("text", "row", "found", "expected"), WRONG, ids=[text[:30] for text, *_ in WRONG])
def test_what_is_wrong_is_said_with_its_line(text: str, row: int, found: str, expected: str):
    told = list_wrong(text, JUDGE)
    assert told
    assert (told[0].row, found in told[0].found, expected in told[0].expected) == (row, True, True), told[0]


@pytest.mark.parametrize(
    "text", ["普通文字。", "{ 一个花括号 }", "{{ period }}\n{% if has('甲') %}乙{% endif %}", "{# 注 #}"]
)
def test_what_is_right_has_no_fault(text: str):
    assert list_wrong(text, JUDGE) == []
    assert find_unclosed(text) is None


def test_the_nearest_names_come_first():
    assert say_nearest("政府网站合格绿", ["受理来信", "政务新媒体合格率", "政府网站合格率"]).startswith(
        "“政府网站合格率”"
    )
    assert say_nearest("完全不同", ["abc"]) == ""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    for name in ("params", "exports/guangyuan"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    return open_declared(project, load_catalog(project / "params"), "guangyuan", "2023Q2", "outputs")


def test_the_numbers_of_arguments_are_those_of_the_functions(run: Run):
    context = make_context(run, {})
    for name in FUNCTIONS:
        parameters = list(inspect.signature(context[name]).parameters.values())
        if any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in parameters):
            assert arguments_of(name) == (0, 99), name
            continue
        least = sum(one.default is inspect.Parameter.empty for one in parameters)
        assert arguments_of(name) == (least, len(parameters)), name


def test_lists_are_what_gives_no_text(run: Run):
    context = make_context(run, {})
    asked = {"tier": ("网站", "甲"), "graded": ("甲", "好"), "top": ("site-tiers",), "bottom": ("site-tiers",)}
    plain = ("problems", "open_cases", "join", "topics", "fixed_units", "problem_units", "cases")
    for name in LISTS:
        if name != "summed_kinds":
            given = asked.get(name, () if name in plain else ("甲",))
            assert isinstance(context[name](*given), tuple | list), name


def test_a_fault_of_a_file_names_it_with_its_line(project: Path, tmp_path: Path):
    shutil.copytree(project / "params", tmp_path / "params")
    path = tmp_path / "params" / "templates" / "quarterly" / "requirements.j2"
    rows = path.read_text(encoding="utf-8").count("\n")
    path.write_text(path.read_text(encoding="utf-8") + "\n{{ figure(“受理来信”) }}\n", encoding="utf-8")
    with pytest.raises(DeclarationError) as told:
        load_catalog(tmp_path / "params")
    fault = told.value.faults[0]
    assert (fault.file, fault.key) == ("params/templates/quarterly/requirements.j2", f"第 {rows + 2} 行")
    assert len(told.value.faults) == 1


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ("好。\n\n{{ names(done('甲'), '五') }}", 3, "名称要加引号，数不加"),
        ("好。\n{{ period.text }}", 2, "没有“text”这个词或这一项"),
        ("{% for a in problems() %}\n{{ a.full }}{% endfor %}", 2, "没有“full”这个词或这一项"),
    ],
)
def test_what_only_the_data_show_is_said_with_its_line_too(run: Run, text: str, row: int, found: str):
    names = {**make_context(run, {}), "done": lambda _: ("甲局",)}
    with pytest.raises(NotRenderedError) as told:
        render(text, names)
    assert (told.value.row, found in told.value.found) == (row, True), told.value.found


def test_a_text_that_grows_without_end_is_stopped():
    long = "长" * 1000
    with pytest.raises(NotRenderedError, match=f"写出来超过 {MOST} 字"):
        render("{% for a in problems() %}{{ a }}{% endfor %}", {"problems": lambda: iter(lambda: long, "")})


def test_a_text_of_a_place_that_fails_names_its_file_and_key(run: Run):
    place = run.place.model_copy(
        update={"bulletin": run.place.bulletin.model_copy(update={"own": {"closing": "好。\n{{ period.text }}"}})}
    )
    broken = replace(run, place=place)
    with pytest.raises(UserError, match=r"params/places/guangyuan.yaml 的 bulletin.own.closing 第 2 行：没有“text”"):
        write_paper(broken)
