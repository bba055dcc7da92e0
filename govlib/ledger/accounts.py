"""What befell accounts: ordered to close, shut, deregistered, reopened, opened without approval, and where each stands.

From the acts of the ledger, the table of changes (T2c) and the registry (T2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from govlib.catalog.places import Window
from govlib.ledger.acts import ACCOUNT_EVENTS, ACCOUNTS, DEREGISTERED, REOPENED, SHUT, AccountEvent, Act, rows_of
from govlib.ledger.columns import EVENT_COLUMNS
from govlib.units import UnitRegister

_FILED_ANEW = "备案后重新开设"
"""Ends a closing without being an event of its own: the account runs again, and its filing says so."""
_OF_CHANGE = {"关停": SHUT, "注销": DEREGISTERED}
_DOWN = (SHUT, DEREGISTERED)

_Key = tuple[str, str]


@dataclass(frozen=True)
class _Event:
    day: date
    event: str
    unit: str
    source: str


def list_account_events(
    acts: Iterable[Act],
    tables: Mapping[str, pd.DataFrame],
    cases: pd.DataFrame,
    day: date,
    *,
    window: Window,
    register: UnitRegister,
) -> pd.DataFrame:
    """Return one row an account and event up to ``day``, by account and day; the columns of ``EVENT_COLUMNS``.

    An account is a name on a platform. The registry speaks only of accounts that are in the book already: by an act, by
    T2c, or by a problem that was told of them. One opened again after it was shut is 违规重开, unless T2c gives the
    opening a day of filing; so is one that the registry calls 正常 and that posted after it was shut. ``is_last`` marks
    the state of each account, ``is_in_window`` what happened in the period.
    """
    book: dict[_Key, list[_Event]] = {}
    registry = _read_registry(tables)
    for act, row in rows_of(acts, ACCOUNTS):
        if isinstance(row, AccountEvent) and act.day <= day and row.event in ACCOUNT_EVENTS:
            key = _place(row.account_name, row.platform, registry)
            book.setdefault(key, []).append(_Event(act.day, row.event, row.unit, "整改台账"))
    for key, event in _read_changes(tables.get("account_records"), day):
        book.setdefault(key, []).append(event)
    told = cases.loc[cases["subject_kind"].eq("账号").fillna(value=False), ["subject", "platform"]].fillna("")
    for name, platform in told.itertuples(index=False, name=None):
        book.setdefault((str(name), str(platform)), [])
    rows = []
    for key in sorted(book):
        known = _settle(book[key], registry.get(key, ()), day)
        shown = [event for event in known if event.event != _FILED_ANEW]
        written = next((event.unit for event in reversed(known) if event.unit), "") or _host(registry.get(key, ()))
        unit = register.counted_as(written) if written else ""
        rows += [
            (*key, unit, register.group(unit) or "", one.event, one.day, one.source, one is known[-1],
             window.start <= one.day <= window.end)
            for one in shown
        ]  # fmt: skip
    return _frame(rows)


@dataclass(frozen=True)
class _Registered:
    """One row of the registry."""

    status: str
    closed_on: date | None
    last_post: date | None
    unit: str


def _read_registry(tables: Mapping[str, pd.DataFrame]) -> dict[_Key, tuple[_Registered, ...]]:
    table = tables.get("accounts")
    found: dict[_Key, tuple[_Registered, ...]] = {}
    if table is None:
        return found
    columns = ["account_name", "platform", "status", "closed_date", "last_post_date", "host_unit"]
    for name, platform, status, closed, posted, unit in table[columns].itertuples(index=False, name=None):
        key = _text(name), _text(platform)
        found[key] = (*found.get(key, ()), _Registered(_text(status), _day(closed), _day(posted), _text(unit)))
    return found


def _place(name: str, platform: str, registry: Mapping[_Key, object]) -> _Key:
    """Return an account; one written without its platform is the only registered one of its name, if there is one."""
    found = [key for key in registry if key[0] == name]
    return found[0] if not platform and len(found) == 1 else (name, platform)


def _read_changes(table: pd.DataFrame | None, day: date) -> Iterator[tuple[_Key, _Event]]:
    """Yield the closings of T2c, and every opening: filed or not. What has no day can't be put in order."""
    if table is None:
        return
    columns = ["account_name", "platform", "host_unit", "change", "changed_date", "provincial_date", "national_date"]
    for name, platform, unit, change, changed, *filed in table[columns].itertuples(index=False, name=None):
        on = _day(changed)
        if on is None or on > day or change not in (*_OF_CHANGE, "开设"):
            continue
        is_filed = any(_day(when) is not None for when in filed)
        event = _OF_CHANGE.get(change) or (_FILED_ANEW if is_filed else REOPENED)
        yield (_text(name), _text(platform)), _Event(on, event, _text(unit), "账号变动备案登记")


def _settle(events: list[_Event], rows: tuple[_Registered, ...], day: date) -> list[_Event]:
    """Return an account's events in order, with what the registry adds; what is told twice counts once.

    An opening of T2c counts only after a closing: the first one is no reopening.
    """
    gone = [row for row in rows if row.status in _OF_CHANGE]
    closings = [
        _Event(min(row.closed_on or day, day), _OF_CHANGE[row.status], row.unit, "账号名录")
        for row in gone[-1:] if len(gone) == len(rows)
    ]  # fmt: skip
    known: list[_Event] = []
    for one in sorted([*events, *closings], key=lambda event: event.day):
        before = known[-1].event if known else ""
        is_opening = one.source == "账号变动备案登记" and one.event in (REOPENED, _FILED_ANEW)
        if one.event != before and not (is_opening and before not in _DOWN):
            known.append(one)
    posts = [row for row in rows if row.status == "正常" and row.last_post is not None and row.last_post <= day]
    for row in posts:
        if known and known[-1].event in _DOWN and row.last_post is not None and row.last_post > known[-1].day:
            known.append(_Event(row.last_post, REOPENED, row.unit, "账号名录"))
    return known


def _host(rows: tuple[_Registered, ...]) -> str:
    return next((row.unit for row in rows if row.unit), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None


def _frame(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for place, (name, kind) in enumerate(EVENT_COLUMNS.items()):
        values = [row[place] for row in rows]
        if kind == "date":
            columns[name] = pd.Series(pd.to_datetime(pd.Series(values, dtype=object))).astype("datetime64[us]")
        else:
            columns[name] = pd.Series(values, dtype="boolean" if kind == "flag" else "string")
    return pd.DataFrame(columns, columns=list(EVENT_COLUMNS))
