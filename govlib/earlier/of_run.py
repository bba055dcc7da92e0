"""A run's earlier periods: the same place opened at another period, its figures and rules, or why there are none."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from govlib.earlier.book import Book, Computed, Present, open_book
from govlib.earlier.kept import load_computed, path_of, save_computed
from govlib.earlier.rules import Rules, rules_in_force
from govlib.errors import UserError
from govlib.hashing import hash_file
from govlib.records.folders import list_input_records

if TYPE_CHECKING:
    from govlib.workspace import Run


def present_of(run: Run) -> Present:
    """Return what a run's earlier numbers are read against."""
    return Present(
        place=run.place,
        period_name=run.period_name,
        declared=run.catalog.figures,
        figures=run.figures,
        counted_as=run.register.counted_as,
        group_of=run.register.group,
    )


def rules_of(run: Run) -> dict[str, Rules]:
    """Return the rules of a run's verdicts by kind of subject; none where no ruleset was in force."""
    if run.place.ruleset_id(run.day) is None:
        return {}
    scopes = {"网站": run.period.websites, "账号": run.period.accounts}
    local = run.place.thresholds
    return {kind: rules_in_force(run.ruleset, local, scope, kind, run.day) for kind, scope in scopes.items()}


def open_earlier(run: Run) -> Book:
    """Return the earlier periods of a run's place; the exports of each are read once, when asked for."""
    kept: dict[str, Computed] = {}

    def compute(name: str) -> Computed:
        if name not in kept:
            then = at_period(run, name)
            found = load_computed(path_of(run.output_dir / "tables", name), key_of(then))
            kept[name] = _compute(then) if found is None else found
        return kept[name]

    return open_book(present_of(run), run.tables.get("earlier_figures"), compute)


def at_period(run: Run, name: str) -> Run:
    """Return the same place at another of its periods."""
    exports, outputs = run.exports_dir.parent / name, run.output_dir.parents[1] / name / run.place.slug
    return replace(run, period_name=name, exports_dir=exports, output_dir=outputs)


def keep_earlier(run: Run) -> None:
    """Keep the numbers of the periods that a run is compared with beside its tables, for whoever opens it again."""
    folder = run.output_dir / "tables"
    for old in folder.glob("earlier-*.json"):
        old.unlink()
    if not run.earlier_names:
        return
    periods = {found.period.name for found in run.earlier.bases.values() if found.period and found.period.declared}
    for name in sorted(periods):
        save_computed(path_of(folder, name), run.earlier.compute(name), key_of(at_period(run, name)))


def key_of(run: Run) -> str:
    """Return the hash of all that a run's figures depend on: exports, records, the rules and figures that count, code.

    Declarations count by what they say, not by their files: what a place doesn't use changes nothing.
    """
    digest = hashlib.sha256(run.intake_key.encode())
    catalog = run.catalog
    rules = run.rulesets if run.place.ruleset_id(run.day) else ()
    declared = (*rules, *catalog.figures.values(), *catalog.replies.values(), *catalog.link_signs.values())
    for one in declared:
        digest.update(one.model_dump_json().encode())
    days = sorted(run.calendar.stated.items()), sorted(run.calendar.complete), run.place.calendar
    digest.update(repr(days).encode())
    for path in list_input_records(run.root, run.place.slug, {run.period_name, *run.earlier_names}):
        digest.update(f"{path.relative_to(run.root).as_posix()}\0{hash_file(path)}\n".encode())
    digest.update(run.place.model_dump_json().encode())
    return digest.hexdigest()


def _compute(run: Run) -> Computed:
    try:
        figures = {(item.id, tuple(item.group.items())): item for item in run.figures}
    except UserError as error:
        return Computed(failure=f"的导出表不能用（{error.found}）")
    return Computed(figures, rules_of(run))
