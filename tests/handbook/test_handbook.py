"""The handbook holds every rule, every limit, every case; nothing of them runs, loads or goes unescaped."""

from __future__ import annotations

import re
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from govlib.batch.selfcontained import list_active_content, list_loads
from govlib.catalog.conditions import TESTS, Condition
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import LocalThreshold
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.errors import UserError
from govlib.findings import say_limit
from govlib.handbook import render_handbook, write_handbook
from govlib.handbook.page import MOST_BYTES
from govlib.handbook.sayings import CONDITIONS, DETAILS, MEASURES, Names, say_condition, say_failing
from govlib.workspace import open_declared

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from pages import check_page, open_browser, open_page

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
HOSTILE = "<script>alert(1)</script><img src=x onerror=y>\"'&amp;"


class _Reader(HTMLParser):
    """Collect the text, the ids, the links and the tags of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def read_yaml(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - reads all as text


def section_of(page: str, anchor: str) -> list[str]:
    """Return the texts of one rule's article."""
    (found,) = re.findall(rf'<article aria-labelledby="{re.escape(anchor)}">.*?</article>', page, re.DOTALL)
    return read(found).texts


def left_out(page: str, catalog: Catalog, cases: Path, shown: tuple[Ruleset, ...] = ()) -> list[str]:
    """Return what the declarations and the case files hold and the page doesn't, rule by rule.

    A rule that is taken over unchanged stands in the chapter of the ruleset that states it.
    """
    missing = []
    chosen = {ruleset.id: ruleset for ruleset in shown} or catalog.rulesets
    for ruleset in chosen.values():
        parent = chosen.get(ruleset.extends or "")
        for name, rule in ruleset.indicators.items():
            if parent and parent.indicators.get(name) == rule:
                continue
            texts = section_of(page, f"{ruleset.id}.{name}")
            wanted = [f"{name} {rule.name}", *_limits_of(rule)]
            path = cases / ruleset.id / f"{name}.yaml"
            file = read_yaml(path) if path.is_file() else {}
            wanted += [case["name"] for case in file.get("cases", [])]
            missing += [f"{name}：{text}" for text in wanted if texts.count(text) < wanted.count(text)]
    return missing


def _limits_of(rule: Indicator) -> list[str]:
    found = []
    for entry in rule.thresholds:
        found += [f"{entry.since}{'（推定）' if entry.source.presumed else ''}", entry.words]
        found += [f"{entry.source.act} {entry.source.part}", say_failing(rule.fails_when, entry.value, rule.unit)]
    for entry in (*rule.points, *rule.warnings):
        found += [entry.words, f"{entry.source.act} {entry.source.part}"]
    return found


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> str:
    return render_handbook(catalog, CASES)


def with_rules(catalog: Catalog, **changes: object) -> Catalog:
    """Return the catalog with one ruleset alone, and one rule of it changed."""
    ruleset = catalog.rulesets["national-2019"]
    rule = ruleset.indicators["W-V3"].model_copy(update=changes)
    changed = ruleset.model_copy(update={"indicators": {**ruleset.indicators, "W-V3": rule}})
    return Catalog(catalog.tables, catalog.personal, {changed.id: changed}, catalog.figures, catalog.places)


def test_every_rule_every_limit_and_every_case_stands_on_the_page(page: str, catalog: Catalog):
    written = sum(len(list((CASES / ruleset).glob("*.yaml"))) for ruleset in catalog.rulesets)
    assert written >= 20
    assert left_out(page, catalog, CASES) == []


def test_a_case_or_a_limit_left_out_is_noticed(page: str, catalog: Catalog):
    spoilt = page.replace("<h5>最后更新正好在14天前，还在2周内</h5>", "")
    assert "W-V3：最后更新正好在14天前，还在2周内" in left_out(spoilt, catalog, CASES)
    spoilt = page.replace("超过14天（&gt; 14天）为不合格", "")
    noticed = left_out(spoilt, catalog, CASES)
    assert {"M-V2.1：超过14天（> 14天）为不合格", "W-V3：超过14天（> 14天）为不合格"} <= set(noticed)
    assert {one.partition("：")[2] for one in noticed} == {"超过14天（> 14天）为不合格"}
    assert left_out(page.replace(">W-V2 站点无法访问", ">W-V2"), catalog, CASES) == ["W-V2：W-V2 站点无法访问"]


def test_every_cell_of_every_drawn_table_stands_on_the_page(page: str):
    for path in sorted((CASES / "national-2019").glob("*.yaml")):
        data = read_yaml(path)
        texts = set(section_of(page, f"national-2019.{path.stem}"))
        for case in data["cases"]:
            drawn = [text for key, text in case.items() if key not in ("name", "kind", "day", "expected")]
            cells = {
                cell.strip() for text in drawn for line in text.splitlines()[1:] for cell in line.strip("| ").split("|")
            }
            assert cells - texts - {""} == set(), f"{path.name}《{case['name']}》"
            for subject, said in (case["expected"] or {}).items():
                outcome = said.split()[1]
                assert any(text.startswith(f"{subject}：") and outcome in text for text in texts)


def test_what_a_case_expects_is_said_in_words(page: str):
    texts = section_of(page, "national-2019.W-V3")
    start = texts.index("首页没有日期，当作从未更新")
    assert "甲网：从未更新，不合格，证据是第 2 行" in texts[start : texts.index("首页仅为导航，二级页面有更新")]
    assert "甲网：缺数据" in texts[texts.index("没有交来栏目监测表") :]
    assert texts.count("还没有生效，不判") == 1


def told_in(ruleset: Ruleset, name: str, catalog: Catalog) -> str:
    """Return the ruleset in whose chapter a rule is told: one that takes it over unchanged leads to its own."""
    parent = catalog.rulesets.get(ruleset.extends or "")
    if parent is None or parent.indicators.get(name) != ruleset.indicators[name]:
        return ruleset.id
    return told_in(parent, name, catalog)


def test_the_contents_lead_to_every_rule_and_no_id_is_used_twice(page: str, catalog: Catalog):
    reader = read(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert [link for link in reader.links if link.removeprefix("#") not in reader.ids] == []
    told = ((told_in(one, name, catalog), name) for one in catalog.rulesets.values() for name in one.indicators)
    rules = {f"#{ruleset}.{name}" for ruleset, name in told}
    assert rules <= set(reader.links)


def test_the_page_has_landmarks_runs_nothing_loads_nothing_and_is_small(page: str):
    reader = read(page)
    assert {"header", "nav", "main", "footer", "h1"} <= set(reader.tags)
    assert reader.tags.count("main") == reader.tags.count("h1") == 1
    assert list_loads(page) == []
    assert "script" not in reader.tags
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="zh-CN">' in page
    assert "@media print" in page
    assert len(page.encode()) < MOST_BYTES


def test_what_comes_from_declarations_and_cases_is_escaped(catalog: Catalog, tmp_path: Path):
    entry = catalog.rulesets["national-2019"].indicators["W-V3"].thresholds[0]
    source = entry.source.model_copy(update={"act": HOSTILE, "part": HOSTILE})
    limit = entry.model_copy(update={"words": HOSTILE, "source": source})
    hostile = with_rules(catalog, name=HOSTILE, problem=HOSTILE, thresholds=(limit,))
    folder = tmp_path / "national-2019"
    folder.mkdir()
    case = {"name": HOSTILE, "kind": HOSTILE, "day": HOSTILE, HOSTILE: f"| {HOSTILE} |\n| {HOSTILE} |"}
    case["expected"] = {HOSTILE: HOSTILE}
    data = {"indicator": "W-V3", "words": HOSTILE, "sites": HOSTILE, "cases": [case]}
    (folder / "W-V3.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    page = render_handbook(hostile, tmp_path)
    harmless = [tag for tag in list_active_content(page) if tag not in ("<meta>", "<link>")]
    assert harmless == []
    assert list_loads(page) == []
    assert "<script" not in page
    assert "".join(section_of(page, "national-2019.W-V3")).count(HOSTILE) >= 11


def test_drafts_and_what_was_not_seen_in_full_are_marked_to_be_verified(page: str, catalog: Catalog):
    for name, rule in catalog.rulesets["national-2019"].indicators.items():
        texts = section_of(page, f"national-2019.{name}")
        texts = texts[: next(place for place, text in enumerate(texts) if text.startswith("用例（"))]
        stated = {entry.source.seen for entry in (*rule.thresholds, *rule.points)}
        seen = stated | {entry.source.seen for entry in rule.warnings}
        assert ("草案（待核实，不计入结论）" in texts) == (rule.status == "draft")
        assert ("待核实" in texts) == (rule.status == "active" and stated != {"full"})
        notes = {"full": "见到原文", "part": "仅见部分原文——待核实", "recalled": "未见原文，凭记忆——待核实"}
        assert {notes[word] for word in seen} == set(notes.values()) & set(texts)


def test_a_rule_with_two_limits_shows_both_and_an_end_as_an_end(catalog: Catalog):
    first = catalog.rulesets["national-2019"].indicators["W-V3"].thresholds[0]
    later = first.model_copy(update={"since": first.since.replace(year=2022), "value": 21.0, "words": "三周内"})
    ended = first.model_copy(update={"since": first.since.replace(year=2025), "value": None, "words": "废止"})
    page = render_handbook(with_rules(catalog, thresholds=(ended, later, first), warnings=()), CASES)
    texts = section_of(page, "national-2019.W-V3")
    days = [text for text in texts if re.fullmatch(r"20\d\d-04-18（推定）", text)]
    assert days == ["2019-04-18（推定）", "2022-04-18（推定）", "2025-04-18（推定）"]
    assert {"超过14天（> 14天）为不合格", "超过21天（> 21天）为不合格", "停止执行"} <= set(texts)


def test_a_ruleset_that_extends_another_tells_what_differs_and_points_to_the_rest(catalog: Catalog):
    whole = catalog.rulesets["national-2019"]
    rule = whole.indicators["W-V3"].model_copy(update={"name": "本地的首页不更新"})
    local = whole.model_copy(
        update={"id": "local", "extends": "national-2019", "indicators": {**whole.indicators, "W-V3": rule}}
    )
    both: dict[str, Ruleset] = {"national-2019": whole, "local": local}
    page = render_handbook(Catalog(catalog.tables, catalog.personal, both, catalog.figures, catalog.places), CASES)
    texts = section_of(page, "local.W-V3")
    assert "W-V3 本地的首页不更新" in texts
    assert "最后更新在15天前" in texts
    assert "local.W-V2" not in read(page).ids
    assert read(page).links.count("#national-2019.W-V2") == 2


def test_a_rule_without_cases_says_so_and_a_spoilt_case_file_is_named(catalog: Catalog, tmp_path: Path):
    page = render_handbook(catalog, tmp_path)
    stated = sum(
        f'id="{ruleset.id}.{name}"' in page for ruleset in catalog.rulesets.values() for name in ruleset.indicators
    )
    assert page.count("还没有写用例。") == stated
    folder = tmp_path / "national-2019"
    shutil.copytree(CASES / "national-2019", folder)
    (folder / "W-V2.yaml").write_text("cases: [{name: 一}]", encoding="utf-8")
    with pytest.raises(UserError, match=r"tests/cases/national-2019/W-V2\.yaml"):
        render_handbook(catalog, tmp_path)


def test_the_same_declarations_give_the_same_bytes(page: str, catalog: Catalog):
    assert render_handbook(catalog, CASES) == page


def test_a_page_that_grows_without_end_is_refused(catalog: Catalog):
    with pytest.raises(UserError, match="4 MB"):
        render_handbook(with_rules(catalog, problem="长" * 1_400_000), CASES)


@pytest.mark.parametrize("place", ["cangxi", "guangyuan", "sample"])
def test_the_handbook_of_a_place_says_what_is_checked_there(place: str, catalog: Catalog, tmp_path: Path):
    period = next(iter(catalog.places[place].periods))
    run = open_declared(tmp_path, catalog, place, period, "outputs")
    page = render_handbook(catalog, CASES, run)
    reader = read(page)
    assert f"{run.title} 指标手册" in reader.texts
    expected = {"cangxi": "没有交来结论", "guangyuan": "完整不合格名单", "sample": "检查"}[place]
    checked = next(text for text in section_of(page, "national-2019.W-V3") if expected in text)
    assert checked.startswith("不检查：") == (place != "sample")
    assert left_out(page, catalog, CASES, run.rulesets) == []
    assert ("虚构样例" in reader.texts) == (place == "sample")


def test_the_handbook_of_a_place_shows_its_own_limit_and_the_tables_that_came(catalog: Catalog):
    original = catalog.places["cangxi"]
    first = catalog.rulesets["national-2019"].indicators["M-V2.1"].thresholds[0]
    local = {**first.model_dump(), "indicator": "M-V2.1", "since": "2023-01-01", "value": 10, "words": "每10天"}
    place = original.model_copy(update={"thresholds": (LocalThreshold.model_validate(local),)})
    changed = Catalog(catalog.tables, catalog.personal, catalog.rulesets, catalog.figures, {"cangxi": place})
    run = open_declared(ROOT, changed, "cangxi", "2024Q2", "outputs")
    texts = section_of(render_handbook(changed, CASES, run), "national-2019.M-V2.1")
    assert texts[texts.index("2023-01-01（推定）") :][:2] == ["2023-01-01（推定）", "超过10天（> 10天）为不合格"]
    assert "本地、监测时间点有效" in texts
    assert "T7 没有交来、T16 没有交来" in texts or "T7 没有交来" in texts


@pytest.mark.parametrize("name", ["rules.txt", "rules"])
def test_a_file_that_no_browser_opens_is_refused(name: str, catalog: Catalog, tmp_path: Path):
    with pytest.raises(UserError, match=r"\.html"):
        write_handbook(tmp_path / name, catalog, CASES)
    assert list(tmp_path.iterdir()) == []


def test_every_test_every_measure_and_every_key_of_a_measure_has_words():
    assert CONDITIONS.keys() == TESTS.keys()
    schema = Indicator.model_json_schema()
    kinds = schema["properties"]["measure"]["discriminator"]["mapping"]
    assert MEASURES.keys() == kinds.keys()
    keys = {key for ref in kinds.values() for key in schema["$defs"][ref.rpartition("/")[2]]["properties"]}
    assert DETAILS.keys() == keys - {"kind", "table"}


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"column": "item_count", "any_of": [0, 1]}, "“信息数量”为0、1"),
        ({"column": "exempt", "none_of": [True]}, "“豁免”不为是"),
        ({"column": "item_count", "at_or_below": 0}, "“信息数量” ≤ 0"),
        ({"column": "last_update_date", "before_window": {"months": 6}}, "早于监测时间点前6个月，或空白"),
        ({"column": "last_update_date", "within": {"days": 7}}, "在监测时间点往前7天以内（含当天）"),
        ({"column": "last_update_date", "happened": False}, "晚于监测时间点，或空白"),
        ({"column": "column_level", "any_of": ["一级"], "blank_is_open": True}, "为一级；空白的要由人看"),
    ],
)
def test_a_condition_is_said_in_words(declared: dict[str, object], said: str, catalog: Catalog):
    sentence = say_condition(Condition.model_validate(declared), "columns", Names(catalog.tables))
    for key, shown in (("item_count", "信息数量"), ("exempt", "豁免")):
        heading = catalog.tables["columns"].columns[key].headings[0]
        said = said.replace(shown, heading)
    assert said in sentence


@pytest.mark.parametrize(
    ("word", "value", "unit", "said"),
    [
        ("at_or_above", 0.05, "%", "超过（含）5%（≥ 5%）为不合格"),
        ("above", 14, "天", "超过14天（> 14天）为不合格"),
        ("below", 40, "条", "低于40条（< 40条）为不合格"),
        ("at_or_below", 2.5, "分", "不超过2.5分（≤ 2.5分）为不合格"),
        ("above", None, "天", "停止执行"),
    ],
)
def test_what_fails_is_said_in_the_words_of_the_act(word: str, value: float | None, unit: str, said: str):
    assert say_failing(word, value, unit) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(0.05, "%", "5%"), (0.625, "%", "62.5%"), (14, "天", "14天"), (None, "天", "停止执行")]
)
def test_a_limit_is_said_with_its_unit(value: float | None, unit: str, said: str):
    assert say_limit(value, unit) == said


def test_the_command_writes_the_page_of_all_rules_and_of_a_place(command, tmp_path: Path):
    whole = command(ROOT, "describe", "--handbook", str(tmp_path / "all" / "rules.html"))
    assert (whole.returncode, whole.stderr) == (0, "")
    place = command(
        ROOT, "describe", "-p", "shiquan", "--period", "2023Q1", "--handbook", str(tmp_path / "shiquan.html")
    )
    assert (place.returncode, place.stderr) == (0, "")
    assert "<h1>指标手册</h1>" in (tmp_path / "all" / "rules.html").read_text(encoding="utf-8")
    assert "<h1>石泉县 2023年第一季度 指标手册</h1>" in (tmp_path / "shiquan.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [(), ("-p", "shiquan"), ("--period", "2023Q1", "--handbook", "x.html")])
def test_a_place_without_its_period_is_a_wrong_call(words: tuple[str, ...], command):
    said = command(ROOT, "describe", *words)
    assert said.returncode == 2
    assert "--place 和 --period" in said.stderr


@pytest.mark.browser
def test_a_browser_without_internet_shows_the_page_whole_and_reaches_every_rule(page: str, tmp_path: Path):
    path = tmp_path / "rules.html"
    path.write_text(page, encoding="utf-8")
    with open_browser() as browser:
        report = check_page(path, browser)
        assert report.faults == ()
        assert report.characters > 400
        with open_page(browser, path, []) as opened:
            opened.click("nav >> text=W-V6.2")
            top = opened.locator("[id='national-2019.W-V6.2']").bounding_box()
            assert top is not None
            assert 0 <= top["y"] < 900
            opened.set_viewport_size({"width": 390, "height": 900})
            assert opened.evaluate("document.documentElement.scrollWidth") <= 390
