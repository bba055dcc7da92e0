"""The rules in force at a place on a day: where each field comes from, what feeds it, what is not checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from govlib.bench import number_in_force
from govlib.catalog.load import Catalog
from govlib.catalog.places import LocalThreshold, Period, Place, Scope
from govlib.catalog.rulesets import PART_WORDS, Indicator, Ruleset
from govlib.catalog.triggers import Trigger
from govlib.compare import COMPARATORS
from govlib.dated import CONFIDENCE_NOTE, DatedNumber, at
from govlib.findings import resolve_responsible, say_limit
from govlib.ledger.triggers import NONE_PICKED, list_picked, say_basis, say_conditions
from govlib.units import UnitRegister

RULE_COLUMNS = [
    "ruleset", "indicator", "indicator_name", "subject_kind", "part", "status", "limit_text", "words", "act", "seen",
    "limit_from", "fed_by", "delivered", "checked_why", "origins",
]  # fmt: skip
CHECKED = "检查"
_STATUS = {"active": "生效", "draft": "草案（待核实）"}
_BY_LIST = "本期按交来的完整不合格名单得出结论，不逐条判"
_BY_NOBODY = "本期没有交来结论，也不逐条判，结论为缺数据"


@dataclass(frozen=True)
class Asked:
    """A place on a day; ``period`` is the one that it lies in, ``delivered`` the tables; None where there is none."""

    catalog: Catalog
    place: Place
    day: date
    period: Period | None = None
    delivered: Collection[str] | None = None

    @property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """Return the rulesets that the place applies and that are in force on the day, the main one first."""
        names = (self.place.ruleset_id(self.day), *self.place.also_applied(self.day))
        named = (self.catalog.rulesets[name] for name in names if name is not None)
        return tuple(ruleset for ruleset in named if ruleset.is_in_force(self.day))

    def local(self, indicator: str) -> LocalThreshold | None:
        """Return the place's own number for a rule on the day."""
        return at([one for one in self.place.thresholds if one.indicator == indicator], self.day)

    def limit(self, indicator: Indicator) -> DatedNumber | None:
        """Return the number in force, the place's own first; None where the rule is not in force."""
        return number_in_force(indicator, self.place, self.day)


def describe_rules(asked: Asked) -> pd.DataFrame:
    """Return one row a rule of the place's rulesets on the day; columns as in ``RULE_COLUMNS``.

    ``limit_from`` is the file that states the number in force; ``fed_by`` the tables; ``delivered`` which of them were
    (blank without a period); ``checked_why`` is 检查 or says why not; ``origins`` names the keys that each file states.
    """
    rows = [_describe(asked, ruleset, one) for ruleset in asked.rulesets for one in ruleset.indicators.values()]
    return pd.DataFrame(rows, columns=RULE_COLUMNS)


def _describe(asked: Asked, ruleset: Ruleset, indicator: Indicator) -> dict[str, str]:
    limit = asked.limit(indicator)
    origins = ruleset.origins.get(indicator.id, {})
    local = asked.local(indicator.id)
    own = _say_place_file(asked, local) if local is not None and local is limit else ""
    stated_in = own or origins.get("thresholds", "")
    tables = list(dict.fromkeys(measure.table for measure in indicator.measures))
    tables += ["audits"] if indicator.audit_overrides and "audits" not in tables else []
    return {
        "ruleset": ruleset.id,
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "subject_kind": indicator.subject,
        "part": PART_WORDS[indicator.part],
        "status": _STATUS[indicator.status],
        "limit_text": _say_limit(indicator, limit),
        "words": limit.words if limit else "",
        "act": f"{limit.source.act} {limit.source.part}".strip() + _presumed(limit) if limit else "",
        "seen": CONFIDENCE_NOTE[limit.source.seen] if limit else "",
        "limit_from": stated_in if limit else "",
        "fed_by": "、".join(_name_table(asked.catalog, name) for name in tables),
        "delivered": _say_delivered(asked, tables),
        "checked_why": "；".join(_list_reasons(asked, ruleset, indicator, tables)) or CHECKED,
        "origins": _say_origins(origins, own),
    }


def _say_place_file(asked: Asked, local: LocalThreshold) -> str:
    """Return the place's file that states a number of its own, with the cell where it is a workbook."""
    file, cell = local.origin.where("value", (f"params/places/{asked.place.slug}.yaml", ""))
    return f"{file} {cell}".strip()


def _presumed(limit: DatedNumber) -> str:
    return "（生效日推定）" if limit.source.presumed else ""


def _say_limit(indicator: Indicator, limit: DatedNumber | None) -> str:
    if limit is None:
        return ""
    comparator = COMPARATORS[indicator.fails_when]
    number = say_limit(limit.value, indicator.unit)
    return f"{comparator.phrase}{number}（{comparator.sign} {number}）"


def _name_table(catalog: Catalog, table: str) -> str:
    declared = catalog.tables[table]
    return f"{declared.code} {declared.name}"


def _say_delivered(asked: Asked, tables: list[str]) -> str:
    if asked.delivered is None:
        return ""
    return "、".join(
        f"{asked.catalog.tables[name].code} {'交来了' if name in asked.delivered else '没有交来'}" for name in tables
    )


def _list_reasons(asked: Asked, ruleset: Ruleset, indicator: Indicator, tables: list[str]) -> Iterator[str]:
    """Yield why a rule is not checked at the place; nothing where it is."""
    if asked.limit(indicator) is None:
        waits = "由地方定数，地方文件的 thresholds 里没有写" if not indicator.thresholds else "这一天没有生效的限值"
        yield f"不检查：{waits}"
        return
    scope = _scope(asked, indicator)
    if scope is not None and scope.by != "indicators":
        yield f"不检查：{_BY_LIST if scope.by == 'result_list' else _BY_NOBODY}"
    elif scope is not None and scope.rules and ruleset.id == asked.rulesets[0].id and indicator.id not in scope.rules:
        yield "不计入结论：不在本期检查范围（rules）"
    if indicator.status == "draft":
        yield "只试算，不计入结论和得分：数值没有见到原文"
    if indicator.responsible:
        _, found_all = resolve_responsible(indicator.responsible, UnitRegister(asked.place.units))
        if not found_all:
            yield f"判不了谁负责：单位名录里没有“{'、'.join(indicator.responsible)}”中的单位或分组"
    if asked.delivered is not None and not set(tables) & set(asked.delivered):
        yield f"{indicator.when_missing}：本期没有交来{'、'.join(asked.catalog.tables[name].code for name in tables)}"


def _scope(asked: Asked, indicator: Indicator) -> Scope | None:
    if asked.period is None:
        return None
    return {"网站": asked.period.websites, "账号": asked.period.accounts}.get(indicator.subject)


def _say_origins(origins: dict[str, str], local: str) -> str:
    """Return each file with the keys that it states; the place's number comes on top of the rule's own."""
    by_file: dict[str, list[str]] = {}
    for key, file in origins.items():
        by_file.setdefault(file, []).append(key)
    said = [f"{file}：{'、'.join(keys)}" for file, keys in by_file.items()]
    return "；".join([*said, *([f"{local}：thresholds（本地数值）"] if local else [])])


def tell_rules(asked: Asked, rules: pd.DataFrame) -> Iterator[str]:
    """Yield the rules as lines for a terminal, each ruleset with its source, at the end how many are not checked."""
    yield f"{asked.place.name}在 {asked.day} 适用的规则"
    if asked.place.within is not None:
        yield f"属于：{asked.catalog.places[asked.place.within].name}"
    if asked.period is not None:
        yield f"所在的期：{asked.period.title}（监测时间点 {asked.period.inspection_day}）"
    if not asked.rulesets:
        yield "这一天没有生效的规则集：地方文件的 rulesets 里没有不晚于这一天、又在有效期内的。"
    for place, ruleset in enumerate(asked.rulesets):
        role = "主规则集，结论和得分由它来" if place == 0 else "同时适用，不进结论和得分"
        yield ""
        yield f"## {ruleset.id} {ruleset.name}（{role}；{ruleset.source.act}，自 {ruleset.since}）"
        for rule in rules.loc[rules["ruleset"].eq(ruleset.id)].to_dict("records"):
            yield ""
            kind = f"{rule['subject_kind']}·{rule['part']}·{rule['status']}"
            yield f"{rule['indicator']} {rule['indicator_name']}〔{kind}〕"
            if rule["limit_text"]:
                yield f"  限值：{rule['limit_text']}；{rule['act']}{rule['seen']} ← {rule['limit_from']}"
                yield f"  原文：{rule['words']}"
            yield f"  数据：{rule['fed_by']}{'（' + rule['delivered'] + '）' if rule['delivered'] else ''}"
            yield f"  是否检查：{rule['checked_why']}"
            yield f"  出自：{rule['origins']}"
    yield from _tell_triggers(asked)
    unchecked = int(rules["checked_why"].ne(CHECKED).sum())
    yield ""
    yield f"共 {len(rules)} 条，其中 {unchecked} 条不检查、不计入结论或判不了，原因写在各条里。"


def list_triggers(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield the triggers of accountability that the place uses on the day: its list, and the rule with its source."""
    for trigger in list_picked(asked.place, asked.catalog.triggers, asked.day):
        yield (
            trigger.name,
            f"{say_conditions(trigger)}；{say_basis(trigger)} ← params/triggers/{_file_of(asked, trigger)}",
        )


def _file_of(asked: Asked, trigger: Trigger) -> str:
    """Return the file that a trigger is stated in; the place's own numbers stand in the place's file."""
    pick = next(one for one in asked.place.triggers if one.id == trigger.id and one.is_in_force(asked.day))
    own = f"（{'、'.join(pick.but)} 见 params/places/{asked.place.slug}.yaml）" if pick.but else ""
    return f"{pick.use}.yaml{own}"


def _tell_triggers(asked: Asked) -> Iterator[str]:
    yield ""
    yield "## 问责触发条件"
    told = [f"{name}：{said}" for name, said in list_triggers(asked)]
    yield from told or [NONE_PICKED]


def find_period(place: Place, day: date) -> str | None:
    """Return the period whose inspection day this is, or else the newest in whose days it lies; None where none is."""
    exact = [name for name, period in place.periods.items() if period.inspection_day == day]
    around = [name for name, period in place.periods.items() if period.start <= day <= period.end]
    found = exact or sorted(around, key=lambda name: place.periods[name].start, reverse=True)
    return found[0] if found else None
