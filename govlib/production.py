"""The production recipe: which places a batch runs, what each promises, what is read from a finished one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from govlib.batch.plan import PlaceRun, list_notebooks
from govlib.batch.recipe import Outcome, Preparation, Recipe
from govlib.bulletin.state import read_state
from govlib.catalog.load import Catalog
from govlib.catalog.unchanged import load_unchanged
from govlib.deliver import INTAKE_FILES, RESULT_FILES
from govlib.errors import UserError
from govlib.held import held
from govlib.input_kinds import NEEDS, list_inputs
from govlib.workspace import Run, open_declared

_PARTS = (
    "intake", "ruleset", "rulesets", "subjects", "review", "amber", "due", "scored", "verdicts", "results", "coverage",
    "tables", "figures", "lines", "changes", "earlier_problems", "checks", "ranked", "rankings", "unit_matches",
    "strays", "checked_text", "ledger", "cases", "open_problems", "triggered",
)  # fmt: skip
"""What of a run is worked out before its notebooks are forked."""


def list_runs(
    root: Path, catalog: Catalog, outputs: Path, places: Sequence[str] = (), periods: Sequence[str] = ()
) -> list[PlaceRun]:
    """Return one run a place and period, all declared ones unless some are named.

    Raises:
        UserError: a place or period that is not declared.
    """
    chosen = [catalog.place(slug) for slug in places] if places else list(catalog.places.values())
    runs = [
        PlaceRun(place.slug, place.name, period, root / "exports" / place.slug / period, outputs / period / place.slug)
        for place in chosen
        for period in place.periods
        if not periods or period in periods
    ]
    if not runs:
        known = "、".join(f"{place.slug}：{'、'.join(place.periods)}" for place in chosen)
        raise UserError("--period", f"没有名为“{'、'.join(periods)}”的期", f"其中之一（{known}）", "请核对")
    return runs


def ensure_writable(outputs: Path) -> None:
    """Make the folder of outputs, or say why nothing can be written there.

    Raises:
        UserError: the folder is a file, or can't be made or written.
    """
    probe = outputs / ".writable"
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        advice = "请换一个文件夹，或检查它的权限和磁盘空间"
        raise UserError(
            f"--outputs {outputs.name}", f"写不进去（{error.strerror}）", "可以写入的文件夹", advice
        ) from error


def make_recipe(root: Path, **settings: Any) -> Recipe:
    """Return what all places of a batch share; ``settings`` are further fields of the recipe."""
    return Recipe(root, list_notebooks(root / "notebooks"), prepare, finish, NEEDS, hold, **settings)


def prepare(run: PlaceRun) -> Preparation:
    """Return what is known of a place before it runs: its ruleset, the params files it uses, the files it promises."""
    opened = _open(run, run.outputs_root)
    return Preparation(
        ruleset=opened.ruleset.id,
        kinds=list_inputs(opened),
        promised=(*INTAKE_FILES, *RESULT_FILES),
        sample=opened.place.sample,
        notes=opened.notes,
    )


@contextmanager
def hold(run: PlaceRun, building: Path) -> Iterator[None]:
    """Work out once what the notebooks of a place show, for those that are forked from this process."""
    with held(_open(run, building), _PARTS):
        yield


def _open(run: PlaceRun, outputs: Path) -> Run:
    root = run.exports_dir.parents[2]
    return open_declared(root, load_unchanged(root / "params"), run.place, run.period, str(outputs))


def finish(_run: PlaceRun, folder: Path) -> Outcome:
    """Return a finished place's number of intake problems and of files not read, and the state of its bulletin."""
    problems = pd.read_csv(folder / "problems.csv", encoding="utf-8-sig", dtype=str)
    unreadable = int(problems["code"].eq("unreadable_file").sum())
    return Outcome(problems=len(problems), unreadable=unreadable, bulletin=read_state(folder))
