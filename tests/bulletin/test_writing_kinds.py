"""Kinds of bulletins beside the quarterly one: monthly, a single topic, what became of the last problems, a roll-up."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "overview"), str(Path(__file__).parents[1] / "history")]

from province import failing, sites  # noqa: E402 - found by the line above
from remembering import number, remembered, write_place  # noqa: E402 - as above

from govlib.bulletin.paper import Heading, Paper  # noqa: E402 - as above
from govlib.bulletin.writing.compose import pick_template, write_paper  # noqa: E402 - as above
from govlib.bulletin.writing.deliver import find_flaws  # noqa: E402 - as above
from govlib.catalog.bulletin_form import BulletinForm, PeriodBulletin  # noqa: E402 - as above
from govlib.catalog.load import Catalog, load_catalog  # noqa: E402 - as above
from govlib.errors import UserError  # noqa: E402 - as above
from govlib.overview.view import Asking, Overview, read_overview  # noqa: E402 - as above
from govlib.workspace import Run, open_declared  # noqa: E402 - as above

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="module")
def sample(batch: Any, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return open_declared(batch.outputs.parent, catalog, "sample", "2026Q3", str(tmp_path_factory.mktemp("outputs")))


def with_period(run: Run, stated: PeriodBulletin) -> Run:
    period = run.period.model_copy(update={"bulletin": stated})
    place = run.place.model_copy(update={"periods": {run.period_name: period}})
    return replace(run, place=place)


def text_of(paper: Paper) -> str:
    return "\n".join(getattr(piece, "text", "") for piece in paper.body)


def test_a_month_is_told_shortly_and_without_what_was_written_for_the_quarter(sample: Run):
    paper = write_paper(sample, "monthly", {}).paper
    assert paper.kind == "月度通报"
    # 32 websites are registered; the list of what was planted has 18 that fail and one more that awaits a person:
    # 13 pass, 13 ÷ 32 = 40.625 %
    assert "监测32个，合格13个，不合格18个，待复核1个，合格率40.6%" in text_of(paper)
    assert "信息发布较为主动" not in text_of(paper)


def test_a_special_inspection_tells_its_own_types_alone(sample: Run):
    asked = with_period(sample, PeriodBulletin(template="special", topic="政务新媒体更新", types=("account-stale",)))
    paper = write_paper(asked, None, {}).paper
    assert paper.kind == "专项检查通报"
    assert paper.title.endswith("关于政务新媒体更新专项检查情况的通报")
    headings = [piece.text for piece in paper.body if isinstance(piece, Heading) and piece.level == 2]
    assert headings == ["（一）政务新媒体更新不及时。"]
    # five accounts of four units: two of them are 县民政局's
    assert "问题5项，涉及4家单位" in text_of(paper)
    assert "5个账号监测时间点前14天内无更新，涉及4家单位" in text_of(paper)


def test_a_special_inspection_of_nothing_is_refused(sample: Run):
    with pytest.raises(UserError, match="写不出标题（专项检查的事项）"):
        write_paper(sample, "special", {})


def test_a_special_inspection_does_not_tell_all_problems_as_those_of_its_topic(sample: Run):
    with pytest.raises(UserError, match="没有写通报哪几类问题"):
        write_paper(with_period(sample, PeriodBulletin(template="special", topic="留言办理")), None, {})


def test_errors_of_text_are_counted_once_and_grave_ones_without_their_words(sample: Run):
    types = ("wording", "wording-grave")
    asked = with_period(sample, PeriodBulletin(template="special", topic="文字表述", types=types))
    text = text_of(write_paper(asked, None, {}).paper)
    wording = sample.tables["wording"]
    confirmed = wording.loc[wording["review_result"].eq("属实")]
    grave = confirmed["error_level"].eq("严重")
    # a finding (two websites, two accounts) rests on the errors registered for the same units and adds none
    assert f"4家发布的信息出现严重表述错误{grave.sum()}处" in text
    assert set(confirmed.loc[grave, "unit"]) == {
        "县经济和信息化局",
        "县司法局",
        "县住房和城乡建设局",
        "县退役军人事务局",
    }
    assert "不当表述" not in text


def test_without_problems_told_there_is_no_reinspection(sample: Run):
    with pytest.raises(UserError, match="没有通报过问题"):
        pick_template(sample, "reinspection")


def test_a_place_without_a_form_gets_a_draft(sample: Run):
    bare = replace(sample, place=sample.place.model_copy(update={"bulletin": BulletinForm()}))
    paper = write_paper(bare, "monthly", {}).paper
    assert paper.title == "样例县人民政府办公室关于2026年第三季度全县政府网站和政务新媒体监测情况的通报"
    assert paper.office == "样例县人民政府办公室"
    assert paper.recipients == "各有关单位："
    assert "只能作草稿" in paper.flaws[0]
    assert "合格率40.6%" in text_of(paper)


@pytest.fixture(scope="module")
def spotless(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a city whose complete list of failures is empty: all 45 websites and 239 accounts pass."""
    root = tmp_path_factory.mktemp("spotless")
    folder = root / "exports" / "guangyuan" / "2023Q2"
    shutil.copytree(ROOT / "exports" / "guangyuan" / "2023Q2", folder)
    book = openpyxl.load_workbook(folder / "政府网站监测.xlsx")
    book["季度检查"].delete_rows(2, 3)
    book.save(folder / "政府网站监测.xlsx")
    return open_declared(root, catalog, "guangyuan", "2023Q2", str(root / "outputs"))


@pytest.mark.parametrize("kind", [None, "monthly"])
def test_a_period_without_any_problem_reads_well(spotless: Run, kind: str | None):
    paper = write_paper(spotless, kind, {}).paper
    text = text_of(paper)
    assert "合格45个，合格率100%" in text
    assert "本期检查没有发现需要通报的问题。" in text
    assert "要立即整改" not in text
    assert "名单" not in "".join(annex.title for annex in paper.attachments)
    for sign in ("不合格", "新媒体0个", "（见附件）。（", "、。", "，。"):
        assert sign not in text, sign
    assert find_flaws(spotless, paper) == ()


def test_a_bulletin_of_demands_alone_stays_a_draft(catalog: Catalog, tmp_path: Path):
    folder = tmp_path / "exports" / "shiquan" / "2023Q1"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "exports" / "shiquan" / "2023Q1" / "汇总数.csv", folder)
    run = open_declared(tmp_path, catalog, "shiquan", "2023Q1", str(tmp_path / "outputs"))
    assert "通报里只有要求" in write_paper(run, "monthly", {}).paper.flaws[0]
    own = write_paper(run, None, {}).paper
    assert own.flaws == ()
    assert "部分单位" not in text_of(own)


@pytest.fixture
def city(catalog: Catalog, tmp_path: Path) -> tuple[Run, Overview]:
    """Return the run and overview of a city over four counties, one of them without data, one by another ruleset."""
    inside = {"within": "shi"}
    write_place(tmp_path, "2025Q3", "jia", name="甲县", figures=sites(10, 10, "100%"), **inside)
    write_place(
        tmp_path, "2025Q3", "yi", name="乙县", figures=sites(3, 8, "37.5%"), findings=[failing("W-V3:乙网:", "乙局")],
        **inside,
    )  # fmt: skip
    write_place(tmp_path, "2025Q3", "bing", name="丙县", figures=[number("site_pass_rate", None, unit="%")], **inside)
    write_place(tmp_path, "2025Q3", "geng", name="庚县", figures=sites(5, 5, "100%"), ruleset="other-2020", **inside)
    base = catalog.places["cangxi"]
    period = base.periods["2024Q2"].model_copy(update={"title": "2025年第三季度", "bulletin": PeriodBulletin()})
    place = base.model_copy(
        update={
            "slug": "shi", "name": "某市", "level": "city", "periods": {"2025Q3": period},
            "bulletin": BulletinForm(template="rollup", office="某市人民政府办公室", recipients="各县："),
        }
    )  # fmt: skip
    declared = replace(catalog, places={**catalog.places, "shi": place})
    run = open_declared(tmp_path, declared, "shi", "2025Q3", str(tmp_path))
    with remembered(tmp_path) as history:
        return run, read_overview(Asking(ROOT, declared, tmp_path, "shi", "2025Q3"), history)


def test_a_city_adds_up_what_can_be_compared_and_says_what_cannot(city: tuple[Run, Overview]):
    run, view = city
    paper = write_paper(run, None, {}, view).paper
    text = text_of(paper)
    # 10 + 3 of 10 + 8: 72.2 %, without 庚县 (another ruleset) and 丙县 (no data)
    assert "2个地区共检查政府网站18个，合格13个，不合格5个" in text
    assert "合格率72.2%" in text
    assert "丙县没有交来可以作结论的数据" in text
    assert "庚县检查的时间或适用的指标不同" in text
    assert "甲县合格率为100%。乙县合格率为37.5%。" in text
    table = paper.attachments[0].tables[0].table
    assert table["地区"].tolist() == ["甲县", "乙县", "丙县"]
    assert table["政府网站合格率"].tolist() == ["100%", "37.5%", "缺数据"]
    assert [name for name in table.columns if "政务新媒体" in name] == []
