"""What an overview compares: the pass rates of websites and accounts, the rectified share, each with its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One rate by its name: the declared figure, and the declared counts that stand beside it, by column."""

    name: str
    rate: str
    rate_name: str
    counts: Mapping[str, str]


def _subjects(name: str, stem: str, rate_name: str) -> Kind:
    counts = ("checked", "passed", "failed", "unconfirmed", "unknown")
    return Kind(name, f"{stem}_pass_rate", rate_name, {count: f"{stem}s_{count}" for count in counts})


SITES, ACCOUNTS, RECTIFICATION = "网站", "账号", "整改"
KINDS: Mapping[str, Kind] = {
    SITES: _subjects(SITES, "site", "政府网站合格率"),
    ACCOUNTS: _subjects(ACCOUNTS, "account", "政务新媒体合格率"),
    RECTIFICATION: Kind(
        RECTIFICATION,
        "last_rectification_rate",
        "上期通报问题整改率",
        {
            "told": "last_problems_told",
            "rectified_count": "last_problems_rectified",
            "reported": "last_problems_reported",
            "unfixed": "last_problems_unfixed",
            "overdue": "last_problems_overdue",
        },
    ),
}


def figure_names() -> list[str]:
    """Return the ids of all figures that an overview reads, rates first."""
    rates = [kind.rate for kind in KINDS.values()]
    return [*rates, *(figure for kind in KINDS.values() for figure in kind.counts.values())]
