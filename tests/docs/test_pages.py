"""Pages written from declarations are as these say today; the commands of the READMEs exist and print what is shown."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
import typer.main
import yaml

from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.yamlfile import Declaration
from govlib.cli import app
from govlib.errors import ExitCode
from govlib.exports.problem_types import PROBLEM_TYPES

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
REFRESH = "python docs/render.py"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def load_render() -> ModuleType:
    spec = importlib.util.spec_from_file_location("render", ROOT / "docs" / "render.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


render = load_render()


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


def commands() -> dict[str, list[str]]:
    """Return every option of every command of the command line, as it is typed."""
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group) or hasattr(group, "commands")
    every: dict[str, Any] = group.commands  # type: ignore[attr-defined]
    return {name: list(_list_options(command)) for name, command in every.items()}


def _list_options(command: Any) -> Iterator[str]:
    """Yield the options of a command, then the commands below it with theirs."""
    yield from (option for item in command.params for option in item.opts)
    for name, one in getattr(command, "commands", {}).items():
        yield name
        yield from _list_options(one)


def undocumented_commands(page: str, known: dict[str, list[str]]) -> list[str]:
    """Return the commands that a page's table has no row for, and the options that the row doesn't name."""
    rows = dict(re.findall(r"^\| `govlib (\w+)` \| (.*) \|$", page, re.MULTILINE))
    missing = [name for name in known if name not in rows]
    missing += [
        f"{name} {option}"
        for name, options in known.items()
        for option in options
        if f"`{option}`" not in rows.get(name, "")
    ]
    return missing + [f"{name}（没有这个命令）" for name in rows if name not in known]


def test_the_reference_is_what_the_declarations_say(catalog: Catalog):
    assert read("docs/reference.zh-CN.md") == render.render_reference(catalog), f"请运行 {REFRESH}"


def test_the_list_of_modules_is_what_the_docstrings_say():
    assert read("docs/modules.md") == render.render_modules(ROOT), f"请运行 {REFRESH}"


def test_the_page_of_bulletins_is_what_the_checks_find(catalog: Catalog):
    assert read("docs/bulletins.zh-CN.md") == render.render_bulletins(catalog, ROOT), f"请运行 {REFRESH}"


def test_every_indicator_figure_table_problem_and_place_is_listed(catalog: Catalog):
    page = read("docs/reference.zh-CN.md")
    indicators = [name for ruleset in catalog.rulesets.values() for name in ruleset.indicators]
    names = [*indicators, *catalog.figures, *catalog.tables, *PROBLEM_TYPES, *catalog.places]
    assert len(names) > 120
    assert [name for name in names if f"`{name}`" not in page] == []


def test_a_declaration_changed_and_not_rendered_is_noticed(catalog: Catalog):
    figures = {**catalog.figures}
    name, figure = next(iter(figures.items()))
    figures[name] = figure.model_copy(update={"label": "别的名称"})
    changed = Catalog(catalog.tables, catalog.personal, catalog.rulesets, figures, catalog.places)
    assert render.render_reference(changed) != render.render_reference(catalog)


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_has_its_row(name: str):
    assert undocumented_commands(read(name), commands()) == []


def test_a_command_or_an_option_left_out_is_noticed():
    known = {"run": ["--place", "-p"]}
    assert undocumented_commands("| `govlib run` | `--place`/`-p` |", known) == []
    assert undocumented_commands("| `govlib run` | `--place` |", known) == ["run -p"]
    assert undocumented_commands("| `govlib go` | `--place` |", {}) == ["go（没有这个命令）"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "exports/README.md"])
def test_pages_name_no_command_that_does_not_exist(name: str):
    code = "\n".join(re.findall(r"`[^`\n]+`|^\$ .*$", read(name), re.MULTILINE))
    assert set(re.findall(r"\bgovlib ([a-z]+)\b", code)) - {*commands()} == set()


@pytest.mark.parametrize("name", READMES)
def test_every_exit_code_is_explained(name: str):
    told = re.findall(r"^\| (\d+) \|", read(name), re.MULTILINE)
    assert sorted(map(int, told)) == sorted(int(code) for code in ExitCode)


@pytest.mark.parametrize(
    ("name", "command"), [(name, command) for name in READMES for command in render.list_examples(read(name))]
)
def test_a_command_prints_what_the_page_shows(name: str, command: str):
    assert f"$ {command}\n{render.run_shown(command, ROOT)}" in read(name), f"请运行 {REFRESH}"


def test_the_pages_show_what_was_found_in_all_five_places(catalog: Catalog):
    shown = " ".join(render.list_examples(read("README.md")))
    real = {place.slug: [*place.periods] for place in catalog.places.values() if not place.sample}
    assert [slug for slug, periods in real.items() if f"-p {slug} --period {periods[0]}" not in shown] == []


def test_refreshing_replaces_old_output_and_leaves_dear_commands_alone():
    cheap = "$ govlib check -p nowhere --period x | tail -n 0\nold\n"
    page = f"```console\n$ make run\nkept\n```\n\n```console\n{cheap}```\n"
    assert render.refresh_examples(page, ROOT) == page.replace("old\n", "")


def test_the_glossary_names_words_that_the_code_has():
    words = {
        word
        for row in re.findall(r"^\| [^|]+ \| [^|]+ \| (.*) \|$", read("GLOSSARY.md"), re.MULTILINE)
        for word in re.findall(r"`([^`]+)`", row)
    }
    assert len(words) > 60
    paths = [path for folder in ("govlib", "params") for path in sorted((ROOT / folder).rglob("*"))]
    code = "\n".join(path.read_text(encoding="utf-8") for path in paths if path.suffix in {".py", ".yaml"})
    names = {path.stem for path in paths}
    assert sorted(word for word in words if word not in names and not re.search(rf"\b{re.escape(word)}\b", code)) == []


def test_the_glossary_has_the_five_outcomes_and_both_languages_everywhere():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", read("GLOSSARY.md"), re.MULTILINE)
    domain = [row for row in rows if row[0] != "中文" and not row[0].startswith("---")]
    assert {"合格", "不合格", "待复核", "缺数据", "不适用"} <= {row[0] for row in domain}
    assert [row for row in domain if not re.search("[\u4e00-\u9fff]", row[0]) or not re.search("[a-z]", row[1])] == []


def test_the_changelog_names_every_place_with_its_period_every_ruleset_and_every_indicator(catalog: Catalog):
    page = read("CHANGELOG.md")
    names = {f"{place.slug} {period}" for place in catalog.places.values() for period in place.periods}
    names |= {*catalog.rulesets}
    text = " ".join(page.split())
    assert sorted(name for name in names if name not in text) == []
    rules = {name for ruleset in catalog.rulesets.values() for name in ruleset.indicators}
    named = {name for name in rules if re.search(rf"\b{re.escape(name)}(?![\w.]*\d)", text)} | in_ranges(rules, text)
    assert sorted(rules - named) == []
    assert len(rules - in_ranges(rules, text)) >= 20


def in_ranges(rules: set[str], text: str) -> set[str]:
    """Return the rules that stand in a range such as D-1 to D-28, or under a letter such as DC-*."""
    found = {rule for prefix in re.findall(r"([A-Z][A-Z-]*)\*", text) for rule in rules if rule.startswith(prefix)}
    for first, last in re.findall(r"([A-Z][\w.-]*\d) to ([A-Z][\w.-]*\d)", text):
        (letters, low), (_, high) = split_id(first), split_id(last)
        found |= {rule for rule in rules if split_id(rule)[0] == letters and low <= split_id(rule)[1] <= [*high, 99]}
    return found


def split_id(rule: str) -> tuple[str, list[int]]:
    letters, numbers = re.fullmatch(r"(\D+)([\d.]*)", rule).groups()  # type: ignore[union-attr]
    return letters, [int(part) for part in numbers.split(".") if part]


def test_every_decision_is_listed_dated_and_whole():
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    assert [path.name[:4] for path in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    index = read("docs/decisions/README.md")
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert f"({path.name})" in index
        assert text.startswith(f"# {path.name[:4]} ")
        assert re.search(r"^\d{4}-\d{2}-\d{2} · (?:accepted|replaced by \d{4})$", text, re.MULTILINE)
        assert {"## Problem", "## Choice", "## Consequences"} <= set(text.splitlines())


def test_the_page_of_dependencies_lists_what_is_depended_on():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    page = read("docs/decisions/0011-dependencies.md")
    listed = re.findall(r"^\| ([\w-]+) \| [^|]+ \| [^|]+ \| [\d.]+ MB \|", page, re.MULTILINE)
    assert sorted(listed) == sorted([*project["dependencies"], *project["optional-dependencies"]["test"]])


def test_the_page_of_the_drawing_bundle_has_its_sizes_and_hashes():
    page = read("docs/decisions/0009-drawing-bundle-in-the-package.md")
    (shipped,) = (ROOT / "govlib" / "batch" / "assets").glob("*.gz")
    packed = shipped.read_bytes()
    bundle = gzip.decompress(packed)
    for data in (packed, bundle):
        assert hashlib.sha256(data).hexdigest() in page
        assert f"{len(data):,}" in page


def test_the_folder_pages_name_the_places_that_ship(catalog: Catalog):
    shipped = {place.slug for place in catalog.places.values() if not place.sample}
    assert set(re.findall(r"^!exports/(\w+)/$", read(".gitignore"), re.MULTILINE)) == shipped
    assert [slug for slug in shipped if f"`{slug}`" not in read("exports/README.md")] == []


def declared_keys(base: type[Declaration] = Declaration) -> dict[str, set[str]]:
    """Return the keys that may be written in params/ by kind of declaration; filled ones are left out."""
    filled = {"slug", "indicators", "origin", "origins"}
    found: dict[str, set[str]] = {}
    for kind in base.__subclasses__():
        if kind.__module__.startswith("govlib."):
            found[kind.__name__] = {field.alias or key for key, field in kind.model_fields.items()} - filled
        found |= declared_keys(kind)
    return found


def test_every_key_that_may_be_written_in_params_is_explained():
    keys = declared_keys()
    assert {"Place", "Period", "Indicator", "Condition", "Figure", "TableDeclaration"} <= keys.keys()
    page = read("params/README.md")
    silent = {kind: [key for key in names if not re.search(rf"`{key}[`:]", page)] for kind, names in keys.items()}
    assert {kind: names for kind, names in silent.items() if names} == {}


def test_the_personal_headings_that_the_pages_promise_to_drop_are_declared():
    declared = yaml.safe_load(read("params/exports/_personal.yaml"))["headings"]
    promised = ["联系人", "电话", "手机", "邮箱", "身份证号", "姓名", "住址"]
    assert [word for word in promised if word not in declared] == []
    assert all(word in read("exports/README.md") for word in promised)
