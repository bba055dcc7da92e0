"""May a bulletin go out: said beside it, in the manifest, at the end of a batch."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from govlib.batch.events import NOT_RUN, SUCCEEDED, BatchReport, PlaceReport
from govlib.batch.manifest import build_manifest
from govlib.batch.plan import PlaceRun
from govlib.batch.progress import print_summary
from govlib.bulletin.paper import Paragraph
from govlib.bulletin.state import UNWRITTEN, PaperState, read_state, say_state, say_wording, state_of, write_state

DRAFT = PaperState("季度通报", "草稿", ("矛盾：合格率写97.9%，按43÷44是97.7%。", "还有 1 处没有撰写：工作成效"))


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "正稿"),
        ({"sample": True}, "样例"),
        ({"flaws": ("附件合计37，正文36",)}, "草稿"),
        ({"flaws": ("附件合计37，正文36",), "sample": True}, "草稿"),
        ({"body": (Paragraph("（待撰写）", slot="成效", waiting=True),)}, "草稿"),
    ],
)
def test_a_paper_is_final_a_sample_or_a_draft(make_paper, given, state):
    assert state_of(make_paper(**given)).state == state


def test_the_reasons_of_a_draft_are_its_flaws_in_order(make_paper):
    assert state_of(make_paper(flaws=("甲", "乙\n丙"))).reasons == ("甲", "乙 丙")


def test_the_state_is_read_back_as_it_was_written(tmp_path):
    write_state(tmp_path, DRAFT)
    assert read_state(tmp_path) == DRAFT
    first = (tmp_path / "bulletin.json").read_bytes()
    write_state(tmp_path, DRAFT)
    assert (tmp_path / "bulletin.json").read_bytes() == first


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"kind": "a", "state": "b", "reasons": 1}'])
def test_a_broken_file_is_no_state(tmp_path, content):
    (tmp_path / "bulletin.json").write_bytes(content)
    assert read_state(tmp_path) == UNWRITTEN


def test_a_sentence_tells_the_state_with_the_first_reason():
    assert say_state(DRAFT) == ("季度通报只能作草稿，不得印发：矛盾：合格率写97.9%，按43÷44是97.7%（共 2 条原因）。")
    assert say_state(PaperState("月度通报", "正稿")) == "月度通报是正稿。"
    assert say_state(UNWRITTEN) == ""


def test_the_batch_tells_wordings_that_are_to_be_looked_at_though_they_make_no_draft(tmp_path):
    state = state_of_worded()
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
    assert say_wording(state) == "季度通报的文字有 2 处要看：甲等。"
    assert say_wording(PaperState("季度通报", "正稿")) == ""


def state_of_worded() -> PaperState:
    return PaperState("季度通报", "正稿", notes=("丙",), wording=("甲", "乙"))


def test_a_state_written_before_wordings_were_kept_is_read(tmp_path):
    (tmp_path / "bulletin.json").write_text('{"kind": "甲", "state": "正稿", "reasons": []}', encoding="utf-8")
    assert read_state(tmp_path) == PaperState("甲", "正稿")


def _report(tmp_path, name, state):
    run = PlaceRun(name, name, "2026Q3", tmp_path / "exports", tmp_path / "outputs")
    return PlaceReport(run, SUCCEEDED, bulletin=state)


def test_the_manifest_says_whether_the_bulletin_is_final(tmp_path):
    manifest = build_manifest(
        _report(tmp_path, "甲县", DRAFT).run, status=SUCCEEDED, ruleset="GWB2019", sample=False, inputs={}, outputs={},
        steps=[], counts={}, bulletin=DRAFT,
    )  # fmt: skip
    assert manifest["bulletin"] == {
        "kind": "季度通报",
        "state": "草稿",
        "reasons": list(DRAFT.reasons),
        "notes": [],
        "wording": [],
    }
    assert json.loads(json.dumps(manifest, ensure_ascii=False)) == manifest


def test_the_last_lines_of_a_batch_count_the_drafts_and_name_their_places(tmp_path):
    to = Console(file=io.StringIO(), width=100, color_system=None)
    places = (
        _report(tmp_path, "甲县", PaperState("季度通报", "正稿")),
        _report(tmp_path, "乙县", DRAFT),
        _report(tmp_path, "丙县", PaperState("季度通报", "正稿")),
        PlaceReport(_report(tmp_path, "丁县", UNWRITTEN).run, NOT_RUN),
    )
    print_summary(BatchReport(places), to)
    lines = to.file.getvalue().splitlines()
    assert lines[-2] == "通报：正稿 2 份，草稿 1 份。"
    assert lines[-1].startswith("  乙县 2026Q3：季度通报只能作草稿，不得印发：矛盾：合格率写97.9%")
