"""May a bulletin go out: the state of a written one, kept beside it for the manifest, the batch and the pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from govlib.bulletin.forms.keeping import keep_bytes
from govlib.bulletin.forms.parts import DRAFT, SAMPLE, clean, is_draft
from govlib.bulletin.paper import Paper

FINAL = "正稿"
STATE_FILE = "bulletin.json"


@dataclass(frozen=True)
class PaperState:
    """The kind of a bulletin, its state 正稿, 草稿 or 样例, and for a draft the reasons, the first the most serious.

    ``notes`` tell what of the analyst's paragraphs is not printed though nothing is wrong; ``wording`` what the rules
    of texts find, which makes no draft.
    """

    kind: str = ""
    state: str = ""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()


_LISTS = ("reasons", "notes", "wording")
UNWRITTEN = PaperState()
"""The state of a bulletin that nobody has written."""


def state_of(paper: Paper, notes: Sequence[str] = (), wording: Sequence[str] = ()) -> PaperState:
    """Return the state of a paper; a sample that contradicts itself is a draft like any other."""
    state = DRAFT if is_draft(paper) else SAMPLE if paper.sample else FINAL
    said = (tuple(clean(one) for one in lines) for lines in (paper.flaws, notes, wording))
    return PaperState(paper.kind, state, *said)


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


def say_wording(found: PaperState) -> str:
    """Return how many wordings are to be looked at, with the first, "" where there is none."""
    if not found.wording:
        return ""
    more = "等" if len(found.wording) > 1 else ""
    return f"{found.kind}的文字有 {len(found.wording)} 处要看：{found.wording[0]}{more}。"


def write_state(folder: Path, found: PaperState) -> None:
    """Write bulletin.json into the folder of a bulletin; the same state gives the same bytes."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1, sort_keys=True)
    keep_bytes(folder / STATE_FILE, f"{text}\n".encode())


def read_state(folder: Path) -> PaperState:
    """Return the state of the bulletin in a folder; blank where none was written or it can't be read."""
    try:
        said = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
        lists = (tuple(str(one) for one in said.get(key, ())) for key in _LISTS)
        return PaperState(str(said["kind"]), str(said["state"]), *lists)
    except (OSError, ValueError, KeyError, TypeError):
        return UNWRITTEN
