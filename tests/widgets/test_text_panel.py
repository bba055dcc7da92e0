"""The panel before publication, driven as a person would: paste or choose a file, press 查, read."""

from __future__ import annotations

import base64
import io
import json
import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest

from govlib.catalog.load import load_catalog
from govlib.deliver import write_csv
from govlib.display import Sentence
from govlib.errors import UserError
from govlib.text.before import Wanted, make_ready
from govlib.text.desk import MOST_BYTES, MOST_CHARACTERS, answer, read_pasted, read_uploaded, stamp_wanted
from govlib.text.report.table import make_table
from govlib.text.workshop.known import known_false_alarms
from govlib.text.workshop.reviews import read_reviews
from govlib.widgets import text_panel
from govlib.widgets.text_panel import FILE, PASTE, TextPanel, build_panel, open_panel
from govlib.workspace import open_declared

ROOT = Path(__file__).parents[2]
PARAMS = ROOT / "params"
DRAFT = "关于布署防汛工作的通知\n\n<b>截止目前</b>，已按装水泵3台。\n文中“布署”应为“部署”。\n"
CLEAN = "关于部署防汛工作的通知\n各乡镇人民政府：\n"


@pytest.fixture(scope="module")
def rules() -> Any:
    return load_catalog(PARAMS).text_rules


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """Return the checker of the usual wishes, opened once for all tests."""
    wanted = Wanted("sample")
    return {"stamp": stamp_wanted(PARAMS, wanted), "ready": make_ready(PARAMS, wanted)}


@pytest.fixture
def panel(rules: Any, kept: dict[str, Any]) -> TextPanel:
    made = build_panel(PARAMS, "sample", "样例县", {}, rules)
    made._kept.update(kept)
    return made


def press(panel: TextPanel) -> str:
    panel.check.click()
    panel.work.wait()
    return str(panel.result.value)


def choose(panel: TextPanel, name: str, data: bytes) -> None:
    panel.source.value = FILE
    now = datetime(2026, 9, 1, tzinfo=UTC)
    panel.upload.value = ({"name": name, "type": "", "size": len(data), "content": data, "last_modified": now},)


def saved(html: str, name: str) -> str:
    return base64.b64decode(find_link(html, name)).decode("utf-8")


def find_link(html: str, name: str) -> str:
    link = re.search(rf'download="{name}" href="data:[^,]*;base64,([^"]*)"', html)
    assert link is not None
    return link[1]


def test_pasted_text_is_checked_and_shown_marked_and_escaped(panel: TextPanel):
    panel.text.value = DRAFT
    shown = press(panel)
    assert "一般 2 处，表述不规范 1 处；引用 1 处，不计" in shown
    assert re.search(r"关于<mark [^>]*>布署</mark>防汛工作的通知", shown)
    assert "引用的错误写法（不计）（1 处）" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>截止" not in shown
    assert shown.count("第 3 行") == 2


def test_clean_text_says_that_nothing_was_found(panel: TextPanel):
    panel.text.value = CLEAN
    shown = press(panel)
    assert "没有发现错误" in shown
    assert "<mark" not in shown


def test_the_answer_can_be_taken_away_without_any_network(panel: TextPanel):
    panel.text.value = DRAFT
    shown = press(panel)
    told = json.loads(saved(shown, "粘贴的文字.文字检查.json"))
    assert [(hit["wrong"], hit["right"]) for hit in told["hits"] if hit["status"] == "命中"] == [
        ("布署", "部署"),
        ("截止目前", "截至目前"),
        ("按装", "安装"),
    ]
    page = saved(shown, "粘贴的文字.文字检查.html")
    assert "default-src 'none'" in page
    assert "<mark" in page
    assert "<script" not in shown + page
    assert not re.search(r"https?://", shown + page)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u3000"])
def test_nothing_to_check_is_told(panel: TextPanel, text: str):
    panel.text.value = text
    assert "粘贴的文字：是空的" in press(panel)


def test_a_file_is_checked_under_its_name_wherever_that_points(panel: TextPanel):
    choose(panel, "../../etc/<草稿>.txt", DRAFT.encode("gb18030"))
    shown = press(panel)
    assert "&lt;草稿&gt;.txt：查了" in shown
    assert "一般 2 处" in shown


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"PK\x03\x04x"), ("a.txt", b""), ("a.png", b"\x89PNG\r\n\x1a\n")]
)
def test_a_file_that_cannot_be_read_is_told_without_a_traceback(panel: TextPanel, name: str, data: bytes):
    choose(panel, name, data)
    shown = press(panel)
    assert 'role="alert"' in shown
    assert name in shown
    assert "Traceback" not in shown
    assert not panel.check.disabled


def test_a_file_that_has_arrived_is_named(panel: TextPanel):
    choose(panel, "<草稿>.txt", b"x" * 2**20)
    assert "已收到文件 &lt;草稿&gt;.txt（1.00 MB）" in panel.result.value
    assert "<mark" not in panel.result.value


def test_asking_for_a_file_before_one_is_chosen_is_told(panel: TextPanel):
    panel.source.value = FILE
    assert "还没有选文件" in press(panel)
    assert not panel.check.disabled


def test_the_input_that_is_not_asked_for_is_hidden(panel: TextPanel):
    assert (panel.text.layout.display, panel.upload.layout.display) == (None, "none")
    panel.source.value = FILE
    assert (panel.text.layout.display, panel.upload.layout.display) == ("none", None)


def test_a_rule_left_off_finds_nothing(panel: TextPanel):
    panel.text.value = DRAFT
    panel.chosen["lexicon"].value = False
    assert "<mark" not in press(panel)
    panel.chosen["lexicon"].value = True
    assert "<mark" in press(panel)


def test_what_is_suspected_is_listed_when_asked_for_and_the_threshold_with_it(panel: TextPanel):
    assert panel.threshold is not None
    assert panel.threshold.layout.display == "none"
    panel.suspected.value = True
    assert panel.threshold.layout.display is None
    panel.threshold.value = 5
    assert panel.wanted() == Wanted("sample", suspected=True, thresholds={"typos": 5})
    panel.local.value = False
    assert panel.wanted().place == ""


def test_an_unforeseen_fault_is_a_sentence_and_the_panel_goes_on(panel: TextPanel, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("<secret>")

    monkeypatch.setattr(text_panel, "answer", fail)
    panel.text.value = DRAFT
    shown = press(panel)
    assert "程序内部出错（RuntimeError）" in shown
    assert "secret" not in shown
    monkeypatch.undo()
    assert "<mark" in press(panel)


def test_a_cancelled_check_is_never_shown(panel: TextPanel, monkeypatch: pytest.MonkeyPatch):
    started, go_on = threading.Event(), threading.Event()
    real = text_panel.answer

    def wait(*given: Any) -> Any:
        started.set()
        go_on.wait(20)
        return real(*given)

    monkeypatch.setattr(text_panel, "answer", wait)
    panel.text.value = DRAFT
    panel.check.click()
    assert started.wait(20)
    assert panel.check.disabled
    assert "正在查" in panel.result.value
    panel.cancel.click()
    go_on.set()
    panel.work.wait()
    assert "已取消" in panel.result.value
    assert not panel.check.disabled
    assert panel.cancel.disabled


def test_empty_takes_everything_away(panel: TextPanel):
    choose(panel, "a.txt", DRAFT.encode())
    panel.text.value = DRAFT
    press(panel)
    panel.clear.click()
    assert (panel.text.value, panel.upload.value, panel.result.value, panel.source.value) == ("", (), "", PASTE)


def test_half_a_character_and_other_hostile_text_are_shown(panel: TextPanel):
    panel.text.value = "布署\ud83d\x00\u202e</mark><img src=x onerror=alert(1)>按装"
    shown = press(panel)
    shown.encode("utf-8")
    assert "一般 2 处" in shown
    assert "<img" not in shown


def test_personal_numbers_are_hidden_in_everything_shown(panel: TextPanel):
    panel.text.value = "请联系张三，手机13812345678，布署工作，身份证号11010519491231002X。"
    shown = press(panel)
    kept = shown + saved(shown, "粘贴的文字.文字检查.json") + saved(shown, "粘贴的文字.文字检查.html")
    assert "<mark" in shown
    assert "13812345678" not in kept
    assert "11010519491231002X" not in kept


def test_a_word_document_is_offered_back_with_comments(panel: TextPanel):
    document = docx.Document()
    document.add_paragraph("会议布署了防汛工作。")
    held = io.BytesIO()
    document.save(held)
    choose(panel, "通知.docx", held.getvalue())
    returned = base64.b64decode(find_link(press(panel), "通知.批注.docx"))
    (comment,) = docx.Document(io.BytesIO(returned)).comments
    assert "布署→部署" in comment.text


def test_what_was_dismissed_in_a_returned_table_is_not_brought_up_again(tmp_path: Path, panel: TextPanel):
    draft = read_pasted(DRAFT)
    found = answer(draft, panel._kept["ready"])
    table = make_table(found.result)
    table["复核结果"] = ["误报", "属实", ""]
    write_csv(tmp_path / "复核.csv", table)
    reviews = read_reviews(tmp_path / "复核.csv", load_catalog(PARAMS)).reviews
    assert reviews["verdict"].tolist() == ["误报", "属实", "待复核"]
    again = answer(draft, panel._kept["ready"], known_false_alarms(reviews))
    assert [hit.wrong for hit in again.dismissed] == ["布署"]
    assert [hit.wrong for hit in again.hits] == ["截止目前", "按装"]
    assert "判过误报的 1 处" in again.says
    other = answer(read_pasted("会议布署了防汛工作。"), panel._kept["ready"], known_false_alarms(reviews))
    assert [hit.wrong for hit in other.hits] == ["布署"]


def test_texts_and_files_have_a_limit():
    with pytest.raises(UserError, match="govlib scan"):
        read_pasted("字" * (MOST_CHARACTERS + 1))
    with pytest.raises(UserError, match="govlib scan"):
        read_uploaded("a.txt", b"x" * (MOST_BYTES + 1))
    with pytest.raises(UserError, match="不超过"):
        read_uploaded("a.txt", b"x\n" * (MOST_CHARACTERS + 1))


def test_the_day_of_publication_reaches_the_rules(panel: TextPanel):
    panel.text.value = "样例县人民政府\n2026年9月20日\n"
    assert panel.wanted().day is None
    panel.day.value = date(2026, 9, 1)
    told = json.loads(saved(press(panel), "粘贴的文字.文字检查.json"))
    assert told["asked"]["day"] == "2026-09-01"


def test_the_checker_is_opened_again_only_when_something_changed(panel: TextPanel, monkeypatch: pytest.MonkeyPatch):
    opened = []
    real = make_ready
    monkeypatch.setattr(text_panel, "make_ready", lambda *given: opened.append(1) or real(*given))
    panel.text.value = DRAFT
    press(panel)
    assert opened == []
    panel.local.value = False
    press(panel)
    press(panel)
    assert len(opened) == 1


def test_a_changed_lexicon_is_noticed(tmp_path: Path):
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "places").mkdir()
    before = stamp_wanted(tmp_path, Wanted("anxian"))
    (tmp_path / "places" / "anxian.lexicon.csv").write_text("x", encoding="utf-8")
    between = stamp_wanted(tmp_path, Wanted("anxian"))
    (tmp_path / "lexicon_records.csv").write_text("x", encoding="utf-8")
    assert len({before, between, stamp_wanted(tmp_path, Wanted("anxian"))}) == 3


def test_in_a_batch_the_panel_stands_aside(tmp_path: Path):
    catalog = load_catalog(ROOT / "params")
    run = open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path))
    assert isinstance(open_panel(run), Sentence)
    opened = open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path), interactive=True)
    assert isinstance(open_panel(opened), TextPanel)
