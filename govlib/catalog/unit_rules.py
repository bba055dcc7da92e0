"""What a register of units must keep to: every unit once, every other name pointing straight at one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

ListKey = Literal["groups", "aliases", "counts_as", "exclude"]


A_PART = "part"
"""The context of validation in which a register may be a part of one that another file completes."""


@dataclass(frozen=True)
class Breach:
    """One rule that a register breaks: the list whose entries break it, and how each of them is shown, by its name."""

    list: ListKey
    rule: str
    shown: Mapping[str, str]
    allowed: str
    is_dangling: bool = False
    """True when the entries point at units that are not there: what another file or a row not read may still bring."""

    @property
    def sentence(self) -> str:
        """Return the rule and all that breaks it as one Chinese sentence."""
        return f"{self.rule}：{'、'.join(self.shown.values())}"


def list_breaches(
    groups: Mapping[str, Sequence[str]],
    aliases: Mapping[str, str],
    children: Mapping[str, str],
    excluded: Sequence[str],
) -> Iterator[Breach]:
    """Yield every rule that a whole register breaks."""
    names = [name for members in groups.values() for name in members]
    doubled = {name for name in names if names.count(name) > 1}
    chained = {name for name, unit in aliases.items() if unit in aliases}
    loops = {child for child, parent in children.items() if parent in children}
    flat: tuple[tuple[ListKey, str, set[str], str], ...] = (
        ("groups", "单位写了两次", doubled, "一个单位只写一次"),
        ("aliases", "别名指向的又是别名", chained, "别名直接指向本名"),
        ("aliases", "名录里的单位又写成别名", set(names) & set(aliases), "或者是单位，或者是别名"),
        ("counts_as", "归并要写本名，写成了别名", set(children) & set(aliases), "本名"),
        ("counts_as", "归并的上级自己又归并到别处", loops, "直接归并到最后的那个单位"),
    )
    for key, rule, found, allowed in flat:
        if found:
            yield Breach(key, rule, {name: name for name in sorted(found)}, allowed)
    known = {*names, *excluded}
    pointing: tuple[tuple[ListKey, Mapping[str, str], set[str]], ...] = (
        ("counts_as", children, known),
        ("aliases", aliases, known | set(children)),
    )
    for key, targets, there in pointing if names else ():
        nowhere = {name: f"{name}→{unit}" for name, unit in sorted(targets.items()) if unit not in there}
        if nowhere:
            rule = f"{key} 指向的单位不在名录 groups 里"
            yield Breach(key, rule, nowhere, "名录里有类别（或不统计）的单位", is_dangling=True)


def plain_name(name: str) -> str:
    """Return a name as it is compared: full-width and half-width alike, blanks aside."""
    return "".join(unicodedata.normalize("NFKC", name).split())
