"""What a decision must say before it is saved: all faults of a save at once, and remarks made fit to be kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from govlib.review.decision import ABOUT_OUTCOME, COMMENT, KINDS, MERGE, REASSIGN, SEVERITIES, SEVERITY, Decision
from govlib.review.effective import Settled

LONGEST_REMARK = 2000
LONGEST_SIGN = 40
LONGEST_KEY = 1000
_NEEDS = {MERGE: "并入哪一项（它的编号）", REASSIGN: "改派给哪个单位", SEVERITY: f"新等级（{'、'.join(SEVERITIES)}）"}
_UNSEEN = {"Cf", "Cs"}
_BLANKS = re.compile(r"\s+")


def clean_decisions(decisions: Iterable[Decision], by: str) -> tuple[tuple[Decision, ...], str]:
    """Return decisions and sign as they are kept: on one line, without personal numbers and signs that nobody sees.

    The same decision given twice is kept once, where it stands last.
    """
    cleaned = [
        replace(one, key=one.key.strip(), to=_clean(one.to), remark=_hide(_clean(one.remark)), by="", when="")
        for one in decisions
    ]
    return tuple(reversed(dict.fromkeys(reversed(cleaned)))), _hide(_clean(by))


def list_faults(decisions: tuple[Decision, ...], when: str, by: str) -> list[str]:
    """Return what is wrong with the decisions of a save, a sentence each; nothing where it may be saved."""
    faults = [] if decisions else ["没有要保存的决定"]
    if not _is_moment(when):
        faults.append(f"时间“{when}”不是一个时刻，应形如 2026-04-03T09:30:00+0800")
    if len(by) > LONGEST_SIGN:
        faults.append(f"复核人标识有 {len(by)} 个字，最多 {LONGEST_SIGN} 个；应写岗位或代号，例如 复核岗1")
    faults += [f"{one.key or '（编号空着）'}：{fault}" for one in decisions for fault in _list_faults_of(one)]
    return faults + _list_contradictions(decisions)


def list_rings(settled: Mapping[str, Settled], decisions: Iterable[Decision]) -> list[str]:
    """Return which merges of a save would lead back to where they begin, by all that is in force with it."""
    faults = []
    for decision in decisions:
        if decision.kind != MERGE:
            continue
        path = [decision.key]
        while (target := _merged_into(settled, path[-1])) is not None and target not in path:
            path.append(target)
        if target == decision.key:
            faults.append(
                f"{decision.key}：并入绕成了一圈（{' → '.join([*path, decision.key])}），应有一项不再并入别的"
            )
    return faults


def _merged_into(settled: Mapping[str, Settled], key: str) -> str | None:
    outcome = settled[key].outcome if key in settled else None
    return outcome.to if outcome is not None and outcome.kind == MERGE else None


def _list_faults_of(decision: Decision) -> list[str]:
    faults = []
    if not decision.key:
        faults.append("没有写是哪一项")
    elif len(decision.key) > LONGEST_KEY or any(unicodedata.category(sign) == "Cc" for sign in decision.key):
        faults.append("编号太长，或里面有换行等控制符")
    if decision.kind not in KINDS:
        return [*faults, f"没有“{decision.kind}”这种决定，应为{'、'.join(KINDS.values())}之一"]
    word = KINDS[decision.kind]
    if decision.kind in _NEEDS and not decision.to:
        faults.append(f"{word}没有写{_NEEDS[decision.kind]}")
    elif decision.kind not in _NEEDS and decision.to:
        faults.append(f"{word}不用写对象，这里写了“{decision.to}”")
    elif decision.kind == SEVERITY and decision.to not in SEVERITIES:
        faults.append(f"没有“{decision.to}”这个等级，应为{'、'.join(SEVERITIES)}之一")
    elif decision.kind == MERGE and decision.to == decision.key:
        faults.append("不能并入它自己")
    if decision.kind == COMMENT and not decision.remark:
        faults.append("备注是空的")
    if len(decision.remark) > LONGEST_REMARK:
        faults.append(f"备注有 {len(decision.remark)} 个字，最多 {LONGEST_REMARK} 个")
    return faults


def _list_contradictions(decisions: Iterable[Decision]) -> list[str]:
    """Return the items about which one save says two things of one sort: nobody could say which is meant."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in decisions:
        if one.kind in KINDS and one.kind != COMMENT:
            sort = "结论" if one.kind in ABOUT_OUTCOME else KINDS[one.kind]
            said.setdefault((one.key, sort), []).append(f"{KINDS[one.kind]}{one.to and f' → {one.to}'}")
    return [
        f"{key}：同一次保存里有 {len(words)} 个{sort}（{'、'.join(words)}），应只有一个"
        for (key, sort), words in said.items()
        if len(words) > 1
    ]


def _clean(text: str) -> str:
    """Return a text on one line without signs that nobody sees, half signs among them."""
    signs = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return _BLANKS.sub(" ", "".join(sign for sign in signs if unicodedata.category(sign) not in _UNSEEN)).strip()


@lru_cache(maxsize=256)
def _hide(text: str) -> str:
    """Return a text with telephone, identity and account numbers as asterisks."""
    if not text:
        return text
    from govlib.text.hiding import hide_personal  # noqa: PLC0415 - reading decisions doesn't wait for rules of text

    return hide_personal(text)


def _is_moment(when: str) -> bool:
    try:
        datetime.fromisoformat(when)
    except ValueError:
        return False
    return True
