"""The manifest of a place: what went in, what came out, with which versions, and how each step ended."""

from __future__ import annotations

import hashlib
import json
import math
import platform
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import govlib
from govlib.batch.folders import list_files
from govlib.batch.plan import LOG_NAME, MANIFEST_NAME, PlaceRun
from govlib.bulletin.state import UNWRITTEN, PaperState
from govlib.documents import archives
from govlib.hashing import hash_code, hash_file

PACKAGES = (
    "chinesecalendar",
    "ipykernel",
    "jinja2",
    "nbconvert",
    "openpyxl",
    "pandas",
    "papermill",
    "plotly",
    "pyarrow",
    "python-calamine",
)
# what Excel and macOS leave beside a workbook that is open or was looked at
_TRANSIENT = ("~$", ".")
_UNHASHED = frozenset({LOG_NAME, MANIFEST_NAME})


@dataclass(frozen=True)
class Step:
    """One notebook of a place: file, title, status, where it failed the reason, its key, the files it wrote."""

    notebook: str
    title: str
    status: str
    message: str = ""
    key: str = ""
    outputs: tuple[str, ...] = ()


def hash_members(path: Path) -> str | None:
    """Return one SHA-256 over the uncompressed members of a zip file (xlsx, docx), or None for another file.

    Compression differs between builds of zlib; the members do not.
    """
    return archives.hash_members(path) if zipfile.is_zipfile(path) else None


def hash_inputs(run: PlaceRun, inputs: Iterable[Path], root: Path) -> dict[str, str]:
    """Hash the export files of a place and ``inputs``; keys are paths relative to the project, posix, sorted."""
    found = dict(name_exports(run)) | {name_inside(path, root): path for path in inputs}
    return {label: hash_file(found[label]) for label in sorted(found)}


def name_exports(run: PlaceRun) -> list[tuple[str, Path]]:
    """List the export files of a place with their names in the project, but for what an open workbook leaves."""
    return [
        (f"exports/{run.place}/{run.period}/{name_inside(path, run.exports_dir)}", path)
        for path in list_files(run.exports_dir)
        if not path.name.startswith(_TRANSIENT)
    ]


def name_inside(path: Path, folder: Path) -> str:
    """Return a file's path relative to a folder, posix; its bare name where it lies elsewhere."""
    resolved, base = path.resolve(), folder.resolve()
    return resolved.relative_to(base).as_posix() if resolved.is_relative_to(base) else resolved.name


def hash_outputs(folder: Path) -> dict[str, dict[str, str | int]]:
    """Hash every output of a place but its log and its manifest."""
    outputs: dict[str, dict[str, str | int]] = {}
    for path in list_files(folder):
        name = path.relative_to(folder).as_posix()
        if name in _UNHASHED:
            continue
        outputs[name] = {"bytes": path.stat().st_size, "sha256": hash_file(path)}
        members = hash_members(path)
        if members:
            outputs[name]["members_sha256"] = members
    return outputs


def list_versions() -> dict[str, str]:
    """List the versions of govlib, Python (without its patch level) and the packages that shape outputs."""
    versions = {"govlib": govlib.__version__, "python": "{}.{}".format(*sys.version_info)}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "缺"
    return versions


def key_of(run: PlaceRun, inputs: Mapping[str, str], ruleset: str) -> str:
    """Return one SHA-256 over everything that decides a place's outputs; equal keys mean equal outputs."""
    parts = [run.place, run.period, ruleset, hash_code(), dict(inputs), list_versions()]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def build_manifest(
    run: PlaceRun,
    *,
    status: str,
    ruleset: str,
    sample: bool,
    inputs: Mapping[str, str],
    outputs: Mapping[str, Mapping[str, str | int]],
    steps: Sequence[Step],
    counts: Mapping[str, int],
    bulletin: PaperState = UNWRITTEN,
) -> dict[str, Any]:
    """Build the manifest of a place without its ``run`` section; the same inputs give the same manifest.

    ``bulletin`` says whether the place's bulletin may go out (正稿) or not (草稿 with its reasons, 样例).
    """
    return {
        "place": run.place,
        "place_name": run.place_name,
        "period": run.period,
        "status": status,
        "ruleset": ruleset,
        "sample": sample,
        "key": key_of(run, inputs, ruleset),
        "code_sha256": hash_code(),
        "versions": list_versions(),
        "inputs": dict(inputs),
        "outputs": {name: dict(facts) for name, facts in outputs.items()},
        "steps": [asdict(step) for step in steps],
        "counts": dict(counts),
        "bulletin": _describe_bulletin(bulletin),
    }


def _describe_bulletin(found: PaperState) -> dict[str, Any]:
    return {name: list(said) if isinstance(said, tuple) else said for name, said in asdict(found).items()}


def describe_machine() -> dict[str, str]:
    """Describe the machine for a manifest's ``run`` section."""
    return {"machine": platform.platform(), "python": platform.python_version()}


def write_manifest(manifest: Mapping[str, Any], folder: Path) -> None:
    """Write a manifest with sorted keys and Unix line ends."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read a place's manifest; empty where there is none or it cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def seconds_of(manifest: Mapping[str, Any]) -> float:
    """Return how long a place's notebooks took when all of them ran last; infinite where nobody knows."""
    try:
        return float(sum(manifest["run"]["seconds"].values()))
    except (KeyError, TypeError, ValueError, AttributeError):
        return math.inf


def is_unchanged(run: PlaceRun, key: str, succeeded: str) -> bool:
    """Tell whether a place's outputs stand as an earlier run with the same key left them."""
    manifest = read_manifest(run.output_dir)
    stands = manifest.get("key") == key and manifest.get("status") == succeeded
    return stands and manifest.get("outputs") == hash_outputs(run.output_dir)
