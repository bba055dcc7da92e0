"""Rules of the house that a program can read off the code: sizes, docstrings, clocks, rooms, names of places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for path in (ROOT / "govlib").rglob("*.py"))
MOST_LINES, MOST_MEDIAN = 400, 120
SHORTEST_NAME = 3
CLOCKS = frozenset({"today", "now", "utcnow", "localtime", "gmtime", "ctime", "strftime", "time", "time_ns"})
CLOCK_MODULES = frozenset({"time", "date", "datetime", "dt", "pd", "Timestamp"})
CLOCK_READS = {"govlib/batch/place.py": ["time.strftime"], "govlib/clock.py": ["time.strftime"]}
"""The run section of the manifest, and the moment at which a person decides something."""
DOCUMENT_LIBRARIES = frozenset(
    {"openpyxl", "python_calamine", "calamine", "lxml", "xlwt", "xlrd", "docx", "pypdf", "olefile", "msoffcrypto"}
)

FREE_BASES = frozenset({"Declaration", "UserError", "Exception", "IntEnum", "BaseModel", "HTMLParser", "NamedTuple"})
ALLOWED_BASES = {
    "govlib/catalog/measure_kinds.py": ["_Rows"],
    "govlib/catalog/places.py": ["DatedNumber"],
    "govlib/catalog/rulesets.py": ["DatedNumber"],
    "govlib/catalog/yamlfile.py": ["yaml.SafeLoader"],
}
"""What decision 0005 allows beside the base of all declarations and the errors meant for people."""


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def undocumented(source: str) -> list[str]:
    """Return the public modules, classes, functions and methods without a docstring."""
    tree = ast.parse(source)
    missing = [] if ast.get_docstring(tree) or not tree.body else ["（模块）"]
    return missing + list(_undocumented(tree, ""))


def _undocumented(parent: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases == {"HTMLParser"}:
                continue
        if not ast.get_docstring(node):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node, f"{node.name}.")


def clock_reads(source: str) -> list[str]:
    """Return the calls that read the clock of the machine; ``perf_counter`` measures and is none."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in CLOCKS:
            continue
        owner = node.func.value
        name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        of_a_clock = name == "time" if node.func.attr in {"strftime", "time", "ctime"} else name in CLOCK_MODULES
        if of_a_clock:
            found.append(ast.unparse(node.func))
    return found


def imported(source: str) -> set[str]:
    """Return the top-level names of all modules that a source imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def spoken_texts(source: str) -> list[str]:
    """Return the string constants of a source that are no docstrings: what the program compares, says or writes."""
    tree = ast.parse(source)
    explanations = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explanations
    ]


@pytest.fixture(scope="module")
def local_names() -> set[str]:
    """Every name of a place, and every registered name of a unit, that is longer than two characters."""
    names: set[str] = set()
    for path in (ROOT / "params" / "places").glob("*.yaml"):
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
        units = declared.get("units", {})
        names |= {declared["name"], *(name for members in units.get("groups", {}).values() for name in members)}
        for pairs in (units.get("aliases", {}), units.get("counts_as", {})):
            names |= {*pairs, *pairs.values()}
    return {name for name in names if len(name) >= SHORTEST_NAME}


def test_no_module_is_long_and_most_are_short():
    sizes = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}
    assert median(sizes.values()) < MOST_MEDIAN


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_everything_public_says_what_it_does(path: Path):
    assert undocumented(path.read_text(encoding="utf-8")) == []


def test_nothing_reads_the_clock_but_the_run_section_and_what_commands_stamp():
    reads = {shown(path): clock_reads(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {name: found for name, found in reads.items() if found} == CLOCK_READS


def test_only_documents_touches_the_libraries_of_office_files():
    outside = [path for path in MODULES if path.relative_to(ROOT / "govlib").parts[0] not in ("documents", "sample")]
    uses = {shown(path): imported(path.read_text(encoding="utf-8")) & DOCUMENT_LIBRARIES for path in outside}
    assert {name: found for name, found in uses.items() if found} == {}


def test_the_sample_generator_knows_nothing_of_what_reads_its_files():
    for path in (ROOT / "govlib" / "sample").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        foreign = [
            node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("govlib")
            and not (node.module or "").startswith("govlib.sample")
        ]
        assert foreign == []


def test_nothing_derives_from_anything_but_declarations_and_errors():
    derived: dict[str, list[str]] = {}
    for path in MODULES:
        own = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                own |= {ast.unparse(base) for base in node.bases if ast.unparse(base) not in FREE_BASES}
        if own:
            derived[shown(path)] = sorted(own)
    assert derived == ALLOWED_BASES


def test_no_place_and_no_unit_is_known_to_the_code(local_names: set[str]):
    assert len(local_names) > 100
    found = []
    for path in MODULES:
        if "sample" in path.relative_to(ROOT / "govlib").parts:
            continue
        texts = spoken_texts(path.read_text(encoding="utf-8"))
        found += [f"{shown(path)}：{name}" for name in local_names if any(name in text for text in texts)]
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        found += [f"{shown(path)}：{name}" for name in local_names if name in text]
    assert found == []


def test_every_text_file_is_opened_with_its_encoding_named():
    pattern = re.compile(r"\.(?:read_text|write_text)\((?![^()]*(?:\([^()]*\)[^()]*)*encoding=)")
    found = {shown(path): pattern.findall(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    "source",
    [
        '"""Say."""\ndef f():\n    return 1',
        '"""Say."""\nclass A:\n    x = 1',
        '"""Say."""\nclass A:\n    """Be."""\n    def f(self):\n        return 1',
        "x = 1",
    ],
)
def test_a_public_thing_without_docstring_is_noticed(source: str):
    assert undocumented(source)


@pytest.mark.parametrize(
    "source",
    ["date.today()", "datetime.now()", "dt.datetime.now(tz)", "pd.Timestamp.now()", "time.time()", "time.localtime()"],
)
def test_a_read_of_the_clock_is_noticed(source: str):
    assert clock_reads(source)


@pytest.mark.parametrize("source", ["time.perf_counter()", "value.strftime('%Y')", "day.time()", "self.now"])
def test_what_reads_no_clock_is_left_alone(source: str):
    assert clock_reads(source) == []


def test_an_import_inside_a_function_is_noticed():
    assert imported("def f():\n    from openpyxl.styles import Font\n") == {"openpyxl"}


def test_names_in_docstrings_explain_and_names_in_code_are_noticed():
    source = '"""Such as 某某县."""\nplace = "某某县"\n'
    assert spoken_texts(source) == ["某某县"]
