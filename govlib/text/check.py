"""A document → its hits by every rule that is on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govlib.catalog.lexicons import open_lexicon
from govlib.catalog.place_files import load_place
from govlib.catalog.places import Place
from govlib.catalog.text_rules import FILE, TextRule, apply_changes, load_text_rules
from govlib.errors import DeclarationError, Fault, UserError
from govlib.text.document import Document, Doubt
from govlib.text.hiding import hide_name, hide_said
from govlib.text.hits import FOUND, SUSPECTED, Hit, Shown
from govlib.text.lexicon import build_lexicon
from govlib.text.rules import RULES
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.seeing import see_document, see_over_gaps

_UNQUOTED = frozenset({"privacy"})
_OVER_GAPS = frozenset({"lexicon"})
"""Rules that also find what a blank or the end of a line breaks in two."""


@dataclass(frozen=True)
class Ready:
    """A rule made ready, with its settings."""

    rule: Rule
    setting: TextRule
    find: Find


@dataclass(frozen=True)
class Checker:
    """All rules that are on, ready to check documents; ``suspected`` says whether hits that are 疑似 are given."""

    rules: tuple[Ready, ...]
    suspected: bool = False


@dataclass
class _Spans:
    """Spans of one passage that don't overlap, in order; looking one up takes no longer the more there are."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def take(self, start: int, end: int) -> bool:
        """Add a span unless it overlaps one that is there; return whether it was added."""
        place = bisect_right(self.starts, start)
        if (place and self.ends[place - 1] > start) or (place < len(self.starts) and self.starts[place] < end):
            return False
        self.starts.insert(place, start)
        self.ends.insert(place, end)
        return True


def open_checker(
    params: Path,
    place: str = "",
    *,
    suspected: bool = False,
    without: Collection[str] = (),
    thresholds: Mapping[str, float] | None = None,
) -> Checker:
    """Return a checker by params/text_rules.yaml, the lexicons and what a place says of its own.

    Rules whose hits are all 疑似 are made ready only if those are asked for. ``without`` names rules to be left off,
    ``thresholds`` other numbers by rule. Raises DeclarationError with all faults.
    """
    faults: list[Fault] = []
    settings = load_text_rules(params, faults)
    known = {rule.id for rule in RULES}
    faults.extend(
        Fault(FILE, key, "没有这条规则", f"其中之一：{'、'.join(sorted(known))}") for key in settings.keys() - known
    )
    faults.extend(Fault(FILE, key, "没有写", "每条规则都要写") for key in sorted(known - settings.keys()))
    declared = _open_place(params, place, faults) if place else None
    if declared is not None:
        settings = apply_changes(settings, declared.text_rules, f"params/places/{place}.yaml", faults)
    if faults:
        raise DeclarationError(faults)
    lexicon = build_lexicon(open_lexicon(params, place, settings["lexicon"]))
    ready = []
    for rule in RULES:
        setting = settings[rule.id]
        if thresholds and rule.id in thresholds:
            setting = setting.model_copy(update={"threshold": thresholds[rule.id]})
        if setting.enabled and rule.id not in without and (suspected or setting.severity != SUSPECTED):
            ready.append(Ready(rule, setting, rule.prepare(Kit(params, declared, setting, lexicon))))
    return Checker(tuple(ready), suspected)


def check_document(document: Document, checker: Checker) -> list[Hit]:
    """Return the hits of a document in its order.

    Of the hits of one layer none overlap: what is no mere suspicion wins, then the earlier rule. So the hits without
    those that are 疑似 are the same, asked for or not. A quotation of an error is a hit of status 引用. The rules read
    what a reader sees: invisible characters don't part a word. Spans are those of the document as it is written.
    """
    doubts = list(_find_doubts(document, checker))
    certain = [one for one in doubts if not _is_suspected(*one)]
    suspected = [one for one in doubts if _is_suspected(*one)] if checker.suspected else []
    taken: defaultdict[tuple[str, int], _Spans] = defaultdict(_Spans)
    shown: dict[int, Shown] = {}
    hits = []
    for doubt, ready in certain + suspected:
        if taken[ready.rule.layer, doubt.passage].take(doubt.start, doubt.end):
            around = shown.setdefault(doubt.passage, Shown(document.passages[doubt.passage].text))
            hits.append(_make_hit(document, doubt, ready, around))
    return sorted(hits, key=lambda hit: (hit.passage, hit.start, hit.end))


def _find_doubts(document: Document, checker: Checker) -> Iterator[tuple[Doubt, Ready]]:
    """Yield what the rules doubt in what a reader sees, and what a blank or the end of a line breaks in two."""
    seen = see_document(document)
    for ready in checker.rules:
        yield from ((seen.locate(doubt), ready) for doubt in ready.find(seen.document))
    over_gaps = see_over_gaps(document)
    if over_gaps is not None:
        for ready in checker.rules:
            if ready.rule.id in _OVER_GAPS:
                for doubt in ready.find(over_gaps.document):
                    located = over_gaps.locate(doubt)
                    if located.end - located.start > doubt.end - doubt.start:
                        yield located, ready


def _is_suspected(doubt: Doubt, ready: Ready) -> bool:
    return (doubt.severity or ready.setting.severity) == SUSPECTED


def _make_hit(document: Document, doubt: Doubt, ready: Ready, shown: Shown) -> Hit:
    start, end = doubt.start, doubt.end
    seen = shown.around(start, end)
    is_personal = seen.wrong != shown.text[start:end] and ready.rule.layer not in _UNQUOTED
    return Hit(
        start=start,
        end=end,
        right=hide_said(doubt.right, beside_personal=is_personal),
        kind=doubt.kind or ready.setting.name,
        severity=doubt.severity or ready.setting.severity,
        source=doubt.source,
        basis=doubt.basis or ready.setting.basis,
        status=FOUND if ready.rule.layer in _UNQUOTED else shown.status(start, end, doubt.right),
        rule=ready.rule.id,
        note=hide_said(doubt.note, beside_personal=is_personal),
        confidence=doubt.confidence or ready.setting.confidence,
        document=hide_name(document.name),
        passage=doubt.passage,
        place=document.passages[doubt.passage].place_at(start),
        **seen._asdict(),
    )


def _open_place(params: Path, slug: str, faults: list[Fault]) -> Place | None:
    folder = params / "places"
    if not (folder / f"{slug}.yaml").is_file():
        names = "、".join(sorted(path.stem for path in folder.glob("*.yaml")))
        raise UserError(
            "地方", f"没有名为“{slug}”的文件", f"其中之一：{names}", "请核对拼写，或在 params/places/ 新增一个文件"
        )
    return load_place(folder, slug, faults)
