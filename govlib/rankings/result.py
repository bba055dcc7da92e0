"""Results of rankings: the lines of a list and of its counts, as one long frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

import pandas as pd

from govlib.catalog.rankings import Ranking
from govlib.catalog.roundings import Rounding
from govlib.rankings.material import VETOED, Entrant
from govlib.rankings.said import merge_notes
from govlib.rounding import say_rate

LIST, FIRST, LAST, UNKNOWNS, COUNTS = "名单", "前列", "末尾", "缺数据名单", "统计"
UNKNOWN, OUT = "缺数据", "不参加"
TOTAL = "合计"
COUNTED = "个数和占比"


@dataclass(frozen=True)
class Line:
    """One line: a subject with its rank or word, or a count of a group.

    ``part`` is 名单, 前列, 末尾, 缺数据名单 or 统计; ``word`` a tier, band or list, 缺数据 or 不参加. A rate is a
    fraction of 1.
    """

    part: str
    group: str
    rank: float | None
    subject: str
    platform: str
    unit: str
    figure: str
    value: float | None
    value_text: str
    numerator: float | None
    denominator: float | None
    denominator_name: str
    word: str
    note: str


HEAD = ["ranking", "title", "kind"]
COLUMNS = [*HEAD, *Line.__dataclass_fields__]
_NUMBERS = ("rank", "value", "numerator", "denominator")


@dataclass(frozen=True, eq=False)
class Ranked:
    """What one ranking gave: its lines as a frame (``COLUMNS``), remarks, and why it gave nothing."""

    ranking: Ranking
    frame: pd.DataFrame
    notes: tuple[str, ...] = ()
    lacking: str = ""

    def part(self, *names: str) -> pd.DataFrame:
        """Return the lines of some parts."""
        return self.frame.loc[self.frame["part"].isin(names)].reset_index(drop=True)


def make_ranked(ranking: Ranking, lines: Iterable[Line], notes: Iterable[str] = (), lacking: str = "") -> Ranked:
    """Return a ranking's result from its lines."""
    head = {"ranking": ranking.id, "title": ranking.title, "kind": ranking.method.kind}
    frame = pd.DataFrame([{**head, **asdict(line)} for line in lines], columns=COLUMNS)
    types = {name: "Float64" if name in _NUMBERS else "string" for name in COLUMNS}
    return Ranked(ranking, frame.astype(types), tuple(dict.fromkeys(note for note in notes if note)), lacking)


def join_frames(ranked: Sequence[Ranked]) -> pd.DataFrame:
    """Return the lines of all rankings as one frame, in their order; empty with its columns where there are none."""
    frames = [one.frame for one in ranked if len(one.frame)]
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(frames, ignore_index=True)


def line_of(one: Entrant, part: str = LIST, rank: float | None = None, word: str = "", note: str = "") -> Line:
    """Return the line of one subject; who is out or unknown has no rank, and says so."""
    is_out, is_unknown = bool(one.out), one.number is None
    return Line(
        part=part,
        group=one.group,
        rank=None if is_out or is_unknown else rank,
        subject=one.subject,
        platform=one.platform,
        unit=one.unit,
        figure=one.figure,
        value=one.value,
        value_text=one.text,
        numerator=one.numerator,
        denominator=one.denominator,
        denominator_name=one.denominator_name,
        word=OUT if is_out else word or _say_unknown(one),
        note=merge_notes([one.out, one.note, note]),
    )


def _say_unknown(one: Entrant) -> str:
    if one.number is not None:
        return ""
    return VETOED if one.veto else UNKNOWN


def place_unknowns(unknown: Sequence[Line], rule: str) -> tuple[list[Line], list[str]]:
    """Return where the lines without a number stand, and what is said of those left out."""
    if rule == "left_out":
        return [], [f"缺数据的没有列出：{'、'.join(line.subject for line in unknown)}。"] if unknown else []
    part = UNKNOWNS if rule == "listed_apart" else LIST
    return [replace(line, part=part) for line in unknown], []


def count_words(
    lines: Sequence[Line], words: Sequence[str], groups: Sequence[str], rounding: Rounding | None, counter: str,
    *, total: bool = True,
) -> list[Line]:  # fmt: skip
    """Return one line a group and word: how many, and their share of all who have one of the words; then the totals.

    缺数据, 不参加 and 单项否决 without a tier of its own are counted beside, outside the shares. Without a ``rounding``
    no shares are said.
    """
    wanted = [*groups, *([TOTAL] if total and len(groups) > 1 else [])]
    counted: list[Line] = []
    for group in wanted:
        mine = [line for line in lines if group in ("", TOTAL, line.group)]
        whole = sum(line.word in words for line in mine)
        takes_part = whole > 0 or not mine
        for word in dict.fromkeys([*words, VETOED, UNKNOWN, OUT]):
            number = sum(line.word == word for line in mine)
            if word in words and rounding is not None and takes_part:
                share = f"，占{say_rate(number, whole, rounding)}" if whole else ""
                counted.append(_count_line(group, word, number, whole, f"{number}{counter}{share}"))
            elif number or (word in words and takes_part):
                counted.append(_count_line(group, word, number, None, f"{number}{counter}"))
    return counted


def _count_line(group: str, word: str, number: int, whole: int | None, text: str) -> Line:
    return Line(
        part=COUNTS, group=group, rank=None, subject="", platform="", unit="", figure=COUNTED, value=float(number),
        value_text=text, numerator=None if whole is None else float(number),
        denominator=None if whole is None else float(whole),
        denominator_name="" if whole is None else "参加且有结果的", word=word, note="",
    )  # fmt: skip
