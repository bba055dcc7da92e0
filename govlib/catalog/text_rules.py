"""The rules of params/text_rules.yaml that texts are checked by: how serious, how sure, on or off."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from govlib.catalog.places import TextRuleChange
from govlib.catalog.yamlfile import Declaration, check_declaration, read_mapping
from govlib.errors import Fault

FILE = "params/text_rules.yaml"


class TextRule(Declaration):
    """One rule of text: ``name`` is what a person reads, ``says`` what it finds, ``basis`` the norm it goes by.

    ``severity`` is that of its hits unless the hit has one of its own (an entry of the lexicon has). ``confidence`` is
    the share of hits expected to be right, 0 to 1. ``threshold`` is the number that the rule counts from, if any;
    ``at_least`` is how many reviewed hits it takes before that number is asked.
    """

    name: str
    says: str
    severity: Literal["严重", "一般", "表述不规范", "疑似"]
    confidence: float = Field(gt=0, le=1)
    enabled: bool = True
    threshold: float | None = None
    at_least: int | None = Field(default=None, ge=1)
    basis: str = ""


def load_text_rules(params: Path, faults: list[Fault]) -> dict[str, TextRule]:
    """Return the rules by id in their order, none where there is no file; faults are added to ``faults``."""
    if not (params / "text_rules.yaml").exists():
        return {}
    data = read_mapping(params / "text_rules.yaml", FILE, faults)
    rules: dict[str, TextRule] = {}
    for key, stated in (data or {}).items():
        if not isinstance(stated, Mapping):
            faults.append(Fault(FILE, str(key), f"写的是“{stated}”", "一条规则：name、says、severity、confidence"))
            continue
        found: list[Fault] = []
        rule = check_declaration(dict(stated), TextRule, FILE, found)
        faults.extend(Fault(one.file, f"{key}.{one.key}".rstrip("."), one.found, one.expected) for one in found)
        if rule is not None:
            rules[str(key)] = rule
    return rules


def apply_changes(
    rules: Mapping[str, TextRule], changes: Mapping[str, TextRuleChange], shown_as: str, faults: list[Fault]
) -> dict[str, TextRule]:
    """Return the rules as a place has them; a change of a rule or a number that isn't there is a fault."""
    changed = dict(rules)
    for key, change in changes.items():
        if key not in rules:
            faults.append(Fault(shown_as, f"text_rules.{key}", "没有这条规则", f"其中之一：{'、'.join(rules)}"))
        elif change.threshold is not None and rules[key].threshold is None:
            faults.append(Fault(shown_as, f"text_rules.{key}.threshold", "这条规则没有数值", "不写 threshold"))
        else:
            stated = change.model_dump(exclude_none=True, exclude={"why"})
            changed[key] = rules[key].model_copy(update=stated)
    return changed
