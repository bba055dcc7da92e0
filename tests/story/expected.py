"""The numbers of README.md, as they stand on paper; nothing here is computed by govlib."""

from __future__ import annotations

from dataclasses import dataclass

from facts import Q1, Q2, Q3, Q4

SENT, REPORTED, VERIFIED, UNFIXED, OVERDUE, CLOSED = "已下发", "报称已整改", "已核实整改", "未整改", "逾期", "已销号"

TOLD = {Q1: "abcdefghijklmno", Q2: "bdekpqrs", Q3: "bpstuvwx"}
"""Which problems are told in a quarter, anew or again."""
DEADLINES = {Q1: "2026-04-16", Q2: "2026-07-15", Q3: "2026-10-16"}
STATEMENT_BY = "2026-07-08"
SENT_ON = {Q1: "2026-04-01", Q2: "2026-07-01", Q3: "2026-09-28"}
PASS_RATES = {Q1: ("62.5%", "58.3%"), Q2: ("75.0%", "70.0%"), Q3: ("50.0%", "90.0%"), Q4: ("87.5%", "100%")}
"""Of websites and accounts, as printed."""
RATES_AFTER = {Q1: ("87.5%", "75.0%"), Q2: ("75.0%", "100%")}
"""The same after rectification, as known when the next quarter was inspected and told."""

STATES = {
    Q2: {VERIFIED: "acfgil", CLOSED: "o", REPORTED: "hjn", UNFIXED: "bdek", OVERDUE: "m"},
    Q3: {VERIFIED: "acfgildehkq", CLOSED: "o", REPORTED: "jr", UNFIXED: "bnps", OVERDUE: "m"},
    Q4: {VERIFIED: "acfgildehkqmpstuv", CLOSED: "o", REPORTED: "jw", UNFIXED: "bnr", OVERDUE: "x"},
}
"""Which problems are in which state when a quarter is inspected."""
UNFIXED_RECHECKS = {
    Q2: {"b": 1, "d": 1, "e": 1, "k": 1},
    Q3: {"b": 2, "d": 1, "e": 1, "k": 1, "n": 1, "p": 1, "s": 1},
    Q4: {"b": 3, "d": 1, "e": 1, "k": 1, "n": 2, "p": 1, "s": 1, "r": 1},
}
LATE = {Q2: "fl", Q3: "fleq", Q4: "fleqmpsv"}
CONSECUTIVE = {Q2: "", Q3: "bdek", Q4: "bdekps"}
REPEATED = {Q2: "", Q3: "", Q4: "t"}
ACCOUNTS = {
    Q2: {("乙河之窗", "责令关停"), ("丁坪微讯", "已注销")},
    Q3: {("乙河之窗", "已关停"), ("丁坪微讯", "已注销"), ("丙桥快讯", "未经批准开设")},
    Q4: {("乙河之窗", "违规重开"), ("丁坪微讯", "已注销"), ("丙桥快讯", "未经批准开设")},
}
"""The last event of each account that had one."""
STATEMENTS = {Q2: (0, 0, 0, 0), Q3: (7, 5, 1, 1), Q4: (7, 5, 1, 1)}
"""Units: due, in time, late, missing."""
TALKS = {Q2: set(), Q3: set(), Q4: {"乙河镇"}}
SILENT = {Q2: {"乙河镇"}, Q3: {"县卫生健康局"}, Q4: {"县卫生健康局"}}


@dataclass(frozen=True)
class Numbers:
    """The numbers of one column of the README's table; the share as it is printed."""

    told: int
    verified: int
    closed: int
    rectified: int
    share: str
    reported: int
    unfixed: int
    overdue: int
    still_open: int
    late: int
    repeated: int
    consecutive: int
    open_after_two: int
    open_after_three: int
    units_told: int
    units_silent: int
    units_done: int


IN_ALL = {
    Q2: Numbers(15, 6, 1, 7, "46.7%", 3, 4, 1, 8, 2, 0, 0, 0, 0, 9, 1, 3),
    Q3: Numbers(19, 11, 1, 12, "63.2%", 2, 4, 1, 7, 4, 0, 4, 1, 0, 10, 1, 4),
    Q4: Numbers(24, 17, 1, 18, "75.0%", 2, 3, 1, 6, 8, 1, 6, 2, 1, 10, 1, 5),
}
LAST = {
    Q2: IN_ALL[Q2],
    Q3: Numbers(8, 4, 0, 4, "50.0%", 1, 3, 0, 4, 2, 0, 4, 1, 0, 7, 1, 3),
    Q4: Numbers(8, 5, 0, 5, "62.5%", 1, 1, 1, 3, 3, 1, 3, 1, 1, 8, 1, 5),
}
