"""Small notebooks and the hooks of a batch, importable by the processes a batch starts."""

from __future__ import annotations

import json
from pathlib import Path

from govlib.batch.plan import PlaceRun
from govlib.batch.recipe import Outcome, Preparation, Recipe
from govlib.errors import UserError

PARAMETERS = 'place = "例子"\nperiod = "2024Q2"\noutputs_dir = "outputs"\ninteractive = True'
OPEN_FOLDER = (
    "from pathlib import Path\nfolder = Path(outputs_dir, period, place)\nfolder.mkdir(parents=True, exist_ok=True)"
)


def make_notebook(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook; a cell that starts with '#' and a space is markdown, any other is code."""
    made = [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters}]
    made += [{"cell_type": "markdown" if cell.startswith(("# ", "## ")) else "code", "source": cell} for cell in cells]
    for cell in made:
        cell.setdefault("metadata", {})
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    content = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def prepare(run: PlaceRun) -> Preparation:
    if run.place == "undeclared":
        raise UserError("params/places/undeclared.yaml", "没有这个地方", advice="请先用 govlib new place 建立")
    return Preparation("GWB2019", promised=("findings.csv",), sample=True, notes=("规则集：GWB2019",))


def prepare_kinds(run: PlaceRun) -> Preparation:
    root = run.exports_dir.parents[2]
    kinds = {kind: (root / f"{kind}.yaml",) for kind in ("表", "规则", "词表", "模板")}
    return Preparation("GWB2019", kinds, promised=("findings.csv",))


def finish(run: PlaceRun, folder: Path) -> Outcome:
    lines = (folder / "findings.csv").read_text(encoding="utf-8").splitlines()
    return Outcome(problems=len(lines), unreadable=1 if run.place == "unreadable" else 0)


def make_recipe(root: Path, **settings: bool) -> Recipe:
    return Recipe(root, tuple(sorted((root / "notebooks").glob("[1-9]0_*.ipynb"))), prepare, finish, **settings)


def make_run(
    root: Path, place: str, place_name: str = "", *, exports: bool = True, outputs: Path | None = None
) -> PlaceRun:
    exports_dir = root / "exports" / place / "2024Q2"
    if exports:
        exports_dir.mkdir(parents=True, exist_ok=True)
        (exports_dir / "网站.csv").write_text("网站,单位\n01,县教育局\n", encoding="utf-8")
    return PlaceRun(place, place_name or place, "2024Q2", exports_dir, (outputs or root / "outputs") / "2024Q2" / place)
