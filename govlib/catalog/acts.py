"""The register of acts, params/acts.csv: names of laws, regulations and central documents, their numbers, their end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govlib.catalog.lexicon_rows import split_exceptions
from govlib.catalog.sheet_rows import Heading, Row, quote, read_rows
from govlib.documents.reading import open_document
from govlib.errors import DeclarationError, Fault, FileUnreadableError

FILE = "params/acts.csv"
KINDS = (
    "法律",
    "行政法规",
    "部门规章",
    "司法解释",
    "党内法规",
    "国务院文件",
    "地方性法规",
    "地方政府规章",
    "规范性文件",
)
STATE, PARTY = "中华人民共和国", "中国共产党"
ACT_HEADINGS = (
    Heading("name", ("全称", "名称"), required=True),
    Heading("shorts", ("简称",)),
    Heading("kind", ("类", "类别"), required=True),
    Heading("organ", ("发布机关", "制定机关"), required=True),
    Heading("numbers", ("文号",)),
    Heading("old_numbers", ("曾用文号",)),
    Heading("repealed", ("废止",)),
    Heading("successor", ("改用",)),
    Heading("basis", ("依据", "出处"), required=True),
)
_SHORTEST = 3
_NUMBER = re.compile(r"(?:[一-龥]{1,16}令第\d{1,4}号|[一-龥]{2,12}〔\d{4}〕\d{1,5}号)")


@dataclass(frozen=True)
class Act:
    """A law, regulation or central document by its full name.

    ``shorts`` are short names beside those that follow from the full one. ``numbers`` are those in force, and
    ``old_numbers`` those of versions since revised. From ``repealed`` on ``successor``, if any, stands in its place.
    """

    name: str
    kind: str
    organ: str
    shorts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    old_numbers: tuple[str, ...] = ()
    repealed: date | None = None
    successor: str = ""
    basis: str = ""
    row: int = 0

    @property
    def place(self) -> str:
        """Return where the act is declared, as a message names it."""
        return f"{FILE} 第 {self.row} 行"

    def list_names(self) -> Iterator[str]:
        """Yield every right name: the full one, it without the state or the party, without （试行）, the short ones."""
        names = [self.name, re.sub(r"（[^（）]*）$", "", self.name)]
        for name in names:
            yield name
            for prefix in (STATE, PARTY):
                if len(name) > len(prefix) + 1:
                    yield name.removeprefix(prefix)
        yield from self.shorts


def open_acts(params: Path) -> tuple[Act, ...]:
    """Return the acts of params/acts.csv in order, none without such a file; raises DeclarationError with all faults.

    This is no part of ``load_catalog``: who checks no text does not wait for it.
    """
    faults: list[Fault] = []
    path = params / "acts.csv"
    acts = read_acts(path, faults) if path.is_file() else []
    if faults:
        raise DeclarationError(faults)
    return tuple(acts)


def read_acts(path: Path, faults: list[Fault]) -> list[Act]:
    """Return the acts of a file that can be used; what is wrong with the others goes to ``faults``."""
    try:
        sheets = open_document(path, FILE).sheets
    except FileUnreadableError as error:
        faults.append(Fault(FILE, "", error.found, f"{error.expected}；{error.advice}"))
        return []
    acts: list[Act] = []
    for sheet in sheets:
        found: list[Fault] = []
        for row in read_rows(sheet, ACT_HEADINGS, FILE, found).rows:
            wrong = list(_check_row(row))
            found.extend(Fault(FILE, row.cell(key).place or str(row.number), *words) for key, *words in wrong)
            if not wrong:
                acts.append(_make_act(row))
        faults.extend(Fault(one.file, one.key.removeprefix("!"), one.found, one.expected) for one in found)
    faults.extend(_check_together(acts))
    return acts


def _make_act(row: Row) -> Act:
    repealed = row.text("repealed")
    return Act(
        name=row.text("name"),
        kind=row.text("kind"),
        organ=row.text("organ"),
        shorts=split_exceptions(row.text("shorts")),
        numbers=split_exceptions(row.text("numbers")),
        old_numbers=split_exceptions(row.text("old_numbers")),
        repealed=date.fromisoformat(repealed) if repealed else None,
        successor=row.text("successor"),
        basis=row.text("basis"),
        row=row.number,
    )


def _check_row(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield the faults of one row: the key of the column, what was found, what is expected."""
    for key in ("name", "organ", "basis"):
        if not row.text(key):
            yield key, "空着", "全称、发布机关、依据都要写"
    yield from _check_names(row)
    if row.text("kind") not in KINDS:
        yield "kind", f"写的是{quote(row.text('kind'))}", f"其中之一：{'、'.join(KINDS)}"
    for key in ("numbers", "old_numbers"):
        for number in split_exceptions(row.text(key)):
            if not _NUMBER.fullmatch(number):
                yield key, f"写的是{quote(number)}", "国务院令第711号 或 国办发〔2019〕54号，几个用；分开"
    yield from _check_end(row)


def _check_names(row: Row) -> Iterator[tuple[str, str, str]]:
    name = row.text("name")
    if 0 < len(name) < _SHORTEST:
        yield "name", f"{quote(name)}只有 {len(name)} 个字", "完整的名称"
    for key, names in (("name", (name,)), ("shorts", split_exceptions(row.text("shorts")))):
        for one in names:
            if "《" in one or "》" in one:
                yield key, f"{quote(one)}带着书名号", "不带书名号；里面的书名用〈〉"


def _check_end(row: Row) -> Iterator[tuple[str, str, str]]:
    repealed = row.text("repealed")
    if repealed:
        try:
            date.fromisoformat(repealed)
        except ValueError:
            yield "repealed", f"写的是{quote(repealed)}", "废止的那一天，写作 2021-01-01"
    elif row.text("successor"):
        yield "successor", "写了改用什么，没有写废止的日期", "两格都写，或都空着"


def _check_together(acts: Iterable[Act]) -> Iterator[Fault]:
    """Yield acts that are declared twice, short names that are another act's, successors that are not declared."""
    known: dict[str, Act] = {}
    listed = list(acts)
    for act in listed:
        before = known.setdefault(act.name, act)
        if before is not act:
            yield Fault(FILE, f"第 {act.row} 行", f"{quote(act.name)}在第 {before.row} 行已经写过", "每个名称只写一次")
    for act in listed:
        for short in act.shorts:
            if short in known and known[short] is not act:
                found = f"简称{quote(short)}是第 {known[short].row} 行的全称"
                yield Fault(FILE, f"第 {act.row} 行", found, "去掉这个简称")
        if act.successor and act.successor not in known:
            found = f"改用的{quote(act.successor)}没有登记"
            yield Fault(FILE, f"第 {act.row} 行", found, "名录里的一个全称")
