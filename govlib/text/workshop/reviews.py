"""Reviewed findings of wording: what a person said of each, 属实, 误报 or not yet anything."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from govlib.catalog.load import Catalog
from govlib.errors import FileUnreadableError, PlaceFailedError
from govlib.exports import read_exports
from govlib.workspace import open_declared

CONFIRMED, FALSE_ALARM, OPEN = "属实", "误报", "待复核"
COLUMNS = ["wrong", "right", "severity", "verdict", "sentence", "at", "when", "origin", "where", "row"]
_NEEDED = ["wrong_text", "right_text", "error_level", "review_result", "note", "position", "title", "found_date"]
_SAME = ["wrong", "right", "origin", "page_url", "title", "position", "note"]
_MARKED = re.compile(r"【([^【】]*)】")
_WINDOW = (date(2000, 1, 1), date(2000, 12, 31))


def make_reviews(wording: pd.DataFrame, origin: str = "") -> pd.DataFrame:
    """Return the registered errors (T6) as reviews, a row each, in their order.

    ``sentence`` is the longest of note, position and title that holds the wrong wording, "" if none does; ``at`` is
    where in it the wording is marked 【】, -1 if it isn't. ``origin`` is the place they come from; ``when`` the day
    found. What nobody decided is 待复核. Rows without a wrong wording are left out.
    """
    rows = []
    for row in wording.to_dict("records"):
        said = {str(key): "" if pd.isna(value) else str(value) for key, value in row.items()}
        wrong = said["wrong_text"].strip()
        if not wrong:
            continue
        sentence, at = _find_sentence(wrong, [said[key] for key in ("note", "position", "title")])
        rows.append(
            {
                "wrong": wrong,
                "right": said["right_text"].strip(),
                "severity": said["error_level"],
                "verdict": said["review_result"] or OPEN,
                "sentence": sentence,
                "at": at,
                "when": said["found_date"][: len("2024-06-22")],
                "origin": origin,
                "where": said["source_file"],
                "row": int(said["source_row"]),
                "page_url": said["page_url"],
                "title": said["title"],
                "position": said["position"],
                "note": said["note"],
            }
        )
    return _keep_last(pd.DataFrame(rows, columns=list(dict.fromkeys([*COLUMNS, *_SAME]))))


def join_reviews(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return several frames of reviews as one; of what was reviewed twice the later decision stays."""
    kept = [part for part in parts if len(part)]
    if not kept:
        return pd.DataFrame(columns=list(dict.fromkeys([*COLUMNS, *_SAME])))
    return _keep_last(pd.concat(kept, ignore_index=True))


def collect_reviews(root: Path, catalog: Catalog, places: Sequence[str] = (), outputs: str = "outputs") -> pd.DataFrame:
    """Return the reviews of all periods delivered of the places named, of all places if none is.

    A period without exports has none.
    """
    parts = []
    for place in places or catalog.places:
        for period in catalog.place(place).periods:
            try:
                table = open_declared(root, catalog, place, period, outputs).intake.tables.get("wording")
            except PlaceFailedError:
                continue
            if table is not None:
                parts.append(make_reviews(table, place))
    return join_reviews(parts)


class ReadReviews(NamedTuple):
    """The reviews of one file, and in sentences which of its cells and rows could not be used."""

    reviews: pd.DataFrame
    problems: tuple[str, ...]


def read_reviews(path: Path, catalog: Catalog) -> ReadReviews:
    """Return the reviews of one file under the headings of T6; raises FileUnreadableError where it holds none."""
    if not path.is_file():
        advice = "请核对名称和所在的文件夹"
        raise FileUnreadableError(path.as_posix(), "没有这个文件", "一个 .csv 或 .xlsx 文件", advice)
    declared = catalog.tables["wording"]
    named = "、".join(declared.columns[key].headings[0] for key in ("error_kind", "wrong_text", "review_result"))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(path, Path(folder) / path.name)
        # one wording stands in a text several times: what parts its findings is the place and the words around it
        whole = declared.model_copy(update={"key": (*declared.key, "position", "note")})
        intake = read_exports(Path(folder), {**catalog.tables, "wording": whole}, catalog.personal, _WINDOW)
    table = intake.tables.get("wording")
    if table is None:
        refused = intake.files.loc[intake.files["status"].ne("已读"), "message"]
        said = str(refused.iloc[0]) if len(refused) else f"没有认出{declared.name}（{declared.code}）"
        advice = f"复核过的表要有 {named} 这几列"
        raise FileUnreadableError(path.name, said.removeprefix(f"{path.name}：").rstrip("。"), advice=advice)
    problems = intake.problems.loc[intake.problems["severity"].ne("提示"), "message"]
    return ReadReviews(make_reviews(table), tuple(map(str, problems)))


def _find_sentence(wrong: str, cells: Sequence[str]) -> tuple[str, int]:
    """Return the longest cell that says more than the wording and holds it, without marks, and where it is marked."""
    best, at = "", -1
    for cell in cells:
        marked = next((one for one in _MARKED.finditer(cell) if one[1] == wrong), None)
        plain = cell if marked is None else f"{cell[: marked.start()]}{wrong}{cell[marked.end() :]}"
        if wrong in plain and len(plain) > max(len(wrong), len(best)):
            best, at = plain, -1 if marked is None else marked.start()
    return best, at


def _keep_last(reviews: pd.DataFrame) -> pd.DataFrame:
    """Return reviews without the earlier ones of the same finding; one that nobody decided never replaces a decision.

    A finding is known again by its page, title or sentence; what has none of them is a finding of its own.
    """
    known = reviews["page_url"].ne("") | reviews["sentence"].ne("")
    rank = reviews["verdict"].ne(OPEN).astype(int).astype(str) + reviews["when"]
    ordered = reviews.assign(rank=rank).sort_values("rank", kind="stable")
    repeated = ordered.duplicated(_SAME, keep="last") & known.loc[ordered.index]
    return reviews.loc[~repeated.sort_index()].reset_index(drop=True)
