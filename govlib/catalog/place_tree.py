"""Which place lies within which: a county in its city, a city in its province; declared by ``within``, never a ring."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from govlib.catalog.places import Place
from govlib.errors import Fault

_LEVELS = ("county", "city", "province")
_SHOWN = {"county": "县（区）", "city": "市", "province": "省"}


def check_within(places: Mapping[str, Place], faulty: Collection[str]) -> Iterator[Fault]:
    """Yield every place that lies within none that is declared, within itself, or within one that is no larger."""
    for slug, place in places.items():
        upper = place.within
        if upper is None:
            continue
        where = f"params/places/{slug}.yaml", "within"
        if upper not in places:
            if f"params/places/{upper}.yaml" not in faulty:
                yield Fault(*where, f"没有地方“{upper}”", f"其中之一：{'、'.join(places)}；没有上级就不写")
        elif slug in list_upper({name: one.within for name, one in places.items()}, slug):
            yield Fault(*where, f"“{slug}”绕一圈又属于自己", "上级地方，不能是自己，也不能是自己的下级")
        elif _LEVELS.index(places[upper].level) <= _LEVELS.index(place.level):
            found = f"“{upper}”是{_SHOWN[places[upper].level]}，装不下{_SHOWN[place.level]}"
            yield Fault(*where, found, "级别更高的地方：县属于市或省，市属于省")


def list_upper(within: Mapping[str, str | None], slug: str) -> list[str]:
    """Return the places that a place lies within, the nearest first; a ring ends where it would begin anew."""
    found: list[str] = []
    upper = within.get(slug)
    while upper and upper not in found:
        found.append(upper)
        upper = within.get(upper)
    return found
