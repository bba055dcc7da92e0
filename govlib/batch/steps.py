"""What each notebook of a place depends on, as one key; and what an earlier run left under the same key."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govlib.batch.events import SUCCEEDED
from govlib.batch.folders import list_files
from govlib.batch.manifest import list_versions, name_exports, name_inside
from govlib.batch.plan import PlaceRun
from govlib.batch.recipe import Preparation, Recipe
from govlib.hashing import hash_code, hash_file

EXPORTS, NOTEBOOKS = "导出文件", "笔记本"
JOURNAL = "steps.jsonl"


@dataclass(frozen=True)
class Inputs:
    """The files that decide a place's outputs: the SHA-256 and the kind of each, by its name inside the project."""

    hashes: dict[str, str]
    kinds: dict[str, str]

    def of_kinds(self, kinds: Collection[str] | None) -> dict[str, str]:
        """Return the hashes of the files of some kinds; None is all kinds but the notebooks."""
        return {
            name: value
            for name, value in self.hashes.items()
            if (self.kinds[name] in kinds if kinds is not None else self.kinds[name] != NOTEBOOKS)
        }


@dataclass(frozen=True)
class Left:
    """What an earlier run left: its folder, each step's key by notebook, and the hashes of the files each wrote."""

    folder: Path
    keys: dict[str, str] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)

    def stands(self, notebook: str, key: str) -> bool:
        """Tell whether a step was done under this key and all that it wrote is still as it left it."""
        if self.keys.get(notebook) != key or not self.files.get(notebook):
            return False
        return all(self.holds(notebook, name) for name in self.files[notebook])

    def holds(self, notebook: str, name: str) -> bool:
        """Tell whether a file that a step wrote is still as it left it."""
        path = self.folder / name
        return path.is_file() and hash_file(path) == self.files[notebook][name]


def gather_inputs(run: PlaceRun, preparation: Preparation, recipe: Recipe) -> Inputs:
    """Hash the export files of a place, the inputs of each kind and the notebooks; names are sorted."""
    found = {name: (EXPORTS, path) for name, path in name_exports(run)}
    for kind, paths in (*preparation.kinds.items(), (NOTEBOOKS, recipe.notebooks)):
        found |= {name_inside(path, recipe.root): (kind, path) for path in paths}
    names = sorted(found)
    return Inputs({name: hash_file(found[name][1]) for name in names}, {name: found[name][0] for name in names})


def key_steps(
    run: PlaceRun, inputs: Inputs, ruleset: str, notebooks: Sequence[str], needs: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """Return one SHA-256 a notebook over everything that decides what it writes; equal keys mean equal outputs.

    ``needs`` says which kinds of inputs a notebook depends on; one that isn't named depends on all. Every notebook
    depends on the code, the versions, the place's exports, itself and on the first one, whose tables it reads.
    """
    keys: dict[str, str] = {}
    common = [run.place, run.place_name, run.period, ruleset, hash_code(), list_versions()]
    for notebook in notebooks:
        kinds = needs.get(notebook)
        chosen = inputs.of_kinds(None if kinds is None else {EXPORTS, *kinds})
        own = {name: value for name, value in inputs.hashes.items() if _is_notebook(inputs, name, notebook)}
        first = keys[notebooks[0]] if keys else ""
        text = json.dumps([*common, chosen, own, first], ensure_ascii=False, sort_keys=True)
        keys[notebook] = hashlib.sha256(text.encode()).hexdigest()
    return keys


def _is_notebook(inputs: Inputs, name: str, notebook: str) -> bool:
    return inputs.kinds[name] == NOTEBOOKS and name.rpartition("/")[2] == notebook


def left_by_manifest(folder: Path, manifest: Mapping[str, Any]) -> Left:
    """Return what a finished run left, as its manifest says."""
    left = Left(folder)
    try:
        written = {name: facts["sha256"] for name, facts in manifest.get("outputs", {}).items()}
        for step in manifest.get("steps", ()):
            if step["status"] == SUCCEEDED:
                left.keys[step["notebook"]] = step["key"]
                left.files[step["notebook"]] = {name: written[name] for name in step["outputs"]}
    except (KeyError, TypeError, AttributeError):
        # a manifest of another version tells nothing of steps
        return Left(folder)
    return left


def left_by_journal(folder: Path, journal: Path) -> Left:
    """Return what a killed run left of a place; a line cut short is the step that it was at."""
    left = Left(folder)
    try:
        lines = journal.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return left
    for line in lines:
        try:
            step = json.loads(line)
            left.keys[step["notebook"]], left.files[step["notebook"]] = step["key"], dict(step["files"])
        except (ValueError, KeyError, TypeError):
            break
    return left


def note_step(journal: Path, notebook: str, key: str, files: Mapping[str, str]) -> None:
    """Add a finished step to the journal of a place being built."""
    with journal.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps({"notebook": notebook, "key": key, "files": dict(files)}, ensure_ascii=False) + "\n")


def take_over(left: Left, notebook: str, folder: Path) -> dict[str, str]:
    """Copy what a step left into the folder being built; return the hashes of the files by name."""
    for name in left.files[notebook]:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(left.folder / name, target)
    return dict(left.files[notebook])


def look_at(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of change of every file, by its name in the folder; what changes is what a step wrote."""
    found = {}
    for path in list_files(folder):
        facts = path.stat()
        found[path.relative_to(folder).as_posix()] = (facts.st_size, facts.st_mtime_ns)
    return found


def hash_written(folder: Path, before: Mapping[str, tuple[int, int]]) -> dict[str, str]:
    """Return the hashes of the files written since ``before`` was looked at."""
    return {name: hash_file(folder / name) for name, facts in look_at(folder).items() if before.get(name) != facts}
