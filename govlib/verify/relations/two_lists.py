"""One unit on two lists that exclude each other: done and not done, praised and blamed for a task (identity 11)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.mentions.names import Name, are_one
from govlib.verify.mentions.statements import Statement, find_act, find_windows, list_statements, strip_denials
from govlib.verify.reading import Reading


def find_two_lists(reading: Reading) -> Iterator[Check]:
    """Yield one check a unit that stands on two such lists."""
    said = [one for one in list_statements(reading.body, reading.name_lists) if one.words and not one.elsewhen]
    told: set[str] = set()
    for one, other in combinations(said, 2):
        verdict = _judge_pair(one, other)
        if not verdict:
            continue
        shared = list(_find_shared(one, other, reading))
        if not shared:
            yield _bear_out(reading, one, other)
        for name, same in shared:
            if name.text not in told:
                told.add(name.text)
                yield _tell(reading, verdict, (one, name), (other, same))


def _bear_out(reading: Reading, one: Statement, other: Statement) -> Check:
    return Check(
        verdict=RIGHT,
        kind="点名",
        identity=11,
        stated=reading.quote(one.names.block, one.names.start, one.names.end),
        other=reading.quote(other.names.block, other.names.start, other.names.end),
        said=one.words,
        computed=f"{other.words}：两份名单没有相同的单位",
    )


def _judge_pair(one: Statement, other: Statement) -> str:
    """Return 矛盾 for one act done and not done, 存疑 for praise and blame of one matter, "" else."""
    windows = find_windows(one.words), find_windows(other.words)
    if all(windows) and windows[0] != windows[1]:
        return ""
    acts = find_act(one.words), find_act(other.words)
    if acts[0] and acts[1] and acts[0].done != acts[1].done and acts[0].verb == acts[1].verb:
        if acts[0].object == acts[1].object and one.topics == other.topics:
            return WRONG if acts[0].object or strip_denials(one.words) == strip_denials(other.words) else DOUBTFUL
        return ""
    if one.tone and other.tone and one.tone != other.tone and one.topics and one.topics == other.topics:
        return DOUBTFUL
    return ""


def _find_shared(one: Statement, other: Statement, reading: Reading) -> Iterator[tuple[Name, Name]]:
    for name in one.names.names:
        for same in other.names.names:
            if name.kind == same.kind and name.note == same.note and are_one(name.text, same.text, reading.register):
                yield name, same
                break


def _tell(reading: Reading, verdict: str, one: tuple[Statement, Name], other: tuple[Statement, Name]) -> Check:
    (first, name), (second, same) = one, other
    return Check(
        verdict=verdict,
        kind="点名",
        identity=11,
        stated=reading.quote(name.block, name.start, name.end),
        other=reading.quote(same.block, same.start, same.end),
        said=f"{name.text}：{first.words}",
        computed=f"{same.text}：{second.words}",
        why="同一单位在互斥的两份名单里" if verdict == WRONG else "同一项工作既表扬又批评，请核对是否同一项工作",
    )
