"""Identities 1, 2 and 7 among the stated numbers themselves: parts and totals, passed, failed and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govlib.figure_value import FigureValue, say_number
from govlib.identities.causes import guess_sum
from govlib.identities.check import RIGHT, WRONG, Check, cannot_check, check_stated
from govlib.identities.lookup import Lookup
from govlib.identities.stated import Stated, plain_label
from govlib.units import UNKNOWN, UnitRegister

_CHECKED, _PARTS, _BY_UNIT = 1, 2, 7
_CLOSED = ("关停", "注销", "注销中")
_FEWEST = 2
_KINDS = (
    ("sites_passed", "sites_failed", "sites_unconfirmed", "sites_checked", ("sites_listed",)),
    ("accounts_passed", "accounts_failed", "accounts_unconfirmed", "accounts_checked",
     ("accounts_registered", "accounts_listed")),
)  # fmt: skip

Said = Mapping[tuple[str, str], Stated]


@dataclass(frozen=True)
class _Family:
    """The stated parts of one total that are told apart by the same thing: platform, level, unit."""

    parts: list[Stated]
    is_complete: bool | None
    """Whether every part that the tables know is stated; None when the tables know nothing of it."""
    by_unit: bool


def stated_numbers(statements: Sequence[Stated]) -> dict[tuple[str, str], Stated]:
    """Return the statements of one number each, by window and the figure that they name; the first where said twice."""
    said: dict[tuple[str, str], Stated] = {}
    for stated in statements:
        if stated.kind == "数字" and len(stated.labels) == 1 and stated.number is not None:
            said.setdefault((stated.window, plain_label(stated.labels[0])), stated)
    return said


def check_parts(said: Said, lookup: Lookup, register: UnitRegister) -> Iterator[Check]:
    """Yield the checks of stated totals against the sum of their stated parts, level by level."""
    for (window, label), whole in said.items():
        depth = label.count("·") + 1
        parts = {
            name: part
            for (its_window, name), part in said.items()
            if its_window == window and name.startswith(f"{label}·") and name.count("·") == depth
        }
        for family in _families(label, parts, lookup, register):
            if len(family.parts) >= _FEWEST:
                yield from _check_family(whole, family, said)


def _families(label: str, parts: Mapping[str, Stated], lookup: Lookup, register: UnitRegister) -> Iterator[_Family]:
    kinds: dict[tuple[str, ...], list[str]] = {}
    for name in parts:
        figure = next(iter(lookup.find(name)), None)
        last = name.rpartition("·")[2]
        unknown = ("status",) if last in _CLOSED else (("unit",) if _is_unit(last, register) else ("?",))
        kinds.setdefault(tuple(figure.group) if figure is not None else unknown, []).append(name)
    for keys, names in kinds.items():
        figure = next(iter(lookup.find(names[0])), None)
        known = _known_parts(label, figure, lookup) if figure is not None else None
        is_complete = None if known is None else known <= set(names)
        yield _Family([parts[name] for name in names], is_complete, keys[-1:] == ("unit",))


def _is_unit(word: str, register: UnitRegister) -> bool:
    return bool(register.group_of) and register.match(word).how != UNKNOWN


def _known_parts(label: str, figure: FigureValue, lookup: Lookup) -> set[str]:
    """Return the computed parts of the same breakdown that are not nought."""
    return {
        plain_label(item.name)
        for item in lookup.by_id[figure.id]
        if tuple(item.group) == tuple(figure.group) and plain_label(item.name).startswith(f"{label}·") and item.value
    }


def _check_family(whole: Stated, family: _Family, said: Said) -> Iterator[Check]:
    numbers = {part.labels[0]: _number(part) for part in family.parts}
    total, added = _number(whole), sum(numbers.values(), Decimal(0))
    identity = _BY_UNIT if family.by_unit else _PARTS
    told = f"{'＋'.join(map(_say, numbers.values()))}＝{_say(added)}"
    is_short = added < total and not family.is_complete
    if is_short and family.is_complete is False:
        return
    if is_short:
        yield cannot_check(identity, whole, f"写出的分项 {told}，小于总数；没有表格，不知道分项是否列全")
        return
    fits = added == total
    yield check_stated(
        identity,
        RIGHT if fits else WRONG,
        whole,
        computed=told,
        difference=_say(total - added),
        where="、".join(dict.fromkeys(part.place for part in family.parts)),
        cause="" if fits else guess_sum(total, numbers, _closed(whole, said)),
    )


def _closed(whole: Stated, said: Said) -> dict[str, Decimal]:
    prefix = plain_label(whole.labels[0])
    return {
        part.labels[0]: _number(part)
        for (window, name), part in said.items()
        if window == whole.window and name in {f"{prefix}·{word}" for word in _CLOSED}
    }


def check_checked(said: Said, lookup: Lookup) -> Iterator[Check]:
    """Yield whether stated numbers passed and failed make up those checked, and no more were checked than listed."""
    for passed_id, failed_id, waiting_id, checked_id, listed_ids in _KINDS:
        labels = {name: _label(name, lookup) for name in (passed_id, failed_id, waiting_id, checked_id, *listed_ids)}
        for (window, name), checked in said.items():
            if not labels[checked_id] or name.split("·")[0] != labels[checked_id]:
                continue
            group = name.removeprefix(labels[checked_id])
            beside = {key: said.get((window, f"{label}{group}")) for key, label in labels.items() if label}
            waiting = beside.get(waiting_id)
            found = lookup.find(f"{labels[waiting_id]}{group}")
            computed = next((item.value for item in found if item.window == window), None)
            open_number = _number(waiting) if waiting is not None else Decimal(str(computed or 0))
            yield from _judged(checked, beside.get(passed_id), beside.get(failed_id), open_number)
            yield from _listed(checked, [beside[key] for key in listed_ids if beside.get(key) is not None])


def _label(figure_id: str, lookup: Lookup) -> str:
    return plain_label(lookup.by_id[figure_id][0].label) if figure_id in lookup.by_id else ""


def _judged(checked: Stated, passed: Stated | None, failed: Stated | None, waiting: Decimal) -> Iterator[Check]:
    total = _number(checked)
    known = [part for part in (passed, failed) if part is not None]
    added = sum((_number(part) for part in known), waiting if len(known) == _FEWEST else Decimal(0))
    if not known or (len(known) < _FEWEST and added <= total):
        return
    fits = added == total
    told = "＋".join(f"{part.labels[0]} {_say(_number(part))}" for part in known)
    told += f"＋待复核 {_say(waiting)}" if waiting and len(known) == _FEWEST else ""
    over = f"比检查数多 {_say(added - total)}" if added > total else f"比检查数少 {_say(total - added)}"
    yield check_stated(
        _CHECKED,
        RIGHT if fits else WRONG,
        checked,
        computed=f"{told}＝{_say(added)}",
        difference=_say(total - added),
        where="、".join(dict.fromkeys(part.place for part in known)),
        cause="" if fits else f"合格与不合格之和{over}：有对象漏判、重判，或检查数写错",
    )


def _listed(checked: Stated, listed: Sequence[Stated | None]) -> Iterator[Check]:
    for whole in listed:
        if whole is None:
            continue
        excess = _number(checked) - _number(whole)
        yield check_stated(
            _CHECKED,
            WRONG if excess > 0 else RIGHT,
            checked,
            computed=f"{whole.labels[0]} {_say(_number(whole))}",
            difference=_say(excess),
            where=whole.place,
            cause=f"检查数比总数多 {_say(excess)}：总数过期，或检查数把别处的对象算了进来" if excess > 0 else "",
        )


def _number(stated: Stated) -> Decimal:
    return stated.number if stated.number is not None else Decimal(0)


def _say(number: Decimal) -> str:
    return say_number(float(number))
