"""What comes in is what became of it: 检查＝合格＋不合格, 受理＝办结＋在办, 报送＝审发＋待审＋退回＋删除."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from govlib.verify.check import RIGHT, UNCHECKED, WRONG
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, Sum, are_alike, does_fit, span_sums
from govlib.verify.relations.full_cover import EVERYTHING


@dataclass(frozen=True)
class Flow:
    """One identity by roles: ``whole`` is split into ``needed``, one number of each group, and maybe into ``extra``."""

    identity: int
    whole: frozenset[str]
    needed: tuple[frozenset[str], ...]
    extra: frozenset[str] = frozenset()
    words: str = "(?!)"
    """What else a number's own words say where it is the whole."""
    is_open: bool = False
    """Whether something may be left that none of the roles names, so that less than the whole is not wrong."""

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles that its parts have."""
        return frozenset().union(*self.needed, self.extra)


_FLOWS = (
    Flow(1, frozenset({"检查"}), (frozenset({"合格"}), frozenset({"不合格"})), frozenset({"优秀", "良好"})),
    Flow(
        2,
        frozenset({"受理", "转办"}),
        (frozenset({"办结", "按期办结"}), frozenset({"在办", "未办结"})),
        frozenset({"超期", "退回"}),
        words="承办|交办|派单",
    ),
    Flow(2, frozenset({"受理", "转办"}), (frozenset({"按期办结"}), frozenset({"超期"})), is_open=True),
    Flow(2, frozenset({"受理"}), (frozenset({"有效"}), frozenset({"无效"})), words="(?:来信|留言|信件|诉求|工单)共?$"),
    Flow(
        2,
        frozenset({"报送"}),
        (frozenset({"审发"}), frozenset({"退回"})),
        frozenset({"待审", "删除"}),
        words="(?:发布|推送|提交|上传|采编)(?:政务|各类)?(?:信息|稿件|文章)?(?:共|总数|总量)?(?:为|达)?$",
    ),
    Flow(2, frozenset({"报送"}), (frozenset({"采用"}), frozenset({"未采用"}))),
    Flow(
        2, frozenset({"发现", "问题"}), (frozenset({"整改"}), frozenset({"未整改"})), words="反馈|清单|通报|检出|问题"
    ),
    Flow(2, frozenset({"评价"}), (frozenset({"满意"}), frozenset({"不满意"}))),
    Flow(2, frozenset({"应报"}), (frozenset({"完成"}), frozenset({"未完成"}))),
)
_LEFT_OUT = re.compile("其余|另有|另外|除外|不含|未检查|暂停|无法|不予|无需|待复核|关停|注销|基本合格|撤|停用")
_ONGOING = re.compile("(?:正在|尚在|仍在|限期|未完?成?)(?:整改|修改|改正)")
_WEAK = re.compile("突出问题|存在问题|异常|复查|整改后|再次")
_FEWEST_SURE = 3
_FAR = 2
_ALL = frozenset({"", "全国", "全省", "全市", "全县", "全区", "全州"})


@dataclass
class _Group:
    total: Amount
    parts: list[Amount] = field(default_factory=list)
    is_sure: bool = True


def find_flows(text: str, amounts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield what a paragraph says came in, against what it says became of it."""
    counts = [one for one in amounts if one.is_count]
    for flow in _FLOWS:
        for group in _list_groups(flow, text, counts):
            found = _judge(flow, group, text, counts)
            if found is not None:
                yield found
    yield from _find_more_than_checked(text, counts)
    yield from _find_more_than_exist(text, counts)


def _list_groups(flow: Flow, text: str, counts: Sequence[Amount]) -> Iterator[_Group]:
    group: _Group | None = None
    last: Amount | None = None
    for one in counts:
        between = text[last.end : one.start] if last is not None else ""
        role = _role_of(one)
        is_whole = role in flow.whole or (role not in flow.roles and re.search(flow.words, one.before) is not None)
        is_whole = is_whole or (flow.identity == 1 and role == "总数" and _is_all_checked(text, one))
        if is_whole and not one.platform:
            if group is not None:
                yield group
            joined = last is not None and last.role in flow.whole and re.fullmatch("[、和及与][^，。；]*", between)
            group = _Group(one, is_sure=not joined)
        elif group is not None and role in flow.roles:
            reach = _FAR if flow.identity == 1 and one.thing == group.total.thing else 1
            if one.sentence - group.total.sentence > reach or not _is_same(group.total, one):
                if not are_alike(group.total, one):
                    last = one
                    continue
                yield group
                group = None
            else:
                group.parts.append(one)
        last = one
    if group is not None:
        yield group


def _is_all_checked(text: str, one: Amount) -> bool:
    """Tell whether a sentence says before a number of all there are that every one of them was checked."""
    begin = max(text.rfind(mark, 0, one.start) for mark in "。；;\n") + 1
    return EVERYTHING.search(text, begin, one.start) is not None


def _role_of(one: Amount) -> str:
    """Return the role of a number; what is being put right isn't yet."""
    return "未整改" if _ONGOING.search(one.before) else one.role


def _is_same(total: Amount, part: Amount) -> bool:
    """Tell whether two numbers may be of the same things, places and days."""
    things = part.named in {"", "单位", total.thing} or not total.thing
    scopes = part.scope in {"", total.scope}
    return are_alike(total, part) and things and scopes and part.platform == "" and part.window == total.window


def _judge(flow: Flow, group: _Group, text: str, counts: Sequence[Amount]) -> Sum | None:
    choices = [[one for one in group.parts if _role_of(one) in roles] for roles in flow.needed]
    if not all(choices):
        return None
    extra = [one for one in group.parts if _role_of(one) in flow.extra]
    first = min(one.start for choice in choices for one in choice)
    earlier = [one for one in counts if one.start < first and are_alike(one, group.total)]
    for total in (group.total, *(one for one in reversed(earlier) if one is not group.total)):
        for parts in _list_splits(choices, extra):
            if does_fit(total, parts):
                return _shape(RIGHT, flow, total, parts, text=text)
    parts = _parts([*(one for choice in choices for one in choice), *extra])
    single = all(len(choice) == 1 for choice in choices) or "办结" in flow.roles
    sure = group.is_sure and single and _is_told(flow, group, parts, text)
    why = "" if sure else "两数与总数不等，但不知道是否还有未写出的部分"
    return _shape(WRONG if sure else UNCHECKED, flow, group.total, parts, text=text, why=why)


def _list_splits(choices: Sequence[Sequence[Amount]], extra: Sequence[Amount]) -> Iterator[tuple[Part, ...]]:
    """Yield every way to choose one number of each needed role, with more and more of the others left out."""
    yield _parts([*(one for choice in choices for one in choice), *extra])
    for needed in product(*choices):
        for size in range(len(extra), -1, -1):
            for some in combinations(extra, size):
                yield _parts([*needed, *some])


def _is_told(flow: Flow, group: _Group, parts: tuple[Part, ...], text: str) -> bool:
    """Tell whether a text leaves no part out, as far as one can see."""
    near = "".join(text[max(0, part.amount.start - 12) : part.amount.end + 8] for part in parts)
    if "。" in text[parts[0].amount.end : parts[-1].amount.start] or _WEAK.search(near):
        return False
    is_short = span_sums(parts)[0] < group.total.value
    if is_short and _LEFT_OUT.search(text[group.total.start : parts[-1].amount.end + 20]):
        return False
    if is_short and flow.is_open:
        return False
    if "审发" in flow.roles and group.total.role not in flow.whole:
        return len(parts) > _FEWEST_SURE
    return not (is_short and "审发" in flow.roles and len(parts) < _FEWEST_SURE)


def _find_more_than_checked(text: str, counts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield numbers that passed or failed which are more than were checked."""
    flow = _FLOWS[0]
    for group in _list_groups(flow, text, counts):
        wholes = [one.value for one in counts if one.role in {"检查", "总数", "应检"} and are_alike(one, group.total)]
        judged = [one for one in group.parts if one.role in {"合格", "不合格"}]
        if len(judged) != 1 or not group.is_sure or _WEAK.search(text[group.total.start : judged[0].end + 8]):
            continue
        part = judged[0]
        if part.sentence == group.total.sentence and part.value > sum(wholes):
            why = f"{part.text} 比检查的 {group.total.text} 还多"
            yield _shape(WRONG, flow, group.total, _parts([part]), text=text, why=why)


def _find_more_than_exist(text: str, counts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield numbers checked which are more than there are."""
    flow = _FLOWS[0]
    for at, total in enumerate(counts):
        if total.role != "总数" or total.platform or re.search("其中|未|不|问题|累计", total.before + total.after):
            continue
        for one in counts[at + 1 :]:
            if one.role == "总数" and one.thing == total.thing:
                break
            whole = {one.scope, total.scope} <= _ALL or one.scope == total.scope
            same = one.thing == total.thing and whole and one.window == total.window
            if one.role != "检查" or not same or one.platform or not are_alike(one, total) or not total.thing:
                continue
            verdict = WRONG if one.value > total.value else RIGHT
            if verdict == WRONG and (
                text.count("。", total.end, one.start) > _FAR or "次" in text[one.start : one.end + 1]
            ):
                break
            why = f"检查的 {one.text} 比总数 {total.text} 还多" if verdict == WRONG else ""
            yield _shape(verdict, flow, total, _parts([one]), text=text, why=why)
            break


def _parts(amounts: Sequence[Amount]) -> tuple[Part, ...]:
    return tuple(Part(one, one.role) for one in sorted(amounts, key=lambda each: each.start))


def _shape(verdict: str, flow: Flow, total: Amount, parts: tuple[Part, ...], *, text: str, why: str = "") -> Sum:
    start = max(text.rfind(mark, 0, total.start) for mark in "，,。；;：:、（(") + 1
    first = max(text.rfind(mark, 0, parts[0].amount.start) for mark in "，,。；;：:、（(") + 1
    end = max(total.end, total.start)
    return Sum(verdict, flow.identity, total, parts, (start, end), (first, parts[-1].amount.end), why=why)
