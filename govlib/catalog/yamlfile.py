"""Read one YAML file of params/ safely: no duplicate keys, no guessed types, faults collected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from govlib.catalog.wording import explain_validation, explain_yaml
from govlib.errors import Fault


class Declaration(BaseModel):
    """Base of everything declared in params/: immutable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


DeclarationT = TypeVar("DeclarationT", bound=Declaration)


class _TextLoader(yaml.SafeLoader):
    """SafeLoader that guesses no types: only plain numbers, true, false and null are anything but text.

    Dates, yes, no, on, off, 12:30 and 010 stay text, and a key written twice is refused.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "键不是文字", key_node.start_mark)
            key = self.construct_object(key_node)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"键“{key}”写了两次", key_node.start_mark)
            seen.add(key)
        return yaml.constructor.SafeConstructor.construct_mapping(self, node, deep=deep)


_TextLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
    ("null", r"^(?:~|null|)$", "~n"),
    ("merge", r"^<<$", "<"),
):
    _TextLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
_TextLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^$"), [""])
_LENIENT = frozenset("\t?\ufeff")
# The same rules over libyaml's parser, several times as fast, where PyYAML was built with it.
_QuickLoader = type(
    "_QuickLoader",
    (getattr(yaml, "CSafeLoader", yaml.SafeLoader),),
    {
        "construct_mapping": _TextLoader.construct_mapping,
        "yaml_implicit_resolvers": _TextLoader.yaml_implicit_resolvers,
    },
)


def list_yaml(folder: Path, shown_as: str, faults: list[Fault]) -> Iterator[Path]:
    """Yield the .yaml files of a folder by name; one that ends otherwise, and would go unread, is a fault."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".yaml":
            yield path
        elif path.suffix.lower() in (".yml", ".yaml", ".json"):
            faults.append(Fault(f"{shown_as}/{path.name}", "", f"扩展名是 {path.suffix}，不会被读到", "扩展名 .yaml"))


def load_yaml(path: Path, shown_as: str, faults: list[Fault]) -> Any:
    """Return the plain data of a YAML file, or None after adding a fault to ``faults``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return _parse_yaml(text)
    except UnicodeDecodeError:
        faults.append(Fault(shown_as, "", "不是 UTF-8 编码", "UTF-8 编码的文本"))
    except OSError:
        faults.append(Fault(shown_as, "", "这个文件读不了", "可以读的文本文件"))
    except yaml.YAMLError as error:
        faults.append(explain_yaml(error, shown_as))
    return None


def _parse_yaml(text: str) -> Any:
    """Return the plain data of a text, the same with libyaml as without; every fault is worded by PyYAML's own parser.

    Tabs, question marks and marks of byte order are the signs of which libyaml lets through what PyYAML refuses.
    """
    if not _LENIENT.isdisjoint(text):
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - derives from SafeLoader
    try:
        return yaml.load(text, Loader=_QuickLoader)  # noqa: S506 - derives from SafeLoader
    except yaml.YAMLError:
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - derives from SafeLoader


def read_declaration(path: Path, model: type[DeclarationT], shown_as: str, faults: list[Fault]) -> DeclarationT | None:
    """Return one file as a declaration, or None after adding every fault of it to ``faults``."""
    data = read_mapping(path, shown_as, faults)
    return None if data is None else check_declaration(data, model, shown_as, faults)


def read_mapping(path: Path, shown_as: str, faults: list[Fault]) -> dict[Any, Any] | None:
    """Return one file as keys and values, or None after adding its fault to ``faults``."""
    before = len(faults)
    data = load_yaml(path, shown_as, faults)
    if isinstance(data, dict):
        return data
    if len(faults) == before:
        found = "文件是空的" if data is None else "整个文件不是“键: 值”的形式"
        faults.append(Fault(shown_as, "", found, "一份声明"))
    return None


def check_declaration(
    data: Any, model: type[DeclarationT], shown_as: str, faults: list[Fault], prefix: str = ""
) -> DeclarationT | None:
    """Return plain data as a declaration, or None after adding every fault of it to ``faults``."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults.extend(explain_validation(error, model, data, shown_as, prefix))
        return None
