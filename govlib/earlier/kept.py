"""What an earlier period's exports gave, kept between notebooks and valid only for the same inputs."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

from govlib.earlier.book import Computed
from govlib.earlier.rules import Rules
from govlib.figure_value import FigureValue


def path_of(folder: Path, name: str) -> Path:
    """Return the file in which the numbers of an earlier period are kept."""
    return folder / f"earlier-{name}.json"


def save_computed(path: Path, computed: Computed, key: str) -> None:
    """Write the numbers and rules of an earlier period with the key of their inputs, in one step."""
    figures = [{**asdict(item), "sources": []} for item in computed.figures.values()]
    rules = {kind: asdict(one) for kind, one in computed.rules.items()}
    said = {"key": key, "failure": computed.failure, "rules": rules, "figures": figures}
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_text(json.dumps(said, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
    aside.replace(path)


def load_computed(path: Path, key: str) -> Computed | None:
    """Return what was kept when it was made from the same inputs and is whole, else None."""
    names = {field.name for field in fields(FigureValue)}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["key"] != key or any(set(item) != names for item in said["figures"]):
            return None
        values = [FigureValue(**{**item, "sources": ()}) for item in said["figures"]]
        rules = {kind: Rules(**one) for kind, one in said["rules"].items()}
        failure = str(said["failure"])
    except (OSError, ValueError, KeyError, TypeError):
        # whatever half-written or damaged file lies there, the exports are the truth and are read again
        return None
    return Computed({(item.id, tuple(item.group.items())): item for item in values}, rules, failure)
