"""What the command of review does: items listed and chosen, wishes checked against them, saves told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import pandas as pd

from govlib.errors import UserError
from govlib.findings import OUTCOMES
from govlib.review.decision import KINDS, MERGE, REASSIGN, WITHDRAW, Decision
from govlib.review.items import list_items
from govlib.review.rows import name_unit
from govlib.review.rulings import CARRIED, GONE, STANDINGS, TAKES_OUT, UNREVIEWED
from govlib.review.store import Decisions, name_journal, read_decisions, save_decisions, say_decision
from govlib.workspace import Run

_NEAREST = 3
_LONGEST_LIST = 10
SAVES = ["line", "when", "by", "key", "said"]
_OUT_WORDS = {KINDS[kind] for kind in TAKES_OUT}


@dataclass(frozen=True)
class Wish:
    """What a person wants decided: one kind of decision about some items, each named once."""

    keys: tuple[str, ...]
    kind: str
    to: str = ""
    remark: str = ""


@dataclass(frozen=True)
class ReviewDesk:
    """A run's items of review, and what was decided when they were looked at."""

    run: Run
    read: Decisions

    @cached_property
    def items(self) -> pd.DataFrame:
        """Return one row an item; the columns of ``items.COLUMNS``, all text."""
        return list_items(self.run)

    def choose(self, unit: str = "", kind: str = "", standing: str = "") -> pd.DataFrame:
        """Return the items of a unit, of a kind (指标, 表中一行, 文字, an indicator or table), of a standing.

        Raises:
            UserError: a word that no item has, with those that there are.
        """
        chosen = self.items
        if unit:
            # a row with several units is of each of them
            has_unit = [unit in units.split("、") for units in chosen["unit"]]
            chosen = chosen.loc[_some(has_unit, "--unit", unit, _all_units(self.items))]
        if kind:
            is_kind = (chosen["item"].eq(kind) | chosen["kind"].eq(kind)).tolist()
            known = [*self.items["item"].unique(), *self.items["kind"].unique()]
            chosen = chosen.loc[_some(is_kind, "--kind", kind, known)]
        if standing:
            if standing not in STANDINGS:
                raise UserError("--standing", f"写的是“{standing}”", f"其中之一：{'、'.join(STANDINGS)}", "请核对")
            chosen = chosen.loc[chosen["standing"].eq(standing).tolist()]
        return chosen.reset_index(drop=True)

    @cached_property
    def rows(self) -> dict[str, dict[str, str]]:
        """Return the items by key."""
        return {row["key"]: row for row in _as_rows(self.items)}

    def decide(self, wish: Wish) -> tuple[Decision, ...]:
        """Return the decisions of a wish, each with the hashes of its item as it is now.

        Raises:
            UserError: all that stands against it, at once; nothing is saved.
        """
        faults = self.list_faults(wish)
        if faults:
            shown = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults[:_LONGEST_LIST], 1))
            more = f"\n  另有 {len(faults) - _LONGEST_LIST} 处" if len(faults) > _LONGEST_LIST else ""
            found = f"有 {len(faults)} 处不能决定，一条也没有保存\n{shown}{more}\n"
            raise UserError(name_journal(self.run.records_dir), found, advice="请改好后再试")
        return self.make(wish)

    def list_faults(self, wish: Wish) -> list[str]:
        """Return what stands against a wish, a sentence each."""
        faults = [fault for key in _each_once(wish) if (fault := self._refuse(key, wish, self.rows.get(key)))]
        return [*faults, *self._refuse_target(wish)] if wish.to else faults

    def make(self, wish: Wish) -> tuple[Decision, ...]:
        """Return the decisions of a wish that nothing stands against; units as the register has them."""
        to = (name_unit(wish.to, self.run.register) or wish.to) if wish.kind == REASSIGN else wish.to
        return tuple(
            Decision(
                key=key,
                kind=wish.kind,
                when="",
                to=to,
                remark=wish.remark,
                evidence=self.rows[key]["evidence_hash"],
                state=self.rows[key]["state_hash"],
            )
            for key in _each_once(wish)
        )

    def save(self, decisions: Sequence[Decision], when: str, by: str) -> Decisions:
        """Save decisions made at this desk; what others decided about the same items since then is shown instead."""
        return save_decisions(self.run.records_dir, decisions, when=when, by=by, seen=self.read.seen)

    def _refuse(self, key: str, wish: Wish, row: dict[str, str] | None) -> str:
        """Return why nothing of this kind can be decided about an item, or ""."""
        if row is None:
            return self._say_unknown(key)
        if wish.kind == WITHDRAW:
            settled = self.read.settled.get(key)
            is_decided = settled is not None and settled.decided is not None
            return "" if is_decided or row["standing"] == CARRIED else f"{key}：没有可以撤销的决定"
        if row["standing"] == GONE:
            return f"{key}：本期没有这一项，它的决定只能撤销"
        return ""

    def _say_unknown(self, key: str) -> str:
        """Return what became of a key that is no item: judged otherwise, or not there at all."""
        found = self.run.review.found
        outcomes = found.loc[found["key"].eq(key).tolist(), "outcome"].tolist()
        if outcomes:
            word = next((each for each in OUTCOMES if each in outcomes), str(outcomes[0]))
            register = "请在人工核查登记（T16）里写明结论，和其他导出表放在一起再运行"
            why = "这条规则现在不参加结论" if word in ("不合格", "待复核") else "只复核不合格和待复核的"
            return f"{key}：现在是{word}，{why}；有不同意见{register}"
        near = get_close_matches(key, self.items["key"].tolist(), _NEAREST, 0.6)
        hint = f"，最接近的是 {'、'.join(near)}" if near else "，用 govlib review list 看有哪些"
        return f"{key}：本期没有这一项{hint}"

    def _refuse_target(self, wish: Wish) -> Iterator[str]:
        if wish.kind == REASSIGN and name_unit(wish.to, self.run.register) is None:
            near = get_close_matches(wish.to, list(self.run.register.group_of), _NEAREST, 0.4)
            hint = f"，最接近的是 {'、'.join(near)}" if near else ""
            yield f"--to：“{wish.to}”不在单位名录里，或不纳入统计{hint}"
        if wish.kind != MERGE:
            return
        target = self.rows.get(wish.to)
        if target is None or target["standing"] == GONE:
            yield f"--to：{self._say_unknown(wish.to)}"
        elif target["decision"] in _OUT_WORDS and target["standing"] not in (UNREVIEWED, "失效"):
            yield f"--to：{wish.to} 自己已经{_say_out(target)}，不能并入它"


def open_review(run: Run) -> ReviewDesk:
    """Open the review of a run; what others save from now on is known as theirs."""
    return ReviewDesk(run, read_decisions(run.records_dir))


def read_kind(word: str) -> str:
    """Return the kind of decision that a word means, in Chinese or English.

    Raises:
        UserError: no such kind.
    """
    kinds = {**{said: kind for kind, said in KINDS.items()}, **{kind: kind for kind in KINDS}}
    if word.strip() not in kinds:
        known = "、".join(f"{said}（{kind}）" for kind, said in KINDS.items())
        raise UserError("--as", f"写的是“{word}”", f"其中之一：{known}", "请核对")
    return kinds[word.strip()]


def list_saves(read: Decisions, key: str = "") -> pd.DataFrame:
    """Return one row a decision ever saved, in order: line, moment, sign, key, and the decision in words."""
    rows = [
        (save.line, save.when, save.by, one.key, say_decision(one))
        for save in read.saves
        for one in save.decisions
        if not key or one.key == key
    ]
    return pd.DataFrame(rows, columns=SAVES)


def count_standings(items: pd.DataFrame) -> str:
    """Return how many items have which standing, in one sentence."""
    if items.empty:
        return "没有要复核的。"
    counts = items["standing"].value_counts()
    return (
        f"共 {len(items)} 项：" + "，".join(f"{word} {counts[word]} 项" for word in STANDINGS if word in counts) + "。"
    )


def _some(flags: list[bool], option: str, word: str, known: Sequence[str]) -> list[bool]:
    if any(flags) or word in known or not known:
        return flags
    near = get_close_matches(word, list(known), _NEAREST, 0.4) or sorted(known)[:_LONGEST_LIST]
    raise UserError(option, f"没有“{word}”的复核项", f"例如 {'、'.join(filter(None, near))}", "请核对")


def _all_units(items: pd.DataFrame) -> list[str]:
    return sorted({unit for units in items["unit"] for unit in units.split("、") if unit})


def _each_once(wish: Wish) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key.strip() for key in wish.keys))


def _as_rows(items: pd.DataFrame) -> Iterator[dict[str, str]]:
    names = [str(name) for name in items.columns]
    for values in items.itertuples(index=False, name=None):
        yield dict(zip(names, map(str, values), strict=True))


def _say_out(target: dict[str, str]) -> str:
    return f"并入了 {target['to']}" if target["decision"] == KINDS[MERGE] else f"判为{target['decision']}"
