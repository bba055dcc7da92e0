"""The declarations of export tables: all load, and whatever contradicts itself is said, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from govlib.catalog.headings import heading_forms
from govlib.catalog.tables import load_tables
from govlib.errors import Fault
from govlib.exports.headers import read_headings
from govlib.exports.matching import Vocabulary
from govlib.exports.partition import split_blocks

PERSONAL = {"headings": ["联系电话", "姓名"], "kept_as_presence": ["联系电话"]}
GOOD = {
    "code": "T1",
    "name": "表",
    "row": "一行",
    "key": ["one"],
    "recognised_by": [["one", "two"]],
    "columns": {
        "one": {"headings": ["名称"], "type": "text", "required": True},
        "two": {"headings": ["结果"], "type": "choice", "choices": {"好": ["好"], "差": ["差", "不好"]}},
    },
}


def faults_of(folder: Path, **tables: dict) -> list[str]:
    folder.mkdir(exist_ok=True)
    for name, content in {"_personal": PERSONAL, **tables}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    faults: list[Fault] = []
    load_tables(folder, faults)
    return [f"{fault.file}:{fault.key}" for fault in faults]


def with_column(key: str, **changes) -> dict:
    columns = {**GOOD["columns"], key: {**GOOD["columns"].get(key, {}), **changes}}
    return {**GOOD, "columns": columns}


def test_everything_declared_loads(declared):
    tables, personal = declared
    folder = Path(__file__).parents[2] / "params" / "exports"
    assert sorted(tables) == sorted(path.stem for path in folder.glob("[!_]*.yaml"))
    assert len(tables) >= 30
    assert "联系电话" in personal.headings


def test_a_good_table_has_no_fault(tmp_path):
    assert faults_of(tmp_path / "exports", good=GOOD) == []


CASES = {
    "key": ({**GOOD, "key": ["three"]}, "key"),
    "recognition": ({**GOOD, "recognised_by": [["one", "three"]]}, "recognised_by.0"),
    "empty recognition": ({**GOOD, "recognised_by": [[]]}, "recognised_by.0"),
    "unknown key": ({**GOOD, "colour": "red"}, "colour"),
    "unknown type": (with_column("one", type="texts"), "columns.one.type"),
    "no headings": (with_column("one", headings=[]), "columns.one.headings"),
    "heading of another column": (with_column("one", headings=["结 果（条）"]), "columns.two.headings"),
    "heading twice": (with_column("one", headings=["名称", "名 称"]), "columns.one.headings"),
    "heading of signs": (with_column("one", headings=["（）"]), "columns.one.headings"),
    "personal heading": (with_column("one", headings=["账号姓名"]), "columns.one.headings"),
    "choices without type": (with_column("one", choices={"好": ["好"]}), "columns.one.choices"),
    "type without choices": (with_column("two", choices={}), "columns.two.choices"),
    "choices not disjoint": (
        with_column("two", choices={"好": ["好"], "差": ["差", "好"]}),
        "columns.two.choices.差",
    ),
    "choice without itself": (with_column("two", choices={"好": ["不错"]}), "columns.two.choices.好"),
    "digits of text": (with_column("one", digits=10), "columns.one.digits"),
    "zero for text": (with_column("one", when_blank="zero"), "columns.one.when_blank"),
    "derived from nothing": (with_column("three", **{"from": "four", "present": True}), "columns.three.from"),
    "derived without a rule": (with_column("three", **{"from": "one"}), "columns.three"),
    "a rule without a source": (with_column("one", present=True), "columns.one"),
    "bracket without a platform": (with_column("one", platform_in_brackets="two"), "columns.one.platform_in_brackets"),
    "group on a column": (with_column("one", group_from_heading="two"), "columns.one.group_from_heading"),
    "vendor of no column": (
        {**GOOD, "vendors": [{"vendor": "某", "since": "2020-01-01", "headings": {"three": ["名称"]}}]},
        "vendors.0.headings.three",
    ),
    "vendor's unknown heading": (
        {**GOOD, "vendors": [{"vendor": "某", "since": "2020-01-01", "headings": {"one": ["名字"]}}]},
        "vendors.0.headings.one",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_contradiction_is_one_fault_with_its_key(tmp_path, name):
    content, key = CASES[name]
    assert faults_of(tmp_path / "exports", bad=content) == [f"params/exports/bad.yaml:{key}"]


def test_all_faults_of_all_files_are_collected(tmp_path):
    faults = faults_of(tmp_path / "exports", a={**GOOD, "key": ["x"], "colour": 1}, b={**GOOD, "key": ["x"]}, c=GOOD)
    assert faults == [
        "params/exports/a.yaml:colour",
        "params/exports/b.yaml:key",
        "params/exports/c.yaml:code",
    ]


def test_presence_of_a_personal_heading_must_be_listed(tmp_path):
    listed = with_column("two", type="presence", headings=["联系电话"], choices={})
    assert faults_of(tmp_path / "exports", good=listed) == []
    unlisted = with_column("two", type="presence", headings=["姓名"], choices={})
    assert faults_of(tmp_path / "other", bad=unlisted) == ["params/other/bad.yaml:columns.two.headings"]


VENDOR_HEADERS = {
    "links": [
        "序号,扫描时间,不可用链接URL,链接标题,父页面URL,连接不可用天数,资源描述,问题描述,快照",
        "序号,时间,不可用链接URL,监测层次,链接标题,父页面URL,父页面标题,资源描述,错误描述,快照",
    ],
    "wording": ["序号,错误类型,疑似错误,推荐修改,网页URL,定位"],
    "columns": [
        "序号,栏目名称,栏目类别,问题类型,网址,监测时间,最后更新时间,未更新天数,快照/截图",
        "栏目,栏目类型,更新数量,最后发布日期,应更新周期(天),未更新天数,信息类型,栏目地址,发布明细",
    ],
    "probes": ["序号,业务系统名称,URL,时间,连通状态,问题描述"],
    "articles": ["序号,更新时间,标题,网页URL"],
    "account_problems": ["新媒体类型,新媒体名称,责任单位,问题类别,检查时更新日期"],
}


@pytest.mark.parametrize(
    ("table", "header"), [(name, header) for name, rows in VENDOR_HEADERS.items() for header in rows]
)
def test_headers_that_platforms_and_offices_really_use_are_recognised(declared, table, header):
    blocks = split_blocks(read_headings([header.split(",")]), Vocabulary(*declared))
    assert [match.table for block in blocks for match in block.candidates] == [table]


def test_no_two_tables_tie_on_the_full_header_of_one(declared):
    vocabulary = Vocabulary(*declared)
    for name, table in declared[0].items():
        header = [column.headings[0] for column in table.columns.values() if column.headings]
        blocks = split_blocks(read_headings([header]), vocabulary)
        assert [match.table for block in blocks for match in block.candidates] == [name], header


def test_no_column_can_be_read_as_a_serial_number(declared):
    for table in declared[0].values():
        for column in table.columns.values():
            for heading in column.headings:
                assert heading_forms(heading)[0] != "序号"
