"""Verify one draft from its file to the report: relations, computed figures, rules of texts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govlib.errors import FileUnreadableError, UserError
from govlib.text.check import Checker, open_checker
from govlib.text.hits import Hit
from govlib.verify.check import DOUBTFUL, WRONG, Check
from govlib.verify.draft.model import Draft
from govlib.verify.draft.opening import open_draft
from govlib.verify.reading import Reading
from govlib.verify.run import sort_checks, verify
from govlib.verify.wording import list_hits

if TYPE_CHECKING:
    from govlib.bulletin.paper import Paper
    from govlib.catalog.roundings import Method
    from govlib.units import UnitRegister
    from govlib.workspace import Run

TABLE = "table"
_KINDS = "docx、txt、html、md 文件，或有文字的 pdf"
_ADVICE = "导出表请用 govlib check 核对；要核对通报，请给它的文稿"


@dataclass(frozen=True)
class Basis:
    """What drafts are verified against beside themselves: all of it may be absent.

    ``register`` has the units of a place, ``checker`` the rules of texts, ``run`` what was computed of a period, and
    ``paper`` the bulletin that the program itself writes of it; ``notes`` say what could not be written into that.
    """

    place: str = ""
    period: str = ""
    register: UnitRegister | None = None
    checker: Checker | None = None
    run: Run | None = None
    paper: Paper | None = None
    notes: tuple[str, ...] = ()
    rounding: Method | None = None
    """How the place declares that it rounds."""


@dataclass(frozen=True)
class Report:
    """What was found in one draft. ``refused`` says why a file could not be read; all else is empty then.

    ``checks`` are those of statements, ``hits`` those of the rules of texts, with no verdict of their own; ``notes``
    say what of the file was not read.
    """

    name: str
    kind: str = ""
    sha256: str = ""
    draft: Draft | None = None
    checks: tuple[Check, ...] = ()
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""

    @property
    def contradictions(self) -> tuple[Check, ...]:
        """Return what is 矛盾."""
        return tuple(check for check in self.checks if check.verdict == WRONG)

    @property
    def doubts(self) -> tuple[Check, ...]:
        """Return what is 存疑."""
        return tuple(check for check in self.checks if check.verdict == DOUBTFUL)

    @property
    def counted_hits(self) -> tuple[Hit, ...]:
        """Return the hits of the rules of texts that are no quotations."""
        return tuple(hit for hit in self.hits if hit.counts)


def open_basis(root: Path, place: str = "", period: str = "", *, text: bool = True) -> Basis:
    """Return what drafts of a place and period are verified against; without ``text`` no rule of texts is asked.

    Raises UserError where the place or the period is unknown, or a period is named without its place.
    """
    if period and not place:
        raise UserError("--period", "没有写地方", "--place 和 --period 同写")
    checker = open_checker(root / "params", place) if text else None
    if not place:
        return Basis(checker=checker)
    from govlib.catalog.load import load_catalog  # noqa: PLC0415 - a draft of no place waits for no catalog
    from govlib.units import UnitRegister  # noqa: PLC0415 - the same

    catalog = load_catalog(root / "params")
    register = UnitRegister(catalog.place(place).units)
    rounding = catalog.place(place).rounding.method
    if not period:
        return Basis(place, register=register, checker=checker, rounding=rounding)
    from govlib.bulletin.writing.compose import write_paper  # noqa: PLC0415 - the same
    from govlib.workspace import open_declared  # noqa: PLC0415 - the same

    run = open_declared(root, catalog, place, period, "outputs")
    written = write_paper(run)
    notes = tuple(f"自己写的段落有一处没有写进用来对照的通报，其余照常核对：{one}" for one in written.own.faults)
    return Basis(place, period, run.register, checker, run, written.paper, notes, rounding)


def verify_file(path: Path, shown_as: str, root: Path, place: str = "", period: str = "") -> Report:
    """Return what is found in one file; one that can't be read is a report that says why.

    Raises UserError for an unknown place or period.
    """
    return verify_opened(path, shown_as, open_basis(root, place, period))


def verify_opened(path: Path, shown_as: str, basis: Basis) -> Report:
    """Return what is found in one file on a basis that is open already."""
    try:
        draft = open_draft(path, shown_as)
        if draft.kind == TABLE:
            raise FileUnreadableError(shown_as, "这是工作簿或表格，不是通报", _KINDS, _ADVICE)  # noqa: TRY301 - as unreadable
        data = path.read_bytes()
    except FileUnreadableError as error:
        return Report(shown_as, refused=error.sentence())
    return verify_draft(draft, basis, hashlib.sha256(data).hexdigest())


def verify_draft(draft: Draft, basis: Basis, sha256: str = "") -> Report:
    """Return what is found in a draft that is read already."""
    reading = Reading(draft, basis.register, basis.rounding)
    checks = verify(reading)
    if basis.run is not None and basis.paper is not None:
        from govlib.verify.computed.compare import compare  # noqa: PLC0415 - only with a run
        from govlib.verify.computed.own_kind import pick_paper  # noqa: PLC0415 - the same

        paper = pick_paper(basis.run, basis.paper, draft.title)
        checks = sort_checks([*checks, *compare(reading, basis.run, paper)])
    hits = list_hits(draft, basis.checker, checks) if basis.checker is not None else ()
    return Report(draft.name, draft.kind, sha256, draft, tuple(checks), hits, draft.notes)
