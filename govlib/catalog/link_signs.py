"""By which signs a problem link is dead, wrong, illegal or hidden: params/link_signs.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from govlib.catalog.yamlfile import Declaration, check_declaration, read_mapping
from govlib.errors import Fault

FILE = "params/link_signs.yaml"
OTHER = "未归类"

Word = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^(-?\d{1,4}|[1-9]xx)$")]


class LinkSigns(Declaration):
    """The signs of one class of problem link; any one of them is enough.

    ``link_kinds`` and ``resource_kinds`` are words of the export's columns, the other words parts of its texts.
    ``http_codes`` are written 404, or 4xx for all of a hundred. With ``unavailable`` a number of days is a sign.
    """

    link_kinds: tuple[Word, ...] = ()
    error_words: tuple[Word, ...] = ()
    title_words: tuple[Word, ...] = ()
    address_words: tuple[Word, ...] = ()
    resource_kinds: tuple[Word, ...] = ()
    http_codes: tuple[Code, ...] = Field(default=())
    unavailable: bool = False


def load_link_signs(params: Path, faults: list[Fault]) -> dict[str, LinkSigns]:
    """Return the classes by name, the gravest first, none without the file; faults are added to ``faults``."""
    if not (params / "link_signs.yaml").exists():
        return {}
    data = read_mapping(params / "link_signs.yaml", FILE, faults)
    classes: dict[str, LinkSigns] = {}
    for key, stated in (data or {}).items():
        if str(key) == OTHER:
            faults.append(Fault(FILE, str(key), "这个名称留给都不相符的链接", "换一个名称"))
        elif not isinstance(stated, Mapping):
            faults.append(Fault(FILE, str(key), f"写的是“{stated}”", "一个类别的标志：link_kinds、error_words 等"))
        else:
            found: list[Fault] = []
            signs = check_declaration(dict(stated), LinkSigns, FILE, found)
            faults.extend(Fault(one.file, f"{key}.{one.key}".rstrip("."), one.found, one.expected) for one in found)
            if signs is not None:
                classes[str(key)] = signs
                if signs == LinkSigns():
                    faults.append(Fault(FILE, str(key), "一个标志也没有写", "至少一个标志"))
    return classes
