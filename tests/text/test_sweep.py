"""Sweeping: tables of articles of every shape, cut anywhere, on any number of processes, give the same hits."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import dask
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pandas.testing import assert_frame_equal

from govlib.errors import UserError
from govlib.text.sweep import Settings, Swept, settle, sweep
from govlib.text.sweep import pools as pools_module
from govlib.text.sweep import run as run_module
from govlib.text.sweep.output import read_hits
from govlib.text.sweep.pieces import Piece, list_sources
from govlib.text.sweep.records import Slice, cut_records, read_records
from govlib.text.sweep.work import Result, check_piece, open_once

sys.path.insert(0, str(Path(__file__).parent))
from dying import dying_at

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = ["标题", "URL", "发布时间", "责任单位", "正文"]
WRONG = "会议作了布署。\n截止目前，已完成。"
RIGHT = "会议作了部署。\n截至目前，已完成。"
ROWS = [
    ["甲", "https://a.example/1", "2026-08-01", "县甲局", WRONG],
    ["乙", "https://a.example/2", "2026-08-02", "县乙局", RIGHT],
    ["丙的布署", "https://a.example/3", "2026-08-03", "县丙局", ""],
    ["", "", "", "", ""],
    ["丁", "https://a.example/4", "2026-08-04", "县丁局", "“引号”、,逗号\r\n" + WRONG],
]
# row in the table, place, wrong wording
EXPECTED = [
    (2, "正文第 1 行", "布署"),
    (2, "正文第 2 行", "截止目前"),
    (4, "标题", "布署"),
    (6, "正文第 2 行", "布署"),
    (6, "正文第 3 行", "截止目前"),
]


@pytest.fixture(scope="session")
def chosen() -> Settings:
    """Return the settings of the shipped declarations."""
    return settle(ROOT / "params")


def as_csv(
    rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig", delimiter: str = ",", end: str = "\r\n"
) -> bytes:
    stream = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([HEADINGS, *rows])
    return stream.getvalue().encode(encoding)


def run(tmp_path: Path, chosen: Settings, *paths: Path, **words) -> tuple[Swept, pd.DataFrame]:
    out = tmp_path / "out" / "hits.parquet"
    swept = sweep([*paths] or [tmp_path / "in"], out, chosen, force=True, **words)
    return swept, read_hits(out)


def found(hits: pd.DataFrame) -> list[tuple[int, str, str]]:
    of_lexicon = hits.loc[hits["rule"].eq("lexicon"), ["row", "place", "wrong"]]
    return list(of_lexicon.itertuples(index=False, name=None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("signs", [(",", "\r\n"), ("\t", "\n"), (",", "\r")])
def test_a_csv_file_of_any_encoding(
    folder: Path, tmp_path: Path, chosen: Settings, encoding: str, signs: tuple[str, str]
):
    delimiter, end = signs
    (folder / "文章.csv").write_bytes(as_csv(ROWS, encoding, delimiter, end))
    swept, hits = run(tmp_path, chosen)
    assert found(hits) == EXPECTED
    assert (swept.articles, swept.without_body, swept.problems) == (4, 1, ())
    assert hits["url"].tolist()[0] == "https://a.example/1"
    assert hits["unit"].tolist()[-1] == "县丁局"
    assert swept.hits == len(hits)


def test_a_workbook_with_a_title_above_the_headings_and_two_sheets(folder: Path, tmp_path: Path, chosen: Settings):
    book = Workbook()
    first = book.active
    first.title = "网站文章"
    first.append(["样例县文章（虚构）"])
    for row in [HEADINGS, *ROWS]:
        first.append([text or None for text in row])
    second = book.create_sheet("说明")
    second.append(["本表由系统导出"])
    third = book.create_sheet("推文")
    for row in (["标题", "发布时间", "账号名称", "平台", "正文"], ["戊", "2026-08-05", "县政务", "微信", "按装设备"]):
        third.append(row)
    book.save(folder / "文章.xlsx")
    swept, hits = run(tmp_path, chosen)
    assert found(hits) == [(row + 1, place, wrong) for row, place, wrong in EXPECTED] + [(2, "正文第 1 行", "按装")]
    assert hits["sheet"].tolist() == ["网站文章"] * (len(hits) - 1) + ["推文"]
    assert hits["account_name"].tolist()[-1] == "县政务"
    assert swept.articles == 5


def test_a_parquet_file_by_row_groups(folder: Path, tmp_path: Path, chosen: Settings):
    columns = dict(zip(HEADINGS, zip(*ROWS, strict=True), strict=True))
    pq.write_table(pa.table({name: list(cells) for name, cells in columns.items()}), folder / "文章.parquet", 2)
    _, hits = run(tmp_path, chosen)
    assert found(hits) == [(row - 1, place, wrong) for row, place, wrong in EXPECTED]


def test_the_kept_tables_of_a_run_are_articles_too(folder: Path, tmp_path: Path, chosen: Settings):
    frame = pd.DataFrame(
        {"title": ["甲"], "url": [None], "published_at": [pd.Timestamp(2026, 8, 1)], "body_text": [WRONG]}
    )
    frame.to_parquet(folder / "articles.parquet")
    _, hits = run(tmp_path, chosen)
    assert found(hits) == [(1, "正文第 1 行", "布署"), (1, "正文第 2 行", "截止目前")]


def test_the_same_whatever_the_pieces_processes_and_machines(
    folder: Path, tmp_path: Path, chosen: Settings, monkeypatch: pytest.MonkeyPatch
):
    rows = [
        [f"第{number}篇", f"u{number}", "2026-08-01", "县甲局", WRONG if number % 7 == 0 else RIGHT]
        for number in range(300)
    ]
    for number in range(3):
        (folder / f"文章{number}.csv").write_bytes(as_csv(rows[number * 100 :][:100]))
    run(tmp_path, chosen, with_csv=True)
    out = tmp_path / "out"
    once = [(out / name).read_bytes() for name in ("hits.parquet", "hits.csv")]
    assert len(found(read_hits(out / "hits.parquet"))) == 86
    monkeypatch.setattr(run_module, "_WORTH_PROCESSES", 0)
    for words in ({"piece_bytes": 3000}, {"piece_bytes": 5000, "jobs": 2}):
        run(tmp_path, chosen, with_csv=True, **words)
        assert [(out / name).read_bytes() for name in ("hits.parquet", "hits.csv")] == once
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster:
        run(tmp_path, chosen, with_csv=True, piece_bytes=4000, scheduler=cluster.scheduler_address)
    assert [(out / name).read_bytes() for name in ("hits.parquet", "hits.csv")] == once


MANY = [
    [f"第{number}篇", f"u{number}", "2026-08-01", "县甲局", WRONG if number % 7 == 0 else RIGHT]
    for number in range(300)
]
DYING_ROW = 150


def read_bytes(tmp_path: Path) -> list[bytes]:
    return [(tmp_path / "out" / name).read_bytes() for name in ("hits.parquet", "hits.csv")]


@pytest.fixture
def undisturbed(folder: Path, tmp_path: Path, chosen: Settings, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the files of hits of a sweep during which no process ends; the next one works in several."""
    (folder / "文章.csv").write_bytes(as_csv(MANY))
    run(tmp_path, chosen, with_csv=True)
    monkeypatch.setattr(run_module, "_WORTH_PROCESSES", 0)
    return read_bytes(tmp_path)


@pytest.fixture
def deaths(tmp_path: Path) -> Path:
    made = tmp_path / "deaths"
    made.mkdir()
    return made


@pytest.mark.parametrize("times", [1, 2])
def test_a_process_that_ends_loses_nothing(
    tmp_path: Path, chosen: Settings, undisturbed: list[bytes], deaths: Path, monkeypatch, *, times: int
):
    monkeypatch.setattr(pools_module, "check_piece", dying_at(DYING_ROW, deaths, times))
    swept, _ = run(tmp_path, chosen, with_csv=True, piece_bytes=3000, jobs=2)
    assert len(list(deaths.iterdir())) == times
    assert (swept.articles, swept.problems) == (300, ())
    assert read_bytes(tmp_path) == undisturbed


@pytest.mark.usefixtures("undisturbed")
@pytest.mark.parametrize("is_first", [True, False])
def test_a_piece_that_ends_its_process_again_and_again_is_told_and_no_other(
    tmp_path: Path, chosen: Settings, deaths: Path, monkeypatch, is_first: bool
):
    row = 2 if is_first else DYING_ROW
    _, whole = run(tmp_path, chosen)
    monkeypatch.setattr(pools_module, "check_piece", dying_at(row, deaths, 1000))
    swept, hits = run(tmp_path, chosen, piece_bytes=3000, jobs=2)
    assert len(swept.problems) == 1
    said = swept.problems[0]
    assert said.startswith("文章.csv：查第 ")
    assert "进程两次意外结束" in said
    first, last = (int(number) for number in said.split(" ")[1].split("—"))
    assert first <= row <= last < first + 60
    assert swept.articles == 300 - (last - max(first, 2) + 1)
    assert_frame_equal(hits, whole[~whole["row"].between(first, last)].reset_index(drop=True))


def test_a_piece_given_to_processes_that_ended_just_now_waits_with_the_others(folder: Path, chosen: Settings):
    def fail(*_: object) -> None:
        raise BrokenProcessPool

    piece = Piece(folder / "a.csv", "a.csv", "csv", 1)
    given = pools_module._submitter(SimpleNamespace(submit=fail), chosen)(piece)
    assert isinstance(given.exception(), BrokenProcessPool)


def test_a_worker_of_a_cluster_that_ends_loses_nothing_and_what_always_ends_it_is_told(
    tmp_path: Path, chosen: Settings, undisturbed: list[bytes], deaths: Path, monkeypatch
):
    words = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    # one death of its worker more, and the cluster gives a piece up
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}), LocalCluster(**words) as cluster:
        address = cluster.scheduler_address
        monkeypatch.setattr(pools_module, "check_piece", dying_at(DYING_ROW, deaths, 1))
        swept, _ = run(tmp_path, chosen, with_csv=True, piece_bytes=3000, scheduler=address)
        assert len(list(deaths.iterdir())) == 1
        assert (swept.articles, swept.problems) == (300, ())
        assert read_bytes(tmp_path) == undisturbed
        monkeypatch.setattr(pools_module, "check_piece", dying_at(DYING_ROW, deaths, 1000))
        swept, _ = run(tmp_path, chosen, with_csv=True, piece_bytes=3000, scheduler=address)
        assert ["进程两次意外结束" in said for said in swept.problems] == [True]
        assert 240 < swept.articles < 300


CELLS = st.text(alphabet='甲乙,"\n\r\t a;', max_size=8)


@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=30), size=st.integers(1, 200), data=st.data())
@settings(deadline=None, max_examples=200)
def test_pieces_of_any_size_hold_the_records_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], size: int, data: st.DataObject
):
    delimiter = data.draw(st.sampled_from([",", "\t"]))
    encoding = data.draw(st.sampled_from(["utf-8", "gb18030"]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    stream = io.StringIO(newline="")
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    check_records(tmp_path_factory, stream.getvalue().encode(encoding), encoding, delimiter, size)


@given(text=st.text(alphabet='甲,"\n\ra', max_size=60), size=st.integers(1, 40))
@settings(deadline=None, max_examples=300)
def test_pieces_of_what_no_program_wrote_hold_the_records_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, text: str, size: int
):
    check_records(tmp_path_factory, text.encode(), "utf-8", ",", size)


def check_records(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, encoding: str, delimiter: str, size: int
) -> None:
    path = tmp_path_factory.mktemp("records") / "a.csv"
    path.write_bytes(content)
    whole = list(read_records(path, Slice(0, -1, 1), encoding, delimiter))
    with path.open("rb") as stream:
        parts = list(cut_records(stream, delimiter, 0, size))
    assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]
    assert [record for part in parts for record in read_records(path, part, encoding, delimiter)] == whole


def test_a_file_is_cut_into_pieces_of_about_the_size_asked_for(folder: Path):
    path = folder / "a.csv"
    path.write_bytes(as_csv([["标题", "u", "2026-08-01", "县甲局", '他说“好”，"行"\n' * 20]] * 400))
    with path.open("rb") as stream:
        parts = list(cut_records(stream, ",", 0, 10_000))
    assert len(parts) > 20
    assert max(part.end - part.start for part in parts) < 12_000


def test_broken_files_are_told_and_the_others_go_on(folder: Path, tmp_path: Path, chosen: Settings):
    (folder / "1好的.csv").write_bytes(as_csv(ROWS))
    (folder / "2空的.csv").write_bytes(b"")
    (folder / "3坏的.xlsx").write_bytes(b"PK\x03\x04not a workbook")
    (folder / "4坏的.parquet").write_bytes(b"PAR1" + b"\x00" * 50)
    (folder / "5其实是图片.csv").write_bytes(b"\x89PNG\r\n")
    (folder / "6别的表.csv").write_text("姓名,数量\n甲,3\n", encoding="utf-8")
    (folder / "7好的.csv").write_bytes(as_csv(ROWS))
    (folder / "说明.txt").write_text("布署", encoding="utf-8")
    swept, hits = run(tmp_path, chosen)
    assert found(hits) == EXPECTED * 2
    assert [sentence[0] for sentence in swept.problems] == ["2", "3", "4", "5"]
    assert swept.files == 2
    assert "没有读完的 4 处" in swept.sentence()


def test_a_quotation_mark_that_never_closes_costs_no_more_than_its_own_file(
    folder: Path, tmp_path: Path, chosen: Settings
):
    head = as_csv(ROWS[:3]).decode("utf-8-sig")
    (folder / "1.csv").write_text(head + '戊,u,2026-08-01,县甲局,"布署' + "\n行" * 50, encoding="utf-8")
    (folder / "2.csv").write_bytes(as_csv(ROWS))
    _, hits = run(tmp_path, chosen, piece_bytes=100)
    assert found(hits) == [*EXPECTED[:3], (5, "正文第 1 行", "布署"), *EXPECTED]


def test_a_record_longer_than_any_article_is_told(folder: Path, tmp_path: Path, chosen: Settings, monkeypatch):
    monkeypatch.setattr("govlib.text.sweep.records.LONGEST_RECORD", 2000)
    text = as_csv(ROWS).decode("utf-8-sig") + '戊,u,2026-08-01,县甲局,"' + "布署，" * 3000
    (folder / "1.csv").write_text(text, encoding="utf-8")
    swept, hits = run(tmp_path, chosen, piece_bytes=500)
    assert found(hits) == EXPECTED
    assert len(swept.problems) == 1
    assert "没有读完" in swept.problems[0]


@pytest.mark.parametrize("name", ["名单.csv", "名单.xlsx"])
def test_a_file_that_somebody_names_must_hold_articles(folder: Path, tmp_path: Path, chosen: Settings, name: str):
    path = folder / name
    if path.suffix == ".csv":
        path.write_text("姓名,数量\n甲,3\n", encoding="utf-8")
    else:
        book = Workbook()
        book.active.append(["姓名", "数量"])
        book.save(path)
    swept, hits = run(tmp_path, chosen, path)
    assert hits.empty
    assert [sentence.split("：")[1][:5] for sentence in swept.problems] == ["没有文章表"]


def test_nothing_to_do_is_said(tmp_path: Path, folder: Path, chosen: Settings):
    with pytest.raises(UserError, match="没有表格文件"):
        run(tmp_path, chosen)
    with pytest.raises(UserError, match="没有这个文件"):
        run(tmp_path, chosen, folder / "no.csv")


def test_what_is_there_is_only_overwritten_when_asked(tmp_path: Path, folder: Path, chosen: Settings):
    (folder / "a.csv").write_bytes(as_csv(ROWS))
    run(tmp_path, chosen)
    out = tmp_path / "out" / "hits.parquet"
    before = out.read_bytes()
    with pytest.raises(UserError, match="--force"):
        sweep([folder], out, chosen)
    assert out.read_bytes() == before


def test_results_are_whole_or_not_there(tmp_path: Path, folder: Path, chosen: Settings, monkeypatch):
    (folder / "a.csv").write_bytes(as_csv(ROWS))

    def fail(pieces: Iterator[Piece], _: Settings) -> Iterator[Result]:
        yield check_piece(next(pieces), chosen)
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "check_here", fail)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, chosen, with_csv=True)
    assert list((tmp_path / "out").iterdir()) == []


def test_personal_numbers_are_hidden_in_every_column(folder: Path, tmp_path: Path, chosen: Settings):
    phone = "13800138000"
    rows = [[f"布署工作，电话{phone}", "u", "2026-08-01", f"县甲局{phone}", f"布署完毕，联系人手机{phone}。"]]
    (folder / "a.csv").write_bytes(as_csv(rows))
    run(tmp_path, chosen, with_csv=True)
    hits = read_hits(tmp_path / "out" / "hits.parquet")
    assert len(hits) >= 2
    assert phone not in (tmp_path / "out" / "hits.csv").read_text(encoding="utf-8-sig")
    assert phone not in hits.to_json(force_ascii=False)


def test_a_csv_for_excel_runs_no_formula(folder: Path, tmp_path: Path, chosen: Settings):
    (folder / "a.csv").write_bytes(as_csv([["=1+1布署", "u", "2026-08-01", "县甲局", ""]]))
    run(tmp_path, chosen, with_csv=True)
    table = pd.read_csv(tmp_path / "out" / "hits.csv", encoding="utf-8-sig", dtype=str)
    assert table["标题"].tolist() == ["'=1+1布署"]
    assert_frame_equal(read_hits(tmp_path / "out" / "hits.parquet")[["title"]], pd.DataFrame({"title": ["=1+1布署"]}))


def test_hostile_cells_are_checked_to_their_end(folder: Path, tmp_path: Path, chosen: Settings):
    body = "\u200b<b>" + "空" * 1_000_000 + "\x00布署</b>"
    (folder / "a.csv").write_bytes(as_csv([["甲", "u", "2026-08-01", "县甲局", body]]))
    _, hits = run(tmp_path, chosen)
    assert found(hits)[-1] == (2, "正文第 1 行", "布署")
    start, end = hits[["start", "end"]].iloc[-1]
    assert body[start:end] == "布署"


def test_a_machine_with_other_declarations_is_refused(chosen: Settings):
    other = Settings(chosen.params, "", suspected=False, seen=None, digest="other")
    with pytest.raises(UserError, match="不同"):
        open_once(other)


def test_a_cluster_that_is_not_there_is_said(folder: Path, tmp_path: Path, chosen: Settings, monkeypatch):
    monkeypatch.setattr(pools_module, "_SECONDS_TO_CONNECT", 1)
    (folder / "a.csv").write_bytes(as_csv(ROWS))
    with pytest.raises(UserError, match="连不上"):
        run(tmp_path, chosen, scheduler="tcp://127.0.0.1:9")


def test_a_file_named_twice_is_read_once(folder: Path):
    (folder / "a.csv").write_bytes(as_csv(ROWS))
    sources = list_sources([folder, folder / "a.csv"], folder / "hits.parquet")
    assert [source.shown for source in sources] == ["a.csv"]


def test_results_named_like_the_articles_are_written_beside_them_but_never_over_them(folder: Path, chosen: Settings):
    path = folder / "a.csv"
    path.write_bytes(as_csv(ROWS))
    for named in (path, folder, path):
        assert sweep([named], path.with_suffix(".parquet"), chosen, force=True).articles == 4
    with pytest.raises(UserError, match="覆盖"):
        sweep([path], path.with_suffix(".parquet"), chosen, with_csv=True, force=True)
    assert path.read_bytes() == as_csv(ROWS)


def test_results_of_an_earlier_sweep_are_no_articles(folder: Path, chosen: Settings):
    (folder / "a.csv").write_bytes(as_csv(ROWS))
    for name in ("one.parquet", "one.parquet", "two.parquet"):
        swept = sweep([folder], folder / name, chosen, with_csv=True, force=True)
        assert (swept.files, swept.articles, swept.problems) == (1, 4, ())
