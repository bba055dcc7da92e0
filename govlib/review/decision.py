"""One decision of a person about one finding or row: what it may say, as it stands in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CONFIRM, DISMISS, NOT_APPLICABLE, MERGE = "confirm", "dismiss", "not_applicable", "merge"
REASSIGN, SEVERITY, COMMENT, WITHDRAW = "reassign", "severity", "comment", "withdraw"
KINDS: dict[str, str] = {
    CONFIRM: "属实",
    DISMISS: "误报",
    NOT_APPLICABLE: "不适用",
    MERGE: "并入",
    REASSIGN: "改派",
    SEVERITY: "改等级",
    COMMENT: "备注",
    WITHDRAW: "撤销",
}
"""What each kind is called on pages and in commands."""
ABOUT_OUTCOME = frozenset({CONFIRM, DISMISS, NOT_APPLICABLE, MERGE})
"""Of these the last one counts; each of the others stands beside them. 撤销 takes back all there is of a key."""
SEVERITIES = ("严重", "一般", "表述不规范")


@dataclass(frozen=True)
class Decision:
    """A decision about the item ``key``: a finding's key such as ``W-V3:甲镇网:``, or a row's such as ``T6:1f…``.

    ``to`` is the key merged into, the unit reassigned to, or the new severity. ``evidence`` is the hash of the rows
    that the item rests on, ``state`` that of all it says (rows, value, limit, outcome), both as the person saw them.
    ``when`` is a moment (ISO), ``by`` a post or a sign, never a name.
    """

    key: str
    kind: str
    when: str
    to: str = ""
    remark: str = ""
    by: str = ""
    evidence: str = ""
    state: str = ""

    def as_data(self) -> dict[str, str]:
        """Return what is written into the journal; blank parts are left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Decision:
        """Return the decision that a journal holds; ValueError where it is none."""
        known = {name: str(data[name]) for name in cls.__dataclass_fields__ if name in data}
        decision = cls(**{"key": "", "kind": "", "when": "", **known})
        if not decision.key or decision.kind not in KINDS:
            raise ValueError(f"no decision: {data!r}")
        return decision
