"""Verdicts from a complete list of failures (检查结论): who is on it fails, who is absent passes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from govlib.judging import FAIL, PASS, REVIEW, UNKNOWN

VERDICT_COLUMNS = ["subject_kind", "subject", "platform", "unit", "group", "outcome", "rules", "reasons", "decided_by"]
OUTSIDE = "名录外"
"""The group of a subject that stands in a list of failures but not among the judged ones of the registry."""

_SITE_ENDING = re.compile(r"(门户网站|网站|官网|网)$")
_QUOTES = re.compile(r"[“”\"'‘’「」『』《》\s]")
_COLUMNS = ["subject", "platform", "unit", "group", "outcome", "reasons"]


@dataclass(frozen=True)
class _Entry:
    """One line of the list: the judged subjects that it names, by position; none when it is 名录外."""

    subjects: tuple[int, ...]
    written: str
    platform: str
    unit: object
    problem: str


def decide_by_list(results: pd.DataFrame | None, subjects: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return one row a subject from a complete list of failures: who is absent from it passes.

    A list that was not delivered leaves everybody 缺数据. Names match exactly, then without quotes, then, for websites,
    without the ending 网站 (市水利局网站 is 市水利局), where only one name fits. A name on several platforms that the
    list doesn't tell apart makes each of them 待复核. Without a row-level registry only the failures have rows;
    ``coverage_from_counts`` completes the numbers.
    """
    known = subjects.loc[subjects["judged"].astype(bool)].reset_index(drop=True) if len(subjects) else subjects
    if results is None:
        said = known.assign(outcome=UNKNOWN, reasons="没有交来检查结论名单") if len(known) else known
        return _verdicts(said.reindex(columns=_COLUMNS), kind)
    listed = [_read(record, known, kind) for record in results.loc[results["subject_kind"].eq(kind)].to_dict("records")]
    problems: dict[int, list[str]] = {}
    doubtful: dict[int, list[str]] = {}
    outside: dict[tuple[str, str], dict[str, object]] = {}
    for entry in listed:
        if len(entry.subjects) == 1:
            problems.setdefault(entry.subjects[0], []).append(entry.problem)
        for position in entry.subjects if len(entry.subjects) > 1 else ():
            doubtful.setdefault(position, []).append(f"{entry.problem}（名单没有写明是哪一个平台的“{entry.written}”）")
        if not entry.subjects:
            row = _outside(entry, has_registry=len(known) > 0)
            before = outside.setdefault((entry.written, entry.platform), row)
            before["reasons"] = _join([str(before["reasons"]), entry.problem])
    if len(known) == 0:
        return _verdicts(pd.DataFrame(list(outside.values()), columns=_COLUMNS), kind)
    failed = known.loc[list(problems)].assign(outcome=FAIL, reasons=[_join(said) for said in problems.values()])
    waiting = {position: said for position, said in doubtful.items() if position not in problems}
    unclear = known.loc[list(waiting)].assign(outcome=REVIEW, reasons=[_join(said) for said in waiting.values()])
    passed = known.drop(index=[*problems, *waiting]).assign(outcome=PASS, reasons="")
    strangers = pd.DataFrame(list(outside.values()), columns=_COLUMNS)
    parts = [part[_COLUMNS] for part in (failed, unclear, strangers, passed) if len(part)]
    return _verdicts(pd.concat(parts, ignore_index=True), kind)


def _verdicts(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    return frame.assign(subject_kind=kind, rules="", decided_by="检查结论")[VERDICT_COLUMNS].reset_index(drop=True)


def _read(record: Mapping[object, object], known: pd.DataFrame, kind: str) -> _Entry:
    written, platform = _text(record["subject"]), _text(record["platform"])
    found = _find(written, platform, known, kind) if len(known) else []
    return _Entry(tuple(found), written, platform, record["unit"], _text(record["problem"]))


def _find(written: str, platform: str, known: pd.DataFrame, kind: str) -> list[int]:
    """Return the positions of the subjects that a written name means; several only where it leaves them open."""
    here = known.loc[known["platform"].eq(platform)] if kind == "账号" and platform else known
    for plain in (str, _unquote, _bare_site if kind == "网站" else _unquote):
        near = here.index[[plain(str(name)) == plain(written) for name in here["subject"]]]
        if len(near):
            return list(near) if len(set(here.loc[near, "subject"])) == 1 else []
    return []


def _outside(entry: _Entry, *, has_registry: bool) -> dict[str, object]:
    group = OUTSIDE if has_registry else entry.platform
    return dict(zip(_COLUMNS, (entry.written, entry.platform, entry.unit, group, FAIL, ""), strict=True))


def _join(problems: list[str]) -> str:
    return "；".join(dict.fromkeys(said for said in problems if said))


def _unquote(name: str) -> str:
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name))


def plain_name(name: str, kind: str) -> str:
    """Return a subject's name as lists are matched by: without quotes and blanks, a website without its ending."""
    return _bare_site(name) if kind == "网站" else _unquote(name)


def _bare_site(name: str) -> str:
    return _SITE_ENDING.sub("", _unquote(name))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
