"""Templates of bulletins: params/templates/<id>/template.yaml with one Jinja2 file a section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from govlib.catalog.bulletin_form import KINDS, BulletinForm, Kind, PeriodBulletin
from govlib.catalog.template_words import Judge, check_text, make_judge
from govlib.catalog.yamlfile import Declaration, read_declaration
from govlib.errors import Fault

if TYPE_CHECKING:
    from govlib.catalog.load import Catalog
    from govlib.catalog.places import Place

FOLDER = "params/templates"
_SLOT_LINE = re.compile(r"^@slot +(\S+)(?: +(.*))?$", re.MULTILINE)


class Section(Declaration):
    """One section: its heading ("" for none), how its points are counted, when it stands.

    ``text`` is the section's file, filled in by the loader. ``points`` is how lines that begin with "- " are
    counted: 一是…, 一要…, 1. or （1）. ``needs`` names a table, ``rectification`` the ledger: without it there is no
    section.
    """

    id: str = Field(min_length=1)
    heading: str = ""
    points: Literal["一是", "一要", "1.", "（1）"] = "一是"
    needs: str = ""
    text: str = ""


class Template(Declaration):
    """A kind of bulletin: its title, its sections in order; ``id`` is the folder's name, filled in by the loader."""

    id: str = ""
    name: str = Field(min_length=1)
    kind: Kind
    title: str = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Template:
        names = [one.id for one in self.sections]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise ValueError(f"sections 里写了两次：{'、'.join(doubled)}")
        return self


def load_templates(folder: Path, faults: list[Fault]) -> dict[str, Template]:
    """Return every template under ``folder`` by its folder's name; faults are added to ``faults``."""
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("*/template.yaml")):
        shown = f"{FOLDER}/{path.parent.name}/template.yaml"
        declared = read_declaration(path, Template, shown, faults)
        if declared is None:
            continue
        sections = tuple(_with_text(one, path.parent, faults) for one in declared.sections)
        templates[path.parent.name] = declared.model_copy(update={"id": path.parent.name, "sections": sections})
        known = {f"{one.id}.j2" for one in sections}
        for stray in sorted(path.parent.glob("*.j2")):
            if stray.name not in known:
                expected = "template.yaml 的 sections 里有这一节，或删去这个文件"
                faults.append(Fault(f"{FOLDER}/{path.parent.name}/{stray.name}", "", "没有用到", expected))
    return templates


def _with_text(section: Section, folder: Path, faults: list[Fault]) -> Section:
    path = folder / f"{section.id}.j2"
    if not path.is_file():
        return section
    try:
        return section.model_copy(update={"text": path.read_text(encoding="utf-8-sig")})
    except (UnicodeDecodeError, OSError):
        faults.append(Fault(f"{FOLDER}/{folder.name}/{path.name}", "", "这个文件读不了", "UTF-8 编码的文本"))
        return section


def list_slots(text: str) -> list[tuple[str, str]]:
    """Return the slots of a section's text: name, and what is to be written there."""
    return [(found[1], (found[2] or "").strip()) for found in _SLOT_LINE.finditer(text)]


def judge_of_place(catalog: Catalog, place: Place) -> Judge:
    """Return the judge of the arguments that a text of a place may have: declared names, and its own lists."""
    return make_judge({**_known(catalog), "praised": {one.id: one for one in place.bulletin.praise}})


def check_templates(catalog: Catalog, faulty: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with the words of templates and of places' own texts, and names that don't exist."""
    judge = make_judge(_known(catalog)) if not faulty else make_judge({})
    for template in catalog.templates.values():
        folder = f"{FOLDER}/{template.id}"
        yield from check_text(template.title, f"{folder}/template.yaml", "title", judge)
        for number, section in enumerate(template.sections):
            yield from check_text(section.heading, f"{folder}/template.yaml", f"sections.{number}.heading", judge)
            yield from check_text(section.text, f"{folder}/{section.id}.j2", "", judge)
            if section.needs not in ("", "rectification", *catalog.tables):
                expected = "一张导出表的名字，或 rectification"
                yield Fault(f"{folder}/template.yaml", f"sections.{number}.needs", f"写的是“{section.needs}”", expected)
    for number, one in enumerate(catalog.problem_types):
        yield from check_text(one.text, "params/problem_types.yaml", f"types.{number}.text", judge)
    known = {} if faulty else _known(catalog)
    for slug, place in catalog.places.items():
        own = make_judge({**known, **({} if faulty else {"praised": {one.id: one for one in place.bulletin.praise}})})
        yield from _check_form(catalog, slug, "bulletin", place.bulletin, own)
        for name, period in place.periods.items():
            yield from _check_form(catalog, slug, f"periods.{name}.bulletin", period.bulletin, own)
        yield from _check_annexes(catalog, slug)


def _check_form(
    catalog: Catalog, slug: str, key: str, form: BulletinForm | PeriodBulletin, judge: Judge
) -> Iterator[Fault]:
    """Yield what is wrong with the texts and names that a place or one of its periods states."""
    file = f"params/places/{slug}.yaml"
    if form.template and catalog.templates and form.template not in catalog.templates:
        yield Fault(file, f"{key}.template", f"没有模板“{form.template}”", f"其中之一：{'、'.join(catalog.templates)}")
    types = [one.id for one in catalog.problem_types]
    for name in getattr(form, "types", ()):
        if types and name not in types:
            yield Fault(file, f"{key}.types", f"没有问题类型“{name}”", f"其中之一：{'、'.join(types)}")
    texts = {"title": form.title, "recipients": form.recipients}
    texts |= {f"own.{name}": text for name, text in form.own.items()}
    texts |= {f"headings.{name}": text for name, text in form.headings.items()}
    texts |= {f"annexes.{number}.title": one.title for number, one in enumerate(form.annexes)}
    for name, text in texts.items():
        yield from check_text(text, file, f"{key}.{name}", judge)


def _check_annexes(catalog: Catalog, slug: str) -> Iterator[Fault]:
    place = catalog.places[slug]
    file = f"params/places/{slug}.yaml"
    picked = {pick.id: pick for pick in place.rankings}
    labels = {figure.label for figure in catalog.figures.values()}
    uses = [(f"bulletin.annexes.{number}", use.ranking) for number, use in enumerate(place.bulletin.annexes)]
    uses += [(f"bulletin.praise.{number}", use.ranking) for number, use in enumerate(place.bulletin.praise)]
    for key, name in uses:
        if name and name not in picked:
            expected = f"这个地方 rankings 里的一种：{'、'.join(picked) or '现在一种也没有'}"
            yield Fault(file, f"{key}.ranking", f"写的是“{name}”", expected)
    for number, use in enumerate(place.bulletin.praise):
        for name in (use.figure, *use.unless_figures):
            if name and labels and name not in labels:
                yield Fault(file, f"bulletin.praise.{number}", f"没有数字“{name}”", "通报数字的名称，例如 审发率")


def _known(catalog: Catalog) -> Mapping[str, Mapping[str, object]]:
    labels = {figure.label: figure for figure in catalog.figures.values()}
    rankings: dict[str, object] = {pick.id: pick for place in catalog.places.values() for pick in place.rankings}
    numbers = ("figure", "number", "parts", "has", "above", "change", "named_each", "units_of")
    return {
        **dict.fromkeys(numbers, labels),
        **{name: {**catalog.rankings, **rankings} for name in ("top", "bottom", "tier")},
        "problem": {one.id: one for one in catalog.problem_types},
        "delivered": catalog.tables,
    }


def template_of_kind(templates: Mapping[str, Template], kind: str) -> Template | None:
    """Return the template that is named like a kind, or the first of that kind."""
    if kind in templates and templates[kind].kind == kind:
        return templates[kind]
    return next((one for one in templates.values() if one.kind == kind), None)


def say_kind(kind: str) -> str:
    """Return a kind of bulletin as people call it."""
    return KINDS.get(kind, kind)
