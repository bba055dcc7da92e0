"""The trees of the READMEs show what is tracked: every entry, and none that isn't there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNSHOWN = frozenset({"__init__.py"})


def read_tree(page: str) -> dict[str, set[str]]:
    """Return the entries of a page's tree by folder, the top level under the empty name."""
    block = re.search(r"```text\n(.*?)```", page, re.DOTALL)
    assert block is not None
    tree: dict[str, set[str]] = {"": set()}
    folder = ""
    for line in block[1].splitlines():
        name, _, said = line.strip().partition(" ")
        assert said.strip(), f"{name} has no word of explanation"
        if line.startswith("  "):
            tree.setdefault(folder, set()).add(name.rstrip("/"))
        else:
            folder = name.rstrip("/")
            tree[""].add(folder)
    return tree


def compare_trees(shown: dict[str, set[str]], paths: list[str]) -> list[str]:
    """Return what is tracked and not shown, and what is shown and not tracked, for every folder shown in detail."""
    differences = []
    for folder, names in shown.items():
        inside = [path.split("/") for path in paths if not folder or path.startswith(f"{folder}/")]
        depth = 1 if folder else 0
        there = {parts[depth] for parts in inside} - (UNSHOWN if folder else set())
        differences += [f"没有列出 {folder}/{name}" for name in sorted(there - names)]
        differences += [f"没有这个 {folder}/{name}" for name in sorted(names - there)]
    return differences


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_tree_shows_what_is_tracked(name: str, tracked: list[Path]):
    shown = read_tree((ROOT / name).read_text(encoding="utf-8"))
    assert compare_trees(shown, [path.relative_to(ROOT).as_posix() for path in tracked]) == []


def test_the_english_tree_goes_into_the_library_the_notebooks_and_what_an_analyst_may_change():
    shown = read_tree((ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"govlib", "notebooks", "params", "exports"} <= shown.keys()


def test_every_folder_of_tests_is_a_room_or_explained(tracked: list[Path]):
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in tracked if path.is_relative_to(ROOT / "tests")}
    folders -= {"conftest.py"}
    rooms = {path.name for path in (ROOT / "govlib").iterdir() if path.is_dir()}
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sorted(name for name in folders - rooms if f"`{name}/`" not in page) == []


def test_an_entry_too_many_or_too_few_is_noticed():
    page = "```text\na.txt    one\nb/       two\n  c.py   three\n```"
    assert compare_trees(read_tree(page), ["a.txt", "b/c.py", "b/__init__.py"]) == []
    assert compare_trees(read_tree(page), ["a.txt", "b/c.py", "b/d.py"]) == ["没有列出 b/d.py"]
    assert compare_trees(read_tree(page), ["b/c.py"]) == ["没有这个 /a.txt"]
    assert compare_trees(read_tree(page), ["a.txt", "b/c.py", "e.txt"]) == ["没有列出 /e.txt"]


def test_an_entry_without_explanation_is_noticed():
    with pytest.raises(AssertionError, match="explanation"):
        read_tree("```text\na.txt\n```")
