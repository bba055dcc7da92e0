"""What a person names (a place, a figure, a unit), found in the memory or refused with what there is."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import pandas as pd

from govlib.errors import UserError
from govlib.history.opened import History

_SHOWN = 12


def find_place(history: History, said: str) -> str:
    """Return the file name of a place said by it or by the place's name.

    Raises:
        UserError: there is none, or several of that name.
    """
    known = history.query("SELECT DISTINCT place, name FROM places ORDER BY place")
    _refuse_nothing(known)
    slugs = known["place"].tolist()
    if said in slugs:
        return said
    named = known.loc[known["name"].eq(said).fillna(value=False), "place"].unique().tolist()
    if len(named) == 1:
        return str(named[0])
    if named:
        raise UserError("--place", f"叫“{said}”的地方不止一个", f"其中之一：{_say(named)}")
    raise UserError(
        "--place", f"成果里没有“{said}”", f"其中之一：{_say(_near(said, [*slugs, *known['name'].dropna()]))}"
    )


def find_figure(history: History, said: str) -> str:
    """Return the id of a figure said by it or by its name.

    Raises:
        UserError: no outputs have it.
    """
    known = history.query("SELECT DISTINCT figure, label FROM numbers ORDER BY figure, label")
    _refuse_nothing(known)
    if said in known["figure"].tolist():
        return said
    named = known.loc[known["label"].eq(said).fillna(value=False), "figure"].unique().tolist()
    if named:
        return str(named[0])
    near = _near(said, [str(label) for label in known["label"].dropna().unique()])
    raise UserError("--figure", f"没有叫“{said}”的数字", f"其中之一：{_say(near)}", "请核对名称或编号")


def find_unit(history: History, said: str, place: str = "") -> str:
    """Return the file name of the place that has a unit of this name, in any of its periods.

    Raises:
        UserError: no place has it, or several do and none was named.
    """
    known = history.query(
        """
        SELECT DISTINCT place, unit FROM (
            SELECT place, unit FROM verdicts UNION ALL SELECT place, unit FROM problems
            UNION ALL SELECT place, unit FROM cases UNION ALL SELECT place, unit FROM findings
            UNION ALL SELECT place, group_name FROM numbers WHERE group_by = 'unit'
        ) WHERE unit IS NOT NULL AND ($place = '' OR place = $place) AND ($unit = '' OR unit = $unit)
        ORDER BY place, unit
        """,
        {"place": place, "unit": said},
    )
    places = known["place"].unique().tolist()
    if len(places) == 1:
        return str(places[0])
    if places:
        raise UserError(
            "--unit", f"“{said}”在 {len(places)} 个地方都有", f"其中之一：{_say(places)}", "请用 --place 写明"
        )
    others = history.query(
        """
        SELECT DISTINCT unit FROM (
            SELECT place, unit FROM verdicts UNION ALL SELECT place, unit FROM problems
            UNION ALL SELECT place, group_name FROM numbers WHERE group_by = 'unit'
        ) WHERE unit IS NOT NULL AND ($place = '' OR place = $place) ORDER BY unit
        """,
        {"place": place},
    )
    _refuse_nothing(others)
    near = _near(said, others["unit"].tolist())
    raise UserError("--unit", f"成果里没有单位“{said}”", f"其中之一：{_say(near)}", "请写合并后的单位名称")


def _refuse_nothing(known: pd.DataFrame) -> None:
    if known.empty:
        raise UserError("历史", "还没有能用的成果", "至少一个地方的一期做完的成果", "请先 govlib batch")


def _near(said: str, known: Sequence[str]) -> list[str]:
    """Return the names most like what was said, else the first ones; all of them where they are few."""
    if len(known) <= _SHOWN:
        return list(known)
    holding = [name for name in known if said in name][:_SHOWN]
    return holding or difflib.get_close_matches(said, known, _SHOWN, 0.4) or list(known[:_SHOWN])


def _say(names: Sequence[str]) -> str:
    more = f"……共 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
