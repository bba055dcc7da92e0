"""What a batch would do and why, without doing anything: ``--dry-run``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govlib.batch.document import read_notebook
from govlib.batch.events import SUCCEEDED
from govlib.batch.failures import notebook_title
from govlib.batch.folders import building_root
from govlib.batch.manifest import is_unchanged, key_of, list_versions, read_manifest
from govlib.batch.place import check_exports
from govlib.batch.plan import PlaceRun
from govlib.batch.recipe import Recipe
from govlib.batch.steps import (
    EXPORTS,
    JOURNAL,
    NOTEBOOKS,
    Inputs,
    Left,
    gather_inputs,
    key_steps,
    left_by_journal,
    left_by_manifest,
)
from govlib.errors import UserError
from govlib.hashing import hash_code

_MOST_NAMED = 3
UNTOUCHED = "没有变化"


@dataclass(frozen=True)
class Planned:
    """One notebook that would run: its title and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Foresight:
    """What would happen to a place: the notebooks that would run, of how many; or why it can't be run at all."""

    run: PlaceRun
    steps: tuple[Planned, ...]
    count: int
    trouble: str = ""
    why: str = UNTOUCHED


def foresee(run: PlaceRun, recipe: Recipe) -> Foresight:
    """Return what a batch would do with a place now."""
    try:
        return _foresee(run, recipe)
    except UserError as error:
        return Foresight(run, (), len(recipe.notebooks), error.sentence())


def _foresee(run: PlaceRun, recipe: Recipe) -> Foresight:
    check_exports(run)
    preparation = recipe.prepare(run)
    inputs = gather_inputs(run, preparation, recipe)
    manifest = read_manifest(run.output_dir)
    count = len(recipe.notebooks)
    if not recipe.fresh and is_unchanged(run, key_of(run, inputs.hashes, preparation.ruleset), SUCCEEDED):
        return Foresight(run, (), count)
    names = [source.name for source in recipe.notebooks]
    keys = key_steps(run, inputs, preparation.ruleset, names, recipe.needs)
    root = building_root(run)
    left = (left_by_journal(root / run.period / run.place, root / JOURNAL), left_by_manifest(run.output_dir, manifest))
    change = _Change(inputs, manifest, recipe.needs, left[1])
    planned = []
    for source in recipe.notebooks:
        if recipe.fresh:
            why = "要求全部重做（--fresh）"
        elif any(one.stands(source.name, keys[source.name]) for one in left):
            continue
        else:
            why = _say_why(change, source, keys)
        planned.append(Planned(notebook_title(read_notebook(source), source.stem), why))
    return Foresight(run, tuple(planned), count, why=UNTOUCHED if planned else "只重写网页和清单")


@dataclass(frozen=True)
class _Change:
    """What is compared: the inputs now, and what the manifest tells of the last run."""

    inputs: Inputs
    manifest: Mapping[str, Any]
    needs: Mapping[str, Collection[str]]
    left: Left


def _say_why(change: _Change, source: Path, keys: Mapping[str, str]) -> str:
    manifest, name = change.manifest, source.name
    if not manifest:
        return "没有做过"
    if change.left.keys.get(name) == keys[name]:
        files = change.left.files.get(name, {})
        return f"成果被改动或缺少：{_name_some(one for one in files if not change.left.holds(name, one))}"
    steps = [step for step in manifest.get("steps", ()) if isinstance(step, dict) and step.get("notebook") == name]
    if not steps or steps[0].get("status") != SUCCEEDED:
        return "上次没有做成" if steps else "新的笔记本"
    said = list(_say_changes(change, name))
    if manifest.get("code_sha256") != hash_code() or manifest.get("versions") != list_versions():
        said.append("程序或程序库变了")
    return "；".join(said) or "读的表要重做"


def _say_changes(change: _Change, name: str) -> Iterator[str]:
    kinds = change.needs.get(name)
    now = change.inputs.of_kinds(None if kinds is None else {EXPORTS, *kinds})
    now |= {key: value for key, value in change.inputs.of_kinds({NOTEBOOKS}).items() if key.endswith(f"/{name}")}
    before: Mapping[str, str] = change.manifest.get("inputs", {})
    yield from (
        f"{verb}：{_name_some(names)}"
        for verb, names in (
            ("改了", [key for key, value in now.items() if key in before and before[key] != value]),
            ("新增", [key for key in now if key not in before]),
            ("没有了", [key for key in before if key not in change.inputs.hashes] if kinds is None else []),
        )
        if names
    )


def _name_some(names: Iterator[str] | list[str]) -> str:
    found = list(names)
    more = f"等{len(found)}个文件" if len(found) > _MOST_NAMED else ""
    return "、".join(found[:_MOST_NAMED]) + more
