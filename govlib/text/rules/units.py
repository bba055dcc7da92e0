"""The place's own units misspelt: 大数据数管理局, 县文化和旅局; nothing where no place is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.catalog.edits import Edit
from govlib.catalog.places import Place
from govlib.text.confusable import looks_alike, sounds_alike
from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages
from govlib.text.near_miss import SHORTEST, NearMisses, build_near_misses
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.rules.phrases import is_doubled, name_edit

_LONG = 6
_NUMERALS = frozenset("〇零一二三四五六七八九十百千")
_OPTIONAL = frozenset("和与及、的大省市县区旗镇乡村委人业总分局所站队科室办第新")
"""What a shorter or longer name of the same unit, or of another one, may leave out or hold."""
_NAME = re.compile("[\u3400-\u9fff]+")
_PLACE = re.compile("[\u3400-\u9fff]{2,}[省市县区旗]")
_AFTER_PLACE = "(?=人民政府|人大|政协|委|纪委|关于|各|[、，。》）)“”])"
_NO_NAME = "(?<![\u3400-\u9fff])"
_RIGHT_PAIRS = (frozenset("县现"), frozenset("他它"), frozenset("定订"))


def prepare(kit: Kit) -> Find:
    """Return what finds near misses of the names of the place's units and of the place itself."""
    return (lambda _: ()) if kit.place is None else _prepare_place(kit.place)


def _prepare_place(place: Place) -> Find:
    misses = build_unit_misses(place)
    names = list_names(place)
    source = f"params/places/{place.slug}.yaml"
    shortened = _shorten(place.name)

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        for start, end, wording, edit in misses.find(joined.text):
            right = names[wording]
            kind = name_edit(right, joined.text[start:end], edit)
            yield joined.place(Doubt(0, start, end, right=right, kind=kind, note="与单位名称只差一处", source=source))
        for match in shortened.finditer(joined.text) if shortened else ():
            note = "本地的名称少了一个字"
            yield joined.place(Doubt(0, *match.span(), right=place.name, kind="漏字", note=note, source=source))

    return find


def list_names(place: Place) -> list[str]:
    """Return the names that are looked for: those of units, of at least four Chinese characters and nothing else."""
    units = place.units
    named = (name for members in units.groups.values() for name in members)
    every = dict.fromkeys((*named, *units.counts_as))
    return [name for name in every if len(name) >= SHORTEST and _NAME.fullmatch(name)]


def build_unit_misses(place: Place) -> NearMisses:
    """Return what finds near misses of the names of units; every name of the register is right for all of them."""
    names = list_names(place)
    units = place.units
    members = (name for group in units.groups.values() for name in group)
    rights = (*members, *units.aliases, *units.counts_as, *units.exclude)
    known = [name for name in dict.fromkeys(rights) if len(name) > 1]

    def allows(wording: int, edit: Edit, written: str, _: bool) -> bool:
        right, at = names[wording], edit.at
        if any(written in name for name in known):
            return False
        if edit.kind == "swapped":
            return True
        if edit.kind == "extra":
            is_strange = len(right) >= _LONG and written[at] not in _OPTIONAL | _NUMERALS
            return is_doubled(written, at) or is_strange
        if edit.kind == "missing":
            return len(right) >= _LONG and right[at] not in _OPTIONAL | _NUMERALS
        both = {right[at], written[at]}
        if both <= _NUMERALS or both in _RIGHT_PAIRS or not 0 < at < len(right) - 1:
            return False
        return sounds_alike(right[at], written[at]) or looks_alike(right[at], written[at])

    return build_near_misses(names, known, allows)


def _shorten(name: str) -> re.Pattern[str] | None:
    """Return what finds the name of a place without one of its inner characters, where it surely is a name."""
    if not _PLACE.fullmatch(name):
        return None
    shorter = dict.fromkeys(f"{name[:at]}{name[at + 1 :]}" for at in range(1, len(name) - 1))
    return re.compile(f"{_NO_NAME}(?:{'|'.join(map(re.escape, shorter))}){_AFTER_PLACE}")


RULE = Rule("units", "wording", prepare)
