"""What is wrong with a declaration, in Chinese: file, key as written in the file, what was found, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from govlib.errors import Fault

_LONGEST = 60
_DATE = "形如 2024-06-22 且存在的日期"
_EXPECTED = {
    "missing": "必填",
    "string_type": "文字（数字和 null 要加引号）",
    "string_too_short": "不空的文字",
    "string_pattern_mismatch": "符合 {pattern} 的文字",
    "int_parsing": "整数",
    "int_type": "整数",
    "int_from_float": "整数",
    "float_parsing": "数字",
    "float_type": "数字",
    "finite_number": "有限的数字",
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "list_type": "列表",
    "tuple_type": "列表",
    "dict_type": "“键: 值”的形式",
    "mapping_type": "“键: 值”的形式",
    "model_type": "“键: 值”的形式",
    "model_attributes_type": "“键: 值”的形式",
    "none_required": "null",
    "too_short": "至少 {min_length} 项",
    "greater_than_equal": "不小于 {ge}",
    "greater_than": "大于 {gt}",
    "less_than_equal": "不大于 {le}",
    "less_than": "小于 {lt}",
}
_YAML_PROBLEMS = (
    ("cannot start any token", "有 YAML 不认的符号（行首的制表符、% @ ` 等）", "缩进用空格，特殊符号开头的值加引号"),
    ("mapping values are not allowed", "一行里有两处“冒号加空格”，或上一行没有结束", "值里有冒号时加引号"),
    ("could not find expected ':'", "键后面没有冒号", "“键: 值”，冒号后有空格"),
    ("expected <block end>", "缩进与上文不齐", "同一层的键对齐"),
    ("expected ',' or", "方括号或花括号没有配对", "括号成对，各项以逗号分开"),
    ("unexpected end of stream", "引号没有配对", "引号成对"),
    ("expected a single document", "一个文件里有两份文档（---）", "一个文件一份声明"),
    ("expected alphabetic or numeric character", "有 * 或 & 开头的值", "值以 * 或 & 开头时加引号"),
    ("undefined alias", "引用了没有定义的锚（*）", "先用 & 定义，或把 * 开头的值加引号"),
    ("could not determine a constructor", "用了不允许的标签（!）", "普通的文字、数字、列表"),
)


def explain_yaml(error: yaml.YAMLError, shown_as: str) -> Fault:
    """Return the fault of a file that is no YAML, with the line where it was noticed."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    where = f"第 {mark.line + 1} 行" if mark is not None else ""
    for sign, found, expected in _YAML_PROBLEMS:
        if sign in problem or sign in context:
            return Fault(shown_as, where, found, expected)
    if problem.startswith("键"):
        return Fault(shown_as, where, problem, "每个键是文字，只写一次")
    return Fault(shown_as, where, "不是有效的 YAML", "有效的 YAML")


def explain_validation(
    error: ValidationError, model: type[BaseModel], data: Any, shown_as: str, prefix: str = ""
) -> Iterator[Fault]:
    """Yield one fault a key that does not fit its model; the alternatives of a union are told together."""
    told: dict[tuple[str, str], list[str]] = {}
    for item in error.errors(include_url=False):
        path = _keys_in_file(item["loc"], data)
        key = ".".join(str(part) for part in (prefix, *path) if part != "")
        found, expected = _explain(item, model, path)
        alternatives = told.setdefault((key, found), [])
        if expected not in alternatives:
            alternatives.append(expected)
    for (key, found), alternatives in told.items():
        # A list whose items are faulty is also called too short; its items tell what to do.
        if not any(other.startswith(f"{key}.") for other, _ in told):
            yield Fault(shown_as, key, found, "或".join(alternatives))


def _explain(item: Mapping[str, Any], model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, str]:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(model, path[:-1])
        return f"没有这个键，写的是“{_short(item['input'])}”", f"其中之一：{known}" if known else "表里没有这个键"
    if kind == "missing":
        return "没有填", _EXPECTED[kind]
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        discriminator = str(context.get("discriminator", "")).strip("'")
        found = f"{discriminator} 写的是“{_short(context['tag'])}”" if "tag" in context else f"没有填 {discriminator}"
        tags = str(context.get("expected_tags", "")).replace("'", "")
        return found, f"其中之一：{tags.replace(', ', '、')}" if tags else f"填写 {discriminator}"
    found = f"写的是“{_short(item['input'])}”"
    if kind in ("literal_error", "enum"):
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        return found, f"其中之一：{'、'.join(words)}"
    if kind in ("value_error", "assertion_error"):
        return f"写法不合：{context['error']}", "改正后的写法"
    return found, _EXPECTED.get(kind, "别的写法").format(**context)


def _keys_in_file(location: Sequence[str | int], data: Any) -> list[str | int]:
    """Return the keys of a place as they stand in the file, without the names of union members that pydantic adds."""
    keys: list[str | int] = []
    for position, part in enumerate(location):
        if isinstance(data, dict) and (part in data or position == len(location) - 1):
            keys.append(part)
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            keys.append(part)
            data = data[part] if part < len(data) else None
    return keys


def _known_keys(model: type[BaseModel], path: Sequence[str | int]) -> str:
    """Return the keys that are allowed at a place of a model, "" where the place can be of several models."""
    models = [model]
    for part in path:
        if isinstance(part, str):
            named = [field for one in models for key, field in one.model_fields.items() if part in (key, field.alias)]
            models = [found for field in named for found in _models_in(field.annotation)] or models
    names = dict.fromkeys(field.alias or key for one in models for key, field in one.model_fields.items())
    return "、".join(names)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]


def _short(value: Any) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
