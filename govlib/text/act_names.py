"""Names of acts ready to be looked up: which names are right, and which right one a wrong one was meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from govlib.catalog.acts import STATE, Act
from govlib.text.confusable import looks_alike, nearly_sounds_alike

SHORTEST = 4
_SHORTEST_CORE, _SHORTEST_SWAPPED = 6, 5
_TREATIES = frozenset("约款")
_MOST = 2
_HEAD, _TAIL = 2, 3
_BUILDING = (
    *("管理", "实施", "暂行", "试行", "监督", "保护", "条例", "规定", "办法", "细则", "若干", "基本", "特别", "补充"),
    *("修订", "修正", "促进", "防治", "安全", "工作", "处罚", "国家", "中国", "我国", "省级", "本省", "本市", "关于"),
)
_KINDS = ("条例", "规定", "办法", "细则", "法", "准则", "规则")
_PREFIX_SIGNS = ("中华", "共和国", "人民共")


class Slip(NamedTuple):
    """What a wrong name was meant to be, and whether that is sure."""

    right: str
    is_sure: bool


@dataclass(frozen=True)
class ActNames:
    """The right names with their acts, and the long ones by their first two and last three characters."""

    known: dict[str, Act]
    heads: dict[str, tuple[str, ...]]
    tails: dict[str, tuple[str, ...]]
    national: frozenset[str]

    def find(self, name: str) -> Act | None:
        """Return the act that a name is right for, None for any other name."""
        return self.known.get(name)

    def find_slip(self, name: str) -> Slip | None:
        """Return the right name that a wrong one was meant to be; None where none is near, or the name is another's.

        A name of the state's acts may lack or have two characters more; any other name only differs by a sound-alike
        or look-alike, a swap or a doubled character: two acts may be one word apart.
        """
        if len(name) < SHORTEST or name in self.known:
            return None
        if name.startswith(STATE):
            return self._find_near(name.removeprefix(STATE), STATE)
        for length in range(len(STATE) - _MOST, len(STATE) + _MOST + 1):
            rest = name[length:]
            if (
                rest in self.national
                and any(sign in name[:length] for sign in _PREFIX_SIGNS)
                and _is_near_state(name[:length])
            ):
                return Slip(STATE + rest, is_sure=True)
        return self._find_near(name, "")

    def _find_near(self, core: str, prefix: str) -> Slip | None:
        near = {*self.heads.get(core[:_HEAD], ()), *self.tails.get(core[-_TAIL:], ())}
        found = []
        for right in near:
            if prefix and right not in self.national:
                continue
            judged = _judge(core, right, is_national=bool(prefix))
            if judged is not None:
                found.append((judged, right))
        sure = [right for is_sure, right in found if is_sure]
        if len(sure) == 1:
            return Slip(prefix + sure[0], is_sure=True)
        if len(found) == 1:
            return Slip(prefix + found[0][1], is_sure=False)
        return None


def build_act_names(acts: Iterable[Act]) -> ActNames:
    """Return the names of acts ready to be looked up."""
    known: dict[str, Act] = {}
    listed = tuple(acts)
    for act in listed:
        known[act.name] = act
    national = set()
    for act in listed:
        for name in act.list_names():
            known.setdefault(name, act)
        if act.name.startswith(STATE):
            national.add(act.name.removeprefix(STATE))
    heads: defaultdict[str, list[str]] = defaultdict(list)
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for name in known:
        if not name.startswith(STATE):
            heads[name[:_HEAD]].append(name)
            tails[name[-_TAIL:]].append(name)
    return ActNames(
        known,
        {key: tuple(names) for key, names in heads.items()},
        {key: tuple(names) for key, names in tails.items()},
        frozenset(national),
    )


def _judge(wrong: str, right: str, *, is_national: bool) -> bool | None:
    """Return whether a name surely is a slip of another (false: perhaps); None if it is none."""
    now, then = _cut(wrong, right)
    if len(now) > _MOST or len(then) > _MOST or not (now or then):
        return None
    if now in _KINDS and then in _KINDS:
        # one kind of act for another: 办法 for 条例
        return False if is_national and len(right) >= _SHORTEST_CORE else None
    if len(now) == len(then):
        return _judge_replaced(now, then, wrong, is_national=is_national)
    return None if now and then else _judge_length(now, then, (wrong, right), is_national=is_national)


def _judge_length(now: str, then: str, names: tuple[str, str], *, is_national: bool) -> bool | None:
    """Judge a name that has characters too many (``now``) or lacks some (``then``)."""
    wrong, right = names
    if now and now * 2 in wrong:
        return True
    if not is_national or len(right) < SHORTEST:
        return None
    return len(right) >= _SHORTEST_CORE and (now or then) not in _BUILDING


def _judge_replaced(now: str, then: str, wrong: str, *, is_national: bool) -> bool | None:
    if len(now) == _MOST and now == then[::-1]:
        return True if len(wrong) >= _SHORTEST_SWAPPED else None
    ending = wrong.endswith(f"条{now}") and then == "例" and now not in _TREATIES
    if ending or all(_are_alike(*pair) for pair in zip(now, then, strict=True)):
        return True
    return False if is_national and len(now) == 1 and len(wrong) >= _SHORTEST_SWAPPED else None


def _are_alike(one: str, other: str) -> bool:
    return nearly_sounds_alike(one, other) or looks_alike(one, other) or looks_alike(other, one)


def _cut(wrong: str, right: str) -> tuple[str, str]:
    """Return what differs in the middle of two names: of the one, and of the other."""
    first = 0
    while first < min(len(wrong), len(right)) and wrong[first] == right[first]:
        first += 1
    last = 0
    while last < min(len(wrong), len(right)) - first and wrong[-1 - last] == right[-1 - last]:
        last += 1
    return wrong[first : len(wrong) - last], right[first : len(right) - last]


def _is_near_state(text: str) -> bool:
    now, then = _cut(text, STATE)
    return text != STATE and len(now) <= _MOST and len(then) <= _MOST
