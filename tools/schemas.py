#!/usr/bin/env python3
"""Write params/schema/*.json, by which an editor completes and checks params/: ``python tools/schemas.py``.

The schemas come from the models that load the files, the words beside each key from the tables of params/README.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from govlib.catalog.calendar import LocalCalendar, YearDays
from govlib.catalog.figures import FigureFile
from govlib.catalog.places import Place
from govlib.catalog.problem_types import ProblemTypes
from govlib.catalog.ranking_methods import METHOD_NAMES
from govlib.catalog.rankings import Ranking
from govlib.catalog.replies import ReplyRule
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.catalog.tables import PersonalDeclaration, TableDeclaration
from govlib.catalog.templates import Template
from govlib.catalog.triggers import Trigger
from govlib.catalog.yamlfile import Declaration
from govlib.handbook.sayings import DETAILS, MEASURES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "params/schema"
DRAFT = GenerateJsonSchema.schema_dialect
MODELS: dict[str, tuple[type[Declaration], str]] = {
    "place": (Place, "一个地方：params/places/*.yaml"),
    "ruleset": (Ruleset, "一个规则集：params/rulesets/*/ruleset.yaml"),
    "indicator": (Indicator, "一条指标：params/rulesets/*/<编号>.yaml"),
    "export_table": (TableDeclaration, "一种导出表：params/exports/<表>.yaml"),
    "personal": (PersonalDeclaration, "个人信息的标题：params/exports/_personal.yaml"),
    "figure_file": (FigureFile, "一类通报数字：params/figures/*.yaml"),
    "calendar_year": (YearDays, "一年的放假和上班：params/calendar/<年份>.yaml"),
    "local_calendar": (LocalCalendar, "一些地方自己的放假日：params/calendar/<名称>.yaml"),
    "ranking": (Ranking, "一种排名或等次办法：params/rankings/*.yaml"),
    "reply": (ReplyRule, "一种要限时办的事：params/replies/<表>.yaml"),
    "template": (Template, "一种通报：params/templates/<编号>/template.yaml"),
    "problem_types": (ProblemTypes, "问题的类型：params/problem_types.yaml"),
    "trigger": (Trigger, "一条问责触发条件：params/triggers/*.yaml"),
}
DIFFERENCE = "indicator_difference", "本地规则集对上级指标的改动：只写不同的键"
FILLED = {
    "Place": ("slug",),
    "LocalThreshold": ("origin",),
    "Ruleset": ("indicators",),
    "Figure": ("topic", "file"),
    "Template": ("id",),
    "Section": ("text",),
}
"""Keys that the loader fills in; nobody writes them."""
TOLD_IN = {
    "Place": ("地方", 0), "Period": ("一期", 0), "Window": ("一期", 0), "Line": ("线", 0),
    "Rounding": ("小数、末位的 0、不到 100% 的", 0), "RoundingOf": ("小数、末位的 0、不到 100% 的", 0),
    "Ruleset": ("规则集和指标", 0),
    "Indicator": ("规则集和指标", 1), "Condition": ("条件", 0), "TableDeclaration": ("导出表", 0),
    "ColumnDeclaration": ("导出表", 1), "Figure": ("通报数字", 0), "FigureFile": ("通报数字", 0),
    "YearDays": ("工作日", 0), "DayRange": ("工作日", 0), "LocalCalendar": ("工作日", 0),
    "TextRuleChange": ("查文字的规则", 0),
    "ReplyRule": ("限时办的事和问责", 0),
    **dict.fromkeys(("ReplyLimit", "ReplyFault"), ("限时办的事和问责", 1)),
    "Trigger": ("限时办的事和问责", 2),
    **dict.fromkeys(("BulletinForm", "PeriodBulletin"), ("通报", 0)), "Praise": ("通报", 1), "AnnexUse": ("通报", 2),
    **dict.fromkeys(("Template", "Section"), ("通报", 3)),
    **dict.fromkeys(("ProblemTypes", "ProblemType"), ("通报", 4)),
    "Pick": ("排名和等次", 0), "Ranking": ("排名和等次", 1), "Excluded": ("排名和等次", 1),
    **dict.fromkeys(
        ("Order", "Tiers", "Bands", "GradedLists", "Quota", "ItemPoints", "Adoption", "Zero", "Composite", "Cross",
         "Compared", "Cut", "TierShare", "Failing", "CompositePart"),
        ("排名和等次", 3),
    ),
}  # fmt: skip
"""The table of params/README.md that explains the keys of a model: its heading, and which table under it."""
KINDS = {**MEASURES, **METHOD_NAMES}
NOISE = ("title", "description")


def list_schemas(readme: str) -> dict[str, dict[str, Any]]:
    """Return every schema by the name of its file, its keys explained as ``readme`` explains them."""
    told = read_explanations(readme)
    schemas = {name: make_schema(model, title, told) for name, (model, title) in MODELS.items()}
    name, title = DIFFERENCE
    schemas[name] = {**schemas["indicator"], "title": title, "required": ["id"]}
    return schemas


def make_schema(model: type[Declaration], title: str, told: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the schema of one kind of file, without what no writer of a file needs."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    for name, part in {model.__name__: schema, **parts}.items():
        for key in FILLED.get(name, ()):
            part["properties"].pop(key)
        _explain(part, told.get(name, {}))
    used = _reach(schema, parts)
    parts = {name: part for name, part in parts.items() if name in used}
    return {"$schema": DRAFT, "title": title, **schema, **({"$defs": parts} if parts else {})}


def _reach(schema: dict[str, Any], parts: Mapping[str, Any]) -> set[str]:
    """Return the names of the parts that a schema refers to, directly or through others."""
    used: set[str] = set()
    waiting = [schema]
    while waiting:
        found = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(waiting.pop()))) - used
        used |= found
        waiting += [parts[name] for name in found]
    return used


def read_explanations(readme: str) -> dict[str, dict[str, str]]:
    """Return what the page says of each key, by model."""
    tables: dict[tuple[str, int], dict[str, str]] = {}
    for section in re.split(r"^#{2,3} ", readme, flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0].strip()
        for number, block in enumerate(re.findall(r"(?:^\|.*\n)+", section, flags=re.MULTILINE)):
            tables[heading, number] = dict(_read_rows(block))
    return {model: tables[place] for model, place in TOLD_IN.items()}


def _read_rows(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines()[2:]:
        keys, text = (cell.strip() for cell in line.strip().strip("|").split("|")[:2])
        for key in re.findall(r"`(\w+)`", keys):
            yield key, text.replace("`", "")


def _explain(part: dict[str, Any], told: Mapping[str, str]) -> None:
    for noise in NOISE:
        part.pop(noise, None)
    properties: dict[str, dict[str, Any]] = part.get("properties", {})
    kind = str(properties.get("kind", {}).get("const", ""))
    for key, stated in properties.items():
        for noise in NOISE:
            stated.pop(noise, None)
        said = KINDS.get(kind, "") if key == "kind" else told.get(key) or (DETAILS.get(key) if kind else "")
        if said:
            stated["description"] = said


def main() -> None:
    """Write the schemas; one that no model stands behind any more is removed."""
    folder = ROOT / FOLDER
    folder.mkdir(exist_ok=True)
    schemas = list_schemas((ROOT / "params" / "README.md").read_text(encoding="utf-8"))
    for path in folder.glob("*.json"):
        if path.stem not in schemas:
            path.unlink()
    for name, schema in schemas.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
