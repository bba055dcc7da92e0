"""What the rules of text find, reviewed: confirmed hits are registered errors, dismissed ones are gone from page 60."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_county import CODES, Q1, Q2, Sheets, build_project, decide, facts, item, open_county, outcomes, write_exports

from govlib.catalog.load import Catalog
from govlib.pages.text import show_hits
from govlib.review.items import list_items
from govlib.text.kept import keep_text, name_file
from govlib.text.of_run import load_checked
from govlib.workspace import Run

Reopen = Callable[..., Run]
ADDRESS = "https://e.cn/art/9"
SITE = "县水利局网"


def with_articles(day: str = "2026-03-20", *, register: bool = True) -> Sheets:
    """Return the exports with an article of 县水利局网 in which 再接再厉 is written 再接再励 and 以身作则 以身做则."""
    text = "全体干部要再接再励，做好各项工作。领导干部要以身做则，带头落实。"
    sheets = facts() | {
        "文章.csv": (
            ("网站标识码", "标题", "URL", "发布时间", "责任单位", "正文"),
            [(CODES[SITE], "办事提醒", ADDRESS, day, "县水利局", text)],
        )
    }
    headings, rows = sheets["错敏.csv"]
    sheets["错敏.csv"] = (headings, rows[:1])
    return sheets if register else {name: one for name, one in sheets.items() if name != "错敏.csv"}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalog]:
    root = tmp_path_factory.mktemp("county-with-texts")
    return root, build_project(root)


@pytest.fixture
def root(project: tuple[Path, Catalog], tmp_path: Path) -> Path:
    shutil.copytree(project[0] / "params", tmp_path / "params", symlinks=True)
    write_exports(tmp_path, Q1, with_articles())
    return tmp_path


@pytest.fixture
def reopen(root: Path, project: tuple[Path, Catalog]) -> Reopen:
    return lambda period=Q1: open_county(root, project[1], period)


def text_keys(run: Run, wrong: str = "") -> list[str]:
    items = list_items(run)
    mine = items.loc[items["item"].eq("文字") & items["problem"].str.contains(f"“{wrong}")]
    return list(mine["key"])


def hits_shown(run: Run) -> int:
    return len(run.checked_text.found)


def test_hits_are_items_known_by_their_words_and_their_article(reopen: Reopen):
    run = reopen()
    keys = text_keys(run)
    assert len(keys) == hits_shown(run) >= 1
    assert all(key.startswith("text:") for key in keys)
    one = item(run, keys[0])
    assert (one["outcome"], one["standing"], one["unit"]) == ("待复核", "未复核", "县水利局")
    assert one["evidence"] == "文章.csv 第 2 行"


def test_a_confirmed_hit_is_a_registered_error_of_its_website(reopen: Reopen):
    before = reopen()
    key, shown = text_keys(before, "再接再励")[0], hits_shown(before)
    decide(before, [key], "confirm")
    decide(before, [key], "severity", to="严重")
    run = reopen()
    rows = run.tables["wording"]
    mine = rows.loc[rows["wrong_text"].eq("再接再励")]
    columns = ["site_code", "error_level", "right_text", "page_url", "title", "review_result", "unit", "unit_group"]
    expected = [CODES[SITE], "严重", "再接再厉", ADDRESS, "办事提醒", "属实", "县水利局", "县直部门"]
    assert mine[columns].to_numpy().tolist() == [expected]
    assert mine[["source_file", "source_sheet", "source_row"]].to_numpy().tolist() == [["文章.csv", "", 2]]
    assert outcomes(run)[SITE] == "不合格"
    found = run.findings.set_index("key").loc[f"W-V1.1:{SITE}:"]
    assert found["evidence"] == "文章.csv 第 2 行"
    assert hits_shown(run) == shown - 1
    assert run.figure("登记的文字错误").text == "2处"
    assert item(run, key)["standing"] == "有效"


def test_a_confirmed_hit_without_another_level_is_no_grave_error(reopen: Reopen):
    decide(reopen(), text_keys(reopen(), "再接再励"), "confirm")
    run = reopen()
    assert outcomes(run)[SITE] == "合格"
    assert run.figure("登记的文字错误").text == "2处"
    assert not run.tables["wording"]["error_level"].eq("严重").iloc[-1]


def test_a_confirmed_hit_that_is_registered_already_counts_once(root: Path, reopen: Reopen):
    sheets = with_articles()
    headings, rows = sheets["错敏.csv"]
    again = (CODES[SITE], "错别字", "再接再励", "再接再厉", ADDRESS, "办事提醒", "2026-03-20", "", "县水利局")
    sheets["错敏.csv"] = (headings, [*rows, again])
    write_exports(root, Q1, sheets)
    decide(reopen(), text_keys(reopen(), "再接再励"), "confirm")
    run = reopen()
    rows = run.tables["wording"]
    assert list(rows.loc[rows["wrong_text"].eq("再接再励"), "review_result"]) == ["属实"]
    assert run.figure("登记的文字错误").text == "2处"


def test_a_confirmed_hit_is_reassigned(reopen: Reopen):
    keys = text_keys(reopen(), "再接再励")
    decide(reopen(), keys, "confirm")
    decide(reopen(), keys, "reassign", to="乙镇")
    rows = reopen().tables["wording"]
    assert rows.loc[rows["wrong_text"].eq("再接再励"), ["unit", "unit_group"]].to_numpy().tolist() == [["乙镇", "乡镇"]]


@pytest.mark.parametrize("kind", ["dismiss", "not_applicable"])
def test_a_dismissed_hit_leaves_page_60_and_comes_back_when_withdrawn(kind: str, reopen: Reopen):
    before = reopen()
    keys = text_keys(before)
    decide(before, keys, kind)
    run = reopen()
    assert hits_shown(run) == 0
    assert "没有查出问题" in show_hits(run)._repr_mimebundle_()["text/html"]
    assert len(run.tables["wording"]) == 1
    decide(run, keys, "withdraw")
    assert hits_shown(reopen()) == hits_shown(before)


def test_all_that_was_found_is_kept_beside_the_tables_whatever_was_decided(reopen: Reopen):
    before = reopen()
    decide(before, text_keys(before), "dismiss")
    run = reopen()
    keep_text(run)
    from govlib.text.kept import make_key  # noqa: PLC0415 - the key that the file must carry

    kept = load_checked(name_file(run), make_key(run))
    pd.testing.assert_frame_equal(kept.hits, before.review.found_text.hits)
    assert hits_shown(reopen()) == 0


def test_a_register_made_of_confirmed_hits_alone_lets_nobody_pass(root: Path, reopen: Reopen):
    write_exports(root, Q1, with_articles(register=False))
    before = reopen()
    assert set(outcomes(before).values()) == {"缺数据", "不合格"}  # 甲镇网 fails by its links
    keys = text_keys(before, "再接再励")
    decide(before, keys, "confirm")
    decide(before, keys, "severity", to="严重")
    run = reopen()
    assert outcomes(run) == {"甲镇网": "不合格", "乙镇网": "缺数据", "县教育局网": "缺数据", SITE: "不合格"}
    found = run.findings.set_index("key")
    assert found.loc["W-V1.1:乙镇网:", "outcome"] == "缺数据"
    assert "没有交来" in found.loc["W-V1.1:乙镇网:", "reason"]


def test_a_dismissed_sentence_is_not_brought_up_again_in_the_next_period(root: Path, reopen: Reopen):
    before = reopen()
    keys = text_keys(before, "再接再励")
    decide(before, keys, "dismiss")
    write_exports(root, Q2, with_articles("2026-06-20"))
    run = reopen(Q2)
    assert item(run, keys[0])["standing"] == "沿用"
    assert hits_shown(run) == hits_shown(before) - 1


def test_what_is_the_same_as_a_hit_is_merged_into_it_and_not_into_a_dismissed_one(reopen: Reopen):
    before = reopen()
    kept, other = text_keys(before, "再接再励")[0], text_keys(before, "以身做则")[0]
    decide(before, ["M-V2.1:甲镇发布:微博"], "merge", to=kept)
    decide(before, [other], "merge", to=kept)
    run = reopen()
    assert run.findings.set_index("key").loc["M-V2.1:甲镇发布:微博", "outcome"] == "不适用"
    assert hits_shown(run) == hits_shown(before) - 1
    assert run.review.faults == ()
    decide(run, [kept], "dismiss")
    again = reopen()
    assert again.findings.set_index("key").loc["M-V2.1:甲镇发布:微博", "outcome"] == "不合格"
    assert len(again.review.faults) == 2
