"""How the slots of a bulletin are known again in a Word file: the tag of a control, and a bookmark around it.

Word and WPS keep tags. LibreOffice before 7.5 drops them and keeps bookmarks, whose names are short and plain.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

LONGEST_TAG = 64
"""Characters that the tag of a content control may have in Word."""
LONGEST_BOOKMARK = 40
"""Characters that the name of a bookmark may have in Word: letters, digits and low lines."""
_BOOKMARK = re.compile(r"^空位\d+_([0-9a-f]{6})_(.+)$")
_UNFIT = re.compile(r"\W")


class Mark(NamedTuple):
    """What a mark tells: the slot's name as far as it holds it, and of which bulletin it is.

    ``origin`` is place/period where a tag says it, ``check`` its hash where a bookmark does; both may be "".
    """

    slot: str
    origin: str = ""
    check: str = ""


def tag_of(slot: str, origin: str) -> str:
    """Return the tag of a slot: place/period/name, the name alone where that is too long."""
    whole = f"{origin}/{slot}"
    return whole if origin and len(whole) <= LONGEST_TAG else slot[:LONGEST_TAG]


def bookmark_of(slot: str, origin: str, number: int) -> str:
    """Return the name of the bookmark around a slot; ``number`` tells those of one paper apart."""
    return f"空位{number}_{check_of(origin)}_{_UNFIT.sub('_', slot)}"[:LONGEST_BOOKMARK]


def check_of(origin: str) -> str:
    """Return the sign by which a bookmark tells one bulletin from another."""
    return hashlib.sha256(origin.encode()).hexdigest()[:6]


def read_mark(name: str) -> Mark:
    """Return what a tag or the name of a bookmark tells; a name that is neither is the slot's own."""
    found = _BOOKMARK.match(name)
    if found:
        return Mark(found[2], check=found[1])
    parts = name.split("/", 2)
    if len(parts) == len(("place", "period", "slot")):
        return Mark(parts[2], origin=f"{parts[0]}/{parts[1]}")
    return Mark(name)


def is_bookmark(name: str) -> bool:
    """Tell whether a name is that of a bookmark around a slot."""
    return bool(_BOOKMARK.match(name))


def find_slot(mark: Mark, slots: list[str]) -> str:
    """Return the slot that a mark means, "" for none; marks hold long names in part."""
    for slot in slots:
        plain = _UNFIT.sub("_", slot)
        if mark.slot in (slot, slot[:LONGEST_TAG]) or (mark.check and plain.startswith(mark.slot) and mark.slot):
            return slot
    return ""
