"""Write a new indicator and its case file as commented skeletons that no run accepts before they are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from govlib.catalog.load import load_catalog
from govlib.catalog.rulesets import Ruleset
from govlib.catalog.yamlfile import read_declaration
from govlib.errors import DeclarationError, Fault, UserError
from govlib.scaffold.allowed import list_allowed

ID_FORM: Final = re.compile(r"[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)+")
"""How the id of an indicator is written: it names files and anchors on every system."""
_HEAD = "ruleset.yaml"


def write_skeletons(root: Path, ruleset: str, indicator: str) -> tuple[Path, Path]:
    """Write both skeletons below the project's ``root`` and return their paths: the indicator, its cases.

    An indicator that the ruleset takes over from the one it extends becomes a skeleton of differences alone.

    Raises:
        UserError: No such ruleset, an id of another form, or an indicator or case file that is there already.
    """
    head = _read_head(root, ruleset)
    if not ID_FORM.fullmatch(indicator):
        expected = "大写字母开头，字母、数字，中间用 - 或 . 分开，例如 W-V9、M-V3.4"
        raise UserError("指标编号", f"写的是“{indicator}”", expected)
    rule = root / "params" / "rulesets" / ruleset / f"{indicator}.yaml"
    cases = root / "tests" / "cases" / ruleset / f"{indicator}.yaml"
    for path in (rule, cases):
        _refuse_existing(path, root)
    overridden = _find_overridden(root, head, indicator)
    environment = Environment(
        loader=PackageLoader("govlib.scaffold"),
        autoescape=False,  # noqa: S701 - the templates are YAML, and every value comes from our own declarations
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    said = {"id": indicator, "ruleset": head, "overridden": overridden, **list_allowed()}
    template = "difference.yaml.j2" if overridden else "indicator.yaml.j2"
    for path, name in ((rule, template), (cases, "cases.yaml.j2")):
        text = environment.get_template(name).render(said)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except OSError as error:
            raise UserError(path.relative_to(root).as_posix(), "写不进去", "可以写的文件夹") from error
    return rule, cases


def list_blanks(root: Path, ruleset: str, indicator: str) -> Iterator[str]:
    """Yield in lines what the new files still lack, as any run would say it: file, key, what is allowed."""
    rule = f"params/rulesets/{ruleset}/{indicator}.yaml"
    blanks = [fault for fault in _list_faults(root) if fault.file == rule]
    if blanks:
        yield f"还要填 {len(blanks)} 处："
    for number, fault in enumerate(blanks, 1):
        yield f"  {number}. {fault.sentence()}"
    yield f"再填用例 tests/cases/{ruleset}/{indicator}.yaml：每种例子至少一个，结论按原文写。"
    yield "填好以前，别的命令会停下来，列出还没填的；不要这条指标了，就删去这两个文件。"


def _list_faults(root: Path) -> tuple[Fault, ...]:
    try:
        load_catalog(root / "params")
    except DeclarationError as error:
        return error.faults
    return ()


def _read_head(root: Path, ruleset: str) -> Ruleset:
    """Return the head of a ruleset that exists; its own faults are told at once."""
    known = sorted(path.parent.name for path in (root / "params" / "rulesets").glob(f"*/{_HEAD}"))
    if ruleset not in known:
        raise UserError("规则集", f"没有名为“{ruleset}”的文件夹", f"其中之一：{'、'.join(known)}")
    faults: list[Fault] = []
    shown = f"params/rulesets/{ruleset}/{_HEAD}"
    head = read_declaration(root / "params" / "rulesets" / ruleset / _HEAD, Ruleset, shown, faults)
    if head is None:
        raise DeclarationError(faults)
    return head


def _refuse_existing(path: Path, root: Path) -> None:
    """Refuse a file that is there already, also under a name that differs in case alone: some systems keep one."""
    others = path.parent.iterdir() if path.parent.is_dir() else ()
    there = next((other for other in others if other.name.casefold() == path.name.casefold()), None)
    if there is not None:
        raise UserError(
            there.relative_to(root).as_posix(), "已经有这个文件", "没有用过的编号", "没有改动它；要改就直接编辑"
        )


def _find_overridden(root: Path, head: Ruleset, indicator: str) -> str:
    """Return the ruleset from which the indicator is taken over, "" where it is new."""
    seen = {head.id}
    while head.extends is not None and head.extends not in seen:
        seen.add(head.extends)
        if (root / "params" / "rulesets" / head.extends / f"{indicator}.yaml").is_file():
            return head.extends
        head = _read_head(root, head.extends)
    return ""
