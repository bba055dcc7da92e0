"""The proof of a finding: which rows of which sheet of which file, as the spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from govlib.ascription import HOLDER

PROOF = ["evidence", "evidence_file", "evidence_sheet", "evidence_rows", "evidence_sha256"]
_ROWS = "source_row"


def list_proof(evidence: pd.DataFrame, subjects: int, sha256_of: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a subject, by position, with the columns of ``PROOF``; blank text where no row proves anything.

    ``evidence`` is a sentence such as 网站.xlsx《栏目》 第 5—8、12 行. The other columns list file, sheet, rows and
    hash, parted by ``|`` where the rows stand in several sheets; rows of one sheet are parted by ``;``.
    """
    places = _list_places(evidence)
    sheet = ("《" + places["source_sheet"] + "》").where(places["source_sheet"] != "", "")
    said = pd.DataFrame(
        {
            HOLDER: places[HOLDER],
            "evidence": places["source_file"] + sheet + " 第 " + places["ranges"] + " 行",
            "evidence_file": places["source_file"],
            "evidence_sheet": places["source_sheet"],
            "evidence_rows": places["rows"],
            "evidence_sha256": places["source_file"].map(lambda name: sha256_of.get(name, "")),
        }
    )
    grouped = said.groupby(HOLDER, sort=True)
    columns = {name: grouped[name].agg(("；" if name == "evidence" else "|").join) for name in PROOF}
    return pd.DataFrame(columns, columns=PROOF).reindex(range(subjects)).fillna("")


def _list_places(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return one row a subject and sheet: its rows as a list (5;6;7;12) and as ranges (5—7、12)."""
    place = [HOLDER, "source_file", "source_sheet"]
    rows = evidence[[*place, _ROWS]].astype({HOLDER: "int64", _ROWS: "int64"})
    rows = rows.assign(source_sheet=rows["source_sheet"].fillna("")).drop_duplicates().sort_values([*place, _ROWS])
    sheet = rows.groupby(place, sort=False).ngroup()
    starts = sheet.ne(sheet.shift()) | rows[_ROWS].ne(rows[_ROWS].shift() + 1)
    runs = rows.assign(number=sheet, run=starts.cumsum()).groupby(["number", "run"], sort=False)[_ROWS]
    ends = runs.agg(["first", "last"]).reset_index()
    first, last = ends["first"].astype("string"), ends["last"].astype("string")
    dash = np.where(ends["last"] - ends["first"] > 1, "—", "、")
    ends["said"] = first.where(ends["first"] == ends["last"], first + dash + last)
    listed = rows[place].drop_duplicates().reset_index(drop=True)
    listed["rows"] = rows[_ROWS].astype("string").groupby(sheet, sort=True).agg(";".join)
    listed["ranges"] = ends.groupby("number", sort=True)["said"].agg("、".join)
    return listed
