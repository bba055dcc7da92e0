"""pyproject.toml, requirements.lock, environment.yml and the code's imports name the same packages."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK_LINES = [
    line
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LOCK: dict[str, Requirement] = {canonicalize_name(Requirement(line).name): Requirement(line) for line in LOCK_LINES}


def declared(*groups: str) -> set[str]:
    extras = PROJECT["project"]["optional-dependencies"]
    lists = {
        "run": PROJECT["project"]["dependencies"],
        "build": PROJECT["build-system"]["requires"],
        "test": [text for extra in extras.values() for text in extra],
    }
    return {canonicalize_name(Requirement(text).name) for group in groups for text in lists[group]}


def needed_here() -> set[str]:
    """Everything that the declared packages need on this system, as the installed packages say."""
    found: set[tuple[str, str]] = set()
    waiting = {(name, "") for name in declared("run", "test", "build")}
    while waiting:
        name, extra = waiting.pop()
        found.add((name, extra))
        for text in metadata.requires(name) or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting |= {(canonicalize_name(needed.name), wish) for wish in ("", *needed.extras)} - found
    return {name for name, _ in found}


def imported(folder: str) -> set[str]:
    modules: set[str] = set()
    own = {path.stem for path in (ROOT / folder).rglob("*.py")} | {"govlib"}
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    return modules - set(sys.stdlib_module_names) - own


def test_every_declared_package_is_locked_in_a_version_that_meets_the_declaration() -> None:
    groups = [PROJECT["project"]["dependencies"], PROJECT["build-system"]["requires"]]
    groups += PROJECT["project"]["optional-dependencies"].values()
    unmet = []
    for wanted in (Requirement(text) for group in groups for text in group):
        locked = LOCK.get(canonicalize_name(wanted.name))
        pins = list(locked.specifier) if locked else []
        if len(pins) != 1 or not wanted.specifier.contains(pins[0].version, prereleases=True):
            unmet.append(str(wanted))
    assert unmet == []


def test_the_lock_holds_what_is_needed_here_and_nothing_else() -> None:
    locked_here = {name for name, line in LOCK.items() if line.marker is None or line.marker.evaluate()}
    needed = needed_here()
    assert sorted(needed - locked_here) == []
    assert sorted(locked_here - needed) == []


def test_what_is_installed_is_what_is_locked() -> None:
    different = {
        name: (metadata.version(name), str(line.specifier))
        for name, line in LOCK.items()
        if (line.marker is None or line.marker.evaluate()) and str(line.specifier) != f"=={metadata.version(name)}"
    }
    assert different == {}


def test_every_locked_package_runs_on_the_oldest_python_that_is_promised() -> None:
    too_new = {
        name: asked
        for name in needed_here()
        if (asked := metadata.metadata(name).get("Requires-Python")) and not SpecifierSet(asked).contains("3.11.0")
    }
    assert too_new == {}


def test_packages_of_other_systems_are_locked_with_their_condition() -> None:
    assert str(LOCK["colorama"].marker) == 'sys_platform == "win32"'
    assert str(LOCK["pywinpty"].marker) == 'sys_platform == "win32"'
    assert str(LOCK["pexpect"].marker) == 'sys_platform != "win32"'
    assert str(LOCK["appnope"].marker) == 'sys_platform == "darwin"'


def test_every_lock_line_is_one_name_one_version_and_at_most_a_condition() -> None:
    shape = re.compile(
        r"[a-z0-9-]+==[0-9][0-9A-Za-z.]*(; [a-z_]+ [!=<>]+ \"[\w.]+\"( and [a-z_]+ [!=<>]+ \"[\w.]+\")*)?"
    )
    assert [line for line in LOCK_LINES if not shape.fullmatch(line)] == []
    assert sorted(LOCK) == [line.partition("==")[0] for line in LOCK_LINES]


def test_the_conda_environment_installs_the_lock_and_the_project_on_a_python_that_is_allowed() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python = next(line for line in environment["dependencies"] if str(line).startswith("python="))
    pip = next(line["pip"] for line in environment["dependencies"] if isinstance(line, dict))
    assert pip == ["-r requirements.lock", "-e ."]
    minor = int(python.removeprefix("python=3."))
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert minor >= 11


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock",
        "environment.yml",
        "Makefile",
        ".pre-commit-config.yaml",
        ".ci/run",
        *sorted(f"tools/{path.name}" for path in (ROOT / "tools").iterdir() if path.is_file()),
    ],
)
def test_no_set_up_file_names_an_address_an_index_or_a_folder_of_one_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S+|--(?:extra-)?index\S*|--find-links\S*|--trusted-host\S*", text) == []
    # the program that starts a script may be named by its place
    assert re.findall(r"(?<![\w.:])/(?:home|root|opt|work|tmp|mnt|Users|usr/local)\b\S*", text) == []


def test_the_code_imports_only_what_is_declared() -> None:
    packages = metadata.packages_distributions()

    def undeclared(folder: str, allowed: set[str]) -> list[str]:
        names = {module: {canonicalize_name(name) for name in packages.get(module, [])} for module in imported(folder)}
        return sorted(module for module, owners in names.items() if not owners & allowed)

    assert undeclared("govlib", declared("run")) == []
    assert undeclared("tests", declared("run", "test")) == []
    assert undeclared("tools", declared("run", "test")) == []
