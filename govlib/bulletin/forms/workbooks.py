"""Each annex of a paper as a workbook of its own, named as the 附件说明 names it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from govlib.bulletin.annexes import write_annexes
from govlib.bulletin.forms.parts import annex_label, clean
from govlib.bulletin.paper import Paper, PaperAnnex

FOLDER = "annexes"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 60
_ASIDE = f".{FOLDER}.part"


def write_workbooks(folder: Path, paper: Paper) -> list[str]:
    """Write annexes/附件1 <title>.xlsx and so on below a folder; return the names written, relative to it.

    The folder is made anew, so that no workbook of an annex that is gone stays behind. One printed as paragraphs has
    its list as a table there; one of words that are no list has no workbook.
    """
    aside = folder / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    names = []
    for annex in paper.attachments:
        tables = annex.tables or annex.listed
        if tables:
            name = name_workbook(paper, annex)
            write_annexes(aside / name, tables, clean(paper.office), clean(paper.title))
            names.append(f"{FOLDER}/{name}")
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    if names:
        aside.replace(folder / FOLDER)
    return names


def name_workbook(paper: Paper, annex: PaperAnnex) -> str:
    """Return a file name that every system allows: 附件1 and the title, shortened where it is long."""
    title = _FORBIDDEN.sub("_", clean(annex.title)).strip(" .")
    if len(title) > _LONGEST:
        title = f"{title[: _LONGEST - 1]}…"
    return f"{annex_label(paper, annex)} {title}.xlsx".replace(" .xlsx", ".xlsx")
