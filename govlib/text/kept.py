"""What was found in the articles of a period, computed once and kept beside the tables."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from govlib.hashing import hash_file
from govlib.text.of_run import Asked, Checked, check_articles, keep_checked, load_checked
from govlib.workspace import Run


def list_text_inputs(params: Path, place: str) -> list[Path]:
    """Return the files under params/ that say what is found in the texts of a place."""
    folders = ((params, "*.csv"), (params / "lexicons", "*.csv"), (params / "phrases", "*.*"))
    files = [path for folder, names in (*folders, (params / "places", f"{place}.*")) for path in folder.glob(names)]
    return sorted(path for path in (*files, params / "text_rules.yaml") if path.is_file())


def open_checked(run: Run, articles: pd.DataFrame | None) -> Checked | None:
    """Return the articles checked by the default rules, as kept or anew; None where none were delivered.

    What is found waits for a person: no verdict and no figure counts it.
    """
    if articles is None:
        return None
    kept = load_checked(name_file(run), make_key(run))
    return kept or check_articles(Asked(articles, run.exports_dir, run.root / "params", run.place.slug, run.day))


def keep_text(run: Run) -> None:
    """Keep what was found in the articles beside the tables, whole or not at all, whatever people decided of it."""
    if run.review.found_text is not None:
        keep_checked(name_file(run), run.review.found_text, make_key(run))


def name_file(run: Run) -> Path:
    """Return where what was found is kept."""
    return run.output_dir / "tables" / "text_hits.parquet"


def make_key(run: Run) -> str:
    """Return the hash of all that what is found depends on: intake, units, day, words."""
    digest = hashlib.sha256(f"{run.intake_key}{run.day}{run.place.model_dump_json()}".encode())
    for path in list_text_inputs(run.root / "params", run.place.slug):
        digest.update(f"{path.name}\0{hash_file(path)}\n".encode())
    return digest.hexdigest()
