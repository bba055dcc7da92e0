"""The files that decide a place's outputs, by kind, and which kinds each notebook depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from govlib.batch.folders import list_files
from govlib.bulletin.writing.compose import pick_template
from govlib.bulletin.writing.slot_file import FILE as SLOTS
from govlib.catalog.unit_workbook import book_paths
from govlib.errors import UserError
from govlib.records.folders import LEDGER, list_input_records
from govlib.text.kept import list_text_inputs
from govlib.workspace import Run

TABLES, PLACE, CALENDAR, RULES, FIGURES, EARLIER = "表的声明", "地方", "日历", "规则", "数字", "以前各期"
RANKINGS, TEXT, LINKS, DECISIONS = "排名办法", "词表和文字规则", "链接特征", "复核决定"
RECTIFICATION, BULLETIN = "整改台账", "通报"
_JUDGED = frozenset({TABLES, PLACE, CALENDAR, RULES, FIGURES, EARLIER, DECISIONS})
NEEDS: Mapping[str, frozenset[str]] = {
    "10_intake.ipynb": frozenset({TABLES, PLACE, CALENDAR}),
    "20_websites.ipynb": _JUDGED | {RECTIFICATION},
    "30_accounts.ipynb": _JUDGED | {RECTIFICATION},
    "40_publication.ipynb": _JUDGED | {RECTIFICATION},
    "50_interaction.ipynb": _JUDGED | {RECTIFICATION},
    "60_text.ipynb": _JUDGED | {RECTIFICATION, TEXT, LINKS},
    "70_ranking.ipynb": _JUDGED | {RECTIFICATION, RANKINGS},
    "80_rectification.ipynb": _JUDGED | {RECTIFICATION, TEXT},
}
"""What a notebook depends on beside the place's exports; one that isn't named depends on all kinds."""


def list_inputs(run: Run) -> dict[str, tuple[Path, ...]]:
    """Return the files beside a run's exports that decide its outputs, by kind, sorted; only those it uses."""
    params, place = run.root / "params", run.place
    records = list_input_records(run.root, place.slug, {run.period_name, *run.earlier_names})
    kinds: dict[str, Iterable[Path]] = {
        TABLES: (params / "exports").glob("*.yaml"),
        PLACE: (params / "places" / f"{place.slug}.yaml", *book_paths(params / "places", place.slug)),
        CALENDAR: (
            *(params / "calendar").glob("[0-9][0-9][0-9][0-9].yaml"),
            *(params / "calendar" / f"{name}.yaml" for name in place.calendar),
        ),
        RULES: (path for name in sorted(_list_rulesets(run)) for path in (params / "rulesets" / name).glob("*.yaml")),
        FIGURES: (params / "figures").glob("*.yaml"),
        # what has changed since the earlier periods is computed from their exports
        EARLIER: (path for name in run.earlier_names for path in list_files(run.exports_dir.parent / name)),
        RANKINGS: (params / "rankings" / f"{pick.use}.yaml" for pick in place.rankings),
        TEXT: list_text_inputs(params, place.slug),
        LINKS: (params / "link_signs.yaml",),
        DECISIONS: (path for path in records if path.name not in (LEDGER, SLOTS)),
        RECTIFICATION: (
            *(params / "replies").glob("*.yaml"),
            *(params / "triggers" / f"{pick.use}.yaml" for pick in place.triggers),
            *(path for path in records if path.name == LEDGER),
        ),
        BULLETIN: (
            *_list_template(run),
            params / "problem_types.yaml",
            # the office's own line goes into the docx
            params / "local.yaml",
            *(path for path in records if path.name == SLOTS),
        ),
    }
    return {kind: tuple(sorted({path for path in paths if path.is_file()})) for kind, paths in kinds.items()}


def _list_rulesets(run: Run) -> Iterator[str]:
    """Yield the rulesets in force now and in the earlier periods, and those that they extend."""
    for name in (run.period_name, *run.earlier_names):
        day = run.place.periods[name].inspection_day
        for identifier in (run.place.ruleset_id(day), *run.place.also_applied(day)):
            current = identifier
            while current is not None:
                yield current
                current = run.catalog.rulesets[current].extends


def _list_template(run: Run) -> Iterable[Path]:
    try:
        template = pick_template(run)
    except UserError:
        # told when the bulletin is written; any template may mend it
        return (run.root / "params" / "templates").glob("**/*")
    return (run.root / "params" / "templates" / template.id).glob("**/*")
