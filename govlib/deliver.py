"""Write what a run promises: tables and problems after intake, findings, figures and annexes at the end."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from govlib.bulletin.annexes import write_annexes
from govlib.bulletin.contents import list_annexes
from govlib.bulletin.forms.files import PAPER_FILES
from govlib.bulletin.state import STATE_FILE
from govlib.bulletin.writing.deliver import Delivered, deliver_paper
from govlib.documents.formulas import disarm
from govlib.earlier.of_run import keep_earlier
from govlib.figures import MISSING, FigureValue
from govlib.history.leaving import ABOUT, HISTORY_FILES, keep_history
from govlib.ledger.books import LEDGER_BOOK
from govlib.ledger.telling import write_ledgers
from govlib.text.kept import keep_text
from govlib.workspace import Run

INTAKE_FILES = ("problems.csv",)
RESULT_FILES = (
    "findings.csv", "findings.parquet", "scores.csv", "scores.parquet", "worksheet.csv", "worksheet.parquet",
    "score_problems.csv", "figures.json", "annexes.xlsx", LEDGER_BOOK, *HISTORY_FILES,
    *PAPER_FILES, STATE_FILE,
)  # fmt: skip


def write_intake(run: Run) -> list[str]:
    """Write tables/*.parquet and problems.csv; return the names written."""
    run.keep_intake()
    write_csv(run.output_dir / "problems.csv", run.intake.problems)
    return ["tables/*.parquet", *INTAKE_FILES]


def write_results(run: Run) -> list[str]:
    """Write findings, scores, worksheet (csv and parquet), figures.json, annexes, ledger, bulletin; return the names.

    What was found in articles is kept too, in the folder of the tables, with the numbers of the periods that the run is
    compared with; and what the memory of all periods is made of.
    Where the period's problems were told, the workbooks of the units are written again, as the records have them. The
    bulletin is verified first, and says that it is a draft where it contradicts itself.
    """
    keep_text(run)
    keep_earlier(run)
    run.output_dir.mkdir(parents=True, exist_ok=True)
    findings = run.findings.astype({"value": "Float64"})
    write_csv(run.output_dir / "findings.csv", findings)
    write_parquet(run.output_dir / "findings.parquet", findings)
    for name, frame in (("scores", run.scores), ("worksheet", run.worksheet)):
        write_csv(run.output_dir / f"{name}.csv", frame)
        write_parquet(run.output_dir / f"{name}.parquet", frame)
    write_csv(run.output_dir / "score_problems.csv", run.score_faults)
    write_json(run.output_dir / "figures.json", describe_figures(run))
    write_json(run.output_dir / ABOUT, keep_history(run))
    write_annexes(run.output_dir / "annexes.xlsx", list_annexes(run), run.place.name, run.period.title)
    write_ledgers(run)
    written = write_bulletin(run)
    return [*RESULT_FILES, *(name for name in written.names if name not in RESULT_FILES)]


def write_bulletin(run: Run) -> Delivered:
    """Write the bulletin of the place's own kind as docx, html and text, and a workbook an annex; return the paper."""
    return deliver_paper(run, run.output_dir)


def describe_figures(run: Run) -> dict[str, Any]:
    """Return every number that the bulletin may print, those without data and why, and the checks, ready for JSON."""
    known = [item for item in run.figures if item.value is not None]
    lacking = [item for item in run.figures if item.value is None]
    return {
        "place": run.place.name,
        "period": run.period_name,
        "title": run.title,
        "sample": run.place.sample,
        "inspection_day": run.day.isoformat(),
        "ruleset": run.ruleset.id,
        "figures": [_as_json(item) for item in known],
        "missing": sorted({item.name for item in lacking if item.origin == MISSING}),
        "lacking": [{"name": item.name, "text": item.text, "why": item.lacking} for item in lacking],
        "changes": json.loads(run.changes.to_json(orient="records", force_ascii=False)),
        "lines": json.loads(run.lines.to_json(orient="records", force_ascii=False)),
        "compared_with": [
            {"basis": basis, "period": found.period.title if found.period else None, "why": found.why}
            for basis, found in run.earlier.bases.items()
        ],
        "earlier_problems": json.loads(run.earlier_problems.to_json(orient="records", force_ascii=False)),
        "checks": json.loads(run.checks.to_json(orient="records", force_ascii=False)),
        "notes": list(run.notes),
    }


def _as_json(item: FigureValue) -> dict[str, Any]:
    data = asdict(item)
    whole = {key: _whole(data[key]) for key in ("value", "numerator", "denominator", "unmerged")}
    named = {key: data.pop(key) for key in ("numerator_name", "parts_text", "short")}
    named = {key: said for key, said in named.items() if said and key != "short"}
    return {**data, **whole, **named, "name": item.name, "sources": list(data["sources"])}


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as CSV for Excel (UTF-8 with BOM); text that a spreadsheet would run as a formula is quoted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    disarm(frame).to_csv(aside, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    aside.replace(path)


def write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as parquet, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    frame.to_parquet(aside, index=False)
    aside.replace(path)


def write_json(path: Path, data: object) -> None:
    """Write data as UTF-8 JSON with sorted keys and a closing newline, in one step; NaN is refused."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(path)
