"""The place's own units misspelt: never another unit, a parent, a child, an alias or a short form."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlib.catalog.place_files import load_place
from govlib.catalog.places import Place, Units
from govlib.catalog.text_rules import TextRule
from govlib.errors import Fault
from govlib.text.document import make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.rules.kit import Find, Kit
from govlib.text.rules.units import RULE

ROOT = Path(__file__).resolve().parents[2]
SETTING = TextRule(name="单位名称", says="与名录里的单位名称只差一处", severity="一般", confidence=0.95)
UNITS = Units(
    groups={
        "部门": (
            "县政务服务和大数据管理局",
            "县文化和旅游局",
            "县教育体育局",
            "县水利局",
            "县民政局",
            "县名正局",
            "县住房和城乡建设局",
            "县第一中学",
            "县第三中学",
            "县农业农村局",
            "县委宣传部",
            "公安分局",
        ),
        "乡镇": ("麦市镇", "黄猫垭镇", "麦市镇人民政府"),
    },
    aliases={"县文旅局": "县文化和旅游局", "县住建局": "县住房和城乡建设局", "县文化旅游局": "县文化和旅游局"},
    counts_as={"麦市镇陈塅村委会": "麦市镇"},
)


def prepare(place: Place | None) -> Find:
    return RULE.prepare(Kit(ROOT / "params", place, SETTING, build_lexicon(())))


@pytest.fixture(scope="module")
def place() -> Place:
    faults: list[Fault] = []
    loaded = load_place(ROOT / "params" / "places", "tongcheng", faults)
    assert loaded is not None
    return loaded.model_copy(update={"units": UNITS})


@pytest.fixture(scope="module")
def find(place: Place) -> Find:
    return prepare(place)


def check(find: Find, text: str) -> list[tuple[str, str, str]]:
    document = make_document(text)
    return [(document.passages[one.passage].text[one.start : one.end], one.right, one.kind) for one in find(document)]


@pytest.mark.parametrize(
    ("text", "wrong", "right", "kind"),
    [
        ("报县政务服务和大数据数管理局汇总", "县政务服务和大数据数管理局", "县政务服务和大数据管理局", "多字"),
        ("由县文化和旅局负责", "县文化和旅局", "县文化和旅游局", "漏字"),
        ("县教肓体育局", "县教肓体育局", "县教育体育局", "形近"),
        ("县水力局局长", "县水力局", "县水利局", "同音"),
        ("县农业农村村局", "县农业农村村局", "县农业农村局", "重复"),
        ("县住房和城建乡设局", "县住房和城建乡设局", "县住房和城乡建设局", "颠倒"),
        ("县住房和城乡建局", "县住房和城乡建局", "县住房和城乡建设局", "漏字"),
        ("黄毛垭镇", "黄毛垭镇", "黄猫垭镇", "同音"),
        ("麦市镇陈塅塅村委会", "麦市镇陈塅塅村委会", "麦市镇陈塅村委会", "重复"),
        ("《通县关于加快建设的实施方案》", "通县", "通城县", "漏字"),
        ("通县人民政府办公室", "通县", "通城县", "漏字"),
    ],
)
def test_a_name_written_almost_right_is_found(find: Find, text: str, wrong: str, right: str, kind: str):
    assert check(find, text) == [(wrong, right, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "县政务服务和大数据管理局、县文化和旅游局",
        "县民政局和县名正局",
        "县第一中学、县第二中学、县第三中学",
        "麦市镇和麦市镇陈塅村委会",
        "麦市镇井堂村委会",
        "县文旅局、县住建局、县文化旅游局",
        "县住房城乡建设局",
        "县教体局",
        "县宣传部",
        "发现水利局的问题",
        "县水利具体工作",
        "县财政局",
        "县数据管理局",
        "市教育体育局",
        "县公安分局",
        "通城县关于加快建设的实施方案",
        "交通县道、普通县城、交通县区",
        "南通县委",
        "县农业和农村局",
        "黄猫垭 镇",
        "",
    ],
)
def test_other_units_parents_children_and_short_forms_stay_silent(find: Find, text: str):
    assert check(find, text) == []


def test_every_name_of_the_register_is_silent(find: Find, place: Place):
    names = [name for group in place.units.groups.values() for name in group]
    for name in (*names, *place.units.aliases, *place.units.counts_as):
        assert check(find, f"由{name}负责") == [], name


def test_a_doubt_names_the_file_of_the_place(find: Find):
    (doubt,) = find(make_document("县水力局"))
    assert (doubt.source, doubt.note) == ("params/places/tongcheng.yaml", "与单位名称只差一处")


def test_without_a_place_nothing_is_found():
    assert list(prepare(None)(make_document("县水力局，县文化和旅局，通县人民政府"))) == []


def test_the_slips_of_the_published_bulletin_are_found():
    faults: list[Fault] = []
    shipped = load_place(ROOT / "params" / "places", "tongcheng", faults)
    text = "未经县政务服务和大数据数管理局审批\n《通县关于加快5G通信基础设施的实施方案》"
    assert [one[0] for one in check(prepare(shipped), text)] == ["县政务服务和大数据数管理局", "通县"]
