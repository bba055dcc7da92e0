"""Scan files before they are published: which rules, which files, what is in each."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govlib.catalog.text_rules import TextRule, load_text_rules
from govlib.documents.passages import read_text
from govlib.documents.text_refusals import MAX_BYTES, refuse_text
from govlib.errors import DeclarationError, Fault, FileUnreadableError, UserError
from govlib.hashing import hash_file
from govlib.text.check import Checker, check_document, open_checker
from govlib.text.files import Chosen, Named, make_read, open_named
from govlib.text.hits import SUSPECTED
from govlib.text.report.result import Asked, Read, Result

TYPOS = "typos"


@dataclass(frozen=True)
class Wanted:
    """How to scan: place, day of publication, 疑似 too, only some rules or all but some, other numbers by rule."""

    place: str = ""
    day: date | None = None
    suspected: bool = False
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Ready:
    """A checker that is ready, and how it was asked."""

    checker: Checker
    asked: Asked


def make_ready(params: Path, wanted: Wanted) -> Ready:
    """Return the checker that goes by what is wanted; a rule or number that isn't there is a UserError.

    A rule picked by name whose hits are all 疑似 brings those with it.
    """
    settings = read_settings(params)
    for option, named in (("--rules", wanted.only), ("--without", wanted.without), ("--threshold", wanted.thresholds)):
        for rule in named:
            if rule not in settings:
                raise UserError(
                    option, f"没有规则“{rule}”", f"其中之一：{'、'.join(settings)}", "--list-rules 列出全部"
                )
    for rule in wanted.thresholds:
        if settings[rule].threshold is None:
            having = "、".join(key for key, one in settings.items() if one.threshold is not None)
            raise UserError("--threshold", f"规则“{rule}”没有数值", f"其中之一：{having or '（都没有）'}")
    without = set(wanted.without) | (settings.keys() - set(wanted.only) if wanted.only else set())
    suspected = wanted.suspected or any(settings[rule].severity == SUSPECTED for rule in wanted.only)
    checker = open_checker(
        params, wanted.place, suspected=suspected, without=without, thresholds=dict(wanted.thresholds)
    )
    if not checker.rules:
        raise UserError("规则", "一条也没有用", "至少一条", "去掉 --without 里的一些，或看 --list-rules")
    rules = tuple(ready.rule.id for ready in checker.rules)
    asked = Asked(wanted.place, wanted.day, suspected, rules, _hash_declarations(params, wanted.place))
    return Ready(checker, asked)


def read_settings(params: Path) -> dict[str, TextRule]:
    """Return the rules of texts as declared, by id in their order; raises DeclarationError with all faults."""
    faults: list[Fault] = []
    settings = load_text_rules(params, faults)
    if faults:
        raise DeclarationError(faults)
    return settings


def list_rules(params: Path) -> list[str]:
    """Return a line a rule: its id, name, severity, whether it is on, what it finds."""
    return [
        f"{key}  {one.name}〔{one.severity}{_say_state(one)}〕：{one.says}"
        for key, one in read_settings(params).items()
    ]


def scan_each(ready: Ready, chosen: Chosen, *, keep: bool = False) -> Iterator[Read]:
    """Yield what was found in each file as it is done, with ``keep`` its text too; an unreadable one stops none."""
    for named in chosen.files:
        yield _scan(named, ready, keep=keep)


def make_result(ready: Ready, chosen: Chosen, reads: Collection[Read]) -> Result:
    """Return the files that were scanned as one result."""
    return Result(ready.asked, tuple(reads), chosen.passed_over, chosen.repeated)


def _say_state(setting: TextRule) -> str:
    if not setting.enabled:
        return "·停用"
    return "·加 --suspected 才查" if setting.severity == SUSPECTED else ""


def _scan(named: Named, ready: Ready, *, keep: bool) -> Read:
    try:
        if named.path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise refuse_text(named.shown_as, "too_large", f"{MAX_BYTES // 2**20} MiB 以上")
            opened = read_text(data, named.shown_as)
            digest = hashlib.sha256(data).hexdigest()
        else:
            opened = open_named(named)
            digest = hash_file(named.path)
    except FileUnreadableError as error:
        return Read(named.shown_as, named.path, refused=error.sentence())
    document = make_read(opened, named.shown_as, ready.asked.day)
    return Read(
        name=named.shown_as,
        path=named.path,
        kind=opened.kind,
        document=document if keep else None,
        passages=len(opened.passages),
        characters=sum(len(passage.text) for passage in opened.passages),
        sha256=digest,
        hits=tuple(check_document(document, ready.checker)),
        notes=opened.notes,
    )


def _hash_declarations(params: Path, place: str) -> str:
    """Return one SHA-256 over all that a scan goes by in params/."""
    own = (params / "places").glob(f"{place}.*") if place else ()
    found = [*params.glob("*.yaml"), *params.glob("*.csv"), *params.glob("lexicons/*"), *own]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(params).as_posix(), path) for path in found if path.is_file()):
        digest.update(f"{name}\0{hash_file(path)}\n".encode())
    return digest.hexdigest()
