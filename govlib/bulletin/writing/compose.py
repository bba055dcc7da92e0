"""From a run to a paper: template and place's file, figures and lists, the analyst's paragraphs, annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from govlib.bulletin.paper import Heading, Paper, Paragraph, Piece
from govlib.bulletin.writing.attachments import make_annexes
from govlib.bulletin.writing.contact import read_contact
from govlib.bulletin.writing.context import make_context
from govlib.bulletin.writing.marked import BROKEN, Style, make_pieces, number_heading, read_lines
from govlib.bulletin.writing.missing import LeftOut, drop_unknown
from govlib.bulletin.writing.office import RECIPIENTS, name_office, say_no_form
from govlib.bulletin.writing.own_words import OwnWords, SlotNames, fill_in
from govlib.bulletin.writing.pictures import draw_charts
from govlib.bulletin.writing.rendering import NotRenderedError, render
from govlib.bulletin.writing.slot_file import SlotFile, make_slot_file, read_slot_file
from govlib.bulletin.writing.slots import Paragraphs
from govlib.catalog.bulletin_form import KINDS, AnnexUse
from govlib.catalog.templates import Section, Template, list_slots, template_of_kind
from govlib.errors import UserError

if TYPE_CHECKING:
    from govlib.overview.view import Overview
    from govlib.workspace import Run

_ANNEXES: dict[str, tuple[AnnexUse, ...]] = {
    "quarterly": (AnnexUse(use="failures", title="{{ period }}检查发现存在突出问题的政府网站和政务新媒体名单"),),
    "monthly": (AnnexUse(use="failures", title="{{ period }}监测发现存在突出问题的政府网站和政务新媒体名单"),),
    "special": (),
    "reinspection": (AnnexUse(use="table", of="上期通报问题整改情况统计表", title="上期通报问题整改情况统计表"),),
    "rollup": (AnnexUse(use="counties", title="{{ period }}各地政府网站和政务新媒体检查情况统计表"),),
}
"""The annexes of a kind whose place declares none for it."""
_TELLING = ("situation", "problems", "standing", "fixed", "unfixed")
_NOTHING = "这一期交来的数据写不出检查情况，也写不出问题，通报里只有要求"
"""A bulletin of demands alone tells nobody anything."""
_CHARTED = "situation"
"""The section behind which the charts stand."""


@dataclass(frozen=True)
class Written:
    """A paper, and what was left out of it for want of data: sentence and what it lacks.

    ``own`` says what of the analyst's paragraphs could not be printed, and where.
    """

    paper: Paper
    left_out: tuple[tuple[str, str], ...]
    own: OwnWords


@dataclass(frozen=True)
class _Own:
    """What place and period state for one template, the period's word first."""

    title: str
    number: str
    recipients: str
    copies: str
    order: tuple[str, ...]
    texts: Mapping[str, str]
    headings: Mapping[str, str]
    annexes: tuple[AnnexUse, ...]
    charts: tuple[str, ...]


def compose(run: Run, kind: str | None = None) -> Paper:
    """Return a run's bulletin as a paper; ``kind`` asks for another kind than the place's own.

    Slots that nobody has written are left out; ``write_paper`` with ``draft`` keeps a place for them.
    """
    return write_paper(run, kind).paper


def write_paper(
    run: Run,
    kind: str | None = None,
    paragraphs: Paragraphs | SlotFile | None = None,
    view: Overview | None = None,
    *,
    draft: bool = False,
) -> Written:
    """Return a run's bulletin and what was left out; ``paragraphs`` are the analyst's, from the records by default.

    ``view`` is the overview of a roll-up, opened from the outputs by default. A ``draft`` shows the slots that nobody
    has written, and says that it is one; so does a paper of which a slot is broken, which stands without it.

    Raises:
        UserError: there is no template of the kind, or a text of it fails.
    """
    template = pick_template(run, kind)
    file = _slot_file_of(run, paragraphs)
    form, own = run.place.bulletin, _own_of(run, template)
    _check_topic(run, template, own)
    uses = own.annexes or _ANNEXES[template.kind]
    left_out = LeftOut()
    renderer = _Renderer(run, template, left_out)
    plain = make_context(run, {}, view)
    titles = [renderer.line(use.title, plain, f"bulletin.annexes.{at}") for at, use in enumerate(uses)]
    annexes = make_annexes(run, uses, titles, view)
    context = make_context(run, {name: annex.number for name, annex in annexes}, view)
    words = fill_in(run, file, renderer.slot_names(), context)
    told = renderer.body(context, words, shows_waiting=draft)
    nothing = () if any(name in _TELLING for name, _ in told) else (_NOTHING,)
    title = renderer.line(own.title or template.title, context, "title")
    if not title:
        lacks = "、".join(dict.fromkeys(names for _, names in left_out.told)) or "标题是空的"
        raise UserError(
            f"params/places/{run.place.slug}.yaml",
            f"写不出标题（{lacks}）",
            "期的 bulletin 里写明，例如 topic: 栏目更新；只通报其中几类问题的，再写 types",
        )
    paper = Paper(
        kind=KINDS[template.kind],
        title=title,
        office=name_office(run.place),
        recipients=renderer.line(own.recipients, context, "recipients") or RECIPIENTS,
        body=tuple(piece for _, pieces in told for piece in pieces),
        issued=run.period.issued,
        number=own.number,
        letterhead=form.letterhead,
        attachments=tuple(annex for _, annex in annexes),
        copies=own.copies,
        printer=form.printer,
        printed_on=run.period.issued if form.printer else None,
        contact=read_contact(run.root, run.place.slug),
        sample=run.place.sample,
        origin=f"{run.place.slug}/{run.period_name}",
        flaws=(*filter(None, [say_no_form(run.place)]), *nothing, *words.faults),
    )
    waiting = say_waiting(paper)
    if waiting:
        paper = with_flaws(paper, (f"还有 {len(waiting)} 处没有撰写：{'、'.join(waiting)}",))
    return Written(paper, tuple(left_out.told), words)


def _check_topic(run: Run, template: Template, own: _Own) -> None:
    """Refuse a special inspection that would tell all problems as those of its topic."""
    stated = run.period.bulletin
    if template.kind != "special" or not stated.topic or stated.types or own.texts.get("problems"):
        return
    allowed = "、".join(one.id for one in run.catalog.problem_types)
    raise UserError(
        f"params/places/{run.place.slug}.yaml",
        f"“{stated.topic}”专项检查没有写通报哪几类问题",
        f"期的 bulletin 里写 types，其中之一或几种：{allowed}",
    )


def _slot_file_of(run: Run, paragraphs: Paragraphs | SlotFile | None) -> SlotFile:
    if paragraphs is None:
        return read_slot_file(run.records_dir)
    return paragraphs if isinstance(paragraphs, SlotFile) else make_slot_file(paragraphs)


def pick_template(run: Run, kind: str | None = None) -> Template:
    """Return the template of a kind, or the one that the period or place names; the quarterly one by default.

    Raises:
        UserError: there is none.
    """
    templates = run.catalog.templates
    named = run.period.bulletin.template or run.place.bulletin.template
    own = templates.get(named)
    if own is not None and (kind is None or own.kind == kind):
        return own
    found = template_of_kind(templates, kind or "quarterly")
    if found is not None and found.kind == "reinspection" and run.cases.empty:
        raise UserError(run.title, "没有通报过问题，写不出复查通报", "以前的期用 govlib ledger send 下发过问题")
    if found is None:
        allowed = "、".join(dict.fromkeys(one.kind for one in templates.values()))
        raise UserError("params/templates", f"没有“{KINDS.get(kind or '', kind)}”的模板", f"其中之一：{allowed}")
    return found


def _own_of(run: Run, template: Template) -> _Own:
    """Return what place and period say of a bulletin; texts made for another template don't count for this one."""
    form, period = run.place.bulletin, run.period.bulletin
    is_own = template.id == (form.template or "quarterly")
    is_periods = template.id == (period.template or form.template or "quarterly")
    texts = [one for one, counts in ((form, is_own), (period, is_periods)) if counts]
    return _Own(
        title=period.title if is_periods and period.title else form.title if is_own else "",
        number=(period.number if is_periods else "") or (form.number if is_own else ""),
        recipients=period.recipients or form.recipients,
        copies=period.copies or form.copies,
        order=next((one.order for one in reversed(texts) if one.order), ()),
        texts={name: text for one in texts for name, text in one.own.items()},
        headings={name: text for one in texts for name, text in one.headings.items()},
        annexes=(period.annexes if is_periods else ()) or (form.annexes if is_own else ()),
        charts=form.charts if is_own else (),
    )


def render_paragraphs(run: Run, file: SlotFile, kind: str | None = None) -> OwnWords:
    """Return the analyst's paragraphs as they are printed: words filled in, sentences without data left out."""
    template = pick_template(run, kind)
    renderer = _Renderer(run, template, LeftOut())
    annexes = make_annexes(
        run, uses := _own_of(run, template).annexes or _ANNEXES[template.kind], [use.title for use in uses]
    )
    context = make_context(run, {name: annex.number for name, annex in annexes})
    return fill_in(run, file, renderer.slot_names(), context)


def list_run_slots(run: Run, kind: str | None = None) -> list[tuple[str, str]]:
    """Return the slots of a run's bulletin: name, and what is to be written there."""
    template = pick_template(run, kind)
    renderer = _Renderer(run, template, LeftOut())
    return [slot for section in renderer.sections() for slot in list_slots(renderer.text_of(section))]


@dataclass(frozen=True)
class _Renderer:
    """Renders the texts of one template and place: sections in order, each text with its own words replaced."""

    run: Run
    template: Template
    left_out: LeftOut

    def line(self, text: str, context: Mapping[str, Any], where: str) -> str:
        """Return one line of a text with its words filled in, "" where it lacks a number."""
        return drop_unknown(self._render(text, context, where).strip(), self.left_out)

    def sections(self) -> list[Section]:
        """Return the sections in the order of period, place or template; those without text are not there."""
        own = _own_of(self.run, self.template)
        by_id = {one.id: one for one in self.template.sections}
        known = [by_id.get(name) or Section(id=name) for name in own.order or tuple(by_id)]
        named = [replace_heading(one, own.headings.get(one.id)) for one in known]
        return [one for one in named if self.text_of(one).strip() and self._has(one)]

    def text_of(self, section: Section) -> str:
        """Return a section's text: the period's own, else the place's own, else the template's."""
        return _own_of(self.run, self.template).texts.get(section.id, section.text)

    def _has(self, section: Section) -> bool:
        if section.needs == "rectification":
            return not self.run.cases.empty
        return not section.needs or section.needs in self.run.tables

    def slot_names(self) -> SlotNames:
        """Return the names of the slots of this bulletin, and of those of the place's other kinds."""
        run, main = self.run, pick_template(self.run)
        here = tuple(name for section in self.sections() for name, _ in list_slots(self.text_of(section)))
        others = [one for one in run.catalog.templates.values() if one.kind != self.template.kind]
        texts = [section.text for one in others for section in one.sections]
        if main.id != self.template.id:
            renderer = _Renderer(run, main, LeftOut())
            texts += [renderer.text_of(section) for section in renderer.sections()]
        return SlotNames(here, tuple(dict.fromkeys(name for text in texts for name, _ in list_slots(text))))

    def body(self, context: Mapping[str, Any], own: OwnWords, *, shows_waiting: bool) -> list[tuple[str, list[Piece]]]:
        """Return the pieces of each section by its name, those with a heading numbered 一、二、 as they come."""
        told: list[tuple[str, list[Piece]]] = []
        number = 0
        for section in self.sections():
            rendered = self._render(self.text_of(section), context, section.id)
            style = Style(section.points, own.printed, shows_waiting, own.broken)
            found = make_pieces(read_lines(rendered, self.left_out), style)
            if not found:
                continue
            pieces: list[Piece] = []
            if section.heading:
                number += 1
                heading = self.line(section.heading, context, f"{section.id} heading")
                pieces.append(Heading(1, f"{number_heading(1, number)}{heading}"))
            pieces.extend(found)
            if section.id == _CHARTED:
                pieces.extend(draw_charts(self.run, _own_of(self.run, self.template).charts))
            told.append((section.id, pieces))
        return told

    def _render(self, text: str, context: Mapping[str, Any], where: str) -> str:
        try:
            return render(text, context)
        except NotRenderedError as error:
            shown = f"{self._file_of(where)} 第 {error.row} 行"
            raise UserError(shown, error.found, error.expected, "改好以后再写一遍通报") from error

    def _file_of(self, where: str) -> str:
        """Return the file that states a text, and the key in it."""
        place, period = self.run.place, self.run.period_name
        section = where.removesuffix(" heading")
        own = _own_of(self.run, self.template)
        named = own.headings if where != section else own.texts
        key = f"{'headings' if where != section else 'own'}.{section}"
        if section in named:
            is_periods = section in (
                self.run.period.bulletin.headings if where != section else self.run.period.bulletin.own
            )
            return f"params/places/{place.slug}.yaml 的 {f'periods.{period}.' if is_periods else ''}bulletin.{key}"
        folder = f"params/templates/{self.template.id}"
        if section in {one.id for one in self.template.sections}:
            return f"{folder}/template.yaml 的 {section}" if where != section else f"{folder}/{section}.j2"
        return f"params/places/{place.slug}.yaml 或 {folder}/template.yaml 的 {where}"


def replace_heading(section: Section, heading: str | None) -> Section:
    """Return a section with the place's own heading where it has one."""
    return section if heading is None else section.model_copy(update={"heading": heading})


def say_waiting(paper: Paper) -> list[str]:
    """Return the names of the slots that nobody has written yet."""
    waiting = (piece for piece in paper.body if isinstance(piece, Paragraph) and piece.waiting)
    return [piece.slot for piece in waiting if not piece.text.startswith(BROKEN)]


def with_flaws(paper: Paper, flaws: tuple[str, ...]) -> Paper:
    """Return a paper with further contradictions for which it may not go out."""
    return replace(paper, flaws=tuple(dict.fromkeys((*paper.flaws, *flaws))))
