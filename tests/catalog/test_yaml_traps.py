import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import Field

from govlib.catalog import yamlfile
from govlib.catalog.yamlfile import Declaration, check_declaration, list_yaml, load_yaml, read_declaration
from govlib.errors import Fault


def read(tmp_path: Path, text: str | bytes) -> tuple[object, list[Fault]]:
    path = tmp_path / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    faults: list[Fault] = []
    return load_yaml(path, "params/x.yaml", faults), faults


@pytest.mark.parametrize(
    "word",
    [
        "on", "off", "yes", "no", "Yes", "NO", "On", "y", "n", "True", "FALSE", "Null", "NULL",
        "2024-06-22", "2024-02-39", "2024-06-22 08:00:00", "12:30", "010", "0x1F", "0b1", "1_000", "1e3", "1.", ".5",
        ".inf", "-.inf", ".nan", "+5", "5108240001.0a", "=",
    ],
)  # fmt: skip
def test_words_that_yaml_would_turn_into_something_else_stay_text(word, tmp_path):
    data, faults = read(tmp_path, f"key: {word}\nlist: [{word}]\n{word}: 键\n")
    assert data == {"key": word, "list": [word], word: "键"}
    assert faults == []


@pytest.mark.parametrize(
    ("word", "value"),
    [("0", 0), ("5", 5), ("-3", -3), ("0.05", 0.05), ("-0.5", -0.5), ("true", True), ("false", False)],
)
def test_plain_numbers_and_true_and_false_are_what_they_look_like(word, value, tmp_path):
    data, _ = read(tmp_path, f"key: {word}\n")
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


@pytest.mark.parametrize("blank", ["", "null", "~"])
def test_a_blank_value_is_nothing(blank, tmp_path):
    assert read(tmp_path, f"key: {blank}\n")[0] == {"key": None}


def test_a_leading_nought_of_a_code_is_kept(tmp_path):
    assert read(tmp_path, "code: 0510824001\n")[0] == {"code": "0510824001"}


def test_a_byte_order_mark_of_the_editor_is_no_part_of_the_first_key(tmp_path):
    assert read(tmp_path, "\ufeffkey: 值\r\n".encode()) == ({"key": "值"}, [])


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", "第 3 行", "键“a”写了两次"),
        ("a:\n  b: 1\n  b: 2\n", "第 3 行", "键“b”写了两次"),
        ("a: {b: 1, b: 2}\n", "第 1 行", "键“b”写了两次"),
        ("? [a, b]\n: 1\n", "第 1 行", "键不是文字"),
        ("a: 1\n\tb: 2\n", "第 2 行", "有 YAML 不认的符号"),
        ("a: 标题: 副题\n", "第 1 行", "冒号加空格"),
        ("a: [1, 2\nb: 3\n", "第 2 行", "括号没有配对"),
        ("a: '未完\n", "第 2 行", "引号没有配对"),
        ("a: 1\n---\nb: 2\n", "第 2 行", "两份文档"),
        ("a: *anchor\n", "第 1 行", "没有定义的锚"),
        ("a: *没有\n", "第 1 行", "开头的值"),
        ("a: !!python/object/apply:os.system ['true']\n", "第 1 行", "不允许的标签"),
        ("a:\n  - 1\n b: 2\n", "第 3 行", "缩进"),
        ("a\nb: 1\n", "第 2 行", ""),
    ],
)
def test_a_file_that_is_no_yaml_is_told_in_chinese_with_its_line(text, key, found, tmp_path):
    data, faults = read(tmp_path, text)
    assert data is None
    assert [(fault.file, fault.key) for fault in faults] == [("params/x.yaml", key)]
    assert found in faults[0].found
    assert not re.search(r"[A-Za-z]{3}", re.sub(r"“[^”]*”|YAML", "", faults[0].found))


def test_a_file_in_another_encoding_is_told(tmp_path):
    _, faults = read(tmp_path, "名称: 苍溪".encode("gb18030"))
    assert [fault.found for fault in faults] == ["不是 UTF-8 编码"]


def test_a_folder_named_like_a_file_is_told(tmp_path):
    (tmp_path / "x.yaml").mkdir()
    faults: list[Fault] = []
    assert load_yaml(tmp_path / "x.yaml", "params/x.yaml", faults) is None
    assert [fault.found for fault in faults] == ["这个文件读不了"]


@pytest.mark.parametrize(
    ("text", "found"), [("", "文件是空的"), ("# 只有注释\n", "文件是空的"), ("- 一\n", "键: 值"), ("文字\n", "键: 值")]
)
def test_a_file_that_is_no_declaration_is_told(text, found, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    assert read_declaration(path, Declaration, "params/x.yaml", faults) is None
    assert len(faults) == 1
    assert found in faults[0].found


def test_a_file_that_nobody_would_read_is_told(tmp_path):
    for name in ("甲.yaml", "乙.yml", "丙.YAML", "说明.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    faults: list[Fault] = []
    assert [path.name for path in list_yaml(tmp_path, "params/places", faults)] == ["甲.yaml"]
    assert sorted(fault.file for fault in faults) == ["params/places/丙.YAML", "params/places/乙.yml"]


class Part(Declaration):
    word: str
    count: int = Field(default=1, ge=1)


class Whole(Declaration):
    name: str
    since: date
    share: float | None = None
    flag: bool = False
    parts: tuple[Part, ...] = Field(min_length=1)
    mixed: tuple[str | bool | int, ...] = ()
    by_name: dict[str, Part] = Field(default_factory=dict)


GOOD = {"name": "名", "since": "2024-06-22", "parts": [{"word": "词"}]}


def told(**changes) -> list[tuple[str, str, str]]:
    faults: list[Fault] = []
    check_declaration({**GOOD, **changes}, Whole, "params/x.yaml", faults)
    return [(fault.key, fault.found, fault.expected) for fault in faults]


def test_a_good_declaration_is_read_whole():
    faults: list[Fault] = []
    whole = check_declaration(GOOD, Whole, "params/x.yaml", faults)
    assert faults == []
    assert whole == Whole(name="名", since=date(2024, 6, 22), parts=(Part(word="词"),))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"since": "2024-02-39"}, ("since", "写的是“2024-02-39”", "形如 2024-06-22 且存在的日期")),
        ({"since": "22/06/2024"}, ("since", "写的是“22/06/2024”", "形如 2024-06-22 且存在的日期")),
        ({"since": 2024}, ("since", "写的是“2024”", "形如 2024-06-22 且存在的日期")),
        ({"since": None}, ("since", "写的是“null”", "形如 2024-06-22 且存在的日期")),
        ({"name": 5}, ("name", "写的是“5”", "文字（数字和 null 要加引号）")),
        ({"name": None}, ("name", "写的是“null”", "文字（数字和 null 要加引号）")),
        ({"share": "半"}, ("share", "写的是“半”", "数字")),
        ({"share": float("nan")}, ("share", "写的是“nan”", "有限的数字")),
        ({"flag": "也许"}, ("flag", "写的是“也许”", "true 或 false")),
        ({"parts": []}, ("parts", "写的是“[]”", "至少 1 项")),
        ({"parts": "词"}, ("parts", "写的是“词”", "列表")),
        ({"parts": ["词"]}, ("parts.0", "写的是“词”", "“键: 值”的形式")),
        ({"parts": [{"word": "词", "count": 0}]}, ("parts.0.count", "写的是“0”", "不小于 1")),
        ({"parts": [{"word": "词", "count": "三"}]}, ("parts.0.count", "写的是“三”", "整数")),
        ({"parts": [{}]}, ("parts.0.word", "没有填", "必填")),
        (
            {"naem": "名"},
            ("naem", "没有这个键，写的是“名”", "其中之一：name、since、share、flag、parts、mixed、by_name"),
        ),
        ({"parts": [{"word": "词", "cuont": 2}]}, ("parts.0.cuont", "没有这个键，写的是“2”", "其中之一：word、count")),
        (
            {"by_name": {"甲": {"wrod": "词", "word": "词"}}},
            ("by_name.甲.wrod", "没有这个键，写的是“词”", "其中之一：word、count"),
        ),
    ],
)
def test_each_fault_tells_its_key_what_was_found_and_what_is_allowed(changes, expected):
    assert told(**changes) == [expected]


def test_a_value_that_fits_none_of_several_types_is_one_fault():
    assert told(mixed=[1.5]) == [("mixed.0", "写的是“1.5”", "文字（数字和 null 要加引号）或true 或 false或整数")]


def test_all_faults_of_a_file_are_told_at_once():
    assert [key for key, _, _ in told(name=1, since="x", share="y", parts=[{}, {"word": 2}])] == [
        "name",
        "since",
        "share",
        "parts.0.word",
        "parts.1.word",
    ]


def test_a_long_value_is_cut():
    (fault,) = told(name=["长" * 200])
    assert len(fault[1]) < 75


def test_a_declaration_is_frozen():
    with pytest.raises(ValueError, match="frozen"):
        Part(word="词").word = "改"


@pytest.mark.parametrize("loader", ["_QuickLoader", "_TextLoader"])
def test_both_parsers_read_every_declaration_that_ships_alike(loader):
    """Each is compared with what load_yaml gives, so that a text of both kinds may go either way."""
    for path in sorted((Path(__file__).parents[2] / "params").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8-sig")
        faults: list[Fault] = []
        assert yaml.load(text, Loader=getattr(yamlfile, loader)) == load_yaml(path, path.name, faults), path  # noqa: S506 - derives from SafeLoader
        assert faults == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: [甲\t乙]\n", "有 YAML 不认的符号（行首的制表符、% @ ` 等）"),
        ("a: {b: \n\t[1]}\n", "有 YAML 不认的符号（行首的制表符、% @ ` 等）"),
        ("a: {源: 国办发〔2017〕?7号, b: c}\n", "方括号或花括号没有配对"),
    ],
)
def test_what_only_one_of_the_parsers_lets_through_is_refused(text, found, tmp_path):
    data, faults = read(tmp_path, text)
    assert data is None
    assert [fault.found for fault in faults] == [found]


@pytest.mark.parametrize(
    ("text", "value"), [("a: [甲:, 乙]\n", [{"甲": None}, "乙"]), ("a: {b:, c: 1}\n", {"b": None, "c": 1})]
)
def test_what_only_the_slower_parser_reads_is_read(text, value, tmp_path):
    assert read(tmp_path, text) == ({"a": value}, [])
