"""A second reader of the sample, small and plain, that shares no code with the generator or the workbench."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlrd
import yaml

from govlib.sample import write_sample

DECLARATIONS = Path(__file__).parents[2] / "params" / "exports"
BLANKS = {"", "-", "/", "无"}
FOOTERS = ("合计", "备注", "注：", "注:")


@dataclass
class Problem:
    code: str
    file: str
    sheet: str
    row: int
    column: str


@dataclass
class Sample:
    folder: Path
    planted: list
    lines: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    headers: list = field(default_factory=list)
    identities: dict = field(default_factory=dict)


def read_lines(path):
    """Return {sheet: lines}, every line a list of raw cells."""
    if path.suffix == ".csv":
        with path.open(encoding="gb18030", newline="") as stream:
            return {"": [[cell or None for cell in line] for line in csv.reader(stream)]}
    if path.suffix == ".xls":
        book = xlrd.open_workbook(str(path))
        return {sheet.name: [[_xls(book, c) for c in sheet.row(r)] for r in range(sheet.nrows)] for sheet in book}
    book = openpyxl.load_workbook(path)
    return {sheet.title: [list(line) for line in sheet.iter_rows(values_only=True)] for sheet in book}


def _xls(book, cell):
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    return cell.value if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else None


def plain(cell):
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()


def heading_forms(cell):
    bare = re.sub(r"\s", "", plain(cell))
    return {re.sub(r"[()]", "", bare), re.sub(r"\([^)]*\)", "", bare)} - {""}


def load_declarations():
    found = {}
    for path in DECLARATIONS.glob("[a-z]*.yaml"):
        body = yaml.safe_load(path.read_text(encoding="utf-8"))
        body["by_heading"] = {
            form: key
            for key, column in body["columns"].items()
            for heading in column.get("headings", [])
            for form in [re.sub(r"[()\s]", "", plain(heading))]
        }
        found[path.stem] = body
    return found


def personal_headings():
    body = yaml.safe_load((DECLARATIONS / "_personal.yaml").read_text(encoding="utf-8"))
    return set(body["headings"])


def key_of(declaration, cell):
    return next((declaration["by_heading"][f] for f in heading_forms(cell) if f in declaration["by_heading"]), None)


def recognise(declarations, header):
    """Return the names of the tables a header row fits, the one with most known columns first."""
    fits = []
    for name, declaration in declarations.items():
        keys = {key_of(declaration, cell) for cell in header} - {None}
        if any(set(group) <= keys for group in declaration["recognised_by"]):
            fits.append((len(keys), name))
    return [name for _, name in sorted(fits, reverse=True)]


def parse_day(raw):
    """Return a datetime, or None for a day that doesn't exist."""
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, int | float):
        return xlrd.xldate_as_datetime(float(raw), 0)
    text = plain(raw)
    clock = re.search(r"(\d{1,2}):(\d{2})", text)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    found = re.match(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})", text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    short = re.fullmatch(r"(\d{1,2})月(\d{1,2})日", text)
    if not found and not short:
        return None
    year, month, day = (int(part) for part in found.groups()) if found else (2026, int(short[1]), int(short[2]))
    try:
        return datetime.combine(date(year, month, day), time(hour, minute))
    except ValueError:
        return None


def parse(column, raw):
    """Return (value, problem code)."""
    text = plain(raw)
    if column["type"] == "presence":
        return text not in BLANKS, ""
    if text in BLANKS:
        return None, ""
    return PARSERS.get(column["type"], parse_text)(column, raw)


def parse_moment(column, raw):
    moment = parse_day(raw)
    if moment is None:
        return None, "bad_date"
    return (moment.date() if column["type"] == "date" else moment), ""


def parse_number(column, raw):
    text = plain(raw)
    bare = text.removesuffix(column.get("unit", "")).removesuffix("%")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        return None, "bad_number"
    value = float(bare) / (100 if text.endswith("%") else 1)
    if column["type"] == "share" and value > 1:
        return None, "share_out_of_range"
    return (None, "negative_count") if value < 0 and column["type"] != "number" else (value, "")


def parse_flag(_, raw):
    text = plain(raw)
    return {"是": True, "否": False}.get(text), "" if text in ("是", "否") else "bad_flag"


def parse_choice(column, raw):
    text = plain(raw)
    words = {word: choice for choice, words in column["choices"].items() for word in words}
    return words.get(text), "" if text in words else "bad_choice"


def parse_text(column, raw):
    text = plain(raw)
    if column.get("digits") and not re.fullmatch(rf"\d{{{column['digits']}}}", text):
        return None, "bad_code"
    return text, ""


PARSERS = {
    "date": parse_moment,
    "datetime": parse_moment,
    "count": parse_number,
    "number": parse_number,
    "share": parse_number,
    "flag": parse_flag,
    "choice": parse_choice,
}


@dataclass
class Region:
    """One half of a sheet, or all of it: its table, its header, its columns as {key: index}."""

    file: str
    sheet: str
    table: str
    declaration: dict
    header: list
    block: dict
    left: int


def read_sheet(sample, declarations, file, sheet, lines):
    start, names = next((i, names) for i, line in enumerate(lines) if (names := recognise(declarations, line)))
    declaration, header = declarations[names[0]], lines[start]
    sample.headers.append((file, sheet, start, names, header))
    blocks = [{}]
    personal = personal_headings()
    for index, cell in enumerate(header):
        key = key_of(declaration, cell)
        if key is None:
            if plain(cell) not in ("", "序号"):
                code = "personal_column_dropped" if plain(cell) in personal else "unknown_column"
                sample.problems.append(Problem(code, file, sheet, start + 1, cell))
            continue
        if key in blocks[-1]:
            blocks.append({})
        blocks[-1][key] = index
    for order, block in enumerate(blocks):
        left = min(block.values()) if order else 0
        region = Region(file, sheet, names[0], declaration, header, block, left)
        for number, line in enumerate(lines[start + 1 :], start + 2):
            read_line(sample, region, number, line)


def is_furniture(region, line):
    """Say whether a line holds no data here: blank, a repeated header, a total or a note."""
    if all(plain(line[index]) == "" for index in region.block.values()) or line == region.header:
        return True
    note = not region.left and plain(line[0]).startswith(FOOTERS[1:])
    return note or plain(line[region.left]).startswith(FOOTERS)


def read_line(sample, region, number, line):
    if is_furniture(region, line):
        return
    row, refused = {}, False
    for key, index in region.block.items():
        column = region.declaration["columns"][key]
        row[key], code = parse(column, line[index])
        if not code and column.get("required") and row[key] is None:
            code = "blank_required"
        if code:
            sample.problems.append(Problem(code, region.file, region.sheet, number, region.header[index]))
            refused = refused or bool(column.get("required"))
    if not refused:
        keep_row(sample, region, number, row)


def keep_row(sample, region, number, row):
    seen = sample.identities.setdefault(region.table, {})
    identity = tuple(row.get(key) for key in region.declaration["key"])
    if identity in seen and any(identity):
        code = "duplicate_row" if seen[identity] == row else "duplicate_key"
        sample.problems.append(Problem(code, region.file, region.sheet, number, ""))
        return
    seen[identity] = row
    place = region.file, region.sheet, number
    sample.tables.setdefault(region.table, []).append({**row, "at": place})


def read_sample(folder, planted):
    with planted.open(encoding="utf-8", newline="") as stream:
        sample = Sample(folder, list(csv.DictReader(stream)))
    declarations = load_declarations()
    for path in sorted(folder.iterdir()):
        sample.lines[path.name] = read_lines(path)
        for sheet, lines in sample.lines[path.name].items():
            read_sheet(sample, declarations, path.name, sheet, lines)
    return sample


@pytest.fixture(scope="session", params=[(1, 2000), (7, 100), (2026, 1000)], ids=lambda p: f"seed{p[0]}-n{p[1]}")
def sample(request, tmp_path_factory):
    seed, articles = request.param
    folder = tmp_path_factory.mktemp("county") / "2026Q3"
    return read_sample(folder, write_sample(folder, articles, seed))
