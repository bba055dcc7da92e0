"""What is saved of decisions, what is refused, and what two people see of each other."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from govlib.errors import UserError
from govlib.review.decision import Decision
from govlib.review.store import DecisionConflictError, Decisions, read_decisions, save_decisions

WHEN = "2026-04-03T09:30:00+0800"


def decide(kind: str, key: str = "W-V3:甲镇网:", **said: str) -> Decision:
    return Decision(key=key, kind=kind, when="", **said)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return tmp_path / "records" / "county" / "2026Q1"


def refusal(records: Path, *decisions: Decision, when: str = WHEN, by: str = "") -> str:
    with pytest.raises(UserError) as caught:
        save_decisions(records, decisions, when=when, by=by)
    assert not (records / "decisions.jsonl").exists()
    return str(caught.value)


def test_a_period_without_records_has_no_decisions(records: Path):
    assert read_decisions(records) == Decisions()
    assert not records.exists()


def test_what_is_saved_is_read_again_with_moment_sign_and_hashes(records: Path):
    given = [
        decide("dismiss", remark="电话核实", evidence="e1", state="s1"),
        decide("merge", "T6:00", to="W-V3:甲镇网:"),
        decide("reassign", "T6:01", to="县教育局"),
        decide("severity", "T6:02", to="表述不规范"),
    ]
    saved = save_decisions(records, given, when=WHEN, by="复核岗1")
    assert saved == read_decisions(records)
    assert [(one.when, one.by) for one in saved.decisions] == [(WHEN, "复核岗1")] * 4
    assert [one.kind for one in saved.decisions] == ["dismiss", "merge", "reassign", "severity"]
    assert (saved.decisions[0].evidence, saved.decisions[0].state) == ("e1", "s1")
    assert saved.decisions[2].to == "县教育局"
    assert (len(saved.saves), saved.seen) == (1, 1)


def test_a_bulk_decision_is_one_line(records: Path):
    save_decisions(records, [decide("confirm", f"T6:{number:02}") for number in range(50)], when=WHEN)
    assert (records / "decisions.jsonl").read_bytes().count(b"\n") == 1
    assert len(read_decisions(records).decisions) == 50


def test_a_decision_is_taken_back_and_history_stays(records: Path):
    save_decisions(records, [decide("dismiss")], when=WHEN)
    saved = save_decisions(records, [decide("withdraw")], when=WHEN)
    found = saved.settled["W-V3:甲镇网:"]
    assert found.outcome is None
    assert [one.kind for one in found.history] == ["dismiss", "withdraw"]


def test_every_fault_of_a_save_is_told_and_nothing_is_saved(records: Path):
    said = refusal(
        records,
        decide("confirm", "  "),
        decide("frown", "T6:01"),
        decide("merge", "T6:02"),
        decide("reassign", "T6:03", to=" \u200b"),
        decide("severity", "T6:04", to="很严重"),
        decide("merge", "T6:05", to="T6:05"),
        decide("comment", "T6:06"),
        decide("confirm", "T6:07", to="T6:08"),
        when="昨天",
    )
    assert "有 9 处不能保存，一条也没有保存" in said
    for piece in (
        "时间“昨天”不是一个时刻",
        "（编号空着）：没有写是哪一项",
        "T6:01：没有“frown”这种决定",
        "T6:02：并入没有写并入哪一项",
        "T6:03：改派没有写改派给哪个单位",
        "T6:04：没有“很严重”这个等级，应为严重、一般、表述不规范之一",
        "T6:05：不能并入它自己",
        "T6:06：备注是空的",
        "T6:07：属实不用写对象，这里写了“T6:08”",
    ):
        assert piece in said


def test_nothing_to_save_is_told(records: Path):
    assert "没有要保存的决定" in refusal(records)


def test_a_remark_of_2000_characters_is_kept_and_one_more_is_not(records: Path):
    assert "备注有 2001 个字，最多 2000 个" in refusal(records, decide("comment", remark="长" * 2001))
    save_decisions(records, [decide("comment", remark="长" * 2000)], when=WHEN)
    assert len(read_decisions(records).decisions[0].remark) == 2000


def test_a_sign_is_short(records: Path):
    assert "复核人标识有 41 个字" in refusal(records, decide("confirm"), by="岗" * 41)


def test_one_save_does_not_say_two_things_of_one_item(records: Path):
    said = refusal(records, decide("confirm"), decide("dismiss"))
    assert "W-V3:甲镇网:：同一次保存里有 2 个结论（属实、误报），应只有一个" in said
    said = refusal(records, decide("reassign", to="甲局"), decide("reassign", to="乙局"))
    assert "2 个改派（改派 → 甲局、改派 → 乙局）" in said


def test_the_same_decision_twice_in_one_save_is_one(records: Path):
    saved = save_decisions(records, [decide("confirm"), decide("confirm")], when=WHEN)
    assert len(saved.decisions) == 1


def test_a_save_may_take_back_and_decide_anew(records: Path):
    save_decisions(records, [decide("confirm"), decide("comment", remark="旧")], when=WHEN)
    saved = save_decisions(records, [decide("withdraw"), decide("dismiss")], when=WHEN)
    found = saved.settled["W-V3:甲镇网:"]
    assert (found.outcome is not None and found.outcome.kind, found.comments) == ("dismiss", ())


def test_a_remark_is_kept_without_personal_numbers_and_unseen_signs(records: Path):
    remark = "已与1380013\u200b8000核实\r\n\t身份证510823199001011234\x00\x1b[31m，\ud83d网页2026-04-03已删\u202e"
    said = save_decisions(records, [decide("dismiss", remark=remark)], when=WHEN, by="13900139000").decisions[0]
    assert said.remark == "已与***********核实 身份证****************** [31m，网页2026-04-03已删"
    assert said.by == "*" * 11
    written = (records / "decisions.jsonl").read_text(encoding="utf-8")
    assert "13800138000" not in written
    assert "13900139000" not in written


def test_a_ring_of_merges_is_refused_within_a_save_and_over_several(records: Path):
    said = refusal(records, decide("merge", "A", to="B"), decide("merge", "B", to="A"))
    assert "A：并入绕成了一圈（A → B → A），应有一项不再并入别的" in said
    save_decisions(records, [decide("merge", "A", to="B"), decide("merge", "B", to="C")], when=WHEN)
    with pytest.raises(UserError, match="C → A → B → C"):
        save_decisions(records, [decide("merge", "C", to="A")], when=WHEN)
    save_decisions(records, [decide("confirm", "A"), decide("merge", "C", to="A")], when=WHEN)
    assert len(read_decisions(records).saves) == 2


def test_what_others_saved_about_other_items_does_not_matter(records: Path):
    seen = save_decisions(records, [decide("confirm", "A")], when=WHEN).seen
    save_decisions(records, [decide("dismiss", "B")], when=WHEN)
    saved = save_decisions(records, [decide("dismiss", "C")], when=WHEN, seen=seen)
    assert list(saved.settled) == ["A", "B", "C"]


def test_what_others_saved_about_the_same_item_is_shown_and_nothing_written(records: Path):
    seen = read_decisions(records).seen
    save_decisions(records, [decide("dismiss", "A", remark="已删除"), decide("confirm", "B")], when=WHEN, by="复核岗1")
    before = (records / "decisions.jsonl").read_bytes()
    with pytest.raises(DecisionConflictError) as caught:
        save_decisions(records, [decide("confirm", "A"), decide("confirm", "C")], when=WHEN, by="复核岗2", seen=seen)
    assert (records / "decisions.jsonl").read_bytes() == before
    assert f"A：复核岗1 {WHEN} 保存的是“误报（已删除）”，这一次要保存“属实”" in str(caught.value)
    assert [one.key for one in caught.value.theirs] == ["A"]


def test_after_a_look_the_same_save_goes_through(records: Path):
    save_decisions(records, [decide("dismiss", "A")], when=WHEN)
    seen = read_decisions(records).seen
    saved = save_decisions(records, [decide("confirm", "A")], when=WHEN, seen=seen)
    assert [one.kind for one in saved.settled["A"].history] == ["dismiss", "confirm"]


def test_one_s_own_saves_in_a_row_are_no_conflict(records: Path):
    seen = 0
    for kind in ("confirm", "dismiss", "withdraw"):
        seen = save_decisions(records, [decide(kind)], when=WHEN, seen=seen).seen
    assert len(read_decisions(records).saves) == 3


def test_a_line_changed_by_hand_is_told_and_not_used(records: Path):
    for kind, key in (("confirm", "A"), ("dismiss", "B"), ("confirm", "C")):
        save_decisions(records, [decide(kind, key)], when=WHEN)
    path = records / "decisions.jsonl"
    path.write_bytes(path.read_bytes().replace(b"dismiss", b"confirm"))
    read = read_decisions(records)
    assert list(read.settled) == ["A", "C"]
    assert read.faults == (
        "records/county/2026Q1/decisions.jsonl 第 2 行被改动过，没有采用；请保留这个文件，其余各行照常有效。",
    )


def test_a_line_that_is_no_decision_is_used_in_no_part(records: Path):
    from govlib.records.journal import append  # noqa: PLC0415 - what a later version might write

    good = {"key": "A", "kind": "confirm"}
    for decisions in ([good, {"key": "B", "kind": "frown"}], "A", [["key", "A"]], [good, None], 5):
        append(records / "decisions.jsonl", {"when": WHEN, "decisions": decisions})
    save_decisions(records, [decide("confirm", "C")], when=WHEN)
    read = read_decisions(records)
    assert list(read.settled) == ["C"]
    assert [fault.split("decisions.jsonl ")[1] for fault in read.faults] == [
        f"第 {line} 行不是复核决定，没有采用；其余各行照常有效。" for line in range(1, 6)
    ]


def test_a_line_holds_what_was_decided_in_plain_words(records: Path):
    save_decisions(records, [decide("dismiss", evidence="e1", state="s1", remark="已删除")], when=WHEN, by="复核岗1")
    data = json.loads((records / "decisions.jsonl").read_text(encoding="utf-8"))
    del data["check"]
    one = {"key": "W-V3:甲镇网:", "kind": "dismiss", "evidence": "e1", "state": "s1", "remark": "已删除"}
    assert data == {"when": WHEN, "by": "复核岗1", "decisions": [one]}


@contextmanager
def powerless() -> Iterator[None]:
    """Be nobody for a while, where the tests run as one who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of folders are another matter on Windows")
def test_a_folder_that_may_not_be_written_is_told_and_what_is_there_is_read():
    with TemporaryDirectory() as root:
        os.chmod(root, 0o755)  # noqa: PTH101, S103 - the folder is made for this
        records = Path(root) / "county" / "2026Q1"
        save_decisions(records, [decide("confirm")], when=WHEN)
        records.chmod(0o555)
        with powerless():
            assert len(read_decisions(records).decisions) == 1
            with pytest.raises(UserError, match=r"decisions\.jsonl：写不进去（没有权限），这一次没有保存"):
                save_decisions(records, [decide("dismiss")], when=WHEN)
        records.chmod(0o755)
        assert len(read_decisions(records).decisions) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of folders are another matter on Windows")
def test_a_file_that_may_not_be_read_is_told():
    with TemporaryDirectory() as root:
        os.chmod(root, 0o755)  # noqa: PTH101, S103 - the folder is made for this
        records = Path(root) / "county" / "2026Q1"
        save_decisions(records, [decide("confirm")], when=WHEN)
        (records / "decisions.jsonl").chmod(0)
        with powerless(), pytest.raises(UserError, match="读不出来（没有权限）"):
            read_decisions(records)


def test_a_file_where_the_folder_should_be_is_told(records: Path):
    records.parent.mkdir(parents=True)
    records.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="应放文件夹的地方是一个文件"):
        save_decisions(records, [decide("confirm")], when=WHEN)
