"""The office that issues a place's bulletins: the declared one, else the one that such a government usually has."""

from __future__ import annotations

from govlib.catalog.places import Place

_USUAL = {"province": "人民政府办公厅"}
_OTHERS = "人民政府办公室"
RECIPIENTS = "各有关单位："


def name_office(place: Place) -> str:
    """Return the office that a place's file states; without one the usual name, with which a paper stays a draft."""
    name = place.name.partition("（")[0]
    return place.bulletin.office or f"{name}{_USUAL.get(place.level, _OTHERS)}"


def say_no_form(place: Place) -> str:
    """Return why a paper of a place without a form is a draft, "" where the place states its office."""
    if place.bulletin.office:
        return ""
    usual = f"暂写“{name_office(place)}”“{RECIPIENTS.rstrip('：')}”"
    return f"地方文件里没有写 bulletin（发文机关、主送机关），{usual}，只能作草稿"
