"""The columns of the tables that are computed from the ledger, with their types: what figures may count."""

from __future__ import annotations

TALLY_COLUMNS: dict[str, str] = {
    **dict.fromkeys(("number", "unit", "group", "topic", "kind", "state", "statement_state", "told_in"), "text"),
    **dict.fromkeys(("is_last", "is_rectified", "is_open", "is_past_deadline", "is_fixed_late"), "flag"),
    **dict.fromkeys(("is_repeated", "is_disputed", "is_reported_late"), "flag"),
    **dict.fromkeys(("is_unit_silent", "is_unit_silent_last", "is_unit_fixed", "is_unit_fixed_last"), "flag"),
    **dict.fromkeys(("told_count", "told_periods", "recheck_count", "unfixed_recheck_count"), "count"),
}
"""Of the table ``rectification``: one row a number told in earlier periods."""
EVENT_COLUMNS: dict[str, str] = {
    **dict.fromkeys(("account_name", "platform", "unit", "group", "event"), "text"),
    "event_on": "date",
    "source": "text",
    "is_last": "flag",
    "is_in_window": "flag",
}
"""Of the table ``account_events``: one row an account and event."""
