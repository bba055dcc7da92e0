"""Draw which site and which account plays which case of which rule."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from govlib.sample.days import at_time, days_before
from govlib.sample.registry import ACCOUNTS, APP, PORTAL, SITES, Account, Site
from govlib.sample.room import seeded

Subject = TypeVar("Subject", Site, Account)

# A case is (name, whether it must be found); what the name means stands in the module of its table.
Cases = tuple[tuple[str, bool], ...]

REVIEWED: Cases = (
    ("one_confirmed", True),
    ("several_confirmed", True),
    ("unreviewed", True),
    ("dismissed", False),
    ("ordinary", False),
)
AUDITED: Cases = (("found", True), ("unreviewed", True), ("cleared", False))
SITE_CASES: dict[str, Cases] = {
    "W-V3": (
        ("navigation_stale", True),
        ("navigation_at", False),
        ("navigation_fresh", False),
        ("above", True),
        ("long_stale", True),
        ("undated", True),
        ("at", False),
        ("below", False),
    ),
    "W-V6.1": (("none", True), ("none_too", True), ("one", False), ("not_applicable", False)),
    "W-V1.1": REVIEWED,
    "W-V1.3": REVIEWED,
    "W-V1.5": (
        ("one_above", True),
        ("several_above", True),
        ("audited_found", True),
        ("audited_clear", False),
        ("at", False),
        ("below", False),
    ),
    "W-V2": (("at", True), ("slow_at", True), ("above", True), ("below", False), ("outside", False), ("slow", False)),
    "W-V4.1": (("at", True), ("above", True), ("below", False), ("second_level", False)),
    "W-V4.2": (("at", True), ("above", True), ("below", False)),
    "W-V4.3": (("at", True), ("above", True), ("below", False)),
    "W-V5.2": (
        ("one_above", True),
        ("several", True),
        ("oldest", True),
        ("at", False),
        ("below", False),
        ("other", False),
    ),
    "W-V1.2": AUDITED,
    "W-V1.4": AUDITED,
    "W-V1.6": AUDITED,
    "W-V5.1": (("found_too", True), *AUDITED),
}
ACCOUNT_CASES: dict[str, Cases] = {
    "M-V2.1": (
        ("above", True),
        ("long_stale", True),
        ("silent", True),
        ("closing", True),
        ("only_returned", True),
        ("at", False),
        ("below", False),
        ("on_the_day", False),
    ),
    "M-V1": REVIEWED,
    "M-V3.1": (("found_too", True), *AUDITED),
    "M-V3.2": AUDITED,
}
_PROBLEM_SITES, _PROBLEM_ACCOUNTS = 18, 26
_COLUMN_RULES = ("W-V4.1", "W-V4.2", "W-V4.3")
_NEWEST_DAYS = {
    "above": 15,
    "long_stale": 47,
    "closing": 33,
    "only_returned": 20,
    "at": 14,
    "below": 13,
    "on_the_day": 0,
}
_DEREGISTERED = ("deregistered_stale", "deregistered_fresh", "closed_silent", "closed_stale")


@dataclass(frozen=True)
class State:
    """One account as the registry has it, and the moment of its newest post (None: it never posted)."""

    account: Account
    status: str
    newest: datetime | None

    @property
    def judged(self) -> bool:
        """Say whether the account is judged at all: closed and deregistered ones are not."""
        return self.status not in ("关停", "注销")


@dataclass(frozen=True)
class Cast:
    """Who plays what: ``sites[rule][case]``, ``accounts[rule][case]``, ``gone[fate]``, and every account's state."""

    sites: dict[str, dict[str, Site]]
    accounts: dict[str, dict[str, Account]]
    gone: dict[str, Account]
    states: tuple[State, ...]
    navigation: frozenset[Site]
    serving: frozenset[Site]

    def case_of(self, rule: str, subject: Site | Account) -> str:
        """Return the case that a subject plays under a rule, or an empty text."""
        roles: dict[str, Site] | dict[str, Account] = self.sites.get(rule) or self.accounts[rule]
        return next((case for case, player in roles.items() if player == subject), "")


def draw_cast(seed: int) -> Cast:
    """Draw the cast of one seed; found cases go to a pool of problem subjects so that others stay clean.

    The portal plays none of them: without a veto it can be scored.
    """
    rng = seeded(seed, "cast")
    sites = _draw(rng, SITE_CASES, SITES, _PROBLEM_SITES)
    navigation = frozenset(site for case, site in sites["W-V3"].items() if case.startswith("navigation"))
    other = [site for site in SITES if site not in navigation]
    for rule in _COLUMN_RULES:
        sites |= _draw(rng, {rule: SITE_CASES[rule]}, other, len(other) // 2)
        # The cases below those limits hold blank columns, which W-V4.3 would count.
        other = [site for site in other if site != sites[rule]["below"]]
    publishing = [account for account in ACCOUNTS if account.publishes]
    gone = dict(zip(_DEREGISTERED, rng.sample(publishing, len(_DEREGISTERED)), strict=True))
    living = [account for account in publishing if account not in gone.values()]
    accounts = _draw(rng, ACCOUNT_CASES, living, _PROBLEM_ACCOUNTS)
    apps = [account for account in ACCOUNTS if account.platform == APP]
    accounts["M-V2.2"] = _assign(rng, AUDITED, apps, apps)
    closing = [accounts["M-V2.1"]["closing"], accounts["M-V2.1"]["below"]]
    states = tuple(_state(rng, account, accounts["M-V2.1"], gone, closing) for account in ACCOUNTS)
    return Cast(sites, accounts, gone, states, navigation, _draw_serving(rng, sites["W-V6.1"]))


def _draw(
    rng: random.Random, cases: dict[str, Cases], subjects: Sequence[Subject], problems: int
) -> dict[str, dict[str, Subject]]:
    pool = rng.sample([subject for subject in subjects if subject != PORTAL], problems)
    return {rule: _assign(rng, rule_cases, pool, subjects) for rule, rule_cases in cases.items()}


def _assign(
    rng: random.Random, cases: Cases, pool: Sequence[Subject], subjects: Sequence[Subject]
) -> dict[str, Subject]:
    found = [name for name, must_be_found in cases if must_be_found]
    alike = [name for name, must_be_found in cases if not must_be_found]
    roles = dict(zip(found, rng.sample(list(pool), len(found)), strict=True))
    left = [subject for subject in subjects if subject not in roles.values()]
    return roles | dict(zip(alike, rng.sample(left, len(alike)), strict=True))


def _draw_serving(rng: random.Random, roles: dict[str, Site]) -> frozenset[Site]:
    must = {roles["none"], roles["none_too"], roles["one"]}
    free = [site for site in SITES if site not in must and site != roles["not_applicable"]]
    return frozenset(must | set(rng.sample(free, 20)))


def _state(
    rng: random.Random,
    account: Account,
    roles: dict[str, Account],
    gone: dict[str, Account],
    closing: Iterable[Account],
) -> State:
    fate = next((name for name, player in gone.items() if player == account), "")
    case = next((name for name, player in roles.items() if player == account), "")
    if fate:
        status = "注销" if fate.startswith("deregistered") else "关停"
    else:
        status = "注销中" if account in closing else "正常"
    if not account.publishes or case == "silent" or fate == "closed_silent":
        return State(account, status, None)
    ordinary = rng.randint(60, 80) if fate.endswith("stale") else rng.randint(1, 11)
    days = _NEWEST_DAYS.get(case, ordinary)
    return State(account, status, at_time(days_before(days), rng.randint(9 * 60, 16 * 60)))
