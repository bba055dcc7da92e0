"""One place and period at hand: exports in, everything that the notebooks show computed on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bench import Bench, list_subjects
from govlib.catalog.load import Catalog
from govlib.catalog.places import Period, Place
from govlib.catalog.roundings import Rounding
from govlib.catalog.rulesets import Ruleset
from govlib.catalog.unchanged import load_unchanged
from govlib.earlier import Book, earlier_values, list_changes, list_disagreements
from govlib.earlier.of_run import open_earlier, present_of, rules_of
from govlib.errors import PlaceFailedError, UserError
from govlib.exports import Intake, read_exports
from govlib.figure_doubts import mark_doubts
from govlib.figures import Counting, FigureValue, absent_columns, compute_figures
from govlib.held import find_held
from govlib.identities import Draft, check_identities
from govlib.intake_cache import load_intake, make_key, save_intake
from govlib.ledger.acts import Act, read_acts
from govlib.ledger.of_run import cases_of, count_ledger, find_verified
from govlib.ledger.problems import list_open_problems
from govlib.ledger.replies import replies_of
from govlib.ledger.triggers import triggered_of
from govlib.lines import list_lines
from govlib.outcomes import Judged, count_results, cover_groups, reach_verdicts
from govlib.outlook import list_amber, list_due
from govlib.rankings.material import Material
from govlib.rankings.result import Ranked, join_frames
from govlib.rankings.run import list_picked, rank_all
from govlib.records.folders import records_of
from govlib.review.applied import settle_problems
from govlib.review.of_run import Review
from govlib.root import project_root
from govlib.scores.occasion import Occasion
from govlib.scores.run import Scored, score
from govlib.stock import list_stock
from govlib.strays import list_strays
from govlib.units import UnitRegister, matches_to_confirm
from govlib.workdays import PROVISIONAL, Calendar

if TYPE_CHECKING:
    from govlib.text.of_run import Checked


@dataclass(frozen=True)
class Run:
    """One place and period: declarations, folders, and every frame that the pages show, computed once."""

    root: Path
    catalog: Catalog
    place: Place
    period_name: str
    exports_dir: Path
    output_dir: Path
    interactive: bool

    @property
    def period(self) -> Period:
        """Return the period's declaration."""
        return self.place.periods[self.period_name]

    @property
    def day(self) -> date:
        """Return the inspection day (监测时间点)."""
        return self.period.inspection_day

    @property
    def title(self) -> str:
        """Return the place and period as pages head them; a sample says that it is invented."""
        return f"{self.place.name} {self.period.title}"

    @property
    def records_dir(self) -> Path:
        """Return the folder of what people decided and what units sent back in this period."""
        return records_of(self.root, self.place.slug, self.period_name)

    @cached_property
    def register(self) -> UnitRegister:
        """Return the place's units."""
        return UnitRegister(self.place.units)

    @cached_property
    def calendar(self) -> Calendar:
        """Return the calendar by which the place counts working days."""
        return self.catalog.calendar_of(self.place)

    @property
    def deadline(self) -> str:
        """Return the day by which problems are to be fixed, marked where it is 暂定; "" where nobody said."""
        day, doubt = self.period.deadline(self.calendar)
        return f"{day.isoformat()}{PROVISIONAL if doubt else ''}" if day else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what stands at the end of every page: what the place's file says, and what 暂定 means, if anything."""
        due, _ = self.period.deadline(self.calendar)
        years = (each.year for each in (self.period.start, self.day, due) if each is not None)
        doubt = self.calendar.say_provisional(years).strip("（）")
        said = f"{doubt}。标有“暂定”的结果和期限，放假安排公布后要重新核对。"
        return (*self.period.notes, *((said,) if doubt else ()))

    @cached_property
    def ruleset(self) -> Ruleset:
        """Return the ruleset in force for the place on the inspection day."""
        identifier = self.place.ruleset_id(self.day)
        if identifier is None:
            raise PlaceFailedError(
                f"places/{self.place.slug}.yaml",
                f"{self.day} 没有生效的规则集",
                "rulesets 里有一条 since 不晚于监测时间点",
                "请补一条",
            )
        return self.catalog.rulesets[identifier]

    @cached_property
    def intake_key(self) -> str:
        """Return the hash of all that the intake depends on: export files, table declarations, hints, code."""
        return make_key(self.exports_dir, self.root / "params" / "exports", self.period.model_dump_json())

    @cached_property
    def intake(self) -> Intake:
        """Return the tables as read, the intake problems and the ledger of rows; read once, then kept as parquet."""
        kept = load_intake(self.output_dir / "tables", self.intake_key)
        if kept is not None:
            return kept
        if not self.exports_dir.is_dir() or not any(self.exports_dir.iterdir()):
            raise PlaceFailedError(
                f"exports/{self.place.slug}/{self.period_name}",
                "没有这个文件夹，或里面是空的",
                f"{self.title} 的导出表",
                "请把监测平台导出的表放进这个文件夹再运行，或从地方文件里删去这一期",
            )
        window = (self.period.start, self.period.end)
        return read_exports(self.exports_dir, self.catalog.tables, self.catalog.personal, window, self.period.sheets)

    @cached_property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """Return the rulesets in force on the inspection day: the main one, then those applied beside it."""
        beside = (self.catalog.rulesets[name] for name in self.place.also_applied(self.day))
        return (self.ruleset, *(one for one in beside if one.is_in_force(self.day)))

    @cached_property
    def subjects(self) -> dict[str, pd.DataFrame]:
        """Return the websites (网站) and accounts (账号) of the registries, units and place, one row each."""
        return list_subjects(self._bench, self.ruleset)

    @cached_property
    def review(self) -> Review:
        """Return the decisions of people, and every step from what was delivered to what they leave of it."""
        return Review(self)

    @property
    def found(self) -> pd.DataFrame:
        """Return one row a subject and indicator of every ruleset applied, as the rules find it."""
        return self.review.found

    @property
    def findings(self) -> pd.DataFrame:
        """Return the same rows after review: ``found_outcome`` is by the rules, ``reviewed`` what a person decided."""
        return self.review.settled.findings

    @cached_property
    def amber(self) -> pd.DataFrame:
        """Return one row a subject that passes a rule but is past its amber line."""
        return list_amber(self.findings.loc[self.findings["reviewed"].eq("")], self.rulesets, self.day)

    @cached_property
    def due(self) -> pd.DataFrame:
        """Return what falls due in the days after the inspection day that the place asks for."""
        return list_due(self._bench, self.rulesets, self.place.due_within_days)

    @cached_property
    def scored(self) -> Scored:
        """Return scores, worksheet and problems of entered points, by the main ruleset."""
        scopes = {"网站": self.period.websites, "账号": self.period.accounts}
        return score(Occasion(self.review.settled.decided, self._bench, self.rulesets, scopes))

    @property
    def scores(self) -> pd.DataFrame:
        """Return one row a scored subject: points, outcome, and why there is none where nobody can tell."""
        return self.scored.scores

    @property
    def worksheet(self) -> pd.DataFrame:
        """Return one row a scored subject and point lost or given: why, by which rule, from which rows."""
        return self.scored.worksheet

    @property
    def score_faults(self) -> pd.DataFrame:
        """Return one problem a row of entered points that no score can use as it is written."""
        return self.scored.faults

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Return one row a subject: its outcome, the rules that decided, by 指标 or 检查结论."""
        return reach_verdicts(self._judged)

    @cached_property
    def results(self) -> pd.DataFrame | None:
        """Return one row a registered subject, or a platform where only counts were delivered; None without verdicts.

        Its columns are counts: registered, sampled, checked, passed, failed, fixed… of which all rates are made.
        """
        return count_results(self._judged, self.verdicts)

    @cached_property
    def coverage(self) -> pd.DataFrame | None:
        """Return one row a kind of subject and group: registered, checked, passed, failed…; None without verdicts."""
        return cover_groups(self._judged, self.results)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables with units merged into what they count as, and those that are computed from them."""
        stock = None if "accounts" not in self._merged else list_stock(self._merged["accounts"], self.period)
        computed = {"coverage": self.coverage, "results": self.results, "account_stock": stock, **count_ledger(self)}
        return {**self._merged, **{name: table for name, table in computed.items() if table is not None}}

    @cached_property
    def figures(self) -> list[FigureValue]:
        """Return every declared figure and its breakdowns."""
        absent = absent_columns(self.intake.regions)
        counting = Counting(self.tables, self.period, self.place.rounding, absent, self.calendar)
        return mark_doubts(compute_figures(self.catalog.figures.values(), counting), self.catalog.figures, counting)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Return one row a line that the place draws: who is at 100 %, who lies below, which minimum is missed."""
        return list_lines(self.figures, self.place.lines)

    @property
    def earlier_names(self) -> list[str]:
        """Return the names of the declared periods before this one."""
        return [name for name, period in self.place.periods.items() if period.is_before(self.period)]

    @cached_property
    def earlier(self) -> Book:
        """Return the earlier periods of the place with their numbers, newest first; exports are opened on demand."""
        return open_earlier(self)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Return one row a figure and basis: the number of 上期 or 去年同期, the present one and the change."""
        return list_changes(present_of(self), self.earlier, rules_of(self))

    @cached_property
    def earlier_problems(self) -> pd.DataFrame:
        """Return the numbers typed by hand (T24) that can't be used, or that exports contradict: where, message."""
        found = [*self.earlier.problems, *list_disagreements(present_of(self), self.earlier)]
        return pd.DataFrame(found, columns=["where", "message"])

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Return one row a check of the twelve identities."""
        return check_identities(
            Draft(self.tables, self.figures, self.place, self.period_name, self.register, self.calendar)
        )

    @cached_property
    def ranked(self) -> list[Ranked]:
        """Return the result of every ranking that the place has picked, in its order."""
        material = Material(
            place=self.place,
            period_name=self.period_name,
            register=self.register,
            declared=self.catalog.figures,
            figures=self.figures,
            tables=self.tables,
            subjects=self.subjects,
            verdicts=self.verdicts,
            scores=self.scores,
            earlier=partial(earlier_values, self),
            calendar=self.catalog.calendar_of(self.place),
        )
        return rank_all(list_picked(material, self.catalog.rankings), material)

    @cached_property
    def rankings(self) -> pd.DataFrame:
        """Return one row a ranking and subject, or a ranking and count; the columns of ``rankings.result``."""
        return join_frames(self.ranked)

    @cached_property
    def unit_matches(self) -> pd.DataFrame:
        """Return the unit names that a person should confirm."""
        return matches_to_confirm(sorted(self.intake.tables.items()), self.register)

    @cached_property
    def strays(self) -> pd.DataFrame:
        """Return the names and audits that no rule could read, one row a table and name."""
        return list_strays(self._bench, self.rulesets)

    @property
    def checked_text(self) -> Checked | None:
        """Return what the rules of text find in the articles (T7) and nobody has reviewed; None without that table."""
        return self.review.checked_text

    @cached_property
    def open_problems(self) -> pd.DataFrame:
        """Return one row a problem and responsible unit."""
        asked = (self._merged, self.catalog.tables, self.findings, self.register, self.deadline)
        problems = list_open_problems(*asked, replies=replies_of(self))
        return settle_problems(problems, self.review.rulings, self.register)

    @cached_property
    def triggered(self) -> pd.DataFrame:
        """Return one row a trigger of accountability and unit on its list."""
        return triggered_of(self)

    @property
    def delivered(self) -> dict[str, pd.DataFrame]:
        """Return the tables as delivered and reviewed, with units merged, without those that are computed."""
        return self._merged

    @cached_property
    def ledger(self) -> tuple[tuple[Act, ...], tuple[str, ...]]:
        """Return the acts of all the place's records, and sentences about lines that can't be read."""
        return read_acts(self.records_dir.parent)

    @property
    def acts(self) -> tuple[Act, ...]:
        """Return the acts of the place's ledger by day: told, returned, rechecked, closed, and those of accounts."""
        return self.ledger[0]

    @cached_property
    def cases(self) -> pd.DataFrame:
        """Return one row a number told in earlier periods with its state on the inspection day."""
        return cases_of(self)

    @cached_property
    def _judged(self) -> Judged:
        is_scored = self.period.websites.scored or self.period.accounts.scored
        scores = self.scores if is_scored else pd.DataFrame()
        rest = self.ruleset.id, find_verified(self)
        return Judged(self.period, self._merged, self.subjects, self.review.settled.decided, scores, *rest)

    @property
    def _merged(self) -> dict[str, pd.DataFrame]:
        return self.review.tables

    @property
    def _bench(self) -> Bench:
        return self.review.bench

    def rounding_of(self, identifier: str) -> Rounding:
        """Return how a figure is printed here, by its id."""
        return self.place.rounding.for_figure(identifier, self.catalog.figures[identifier].topic)

    def figure(self, name: str) -> FigureValue | None:
        """Return a figure by its name, such as 政府网站合格率 or 审发信息总数·乡镇; None when there is none."""
        return next((item for item in self.figures if item.name == name), None)

    def keep_intake(self) -> None:
        """Write the tables as parquet and the problems as csv, whole or not at all."""
        save_intake(self.output_dir / "tables", self.intake, self.intake_key)


def open_run(place: str, period: str, outputs_dir: str, interactive: bool) -> Run:
    """Open one place and period; raises UserError in Chinese when one of them is not declared."""
    root = project_root()
    if not interactive and (known := find_held(root, place, period, outputs_dir)):
        return known
    catalog = load_unchanged(root / "params")
    return open_declared(root, catalog, place, period, outputs_dir, interactive=interactive)


def open_declared(
    root: Path, catalog: Catalog, place: str, period: str, outputs_dir: str, *, interactive: bool = False
) -> Run:
    """Open one place and period of a catalog already loaded."""
    declared = catalog.place(place)
    if period not in declared.periods:
        raise UserError(
            f"places/{place}.yaml",
            f"没有名为“{period}”的期",
            f"其中之一：{'、'.join(declared.periods)}",
            "请核对，或在地方文件里新增一期",
        )
    outputs = Path(outputs_dir)
    base = outputs if outputs.is_absolute() else root / outputs
    return Run(
        root=root,
        catalog=catalog,
        place=declared,
        period_name=period,
        exports_dir=root / "exports" / place / period,
        output_dir=base / period / place,
        interactive=interactive,
    )
