"""The sample stands on its own, says that it is invented, and speaks the headings that are declared."""

import ast
import re
from pathlib import Path

import pytest
import yaml

import govlib.sample
from govlib.sample import ALIASES, COUNTS_AS, INSPECTION_DAY, SAMPLE_PERIOD, UNITS
from govlib.sample.registry import ACCOUNTS, SITES

ROOT = Path(govlib.sample.__file__).parent
DECLARED = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT.parents[1] / "params" / "exports").glob("[a-z]*.yaml")
}
# T1 to T22 and the enquiries made as a test (T8b); the other tables that bulletins add (T2a, T8a …) and a bulletin's
# own numbers (T23) aren't exports.
TYPED = {"statements", "earlier_figures", "rectification_ledger"}
"""Tables that an office types by hand beside its exports; the county has none of them."""
EXPECTED_TABLES = {name for name, body in DECLARED.items() if re.fullmatch(r"T\d+|T8b", body["code"])} - TYPED


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.py")), ids=lambda path: path.name)
def test_the_generator_imports_nothing_of_the_workbench(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module)
    assert [name for name in names if name.split(".")[0] == "govlib" and not name.startswith("govlib.sample")] == []


def test_every_table_is_delivered_and_none_that_was_not_asked_for(sample):
    assert set(sample.tables) == EXPECTED_TABLES


def test_every_header_fits_one_table_best(sample):
    for file, sheet, _, names, header in sample.headers:
        assert names, (file, sheet, header)


def test_xlsx_xls_and_csv_are_all_there(sample):
    suffixes = [Path(name).suffix for name in sample.lines]
    assert min(suffixes.count(suffix) for suffix in (".xlsx", ".xls", ".csv")) >= 2


def test_every_sheet_says_that_it_is_invented(sample):
    for file, sheets in sample.lines.items():
        assert "虚构样例" in file
        for lines in sheets.values():
            assert file.endswith(".csv") or "虚构样例" in str(lines[0][0])


def cells_of(sample):
    return [cell for sheets in sample.lines.values() for lines in sheets.values() for line in lines for cell in line]


def test_no_phone_or_mail_could_be_a_real_one(sample):
    texts = [str(cell) for cell in cells_of(sample)]
    phones = {found for text in texts for found in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)}
    mails = {found for text in texts for found in re.findall(r"\S+@\S+", text)}
    hosts = {found for text in texts for found in re.findall(r"https?://([^/]+)", text)}
    assert phones
    assert {phone[:9] for phone in phones} == {"139000000"}
    assert mails == {"xu.gou@example.invalid"}
    assert [host for host in hosts if not host.endswith(".example.invalid")] == []


def test_dates_come_in_many_forms(sample):
    cells = [
        cell
        for file, sheets in sample.lines.items()
        for lines in sheets.values()
        for line in lines
        for cell in line
        if cell is not None
    ]
    texts = {str(cell) for cell in cells}
    for form in (
        r"2026-\d\d-\d\d",
        r"2026/\d{1,2}/\d{1,2}",
        r"2026年\d{1,2}月\d{1,2}日",
        r"2026\d{4}",
        r"\d{1,2}月\d{1,2}日",
        r"2026-\d\d-\d\d \d\d:\d\d",
    ):
        assert any(re.fullmatch(form, text) for text in texts), form
    assert any(hasattr(cell, "year") for cell in cells)
    assert any(isinstance(cell, int | float) and 46_000 < cell < 46_300 for cell in cells)


def test_the_register_is_consistent():
    units = {unit for group in UNITS.values() for unit in group}
    assert (len(UNITS["乡镇"]), len(UNITS["县级部门"])) == (16, 24)
    assert set(COUNTS_AS.values()) <= units
    assert set(ALIASES.values()) <= units | set(COUNTS_AS)
    assert not (set(ALIASES) | set(COUNTS_AS)) & units
    assert len({site.name for site in SITES}) == len({site.code for site in SITES}) == 32
    assert all(re.fullmatch(r"99\d{8}", site.code) for site in SITES)
    assert len({(account.name, account.platform) for account in ACCOUNTS}) == len(ACCOUNTS) == 72
    assert {site.unit for site in SITES} | {account.unit for account in ACCOUNTS} <= units


def test_the_period_ends_on_the_inspection_day():
    assert (str(SAMPLE_PERIOD.start), str(SAMPLE_PERIOD.end)) == ("2026-07-01", "2026-09-25")
    assert SAMPLE_PERIOD.end == INSPECTION_DAY


def test_every_unit_named_anywhere_is_in_the_register(sample):
    known = {unit for group in UNITS.values() for unit in group} | set(ALIASES) | set(COUNTS_AS)
    for name, rows in sample.tables.items():
        columns = DECLARED[name]["columns"]
        keys = [key for key, column in columns.items() if column.get("type") in ("unit", "unit_list")]
        named = {unit for row in rows for key in keys for unit in (row.get(key) or "").split("、")}
        assert named - {""} <= known, name
