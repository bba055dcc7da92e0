"""The proof of a finding: which rows of which sheet of which file, as the spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from govlib.ascription import HOLDER, PROVENANCE, Positions

PROOF = ["evidence", "evidence_file", "evidence_sheet", "evidence_rows", "evidence_sha256"]


def list_proof(evidence: pd.DataFrame, subjects: int, sha256_of: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the texts of the columns of ``PROOF`` for each subject, by position; blank where no row proves anything.

    ``evidence`` is a sentence such as 网站.xlsx《栏目》 第 5—8、12 行. The other columns list file, sheet, rows and
    hash, parted by ``|`` where the rows stand in several sheets; rows of one sheet are parted by ``;``.
    """
    if evidence.empty:
        return [("",) * len(PROOF)] * subjects
    places: list[list[tuple[str, ...]]] = [[] for _ in range(subjects)]
    for holder, file, sheet, rows in _list_places(evidence):
        quoted = f"《{sheet}》" if sheet else ""
        said = f"{file}{quoted} 第 {_say_rows(rows)} 行"
        places[holder].append((said, file, sheet, ";".join(map(str, rows.tolist())), sha256_of.get(file, "")))
    marks = ["；" if name == "evidence" else "|" for name in PROOF]
    blank = ("",) * len(PROOF)
    return [
        tuple(mark.join(parts) for mark, parts in zip(marks, zip(*one, strict=True), strict=True)) if one else blank
        for one in places
    ]


def _list_places(evidence: pd.DataFrame) -> Iterator[tuple[int, str, str, Positions]]:
    """Yield each subject, file and sheet in order, with the rows in it, sorted, each once."""
    # A unit or the place itself stands in no file.
    evidence = evidence.loc[evidence[PROVENANCE[0]].fillna("").ne("")]
    if evidence.empty:
        return
    file, sheet, row = (evidence[name] for name in PROVENANCE)
    files, file_names = pd.factorize(file.fillna(""), sort=True)
    sheets, sheet_names = pd.factorize(sheet.fillna(""), sort=True)
    keys = np.unique(np.column_stack([evidence[HOLDER], files, sheets, row]).astype(np.int64), axis=0)
    starts = np.flatnonzero(np.any(np.diff(keys[:, :3], axis=0, prepend=-1) != 0, axis=1))
    for part in np.split(keys, starts[1:]):
        holder, in_file, in_sheet, _ = part[0]
        yield int(holder), str(file_names[in_file]), str(sheet_names[in_sheet]), part[:, 3]


def _say_rows(rows: Positions) -> str:
    """Return sorted rows as a person writes them: 5、6、9—12."""
    breaks = np.flatnonzero(np.diff(rows) != 1)
    firsts, lasts = rows[np.append(0, breaks + 1)].tolist(), rows[np.append(breaks, len(rows) - 1)].tolist()
    return "、".join(
        str(first) if first == last else f"{first}{'—' if last > first + 1 else '、'}{last}"
        for first, last in zip(firsts, lasts, strict=True)
    )
