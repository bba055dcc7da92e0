"""Findings: tables × indicators × day → one row a subject and indicator, each with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from govlib.catalog.conditions import all_hold
from govlib.catalog.places import Place
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.compare import COMPARATORS
from govlib.dated import DatedNumber, at
from govlib.measures import MEASURES, Measured, Question
from govlib.subjects import list_accounts, list_sites
from govlib.units import UnitRegister

OUTCOMES = ("合格", "不合格", "待复核", "缺数据", "不适用")

COLUMNS = [
    "key", "subject_kind", "subject", "platform", "unit", "group", "indicator", "indicator_name", "status", "outcome",
    "value", "value_text", "numerator", "denominator", "threshold", "fails_when", "measured_in", "problem", "reason",
    "since", "act", "seen", "ruleset", "evidence", "evidence_file", "evidence_sheet", "evidence_rows", "evidence_sha256",
]  # fmt: skip


@dataclass(frozen=True)
class Bench:
    """All that the rules are asked about: the tables as loaded, the place, the day, the files' hashes."""

    tables: Mapping[str, pd.DataFrame]
    place: Place
    register: UnitRegister
    day: date
    sha256_of: Mapping[str, str]


def list_subjects(bench: Bench, ruleset: Ruleset) -> dict[str, pd.DataFrame]:
    """Return the subjects by kind (网站, 账号), one row a subject."""
    tables = dict(bench.tables)
    return {
        "网站": list_sites(tables, bench.register, ruleset.judged.get("网站", ()), bench.day),
        "账号": list_accounts(tables, bench.register, ruleset.judged.get("账号", ()), bench.day),
    }


def find(bench: Bench, ruleset: Ruleset) -> pd.DataFrame:
    """Return one row a subject and indicator in force on the day; columns as in ``COLUMNS``.

    A table that was not delivered gives 缺数据, never a pass; a rule not in force on the day gives no row.
    """
    subjects = list_subjects(bench, ruleset)
    frames = []
    for indicator in ruleset.indicators.values():
        threshold = _threshold(indicator, bench)
        if threshold is not None and len(subjects[indicator.subject]):
            frames.append(_findings_of(indicator, threshold, subjects[indicator.subject], bench, ruleset.id))
    return pd.concat(frames, ignore_index=True)[COLUMNS] if frames else pd.DataFrame(columns=COLUMNS)


def _threshold(indicator: Indicator, bench: Bench) -> DatedNumber | None:
    national = at(indicator.thresholds, bench.day)
    if national is None:
        return None
    local = at([item for item in bench.place.thresholds if item.indicator == indicator.id], bench.day)
    return local or national


def _findings_of(
    indicator: Indicator, threshold: DatedNumber, subjects: pd.DataFrame, bench: Bench, ruleset_id: str
) -> pd.DataFrame:
    comparator = COMPARATORS[indicator.fails_when]
    applies = subjects["judged"] & all_hold(subjects, indicator.applies_when, bench.day)
    measured, keys = _measure(indicator, subjects, bench)
    index = _index(subjects, keys)
    values = measured.values.reindex(index) if measured else _nothing(index)
    value = values["value"].to_numpy(dtype="float64", na_value=np.nan)
    breaks = comparator.breaks(value, threshold.value)
    outcome = np.select(
        [~applies.to_numpy(), np.isnan(value), breaks, values["open"].fillna(value=False).to_numpy(dtype=bool)],
        ["不适用", indicator.when_missing, "不合格", "待复核"],
        "合格",
    )
    if indicator.audit_overrides:
        outcome = _override(outcome, indicator, subjects, bench)
    proof = _proof(measured, keys, bench).reindex(index)
    text = [_say_value(one, indicator.unit) for one in value]
    return pd.DataFrame(
        {
            "key": [
                f"{indicator.id}:{name}:{platform}"
                for name, platform in zip(subjects["subject"], subjects["platform"], strict=True)
            ],
            "subject_kind": indicator.subject,
            "subject": subjects["subject"].to_numpy(),
            "platform": subjects["platform"].to_numpy(),
            "unit": subjects["unit"].to_numpy(),
            "group": subjects["group"].to_numpy(),
            "indicator": indicator.id,
            "indicator_name": indicator.name,
            "status": indicator.status,
            "outcome": outcome,
            "value": value,
            "value_text": text,
            "numerator": values["numerator"].to_numpy(dtype="float64", na_value=np.nan),
            "denominator": values["denominator"].to_numpy(dtype="float64", na_value=np.nan),
            "threshold": threshold.value,
            "fails_when": indicator.fails_when,
            "measured_in": indicator.unit,
            "problem": indicator.problem,
            "reason": [_say_reason(one, said, indicator, threshold) for one, said in zip(outcome, text, strict=True)],
            "since": threshold.since.isoformat(),
            "act": f"{threshold.source.act} {threshold.source.part}{'（生效日推定）' if threshold.source.presumed else ''}",
            "seen": threshold.source.seen,
            "ruleset": ruleset_id,
            **{name: proof[name].fillna("").to_numpy() for name in proof.columns},
        }
    )


def _measure(indicator: Indicator, subjects: pd.DataFrame, bench: Bench) -> tuple[Measured | None, list[str]]:
    rows = bench.tables.get(indicator.measure.table)
    if indicator.measure.kind == "manual":
        if rows is None:
            return None, ["subject", "platform"]
        chosen = rows.loc[rows["indicator_code"].eq(indicator.id).fillna(value=False)]
        keys = ["subject"] if indicator.subject == "网站" else ["subject", "platform"]
    elif indicator.subject == "网站":
        keys, chosen = ["site_code"], rows
    else:
        keys, chosen = ["account_name", "platform"], rows
    if chosen is None:
        return None, keys
    question = Question(rows=chosen, subjects=subjects, keys=keys, day=bench.day)
    return MEASURES[indicator.measure.kind](indicator.measure, question), keys


def _index(subjects: pd.DataFrame, keys: list[str]) -> pd.Index:
    return pd.Index(subjects[keys[0]], name=keys[0]) if len(keys) == 1 else pd.MultiIndex.from_frame(subjects[keys])


def _nothing(index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame({"value": np.nan, "numerator": np.nan, "denominator": np.nan, "open": False}, index=index)


def _override(outcome: np.ndarray, indicator: Indicator, subjects: pd.DataFrame, bench: Bench) -> np.ndarray:
    audits = bench.tables.get("audits")
    if audits is None:
        return outcome
    rows = audits.loc[audits["indicator_code"].eq(indicator.id).fillna(value=False)]
    keys = ["subject"] if indicator.subject == "网站" else ["subject", "platform"]
    said = (
        rows.drop_duplicates(keys).set_index(keys)["conclusion"].reindex(_index(subjects, keys)).fillna("").to_numpy()
    )
    judged = outcome != "不适用"
    outcome = np.where(judged & (said == "存在问题"), "不合格", outcome)
    outcome = np.where((outcome == "待复核") & (said == "未发现问题"), "合格", outcome)
    return np.where((outcome == "合格") & (said == "待复核"), "待复核", outcome)


def _proof(measured: Measured | None, keys: list[str], bench: Bench) -> pd.DataFrame:
    columns = ["evidence", "evidence_file", "evidence_sheet", "evidence_rows", "evidence_sha256"]
    if measured is None or measured.evidence.empty:
        return pd.DataFrame(columns=columns)
    by_source = (
        measured.evidence.sort_values(["source_file", "source_sheet", "source_row"])
        .groupby([*keys, "source_file", "source_sheet"], dropna=False, observed=True)["source_row"]
        .agg(lambda rows: ";".join(map(str, rows)))
        .reset_index()
        .dropna(subset=keys)
    )
    sheet = by_source["source_sheet"].fillna("")
    by_source["said"] = (
        by_source["source_file"]
        + ("《" + sheet + "》").where(sheet != "", "")
        + " 第 " + by_source["source_row"].str.replace(";", "、") + " 行"
    )  # fmt: skip
    grouped = by_source.groupby(keys, observed=True)
    proof = pd.DataFrame(
        {
            "evidence": grouped["said"].agg("；".join),
            "evidence_file": grouped["source_file"].agg("|".join),
            "evidence_sheet": grouped["source_sheet"].agg("|".join),
            "evidence_rows": grouped["source_row"].agg("|".join),
        }
    )
    proof["evidence_sha256"] = proof["evidence_file"].map(
        lambda files: "|".join(bench.sha256_of.get(name, "") for name in files.split("|"))
    )
    return proof


def _say_value(value: float, unit: str) -> str:
    if np.isnan(value):
        return ""
    if np.isinf(value):
        return "从未更新"
    if unit == "%":
        return f"{value * 100:.2f}%"
    return f"{value:g}{unit}"


def _say_reason(outcome: str, said: str, indicator: Indicator, threshold: DatedNumber) -> str:
    phrase = COMPARATORS[indicator.fails_when].phrase
    limit = _say_value(float(threshold.value or 0), indicator.unit).replace(".00%", "%")
    if outcome == "不合格":
        return f"{indicator.problem}（实测{said or '人工核定'}，标准：{phrase}{limit}即否决）"
    if outcome == "待复核":
        return f"{indicator.problem}（有线索，须由人判定）"
    if outcome == "缺数据":
        return f"没有交来能判定“{indicator.name}”的数据"
    return ""
