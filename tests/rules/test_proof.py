import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from govlib.ascription import HOLDER
from govlib.proof import PROOF, list_proof


def evidence(*rows: tuple[int, str, str | None, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[HOLDER, "source_file", "source_sheet", "source_row"])
    return frame.astype({"source_file": "string", "source_sheet": "string"})


def proof_of(frame: pd.DataFrame, subjects: int = 1) -> list[dict[str, str]]:
    hashes = {"甲.xlsx": "aa", "乙.csv": "bb"}
    return [dict(zip(PROOF, told, strict=True)) for told in list_proof(frame, subjects, hashes)]


def test_rows_are_sorted_told_once_and_run_together():
    frame = evidence(*((0, "甲.xlsx", "栏目", row) for row in (12, 5, 7, 6, 7, 20, 21)))
    assert proof_of(frame) == [
        {
            "evidence": "甲.xlsx《栏目》 第 5—7、12、20、21 行",
            "evidence_file": "甲.xlsx",
            "evidence_sheet": "栏目",
            "evidence_rows": "5;6;7;12;20;21",
            "evidence_sha256": "aa",
        }
    ]


def test_several_sheets_and_files_are_told_apart_in_the_same_order_in_every_column():
    frame = evidence((0, "甲.xlsx", "二", 9), (0, "甲.xlsx", "一", 4), (0, "乙.csv", None, 3), (0, "甲.xlsx", "二", 2))
    told = proof_of(frame)[0]
    assert told["evidence_file"].split("|") == ["乙.csv", "甲.xlsx", "甲.xlsx"]
    assert told["evidence_sheet"].split("|") == ["", "一", "二"]
    assert told["evidence_rows"].split("|") == ["3", "4", "2;9"]
    assert told["evidence_sha256"].split("|") == ["bb", "aa", "aa"]
    assert told["evidence"] == "乙.csv 第 3 行；甲.xlsx《一》 第 4 行；甲.xlsx《二》 第 2、9 行"


def test_each_subject_has_its_own_rows_and_who_has_none_is_blank():
    told = proof_of(evidence((2, "甲.xlsx", "", 4), (0, "甲.xlsx", "", 3)), subjects=3)
    assert [one["evidence_rows"] for one in told] == ["3", "", "4"]
    assert set(told[1].values()) == {""}


def test_no_evidence_at_all_is_blank_for_everybody():
    assert [set(one.values()) for one in proof_of(evidence(), subjects=2)] == [{""}, {""}]


def test_a_file_of_unknown_hash_has_none():
    assert proof_of(evidence((0, "丙.xlsx", "", 2)))[0]["evidence_sha256"] == ""


@given(rows=st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_what_is_said_names_exactly_the_rows(rows):
    told = proof_of(evidence(*((0, "甲.xlsx", "", row) for row in rows)))[0]
    wanted = sorted(set(rows))
    assert told["evidence_rows"] == ";".join(map(str, wanted))
    said = told["evidence"].removeprefix("甲.xlsx 第 ").removesuffix(" 行")
    spread: list[int] = []
    for part in said.split("、"):
        first, _, last = part.partition("—")
        spread += range(int(first), int(last or first) + 1)
    assert spread == wanted
