"""Load all of params/ once, checked whole: every fault of every file in one message."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from govlib.catalog.calendar import check_place_calendars, load_calendars
from govlib.catalog.checks import check_figures, check_places, check_rulesets
from govlib.catalog.figures import Figure, load_figures
from govlib.catalog.known_columns import KnownTables
from govlib.catalog.lines import check_place_numbers
from govlib.catalog.link_signs import LinkSigns, load_link_signs
from govlib.catalog.place_files import load_places
from govlib.catalog.place_tree import check_within
from govlib.catalog.places import Place
from govlib.catalog.problem_types import ProblemType, load_problem_types
from govlib.catalog.ranking_checks import Known, check_picks, check_rankings
from govlib.catalog.rankings import Ranking, load_rankings
from govlib.catalog.replies import ReplyRule, check_replies, load_replies
from govlib.catalog.ruleset_files import load_rulesets
from govlib.catalog.rulesets import Ruleset
from govlib.catalog.tables import PersonalDeclaration, TableDeclaration, load_tables
from govlib.catalog.templates import Template, check_templates, load_templates
from govlib.catalog.text_rules import TextRule, apply_changes, load_text_rules
from govlib.catalog.triggers import Trigger, check_trigger_picks, load_triggers
from govlib.errors import DeclarationError, Fault, UserError
from govlib.workdays import OFFICIAL, Calendar, LocalDays


@dataclass(frozen=True)
class Catalog:
    """Everything declared under params/: loaded once and passed on."""

    tables: dict[str, TableDeclaration]
    personal: PersonalDeclaration
    rulesets: dict[str, Ruleset]
    figures: dict[str, Figure]
    places: dict[str, Place]
    calendar: Calendar = OFFICIAL
    local_days: dict[str, LocalDays] = field(default_factory=dict)
    rankings: dict[str, Ranking] = field(default_factory=dict)
    text_rules: dict[str, TextRule] = field(default_factory=dict)
    link_signs: dict[str, LinkSigns] = field(default_factory=dict)
    replies: dict[str, ReplyRule] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    problem_types: tuple[ProblemType, ...] = ()

    def calendar_of(self, place: Place) -> Calendar:
        """Return the calendar by which a place counts working days, its own rest days among them."""
        return self.calendar.with_local(self.local_days[name] for name in place.calendar)

    def place(self, slug: str) -> Place:
        """Return a place by its slug; an unknown one is a UserError that lists those declared."""
        if slug not in self.places:
            raise UserError(
                "地方",
                f"没有名为“{slug}”的文件",
                f"其中之一：{'、'.join(self.places)}",
                "请核对拼写，或在 params/places/ 新增一个文件",
            )
        return self.places[slug]


def load_catalog(params: Path) -> Catalog:
    """Return everything declared under ``params``; raises DeclarationError with all faults at once."""
    if not params.is_dir():
        raise UserError(str(params.name), "没有这个文件夹", "项目里的 params/ 文件夹", "请在项目的根目录里运行")
    faults: list[Fault] = []
    tables, personal = load_tables(params / "exports", faults)
    calendar, local_days = load_calendars(params / "calendar", faults)
    catalog = Catalog(
        tables=tables,
        personal=personal,
        rulesets=load_rulesets(params / "rulesets", faults),
        figures=load_figures(params / "figures", faults),
        places=load_places(params / "places", faults),
        calendar=calendar,
        local_days=local_days,
        rankings=load_rankings(params / "rankings", faults),
        text_rules=load_text_rules(params, faults),
        link_signs=load_link_signs(params, faults),
        replies=load_replies(params / "replies", faults),
        triggers=load_triggers(params / "triggers", faults),
        templates=load_templates(params / "templates", faults),
        problem_types=load_problem_types(params, faults),
    )
    known = KnownTables(tables, frozenset(fault.file for fault in faults))
    faults.extend(check_rulesets(catalog.rulesets, known))
    faults.extend(check_figures(catalog.figures, known))
    faults.extend(check_places(catalog.places, catalog.rulesets, known))
    faults.extend(check_within(catalog.places, known.faulty_files))
    ranked = Known(catalog.figures, known)
    faults.extend(check_rankings(catalog.rankings, ranked))
    faults.extend(check_picks(catalog.places, catalog.rankings, ranked))
    faults.extend(check_replies(catalog.replies, known))
    faults.extend(check_trigger_picks(catalog.places, catalog.triggers, known.faulty_files))
    for slug, place in catalog.places.items():
        apply_changes(catalog.text_rules, place.text_rules, f"params/places/{slug}.yaml", faults)
    faults.extend(check_place_calendars(catalog.places, local_days, known.faulty_files))
    if not any(fault.file.startswith("params/figures/") for fault in faults):
        faults.extend(check_templates(catalog, frozenset(fault.file for fault in faults)))
        for slug, place in catalog.places.items():
            shown = f"params/places/{slug}.yaml"
            faults.extend(check_place_numbers(place.rounding, place.lines, catalog.figures, shown))
    if faults:
        raise DeclarationError(faults)
    return catalog
