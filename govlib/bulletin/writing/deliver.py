"""The bulletin as it goes out: composed, verified as anybody's draft is, a draft where it contradicts itself."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govlib.bulletin.paper import Paper
from govlib.bulletin.state import STATE_FILE, state_of, write_state
from govlib.bulletin.writing.compose import with_flaws, write_paper
from govlib.bulletin.writing.flaws import say_flaws
from govlib.bulletin.writing.own_words import OwnWords
from govlib.bulletin.writing.slot_file import read_slot_file
from govlib.bulletin.writing.wording import Doubt, list_doubts

if TYPE_CHECKING:
    from govlib.verify.whole import Report
    from govlib.workspace import Run


@dataclass(frozen=True)
class Delivered:
    """What was written: the paper, the names of its files and where they lie, the sentences that lack a number.

    ``own`` says what of the analyst's paragraphs is not printed, and why; ``doubts`` what the rules of texts find.
    """

    paper: Paper
    names: tuple[str, ...]
    shown_in: str
    left_out: tuple[tuple[str, str], ...]
    own: OwnWords
    doubts: tuple[Doubt, ...] = ()


def deliver_paper(run: Run, folder: Path, kind: str | None = None, *, draft: bool = False) -> Delivered:
    """Write a run's bulletin into a folder in all its forms; one that contradicts itself is marked a draft."""
    from govlib.bulletin.forms.files import write_all  # noqa: PLC0415 - composing alone waits for no Word

    file = read_slot_file(run.records_dir)
    written = write_paper(run, kind, file, draft=draft)
    report = _verify(run, written.paper, text=True)
    paper = with_flaws(written.paper, say_flaws(report, written.paper))
    doubts = list_doubts(run, paper, file, report.counted_hits)
    folder.mkdir(parents=True, exist_ok=True)
    names = write_all(folder, paper)
    write_state(folder, state_of(paper, written.own.notes, [one.sentence() for one in doubts]))
    shown = folder.relative_to(run.root) if folder.is_relative_to(run.root) else folder
    return Delivered(paper, (*names, STATE_FILE), shown.as_posix(), written.left_out, written.own, doubts)


def find_flaws(run: Run, paper: Paper) -> tuple[str, ...]:
    """Return the contradictions that the verifier finds in a paper: in itself, and with what its run computed."""
    return say_flaws(_verify(run, paper, text=False), paper)


def _verify(run: Run, paper: Paper, *, text: bool) -> Report:
    """Return what the verifier finds in a paper without its note of flaws; ``text`` asks of words too."""
    from govlib.bulletin.forms.text import write_text  # noqa: PLC0415 - the same
    from govlib.text.check import open_checker  # noqa: PLC0415 - the same
    from govlib.verify.draft.opening import open_draft  # noqa: PLC0415 - the same
    from govlib.verify.whole import Basis, verify_draft  # noqa: PLC0415 - the same

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bulletin.txt"
        write_text(path, replace(paper, flaws=()))
        draft = open_draft(path, "bulletin.txt")
    checker = open_checker(run.root / "params", run.place.slug) if text else None
    return verify_draft(draft, Basis(run.place.slug, run.period_name, run.register, checker, run, paper))
