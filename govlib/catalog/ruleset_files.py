"""Load rulesets: a ruleset that extends another takes over its indicators and states only what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from govlib.catalog.rulesets import PART_WORDS, Indicator, Ruleset
from govlib.catalog.yamlfile import check_declaration, list_yaml, read_declaration, read_mapping
from govlib.errors import Fault

Plain = dict[Any, Any]
_HEAD = "ruleset.yaml"
_PARTS = tuple(PART_WORDS)


@dataclass(frozen=True)
class _Written:
    """A ruleset as its folder states it: the head, and each indicator file as plain data."""

    head: Ruleset
    shown: str
    files: dict[str, Plain] = field(default_factory=dict)


def load_rulesets(folder: Path, faults: list[Fault]) -> dict[str, Ruleset]:
    """Return every ruleset under ``folder`` by its id, extended ones whole; faults are added to ``faults``."""
    written: dict[str, _Written] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir():
            found = _read_folder(path, faults)
            if found is not None:
                written[path.name] = found
    rulesets: dict[str, Ruleset] = {}
    stated: dict[str, dict[str, Plain]] = {}
    named = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    for name in _parents_first(written, named, faults):
        rulesets[name], stated[name] = _complete(written[name], rulesets, stated, faults)
    return {name: rulesets[name] for name in written if name in rulesets}


def _read_folder(folder: Path, faults: list[Fault]) -> _Written | None:
    shown = f"params/rulesets/{folder.name}"
    if not (folder / _HEAD).is_file():
        faults.append(Fault(f"{shown}/{_HEAD}", "", "没有这个文件", "每个规则集文件夹里有一份"))
        return None
    head = read_declaration(folder / _HEAD, Ruleset, f"{shown}/{_HEAD}", faults)
    files: dict[str, Plain] = {}
    for path in list_yaml(folder, shown, faults):
        if path.name == _HEAD:
            continue
        data = read_mapping(path, f"{shown}/{path.name}", faults)
        if data is not None:
            files[path.stem] = data
    if head is None:
        for name, data in files.items():
            check_declaration(data, Indicator, f"{shown}/{name}.yaml", faults)
        return None
    if head.id != folder.name:
        faults.append(Fault(f"{shown}/{_HEAD}", "id", f"写的是“{head.id}”", f"与文件夹同名的“{folder.name}”"))
    return _Written(head, shown, files)


def _parents_first(written: dict[str, _Written], named: set[str], faults: list[Fault]) -> list[str]:
    """Return the names so that each stands after what it extends; unknown and circular parents are faults.

    ``named`` are all folders: one whose head can't be read has told its fault, and what extends it has none.
    """
    order: list[str] = []
    for name, one in written.items():
        chain: list[str] = []
        current: str | None = name
        while current is not None and current not in order:
            if current in chain:
                # What leads into a circle is not of it.
                circle = f"绕回了自己：{' → '.join([*chain, current])}"
                faults.extend([Fault(f"{one.shown}/{_HEAD}", "extends", circle, "不成圈")] if current == name else [])
                break
            if current not in written and current in named:
                break
            if current not in written:
                child = written[chain[-1]]
                known = "、".join(other for other in written if other != chain[-1]) or "null"
                fault = Fault(f"{child.shown}/{_HEAD}", "extends", f"没有规则集“{current}”", f"其中之一：{known}")
                faults.extend([] if fault in faults else [fault])
                break
            chain.append(current)
            current = written[current].head.extends
        else:
            order.extend(reversed(chain))
    return order


def _complete(
    one: _Written, rulesets: dict[str, Ruleset], stated: dict[str, dict[str, Plain]], faults: list[Fault]
) -> tuple[Ruleset, dict[str, Plain]]:
    """Return a ruleset with what it takes over, and its indicators as plain data for those that extend it."""
    parent = rulesets[one.head.extends] if one.head.extends else None
    left_out = {name for name in (parent.indicators if parent else ()) if _is_left_out(name, one.head.without)}
    plain = {name: data for name, data in stated.get(one.head.extends or "", {}).items() if name not in left_out}
    indicators = {name: one for name, one in (parent.indicators if parent else {}).items() if name not in left_out}
    origins = {name: dict(keys) for name, keys in (parent.origins if parent else {}).items() if name not in left_out}
    if parent is not None:
        faults.extend(_faults_of_without(one, parent))
    for name, data in one.files.items():
        shown = f"{one.shown}/{name}.yaml"
        plain[name] = {**plain.get(name, {}), **data}
        origins[name] = {**origins.get(name, {}), **dict.fromkeys(map(str, data), shown)}
        indicator = check_declaration(plain[name], Indicator, shown, faults)
        if indicator is None:
            continue
        if indicator.id != name:
            faults.append(Fault(shown, "id", f"写的是“{indicator.id}”", f"与文件同名的“{name}”"))
        for key in ("thresholds", "points", "warnings"):
            first = min((entry.since for entry in getattr(indicator, key)), default=one.head.since)
            if key in data and first < one.head.since:
                faults.append(Fault(shown, key, f"{first} 早于规则集的起始日", f"不早于 {one.head.since}"))
        indicators[name] = indicator
    indicators = dict(sorted(indicators.items(), key=lambda item: _order(item[1])))
    judged = {**(parent.judged if parent else {}), **one.head.judged}
    scores = one.head.scores or (parent.scores if parent else ())
    taken = {"indicators": indicators, "judged": judged, "scores": scores, "origins": origins}
    return one.head.model_copy(update=taken), plain


def _is_left_out(name: str, without: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in without)


def _order(indicator: Indicator) -> tuple[int, list[tuple[int, str]]]:
    """Return where an indicator stands: vetoes first, then by its id, D-2 before D-10."""
    pieces = re.findall(r"\d+|\D+", indicator.id)
    return _PARTS.index(indicator.part), [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in pieces]


def _faults_of_without(one: _Written, parent: Ruleset) -> Iterator[Fault]:
    shown = f"{one.shown}/{_HEAD}"
    for pattern in one.head.without:
        if not any(fnmatchcase(name, pattern) for name in parent.indicators):
            expected = "上级规则集里的编号，或 D-* 这样带星号的一类编号"
            yield Fault(shown, "without", f"上级规则集 {parent.id} 没有指标“{pattern}”", expected)
    for name in one.files:
        if _is_left_out(name, one.head.without) and name in parent.indicators:
            yield Fault(shown, "without", f"“{name}”既不沿用，又有自己的文件", "二者取一")
