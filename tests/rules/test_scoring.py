import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.catalog.places import Scope
from govlib.findings import COLUMNS
from govlib.results import list_results
from govlib.scoring import COVERAGE_COLUMNS, OUTSIDE, VERDICT_COLUMNS, coverage, decide, results_from_counts

BY_RULES = Scope(by="indicators")
OUTCOMES = ["不合格", "待复核", "缺数据", "合格", "不适用"]
"""From grave to mild: the gravest decides."""


def subjects(*names: str, judged=True, group: str | None = "部门", unit="县甲局") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "subject": pd.Series(names, dtype="string"),
            "platform": pd.Series([""] * len(names), dtype="string"),
            "unit": pd.Series([unit] * len(names), dtype="string"),
            "group": pd.Series([group] * len(names), dtype="string"),
            "judged": [judged] * len(names),
            "source_file": pd.Series(["名录.xlsx"] * len(names), dtype="string"),
            "source_sheet": pd.Series(["网站"] * len(names), dtype="string"),
            "source_row": range(2, len(names) + 2),
        }
    )


def findings(*rows: tuple[str, str, str], status="active", unit="县甲局") -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["subject", "indicator", "outcome"], dtype="string")
    return made.assign(
        subject_kind="网站",
        platform="",
        unit=unit,
        status=status,
        part="veto",
        ruleset="R",
        reason=made["indicator"] + made["outcome"],
    )


def verdict_of(found: pd.DataFrame, scope: Scope = BY_RULES) -> tuple[str, str, str]:
    decided = decide(found, subjects("甲网"), "网站", scope, "R")
    assert list(decided.columns) == VERDICT_COLUMNS
    row = decided.iloc[0]
    return row["outcome"], row["rules"], row["reasons"]


@given(outcomes=st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=8))
def test_the_gravest_outcome_of_all_rules_decides(outcomes):
    found = findings(*(("甲网", f"R{place}", outcome) for place, outcome in enumerate(outcomes)))
    assert verdict_of(found)[0] == min(outcomes, key=OUTCOMES.index)


def test_the_verdict_names_the_rules_that_fail_or_wait():
    found = findings(
        ("甲网", "R1", "合格"), ("甲网", "R2", "不合格"), ("甲网", "R3", "待复核"), ("甲网", "R4", "缺数据")
    )
    assert verdict_of(found) == ("不合格", "R2、R3", "R2不合格；R3待复核")


def test_who_has_no_rule_in_force_is_not_judged():
    assert verdict_of(findings()) == ("不适用", "", "")
    assert verdict_of(pd.DataFrame(columns=COLUMNS)) == ("不适用", "", "")


def test_a_draft_never_touches_the_verdict():
    found = pd.concat([findings(("甲网", "R1", "合格")), findings(("甲网", "R2", "不合格"), status="draft")])
    assert verdict_of(found) == ("合格", "", "")


def test_a_rule_out_of_scope_never_touches_the_verdict():
    found = findings(("甲网", "R1", "合格"), ("甲网", "R2", "不合格"), ("甲网", "R3", "缺数据"))
    assert verdict_of(found, Scope(by="indicators", rules=("R1",)))[0] == "合格"
    assert verdict_of(found, Scope(by="indicators", rules=("R1", "R3")))[0] == "缺数据"


def test_findings_of_the_other_kind_never_touch_the_verdict():
    found = pd.concat(
        [findings(("甲网", "R1", "合格")), findings(("甲网", "R2", "不合格")).assign(subject_kind="账号")]
    )
    assert verdict_of(found)[0] == "合格"


def test_accounts_of_one_name_under_two_hosts_have_their_own_verdicts():
    two = pd.concat([subjects("号", unit="县甲局"), subjects("号", unit=None)], ignore_index=True)
    found = pd.concat([findings(("号", "R1", "不合格"), unit="县甲局"), findings(("号", "R1", "合格"), unit=None)])
    decided = decide(found, two, "网站", BY_RULES, "R")
    assert decided["outcome"].tolist() == ["不合格", "合格"]


def test_who_is_not_judged_has_no_verdict():
    assert len(decide(findings(("甲网", "R1", "不合格")), subjects("甲网", judged=False), "网站", BY_RULES, "R")) == 0
    assert len(decide(findings(), pd.DataFrame(columns=["subject", "judged"]), "网站", BY_RULES, "R")) == 0


def verdicts(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["subject", "group", "outcome"])
    return made.assign(subject_kind="网站", platform="", unit="县甲局", rules="", reasons="", decided_by="指标")


def nothing_said(failures: pd.DataFrame, _kind: str) -> pd.Series:
    return pd.Series(pd.NA, index=failures.index, dtype="Int64")


def cover(decided: pd.DataFrame, kind: str, listed: pd.DataFrame) -> pd.DataFrame:
    return coverage(list_results(decided, kind, listed, nothing_said), listed)


def count_results(failures: pd.DataFrame, listed: pd.DataFrame, kind: str, **given: bool) -> pd.DataFrame:
    return results_from_counts(failures, listed, kind, nothing_said, **given)


def test_coverage_counts_what_was_checked_and_prints_the_unknown_beside_it():
    decided = verdicts(
        ("一", "部门", "合格"), ("二", "部门", "不合格"), ("三", "部门", "待复核"), ("四", "部门", "缺数据"),
        ("五", "部门", "不适用"), ("六", "门户", "合格"), ("七", None, "缺数据"),
    )  # fmt: skip
    listed = pd.concat([subjects("一", "二"), subjects("六", group="门户"), subjects("七", group=None)])
    table = cover(decided, "网站", listed)
    assert list(table.columns) == COVERAGE_COLUMNS
    expected = pd.DataFrame(
        {
            "group": ["未分组", "部门", "门户"],
            "registered_count": [1, 4, 1],
            "checked_count": [0, 3, 1],
            "passed_count": [0, 1, 1],
            "failed_count": [0, 1, 0],
            "unconfirmed_count": [0, 1, 0],
            "unknown_count": [1, 1, 0],
        }
    )
    got = table[list(expected.columns)].sort_values("group", ignore_index=True)
    pd.testing.assert_frame_equal(
        got, expected.sort_values("group", ignore_index=True), check_dtype=False, check_column_type=False
    )


def test_coverage_names_the_registry_rows_of_each_group_in_their_own_sheet():
    first = subjects("一", "二")
    second = subjects("六", group="门户").assign(source_sheet="另一张", source_row=9)
    closed = subjects("旧").assign(judged=False, source_row=50)
    listed = pd.concat([first, second, closed], ignore_index=True)
    decided = verdicts(("一", "部门", "合格"), ("二", "部门", "合格"), ("六", "门户", "合格"))
    table = cover(decided, "网站", listed).set_index("group")
    assert table.loc["部门", ["source_sheet", "source_row"]].tolist() == ["网站", [2, 3]]
    assert table.loc["门户", ["source_sheet", "source_row"]].tolist() == ["另一张", [9]]


def test_who_is_outside_the_registry_fails_without_being_registered():
    decided = verdicts(("一", "部门", "合格"), ("生", OUTSIDE, "不合格"))
    table = cover(decided, "网站", subjects("一")).set_index("group")
    assert table.loc[OUTSIDE, ["registered_count", "checked_count", "failed_count"]].tolist() == [0, 0, 1]


def test_coverage_of_nobody_has_no_rows():
    assert len(cover(verdicts(), "网站", subjects())) == 0
    assert len(cover(verdicts(("一", "部门", "不适用")), "网站", subjects("一"))) == 0


def counts(*rows: tuple[str, int]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["platform", "account_count"]).astype({"account_count": "Int64"})
    return made.assign(source_file="平台.csv", source_sheet="", source_row=range(2, len(rows) + 2))


def failed(*platforms: str) -> pd.DataFrame:
    return verdicts(*((f"号{place}", name, "不合格") for place, name in enumerate(platforms))).assign(
        subject_kind="账号", platform=list(platforms)
    )


def test_failures_on_platforms_that_the_counts_do_not_name_belong_to_their_other_row():
    listed = counts(("微博", 53), ("微信公众号", 150), ("其他平台类型", 36))
    table = count_results(failed("抖音", "今日头条", "微博"), listed, "账号").set_index("group")
    assert table["failed_count"].to_dict() == {"微博": 1, "微信公众号": 0, "其他平台类型": 2}
    assert table["passed_count"].to_dict() == {"微博": 52, "微信公众号": 150, "其他平台类型": 34}
    assert table["checked_count"].sum() == 239


def test_failures_on_an_unknown_platform_stand_alone_where_the_counts_have_no_other_row():
    table = count_results(failed("抖音"), counts(("微博", 53)), "账号").set_index("group")
    assert table["failed_count"].to_dict() == {"微博": 0, OUTSIDE: 1}
    assert table["registered_count"].to_dict() == {"微博": 53, OUTSIDE: 0}
    assert table["passed_count"].to_dict() == {"微博": 53, OUTSIDE: 0}


def test_without_the_list_of_failures_nobody_passes():
    table = count_results(failed(), counts(("微博", 53)), "账号", delivered=False)
    row = table.iloc[0]
    assert row[["registered_count", "checked_count", "passed_count", "unknown_count"]].tolist() == [53, 0, 0, 53]


def test_more_failures_than_accounts_stay_visible_as_a_contradiction():
    table = count_results(failed("微博", "微博"), counts(("微博", 1)), "账号")
    row = table.iloc[0]
    assert row[["checked_count", "passed_count", "failed_count"]].tolist() == [1, 0, 2]


@pytest.mark.parametrize("kind", ["网站", "账号"])
def test_each_kind_is_counted_by_itself(kind):
    other = {"网站": "账号", "账号": "网站"}[kind]
    decided = verdicts(("一", "部门", "合格")).assign(subject_kind=kind)
    assert len(cover(decided, kind, subjects("一"))) == 1
    assert len(cover(decided, other, subjects("一"))) == 0
