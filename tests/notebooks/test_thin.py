"""Notebooks stay thin: parameters, an opened run, then one call a heading; whatever computes stands in govlib."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PARAMETERS = ("place", "period", "outputs_dir", "interactive")
MOST_LINES = 6
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While, ast.ListComp,
    ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.If, ast.IfExp, ast.Try, ast.With, ast.Import, ast.Global,
)  # fmt: skip
READERS = re.compile(r"\bread_(?:excel|csv|parquet|html|json)\b|\bopen\(|[!%]{1,2}\w+")


def faults_of_form(notebook: Any) -> list[str]:
    """Return what a repository must not hold: outputs, counts, loose ids, no kernel, no Chinese title."""
    faults = []
    ids = [cell.get("id", "") for cell in notebook.cells]
    faults += ["单元格没有编号或编号重复"] if "" in ids or len(set(ids)) != len(ids) else []
    faults += [f"编号 {one} 像是随机的" for one in ids if not re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*", one)]
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            faults.append(f"{cell.id} 带着运行结果")
    kernel = notebook.metadata.get("kernelspec", {}).get("name")
    faults += [f"内核是 {kernel}"] if kernel != "python3" else []
    first = notebook.cells[0]
    if first.cell_type != "markdown" or not re.match(r"# .*[\u4e00-\u9fff]", first.source):
        faults.append("第一格不是中文标题")
    return faults


def faults_of_parameters(source: str, tags: list[str]) -> list[str]:
    """Return why a cell isn't the four literals that every notebook begins with."""
    if tags != ["parameters"]:
        return [f"标签是 {tags}"]
    lines = ast.parse(source).body
    names = [
        line.targets[0].id
        for line in lines
        if isinstance(line, ast.Assign)
        and isinstance(line.targets[0], ast.Name)
        and isinstance(line.value, ast.Constant)
    ]
    if tuple(names) != PARAMETERS or len(lines) != len(PARAMETERS):
        return [f"参数是 {names}"]
    kinds = [
        type(line.value.value)
        for line in lines
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
    ]
    return [] if kinds == [str, str, str, bool] else [f"参数的类型是 {kinds}"]


def faults_of_code(source: str) -> list[str]:
    """Return what a cell does beyond one call: loops, definitions, foreign imports, files, too many lines."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FORBIDDEN):
            faults.append(f"有 {type(node).__name__}")
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] != "govlib"):
            faults.append(f"引用了 {node.module}")
    faults += [f"有 {found}" for found in READERS.findall(source)]
    lines = [line for line in source.splitlines() if line.strip()]
    return faults + ([f"有 {len(lines)} 行"] if len(lines) > MOST_LINES else [])


def code_cells(path: Path) -> list[Any]:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def named(path: Path) -> str:
    return path.stem


def test_a_place_has_nine_notebooks_in_their_order():
    assert [path.stem for path in NOTEBOOKS if not path.stem.startswith("00_")] == [
        "10_intake", "20_websites", "30_accounts", "40_publication", "50_interaction", "60_text", "70_ranking",
        "80_rectification", "90_bulletin",
    ]  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_is_a_valid_notebook_without_anything_left_from_a_run(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert faults_of_form(notebook) == []


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if not path.stem.startswith("00_")], ids=named)
def test_it_begins_with_the_four_literals_and_opens_the_run(path: Path):
    first, second = code_cells(path)[:2]
    assert faults_of_parameters(first.source, first.metadata.get("tags", [])) == []
    assert "run = open_run(place, period, outputs_dir, interactive)" in second.source.splitlines()


def test_the_overview_begins_with_the_same_four_literals_over_all_places_and_opens_a_view():
    path = ROOT / "notebooks" / "00_overview.ipynb"
    first, second = code_cells(path)[:2]
    assert faults_of_parameters(first.source, first.metadata.get("tags", [])) == []
    assert first.source.startswith('place = ""\n')
    assert "view = open_overview(place, period, outputs_dir, interactive)" in second.source.splitlines()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_its_cells_only_call_govlib(path: Path):
    assert [fault for cell in code_cells(path) for fault in faults_of_code(cell.source)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_every_cell_after_the_opening_shows_one_thing_under_a_heading(path: Path):
    cells = nbformat.read(path, as_version=4).cells
    opening = {cell.id for cell in cells[:3]}
    for before, cell in pairwise(cells):
        if cell.cell_type != "code" or cell.id in opening:
            continue
        assert before.cell_type == "markdown"
        assert before.source.startswith("## ")
        assert len(ast.parse(cell.source).body) == 1


def test_all_notebooks_have_the_same_parameters():
    said = {code_cells(path)[0].source for path in NOTEBOOKS if not path.stem.startswith("00_")}
    assert len(said) == 1


def test_every_page_module_is_shown_by_a_notebook():
    shown = {
        node.names[0].name
        for path in NOTEBOOKS
        for cell in code_cells(path)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.ImportFrom) and node.module == "govlib.pages"
    }
    shared = {"__init__", "changes", "common", "links", "outlook", "review", "scores", "verdicts"}
    assert shown == {path.stem for path in (ROOT / "govlib" / "pages").glob("*.py")} - shared


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    return 1",
        "class A: ...",
        "show = lambda run: run",
        "for x in run.tables:\n    print(x)",
        "[x for x in run.tables]",
        "import pandas as pd",
        "from pandas import read_excel",
        "pd.read_excel('a.xlsx')",
        "open('a.csv')",
        "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7",
    ],
)
def test_a_cell_that_computes_is_refused(source: str):
    assert faults_of_code(source)


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ('place = "a"\nperiod = "b"\noutputs_dir = "c"', ["parameters"]),
        ('place = "a"\nperiod = "b"\noutputs_dir = "c"\ninteractive = "yes"', ["parameters"]),
        ('place = "a"\nperiod = "b"\noutputs_dir = "c"\ninteractive = True\nmore = 1', ["parameters"]),
        ('place = "a".strip()\nperiod = "b"\noutputs_dir = "c"\ninteractive = True', ["parameters"]),
        ('place = "a"\nperiod = "b"\noutputs_dir = "c"\ninteractive = True', []),
    ],
)
def test_parameters_that_are_not_the_four_literals_are_refused(source: str, tags: list[str]):
    assert faults_of_parameters(source, tags)


def test_a_notebook_with_results_or_random_ids_is_refused():
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# 收表", id="title"),
        nbformat.v4.new_code_cell("1", id="shown-1"),
    ]
    assert faults_of_form(notebook) == []
    notebook.cells[1].execution_count = 3
    assert faults_of_form(notebook)
    notebook.cells[1].execution_count = None
    notebook.cells[1].id = "9f3c21ab"
    assert faults_of_form(notebook)
    notebook.cells[1].id = "title"
    assert faults_of_form(notebook)
