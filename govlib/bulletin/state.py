"""May a bulletin go out: the state of a written one, kept beside it for the manifest, the batch and the pages."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from govlib.bulletin.forms.keeping import keep_bytes
from govlib.bulletin.forms.parts import DRAFT, SAMPLE, clean, is_draft
from govlib.bulletin.paper import Paper

FINAL = "正稿"
STATE_FILE = "bulletin.json"


@dataclass(frozen=True)
class PaperState:
    """The kind of a bulletin, its state 正稿, 草稿 or 样例, and for a draft the reasons, the first the most serious."""

    kind: str = ""
    state: str = ""
    reasons: tuple[str, ...] = ()


UNWRITTEN = PaperState()
"""The state of a bulletin that nobody has written."""


def state_of(paper: Paper) -> PaperState:
    """Return the state of a paper; a sample that contradicts itself is a draft like any other."""
    state = DRAFT if is_draft(paper) else SAMPLE if paper.sample else FINAL
    return PaperState(paper.kind, state, tuple(clean(flaw) for flaw in paper.flaws))


def say_state(found: PaperState) -> str:
    """Return the state in one sentence, "" where nothing is known."""
    if not found.state:
        return ""
    if found.state != DRAFT:
        why = "" if found.state == FINAL else "，数据是编造的，不得印发"
        return f"{found.kind}是{found.state}{why}。"
    first = found.reasons[0] if found.reasons else "有空位没有撰写"
    more = f"（共 {len(found.reasons)} 条原因）" if len(found.reasons) > 1 else ""
    return f"{found.kind}只能作草稿，不得印发：{first.rstrip('。；')}{more}。"


def write_state(folder: Path, found: PaperState) -> None:
    """Write bulletin.json into the folder of a bulletin; the same state gives the same bytes."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1, sort_keys=True)
    keep_bytes(folder / STATE_FILE, f"{text}\n".encode())


def read_state(folder: Path) -> PaperState:
    """Return the state of the bulletin in a folder; blank where none was written or it can't be read."""
    try:
        said = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
        return PaperState(str(said["kind"]), str(said["state"]), tuple(str(one) for one in said["reasons"]))
    except (OSError, ValueError, KeyError, TypeError):
        return UNWRITTEN
