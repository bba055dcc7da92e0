"""Hold plain data against a JSON Schema, as far as the schemas of params/ go; a word it doesn't know is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

SILENT = {"$schema", "$defs", "title", "description", "default", "discriminator"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "string": lambda data: isinstance(data, str),
    "boolean": lambda data: isinstance(data, bool),
    "null": lambda data: data is None,
    "integer": lambda data: isinstance(data, int) and not isinstance(data, bool),
    "number": lambda data: isinstance(data, int | float) and not isinstance(data, bool),
}


def list_errors(data: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "") -> list[str]:
    """Return where the data does not fit, each place with the word of the schema that it breaks."""
    errors = []
    for word, given in schema.items():
        if word in SILENT:
            continue
        if word in APPLIED:
            errors += APPLIED[word](data, given, schema, root, where)
        elif not HOLDS[word](data, given):
            errors.append(f"{where or '.'} {word}")
    return errors


def _of_type(kind: str) -> Callable[[Any], bool]:
    return TYPES[kind]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda data, given: _of_type(given)(data),
    "enum": lambda data, given: data in given,
    "const": lambda data, given: data == given,
    "required": lambda data, given: not isinstance(data, dict) or set(given) <= set(data),
    "pattern": lambda data, given: not isinstance(data, str) or re.search(given, data) is not None,
    "format": lambda data, given: {"date": _is_day}[given](data) if isinstance(data, str) else True,
    "minLength": lambda data, given: not isinstance(data, str) or len(data) >= given,
    "minItems": lambda data, given: not isinstance(data, list) or len(data) >= given,
    "minProperties": lambda data, given: not isinstance(data, dict) or len(data) >= given,
    "exclusiveMinimum": lambda data, given: not TYPES["number"](data) or data > given,
    "minimum": lambda data, given: not TYPES["number"](data) or data >= given,
    "maximum": lambda data, given: not TYPES["number"](data) or data <= given,
}


def _ref(data: Any, given: str, _schema: Any, root: Any, where: str) -> list[str]:
    return list_errors(data, root["$defs"][given.removeprefix("#/$defs/")], root, where)


def _any_of(data: Any, given: list[Any], _schema: Any, root: Any, where: str) -> list[str]:
    return [] if any(not list_errors(data, one, root, where) for one in given) else [f"{where or '.'} anyOf"]


def _one_of(data: Any, given: list[Any], _schema: Any, root: Any, where: str) -> list[str]:
    fitting = sum(not list_errors(data, one, root, where) for one in given)
    return [] if fitting == 1 else [f"{where or '.'} oneOf"]


def _items(data: Any, given: Any, _schema: Any, root: Any, where: str) -> list[str]:
    parts = enumerate(data) if isinstance(data, list) else ()
    return [error for number, part in parts for error in list_errors(part, given, root, f"{where}.{number}")]


def _properties(data: Any, given: dict[str, Any], _schema: Any, root: Any, where: str) -> list[str]:
    parts = [(key, data[key]) for key in given if key in data] if isinstance(data, dict) else []
    return [error for key, part in parts for error in list_errors(part, given[key], root, f"{where}.{key}")]


def _others(data: Any, given: Any, schema: Any, root: Any, where: str) -> list[str]:
    return list(_each_other(data, given, schema, root, where)) if isinstance(data, dict) else []


def _each_other(data: dict[str, Any], given: Any, schema: Any, root: Any, where: str) -> Iterator[str]:
    patterns = schema.get("patternProperties", {})
    for key, part in data.items():
        if key in schema.get("properties", {}) or any(re.search(pattern, key) for pattern in patterns):
            continue
        if given is False:
            yield f"{where}.{key} additionalProperties"
        elif given is not True:
            yield from list_errors(part, given, root, f"{where}.{key}")


def _patterns(data: Any, given: dict[str, Any], _schema: Any, root: Any, where: str) -> list[str]:
    parts = data.items() if isinstance(data, dict) else ()
    return [
        error
        for key, part in parts
        for pattern, one in given.items()
        if re.search(pattern, key)
        for error in list_errors(part, one, root, f"{where}.{key}")
    ]


def _names(data: Any, given: Any, _schema: Any, root: Any, where: str) -> list[str]:
    keys = data if isinstance(data, dict) else ()
    return [error for key in keys for error in list_errors(key, given, root, f"{where}.{key}")]


APPLIED: dict[str, Callable[[Any, Any, Any, Any, str], list[str]]] = {
    "$ref": _ref,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "items": _items,
    "properties": _properties,
    "additionalProperties": _others,
    "patternProperties": _patterns,
    "propertyNames": _names,
}
