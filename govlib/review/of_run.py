"""Review within a run: from the tables as delivered to tables and findings with what people decided, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bench import Bench
from govlib.findings import COLUMNS, find
from govlib.links.scans import keep_latest
from govlib.review.applied import SettledFindings, ask_findings, choose_findings, forget_passes, settle_findings
from govlib.review.rows import SettledRows, drop_out, live_keys, settle_rows
from govlib.review.rulings import Book, Ruling, open_book
from govlib.units import merge_units

if TYPE_CHECKING:
    from govlib.review.rulings import Item
    from govlib.review.texts import SettledTexts
    from govlib.text.of_run import Checked
    from govlib.workspace import Run

_TEXT = "text:"
_WORDING = "wording"
_NOT_DELIVERED = "错敏信息登记（T6）没有交来，只有从文章里核实的错误，不能判为合格"


@dataclass(frozen=True, eq=False)
class Review:
    """The decisions of a run's period and what they change; each step is computed when it is asked for."""

    run: Run

    @cached_property
    def book(self) -> Book:
        """Return the decisions of this period and of those before it."""
        periods = self.run.place.periods
        earlier = sorted(self.run.earlier_names, key=lambda name: periods[name].inspection_day)
        return open_book(self.run.records_dir, earlier)

    @cached_property
    def delivered(self) -> dict[str, pd.DataFrame]:
        """Return the tables as delivered, units merged, one row a link, before any decision."""
        tables = self.run.intake.tables.items()
        merged = {name: merge_units(table, self.run.register) for name, table in tables}
        return {**merged, "links": keep_latest(merged["links"])} if "links" in merged else merged

    @cached_property
    def rows(self) -> SettledRows:
        """Return the tables with the decisions about their rows."""

        def failing(tables: Mapping[str, pd.DataFrame]) -> set[str]:
            return set(choose_findings(self._find(tables))["key"])

        return settle_rows(self.delivered, self.run.catalog.tables, self.book, self.run.register, failing)

    @cached_property
    def found_text(self) -> Checked | None:
        """Return what the rules of text find in the articles, before any decision; None without articles."""
        from govlib.text.kept import open_checked  # noqa: PLC0415 - pages without texts don't wait for their rules

        return open_checked(self.run, self.delivered.get("articles"))

    @cached_property
    def texts(self) -> SettledTexts | None:
        """Return what was found in the articles with the decisions about it; None where there are none."""
        if not self.book.keys(_TEXT) or self.found_text is None:
            return None
        from govlib.review.texts import settle_texts  # noqa: PLC0415 - the same

        tables, declared = self.rows.tables, self.run.catalog.tables
        rows = live_keys(self.delivered, declared, self.rows.rulings)
        asked = (self.found_text, tables, declared[_WORDING], self.book)
        return settle_texts(*asked, register=self.run.register, row_keys=rows)

    @property
    def checked_text(self) -> Checked | None:
        """Return what was found in the articles and still waits for a person."""
        return self.texts.checked if self.texts is not None else self.found_text

    @cached_property
    def marked(self) -> dict[str, pd.DataFrame]:
        """Return the tables as rules are asked about them: rows taken out are marked, confirmed hits stand in T6."""
        if self.texts is None or self.texts.wording is None:
            return self.rows.tables
        return {**self.rows.tables, _WORDING: self.texts.wording}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables as figures and lists count them: without the rows taken out."""
        return drop_out(self.marked)

    @cached_property
    def bench(self) -> Bench:
        """Return what the rules are asked about, with the decisions about rows."""
        return self._bench_of(self.marked)

    @cached_property
    def found(self) -> pd.DataFrame:
        """Return the findings by the rules, with the decisions about rows and before those about findings."""
        found = self._find(self.marked)
        if self.texts is None or not self.texts.is_only_confirmed:
            return found
        resting = {
            indicator.id
            for ruleset in self.run.rulesets
            for indicator in ruleset.indicators.values()
            if any(getattr(measure, "table", "") == _WORDING for measure in indicator.measures)
        }
        return forget_passes(found, resting, _NOT_DELIVERED)

    @cached_property
    def settled(self) -> SettledFindings:
        """Return the findings with the decisions about them."""
        return settle_findings(self.found, self.ask, self.book, self.run.register, self._other_keys)

    @cached_property
    def rulings(self) -> dict[str, Ruling]:
        """Return what is in force about every item that anything was decided about, by key."""
        texts = self.texts.rulings if self.texts is not None else {}
        return {**self.rows.rulings, **texts, **self.settled.rulings}

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """Return sentences about lines of the record that aren't used, and decisions that could not be applied."""
        texts = self.texts.faults if self.texts is not None else ()
        return (*self.book.faults, *self.rows.faults, *texts, *self.settled.faults)

    def ask(self, findings: pd.DataFrame) -> list[Item]:
        """Return what rulings about findings are asked with; the rows count as they were delivered."""
        return ask_findings(findings, self.delivered_with_texts, self.run.catalog.tables)

    @cached_property
    def delivered_with_texts(self) -> dict[str, pd.DataFrame]:
        """Return the tables as delivered, with the wording errors that a person confirmed in articles."""
        if self.texts is None or self.texts.wording is None:
            return self.delivered
        return {**self.delivered, _WORDING: self.texts.wording}

    def _other_keys(self, wanted: set[str]) -> set[str]:
        """Return the keys of rows, and of texts where one is wanted, that something may be merged into."""
        keys = live_keys(self.delivered, self.run.catalog.tables, self.rows.rulings)
        if self.found_text is None or not any(key.startswith(_TEXT) for key in wanted):
            return keys
        from govlib.review.texts import list_live  # noqa: PLC0415 - only where a text is merged into

        return keys | list_live(self.found_text, self.texts.rulings if self.texts is not None else {})

    def _find(self, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        bench = self.bench if tables is self.__dict__.get("marked") else self._bench_of(tables)
        kept = [frame for ruleset in self.run.rulesets if len(frame := find(bench, ruleset))]
        return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS)

    def _bench_of(self, tables: Mapping[str, pd.DataFrame]) -> Bench:
        run = self.run
        hashes = dict(zip(run.intake.files["file"], run.intake.files["sha256"], strict=True))
        return Bench(tables, run.place, run.register, run.day, hashes, run.period.start, run.calendar)
