"""The production recipe: which places a batch runs, what each promises, what is read from a finished one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from govlib.batch.folders import list_files
from govlib.batch.plan import PlaceRun, list_notebooks
from govlib.batch.recipe import Outcome, Preparation, Recipe
from govlib.bulletin.state import read_state
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.unit_workbook import book_paths
from govlib.deliver import INTAKE_FILES, RESULT_FILES
from govlib.errors import UserError
from govlib.records.folders import list_input_records
from govlib.text.kept import list_text_inputs
from govlib.workspace import open_declared


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


def make_recipe(root: Path, *, stop_early: bool = False, resume: bool = False) -> Recipe:
    """Return what all places of a batch share."""
    notebooks = list_notebooks(root / "notebooks")
    return Recipe(root=root, notebooks=notebooks, prepare=prepare, finish=finish, stop_early=stop_early, resume=resume)


def prepare(run: PlaceRun) -> Preparation:
    """Return what is known of a place before it runs: its ruleset, the params files it uses, the files it promises."""
    root = run.exports_dir.parents[2]
    opened = open_declared(root, load_catalog(root / "params"), run.place, run.period, str(run.outputs_root))
    params = root / "params"
    inputs = [
        *(params / "exports").glob("*.yaml"),
        *(params / "figures").glob("*.yaml"),
        *(params / "rankings").glob("*.yaml"),
        *(params / "replies").glob("*.yaml"),
        *(params / "triggers").glob("*.yaml"),
        *(params / "rulesets").glob("*/*.yaml"),
        params / "problem_types.yaml",
        # what the bulletin is written from; the office's own line goes into its docx
        *(params / "templates").glob("**/*"),
        params / "local.yaml",
        params / "places" / f"{run.place}.yaml",
        *book_paths(params / "places", run.place),
        # what has changed since the earlier periods is computed from their exports
        *(path for name in opened.earlier_names for path in list_files(run.exports_dir.parent / name)),
        *(params / "calendar").glob("[0-9][0-9][0-9][0-9].yaml"),
        *(params / "calendar" / f"{name}.yaml" for name in opened.place.calendar),
        *list_text_inputs(params, run.place),
        *list_input_records(root, run.place, {run.period, *opened.earlier_names}),
    ]
    return Preparation(
        ruleset=opened.ruleset.id,
        inputs=tuple(sorted({path for path in inputs if path.is_file()})),
        promised=(*INTAKE_FILES, *RESULT_FILES),
        sample=opened.place.sample,
        notes=opened.notes,
    )


def finish(_run: PlaceRun, folder: Path) -> Outcome:
    """Return a finished place's number of intake problems and of files not read, and the state of its bulletin."""
    problems = pd.read_csv(folder / "problems.csv", encoding="utf-8-sig", dtype=str)
    unreadable = int(problems["code"].eq("unreadable_file").sum())
    return Outcome(problems=len(problems), unreadable=unreadable, bulletin=read_state(folder))
