"""params/schema/ is what the models say today, takes every file that ships, and refuses what the loader refuses."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from schema_check import list_errors

from govlib.catalog.yamlfile import load_yaml

ROOT = Path(__file__).parents[2]
PARAMS = ROOT / "params"
SCHEMA_OF = {
    "places/*.yaml": "place",
    "rulesets/*/ruleset.yaml": "ruleset",
    "rulesets/*/[A-Z]*.yaml": "indicator",
    "exports/[a-z]*.yaml": "export_table",
    "exports/_personal.yaml": "personal",
    "figures/*.yaml": "figure_file",
    "calendar/[0-9][0-9][0-9][0-9].yaml": "calendar_year",
    "calendar/[!0-9]*.yaml": "local_calendar",
    "rankings/*.yaml": "ranking",
}


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("schemas", ROOT / "tools" / "schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()


def read(name: str) -> dict[str, Any]:
    return json.loads((PARAMS / "schema" / f"{name}.json").read_text(encoding="utf-8"))


def plain(path: Path) -> dict[str, Any]:
    data = load_yaml(path, path.name, [])
    assert isinstance(data, dict)
    return data


def errors_of(data: object, name: str) -> list[str]:
    schema = read(name)
    return list_errors(data, schema, schema)


def extending(path: Path) -> bool:
    """Return whether a file is a ruleset's own change of what it extends: its schema asks for no more than an id."""
    return path.parent.parent.name == "rulesets" and plain(path.parent / "ruleset.yaml").get("extends") is not None


SHIPPED = [
    pytest.param(path, name, id=path.relative_to(PARAMS).as_posix())
    for pattern, name in SCHEMA_OF.items()
    for path in sorted(PARAMS.glob(pattern))
]


def test_the_schemas_are_what_the_models_and_the_page_say():
    written = {path.stem: path.read_text(encoding="utf-8") for path in (PARAMS / "schema").glob("*.json")}
    schemas = tool.list_schemas((PARAMS / "README.md").read_text(encoding="utf-8"))
    expected = {name: f"{json.dumps(one, ensure_ascii=False, indent=2)}\n" for name, one in schemas.items()}
    assert written == expected, "请运行 python tools/schemas.py"


@pytest.mark.parametrize(("path", "name"), SHIPPED)
def test_every_file_that_ships_fits_its_schema(path: Path, name: str):
    wanted = "indicator_difference" if name == "indicator" and extending(path) else name
    assert errors_of(plain(path), wanted) == []


def test_every_declaration_of_params_has_a_schema():
    matched = {path for pattern in SCHEMA_OF for path in PARAMS.glob(pattern)}
    folders = ("places", "rulesets", "exports", "figures", "calendar", "rankings")
    assert {path for folder in folders for path in (PARAMS / folder).rglob("*.yaml")} == matched


INDICATOR = plain(PARAMS / "rulesets" / "national-2019" / "W-V3.yaml")
PLACE = plain(PARAMS / "places" / "sample.yaml")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"fails_wehn": "above"}, ".fails_wehn additionalProperties"),
        ({"fails_when": "over"}, ".fails_when enum"),
        ({"subject": "公众号"}, ".subject enum"),
        ({"status": None}, ".status enum"),
        ({"unit": 5}, ".unit type"),
        ({"measure": {"kind": "sum", "table": "columns"}}, ".measure oneOf"),
        ({"measure": {"kind": "count", "table": "columns", "elements": ["a"]}}, ".measure oneOf"),
        ({"applies_when": [{"any_of": ["正常"]}]}, ".applies_when.0 required"),
        ({"part": "deductions"}, ".part enum"),
    ],
)
def test_a_slip_in_an_indicator_is_underlined(change: dict[str, object], error: str):
    assert error in errors_of({**INDICATOR, **change}, "indicator")


@pytest.mark.parametrize("key", ["name", "unit", "direction", "fails_when", "when_missing", "thresholds"])
def test_a_key_without_default_is_asked_for(key: str):
    without = {name: value for name, value in INDICATOR.items() if name != key}
    assert errors_of(without, "indicator") == [". required"]
    assert errors_of(without, "indicator_difference") == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"level": "town"}, ".level enum"),
        ({"rounding": {"method": "half_up", "decimals": 5}}, ".rounding.decimals maximum"),
        ({"rulesets": [{"since": "2024-02-30", "id": "national-2019"}]}, ".rulesets.0.since format"),
        ({"slug": "sample"}, ".slug additionalProperties"),
        ({"periods": {}}, ".periods minProperties"),
    ],
)
def test_a_slip_in_a_place_is_underlined(change: dict[str, object], error: str):
    assert error in errors_of({**PLACE, **change}, "place")


@pytest.mark.parametrize(
    ("name", "keys"),
    [("ruleset", ["indicators"]), ("place", ["slug"]), ("figure_file", ["file"])],
)
def test_what_the_loader_fills_in_is_offered_to_nobody(name: str, keys: list[str]):
    schema = read(name)
    offered = {key for part in (schema, *schema.get("$defs", {}).values()) for key in part.get("properties", {})}
    assert offered.isdisjoint(keys)


def test_the_editor_explains_the_keys_in_chinese():
    silent = [key for key, said in read("indicator")["properties"].items() if "description" not in said]
    assert silent == []
    told = json.dumps([read(path.stem) for path in (PARAMS / "schema").glob("*.json")], ensure_ascii=False)
    assert '"description": "不合格的比较' in told
    assert "Return" not in told


def test_a_word_of_json_schema_that_the_check_does_not_know_is_an_error():
    with pytest.raises(KeyError, match="uniqueItems"):
        list_errors([1, 1], {"uniqueItems": True}, {})


def test_the_settings_that_the_page_gives_for_an_editor_are_these():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = page.partition("```json\n")[2].partition("```")[0]
    shown = json.loads(f"{{{block}}}")["yaml.schemas"]
    assert shown == {f"params/schema/{name}.json": f"params/{pattern}" for pattern, name in SCHEMA_OF.items()}
