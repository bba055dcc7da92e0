"""Who takes part in a ranking, in which group: groups joined, some left out, the excluded marked with their reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govlib.catalog.rankings import Excluded, Ranking
from govlib.rankings.material import UNGROUPED, Entrant, Entrants, Material

WHOLE = ""
"""The one group of a ranking across all groups."""


def admit(entrants: Entrants, ranking: Ranking, material: Material) -> Entrants:
    """Return the entrants in the groups of a ranking; the excluded say why they are out.

    An excluded subject that has no number still stands in the list; one that no table and no register knows is told so.
    """
    if not entrants.members:
        return entrants
    members = [_in_group(one, ranking) for one in entrants.members]
    members = [_marked(one, ranking, material) for one in members]
    for one in ranking.excluded:
        if not any(_is_meant(other, one, material) for other in members):
            members.append(
                Entrant(subject=one.name, figure=members[0].figure, platform=one.platform or "", group=UNGROUPED,
                        text="", out=one.why, note="数据和名录里都没有")
            )  # fmt: skip
    if ranking.only_groups:
        members = [one for one in members if one.group in ranking.only_groups]
    return replace(entrants, members=tuple(members))


def _in_group(one: Entrant, ranking: Ranking) -> Entrant:
    own = one.group if ranking.group_by is None else str(getattr(one, ranking.group_by)) or UNGROUPED
    joined = next((name for name, words in ranking.groups.items() if own in words), own)
    return replace(one, group=joined)


def _marked(one: Entrant, ranking: Ranking, material: Material) -> Entrant:
    why = next((out.why for out in ranking.excluded if _is_meant(one, out, material)), "")
    if not why:
        return one
    return replace(one, out=why) if one.number is not None else replace(one, out=why, text="", note="")


def _is_meant(one: Entrant, out: Excluded, material: Material) -> bool:
    if out.platform is not None and out.platform != one.platform:
        return False
    return one.subject in (out.name, _counted(out, material))


def _counted(out: Excluded, material: Material) -> str:
    return material.register.counted_as(out.name) if material.register.group_of else out.name


def partition(entrants: Entrants, ranking: Ranking, material: Material) -> list[tuple[str, list[Entrant]]]:
    """Return the entrants of each group that is ranked on its own, in the order of the groups."""
    if not ranking.within_groups:
        return [(WHOLE, list(entrants.members))] if entrants.members else []
    order = order_of_groups({one.group for one in entrants.members}, ranking, material)
    return [(group, [one for one in entrants.members if one.group == group]) for group in order]


def order_of_groups(groups: Iterable[str], ranking: Ranking, material: Material) -> list[str]:
    """Return groups as the ranking lists them, then as the register does, then by name; 未分组 comes last."""
    stated = [*ranking.only_groups, *ranking.groups, *material.register.units.groups]
    place = {name: at for at, name in reversed(list(enumerate(stated)))}
    return sorted(groups, key=lambda name: (name == UNGROUPED, place.get(name, len(stated)), name))
