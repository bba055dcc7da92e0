"""Types of problems as a bulletin groups and words them: params/problem_types.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from pydantic import Field

from govlib.catalog.yamlfile import Declaration, read_declaration
from govlib.errors import Fault

FILE = "params/problem_types.yaml"
PLACES = ("{unit}", "{object}", "{item}", "{what}", "{wrong}", "{right}")
REST = "*"


class ProblemType(Declaration):
    """One type: which problems it takes (``kinds`` are indicators or tables, * for any ending), and their wording.

    ``topics`` and ``contains`` narrow it further. ``lead`` opens its paragraph; ``each`` words one problem, with
    ``{unit} {object} {item} {what} {wrong} {right}``; problems with the same ``what`` are told together, ``counted``
    in 家 (units), 处 (items) or 个 (objects, ``of`` says what they are); ``{where}`` in a ``lead`` is where errors of
    text stand. A type that ``names_unit_only`` keeps the object and words to itself; ``text`` words the whole type in
    the vocabulary of templates, unless a number in it has no data.
    """

    id: str = Field(min_length=1)
    heading: str = Field(min_length=1)
    kinds: tuple[str, ...] = Field(min_length=1)
    topics: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lead: str = ""
    each: str = "{object}"
    what: str = "{what}"
    counted: Literal["家", "个", "项", "处"] = "个"
    of: str = ""
    names_unit_only: bool = False
    text: str = ""

    def takes(self, kind: str, topic: str, problem: str) -> bool:
        """Tell whether a problem of the list belongs to the type."""
        if not any(fnmatchcase(kind, one) for one in self.kinds):
            return False
        if self.topics and topic not in self.topics:
            return False
        return not self.contains or any(word in problem for word in self.contains)


class ProblemTypes(Declaration):
    """The types in the order in which a bulletin tells them: a problem belongs to the first that takes it."""

    types: tuple[ProblemType, ...] = Field(min_length=1)


def load_problem_types(params: Path, faults: list[Fault]) -> tuple[ProblemType, ...]:
    """Return the declared types in their order, none where the file is not there; faults are added to ``faults``."""
    path = params / "problem_types.yaml"
    if not path.is_file():
        return ()
    declared = read_declaration(path, ProblemTypes, FILE, faults)
    if declared is None:
        return ()
    faults.extend(_check(declared.types))
    return declared.types


def _check(types: tuple[ProblemType, ...]) -> Iterator[Fault]:
    names = [one.id for one in types]
    for number, one in enumerate(types):
        if names.index(one.id) != number:
            yield Fault(FILE, f"types.{number}.id", f"编号“{one.id}”已用过", "没有用过的编号")
        for key in ("each", "what"):
            rest = getattr(one, key)
            for place in PLACES:
                rest = rest.replace(place, "")
            if "{" in rest or "}" in rest:
                yield Fault(
                    FILE, f"types.{number}.{key}", f"写的是“{getattr(one, key)}”", f"空格只有：{' '.join(PLACES)}"
                )
