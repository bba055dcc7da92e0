"""What a scan writes: JSON for programs, pages and tables for people, documents with comments; and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from govlib.batch.selfcontained import list_loads
from govlib.catalog.load import load_catalog
from govlib.cli import app
from govlib.documents.passages import Passage
from govlib.errors import ExitCode, UserError
from govlib.exports import read_exports
from govlib.text.before import Wanted, list_rules
from govlib.text.commands import Outputs, scan_to_result
from govlib.text.document import Document
from govlib.text.files import choose_files
from govlib.text.hits import Hit
from govlib.text.report.as_json import write_json
from govlib.text.report.lines import make_printable, say_hit
from govlib.text.report.marking import mark_passage
from govlib.text.report.page import MOST_BYTES, render_index, render_page
from govlib.text.report.result import Asked, Read, Result
from govlib.text.report.returned import name_copy
from govlib.text.report.table import HEADINGS, make_table
from govlib.text.workshop.reviews import read_reviews

ROOT = Path(__file__).resolve().parents[2]
PARAMS = ROOT / "params"
PHONE = "138" + "0013" + "8000"
TEXT = f"会议布署工作。\n学习习近平总书纪讲话，联系电话{PHONE}。\n将“部署”错写为“布署”。\n"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def scan(*files: Path, **outputs: Path) -> Result:
    return scan_to_result(PARAMS, files, Wanted(day=date(2026, 11, 22)), Outputs(**outputs), None)


def hit_at(text: str, start: int, end: int, **said: object) -> Hit:
    stated: dict[str, object] = {
        "right": "", "kind": "同音", "severity": "一般", "source": "", "basis": "", "sentence": text, "before": "",
        "after": "", "status": "命中",
    }  # fmt: skip
    return Hit(start=start, end=end, wrong=text[start:end], **(stated | said))  # type: ignore[arg-type]


def result_of(texts: list[str], hits: list[Hit], name: str = "a.txt", **said: object) -> Result:
    document = Document(name, tuple(Passage(f"第 {number} 行", text) for number, text in enumerate(texts, 1)))
    read = Read(name, Path(name), kind="text", document=document, hits=tuple(hits), **said)  # type: ignore[arg-type]
    return Result(Asked("", None, suspected=False, rules=("lexicon",), declarations="x"), (read,))


def test_json_says_which_file_what_where_and_how_it_was_asked(notice: Path):
    said = json.loads(write_json(scan(notice)))
    assert (said["format"], said["version"], said["exit_code"]) == ("govlib-scan", 1, 4)
    assert said["asked"]["day"] == "2026-11-22"
    assert "lexicon" in said["asked"]["rules"]
    assert re.fullmatch("[0-9a-f]{64}", said["asked"]["declarations_sha256"])
    assert said["counts"] == {"严重": 1, "一般": 1, "表述不规范": 0, "疑似": 0, "引用": 1}
    (file,) = said["files"]
    assert (file["name"], file["kind"], file["passages"], file["refused"]) == ("通知.txt", "text", 3, "")
    first = said["hits"][0]
    assert {key: first[key] for key in ("file", "passage", "place", "start", "end", "wrong", "right", "status")} == {
        "file": 0, "passage": 0, "place": "第 1 行", "start": 2, "end": 4, "wrong": "布署", "right": "部署",
        "status": "命中",
    }  # fmt: skip
    assert [hit["status"] for hit in said["hits"]] == ["命中", "命中", "引用"]


def test_json_is_the_same_wherever_the_file_lies_and_holds_nothing_personal(notice: Path, tmp_path: Path):
    (tmp_path / "b").mkdir()
    shutil.copy(notice, tmp_path / "b" / notice.name)
    text = write_json(scan(notice))
    assert text == write_json(scan(tmp_path / "b" / notice.name))
    assert PHONE not in text
    assert str(tmp_path) not in text


def test_json_holds_what_no_encoding_holds_as_an_escape():
    said = write_json(result_of(["布\ud800署"], [hit_at("布\ud800署", 0, 3)], name="a\udcff.txt"))
    said.encode("utf-8")
    read = json.loads(said)
    assert (read["hits"][0]["wrong"], read["files"][0]["name"]) == ("布\ud800署", "a\udcff.txt")


def test_a_table_is_read_as_the_register_of_wording_errors(notice: Path, tmp_path: Path):
    catalog = load_catalog(PARAMS)
    for name in ("登记.csv", "登记.xlsx"):
        folder = tmp_path / name[-4:].strip(".")
        folder.mkdir()
        scan(notice, table=folder / name)
        intake = read_exports(folder, catalog.tables, catalog.personal, (date(2026, 10, 1), date(2026, 12, 31)))
        table = intake.tables["wording"]
        assert set(intake.tables) == {"wording"}
        assert intake.problems.loc[intake.problems["severity"].eq("错误"), "message"].tolist() == []
        assert table["wrong_text"].tolist() == ["布署", "习近平总书纪"]
        assert table["right_text"].tolist() == ["部署", "习近平总书记"]
        assert table["error_level"].tolist() == ["一般", "严重"]
        assert table["position"].tolist() == ["第 1 行", "第 2 行"]
        assert table["title"].tolist() == ["通知.txt", "通知.txt"]
        assert table["review_result"].isna().all()
        assert [str(day)[:10] for day in table["found_date"]] == ["2026-11-22", "2026-11-22"]


def test_a_table_filled_in_teaches_the_workshop(notice: Path, tmp_path: Path):
    path = tmp_path / "t" / "登记.xlsx"
    scan(notice, table=path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == "网站标识码")
    column = next(cell.column for cell in row if cell.value == "复核结果")
    sheet.cell(row[0].row + 1, column).value = "误报"
    sheet.cell(row[0].row + 2, column).value = "属实"
    book.save(path)
    reviews = read_reviews(path, load_catalog(PARAMS)).reviews
    assert reviews["verdict"].tolist() == ["误报", "属实"]
    assert reviews["wrong"].tolist() == ["布署", "习近平总书纪"]
    assert reviews["sentence"].tolist()[0].startswith("会议布署工作。")
    assert reviews["at"].tolist()[0] == 2


def test_a_kind_that_would_be_read_as_another_severity_is_left_out_of_a_table():
    text = "工作工作"
    hits = [hit_at(text, 0, 2, severity="表述不规范", kind="重复"), hit_at(text, 2, 4, severity="一般", kind="重复")]
    assert make_table(result_of([text], hits))["错误类型"].tolist() == ["表述不规范", "一般：重复"]
    assert list(make_table(result_of([text], [])).columns) == list(HEADINGS)


def test_a_formula_in_a_table_stays_text(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text('=HYPERLINK("x")布署\n', encoding="utf-8")
    scan(path, table=tmp_path / "t.csv")
    assert ",=HYPERLINK" not in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")


class _Page(HTMLParser):
    """The marks of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._level: str | None = None
        self._in_sup = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids += [said["id"]] if said.get("id") else []
        self.links += [str(said["href"])] if tag == "a" else []
        if tag == "mark":
            self.marked.append((str(said["class"]), ""))
            self._level = tag
        self._in_sup = tag == "sup" or (self._in_sup and tag == "a")

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._level = None
        if tag == "sup":
            self._in_sup = False

    def handle_data(self, data: str) -> None:
        if self._level and not self._in_sup:
            level, text = self.marked[-1]
            self.marked[-1] = (level, text + data)


def parse(page: str) -> _Page:
    parser = _Page()
    parser.feed(page)
    return parser


def test_a_page_marks_every_hit_and_leads_to_it_and_back(notice: Path, tmp_path: Path):
    out = tmp_path / "p.html"
    scan(notice, html=out)
    page = out.read_text(encoding="utf-8")
    seen = parse(page)
    assert seen.marked == [("common", "布署"), ("serious", "习近平总书纪"), ("quoted", "布署")]
    assert {"#h1", "#h2", "#h3", "#l1", "#l2", "#l3", "#main"} <= set(seen.links)
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert len(set(seen.ids)) == len(seen.ids)
    assert list_loads(page) == []
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert PHONE not in page


def test_a_page_shows_no_markup_of_the_text():
    text = "<script>alert(1)</script><img src=x onerror=1>布署&amp;"
    page = render_page(result := result_of([text], [hit_at(text, 44, 46)], name="<b>.txt"), result.files)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&amp;amp;" in page


def test_a_page_of_many_hits_and_much_text_stays_small():
    texts = ["工作" * 400_000 + "布署", *["会议布署工作。" * 40] * 3000]
    hits = [hit_at(texts[0], 800_000, 800_002)]
    hits += [hit_at(text, 2, 4, passage=number) for number, text in enumerate(texts) if number]
    page = render_page(result := result_of(texts, hits), result.files)
    assert len(page.encode("utf-8")) < MOST_BYTES
    assert "另有 2501 处没有列在这里" in page


def test_pages_of_very_many_files_stay_small_and_list_those_with_hits():
    text = "会议布署工作。"
    clean = result_of([text], []).files[0]
    found = result_of([text], [hit_at(text, 2, 4)]).files[0]
    result = Result(Asked("", None, suspected=False, rules=(), declarations=""), (*[clean] * 9000, *[found] * 700))
    page = render_page(result, result.files)
    assert len(page.encode("utf-8")) < MOST_BYTES
    assert "另有 9200 个文件没有列在这里" in page
    index = render_index(result, [f"{number}.html" for number in range(9700)])
    assert len(index.encode("utf-8")) < MOST_BYTES
    assert "另有 9000 个文件没有列在这里" in index


def test_a_folder_gets_a_page_a_file_and_an_index(notice: Path, tmp_path: Path):
    other = tmp_path / "b <i>.txt"
    other.write_text("没有错误。", encoding="utf-8")
    scan(notice, other, tmp_path / "没有.txt", html=tmp_path / "out")
    index = parse((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    pages = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert pages == ["1_通知_txt.html", "2_b__i__txt.html", "3_没有_txt.html", "index.html"]
    assert len([link for link in index.links if link.endswith(".html")]) == 3
    assert "没有这个文件" in (tmp_path / "out" / "3_没有_txt.html").read_text(encoding="utf-8")


def test_overlapping_hits_are_marked_by_the_worst_and_all_begin_somewhere():
    text = "甲乙丙丁戊"
    hits = [(1, hit_at(text, 0, 3)), (2, hit_at(text, 1, 4, severity="严重")), (3, hit_at(text, 1, 2))]
    shown = [(one.text, one.level, one.begins) for one in mark_passage(text, hits)]
    assert shown == [
        ("甲", "common", (1,)),
        ("乙", "serious", (2, 3)),
        ("丙", "serious", ()),
        ("丁", "serious", ()),
        ("戊", "", ()),
    ]


def test_a_window_leaves_out_what_is_far_from_a_hit():
    text = "一二三四五六七八九十"
    shown = "".join(one.text for one in mark_passage(text, [(1, hit_at(text, 4, 5))], 1))
    assert shown == "……四五六……"


def test_word_documents_come_back_with_comments_and_the_originals_stay(tmp_path: Path, notice: Path):
    document = docx.Document()
    document.add_paragraph("会议布署工作。")
    document.add_paragraph("将“部署”错写为“布署”。")
    path = tmp_path / "稿.docx"
    document.save(str(path))
    before = path.read_bytes()
    lines: list[str] = []
    scan_to_result(PARAMS, [path, notice], Wanted(), Outputs(docx=tmp_path), lines.append)
    assert path.read_bytes() == before
    returned = docx.Document(str(tmp_path / "稿.批注.docx"))
    assert [comment.text.splitlines()[0] for comment in returned.comments] == ["〔一般〕同音：布署→部署"]
    assert any("稿.批注.docx" in line for line in lines)
    assert any("通知.txt" in line and "不能写批注" in line for line in lines)
    first = (tmp_path / "稿.批注.docx").read_bytes()
    scan(path, docx=tmp_path)
    assert (tmp_path / "稿.批注.docx").read_bytes() != b""
    assert [one.shown_as for one in choose_files([tmp_path]).files] == ["稿.docx", "通知.txt"]
    scan_to_result(PARAMS, [path, notice], Wanted(), Outputs(docx=tmp_path), None)
    assert (tmp_path / "稿.批注.docx").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("稿.docx", "稿.批注.docx"),
        ("子/稿.docx", "子/稿.批注.docx"),
        ("../../稿.docx", "稿.批注.docx"),
        ("/etc/稿.docx", "etc/稿.批注.docx"),
        ("C:\\文件\\稿.docx", "C_/文件/稿.批注.docx"),
    ],
)
def test_a_returned_document_lies_inside_its_folder(name: str, expected: str):
    assert name_copy(name).as_posix() == expected


def test_a_folder_is_read_in_order_without_hidden_temporary_and_other_files(tmp_path: Path):
    (tmp_path / "乙").mkdir()
    (tmp_path / ".git").mkdir()
    names = ("乙/b.md", "a.txt", "~$a.docx", ".x.txt", "图.png", ".git/c.txt", "旧.doc", "a.批注.docx")
    for name in names:
        (tmp_path / name).write_text("布署", encoding="utf-8")
    chosen = choose_files([tmp_path])
    assert [one.shown_as for one in chosen.files] == ["a.txt", "乙/b.md", "旧.doc"]
    assert chosen.passed_over == 1


def test_a_second_run_over_a_folder_leaves_the_pages_of_the_first_out(tmp_path: Path):
    (tmp_path / "a.html").write_text("<p>布署</p>", encoding="utf-8")
    for _ in range(2):
        chosen = choose_files([tmp_path])
        assert [one.shown_as for one in chosen.files] == ["a.html"]
        outputs = Outputs(html=tmp_path / "结果.html")
        scan_to_result(PARAMS, [tmp_path], Wanted(), outputs, None)
    assert [one.shown_as for one in choose_files([tmp_path / "结果.html"]).files] == ["结果.html"]


def test_a_file_named_twice_is_read_once_and_two_of_one_name_are_told_apart(tmp_path: Path):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("布署", encoding="utf-8")
    one, two = tmp_path / "甲" / "a.txt", tmp_path / "乙" / "a.txt"
    chosen = choose_files([one, two, one, tmp_path / "甲"])
    assert [named.shown_as for named in chosen.files] == [one.as_posix(), two.as_posix()]
    assert chosen.repeated == 2


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    runner = CliRunner()

    def call(*words: str, sent: bytes | None = None):
        return runner.invoke(app, ["scan", *words], input=sent)

    return call


def test_the_command_prints_json_alone_and_ends_by_the_worst(run, notice: Path):
    done = run(str(notice), "--json")
    assert done.exit_code == ExitCode.SERIOUS_WORDING
    assert json.loads(done.stdout)["exit_code"] == ExitCode.SERIOUS_WORDING


def test_standard_input_is_a_text(run):
    done = run("-", sent="会议布署。\n".encode())
    assert done.exit_code == ExitCode.OK
    assert done.stdout.splitlines()[0] == "标准输入 第 1 行 〔一般〕布署→部署：会议【布署】。"
    assert run("-", sent=b"").exit_code == ExitCode.FILE_UNREADABLE
    assert "会议【布署】" in run("-", sent="会议布署。".encode("gb18030")).stdout


def test_rules_are_picked_left_out_and_listed(run, notice: Path):
    assert "布署→部署" not in run(str(notice), "--without", "lexicon").stdout
    assert "布署→部署" in run(str(notice), "--rules", "lexicon，dates").stdout
    assert run("--list-rules").stdout.splitlines() == list_rules(PARAMS)
    assert any(line.startswith("lexicon  词库〔一般〕：") for line in list_rules(PARAMS))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "没有写要查的文件"),
        (("x.txt", "--rules", "lexikon"), "没有规则“lexikon”"),
        (("x.txt", "--without", "lexikon"), "没有规则“lexikon”"),
        (("x.txt", "--day", "2026-02-30"), "2026-02-30"),
        (("x.txt", "--threshold", "高"), "写的是“高”"),
        (("x.txt", "--threshold", "lexicon=x"), "写的是“lexicon=x”"),
        (("x.txt", "--table", "a.pdf"), "以 .csv 或 .xlsx 结尾"),
        (("x.txt", "--place", "nowhere"), "nowhere"),
    ],
)
def test_a_wrong_call_is_told(run, words: tuple[str, ...], told: str):
    done = run(*words)
    assert isinstance(done.exception, UserError)
    assert done.exception.exit_code == ExitCode.WRONG_CALL
    assert told in done.exception.sentence()


def test_no_output_goes_over_an_input_or_where_it_cannot(run, notice: Path, tmp_path: Path):
    before = notice.read_bytes()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    wrong = [
        ("--json-file", str(notice), "原件不会被覆盖"),
        ("--html", f"{tmp_path}/sub/../通知.txt", "原件不会被覆盖"),
        ("--docx", str(tmp_path / "file"), "是一个文件"),
        ("--json-file", str(tmp_path), "是文件夹"),
        ("--html", str(tmp_path / "file" / "a.html"), "写不进去"),
    ]
    (tmp_path / "sub").mkdir()
    for option, path, told in wrong:
        done = run(str(notice), option, path)
        assert told in done.exception.sentence(), option
    assert notice.read_bytes() == before


def test_lines_cannot_move_the_cursor():
    text = "\x1b[2J布署\x07\u200b\n下\u202e一"
    assert make_printable(text) == "□[2J布署□ 下一"
    shown = hit_at("布\x1b署", 0, 3, right="部署", note="记\n录", document="a", place="第 1 行")
    assert make_printable(say_hit(shown)).isprintable()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    (tmp_path / "a.txt").write_text("会议布署。\n" * 20_000, encoding="utf-8")
    words = [sys.executable, "-m", "govlib", "scan", str(tmp_path / "a.txt")]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.readline().decode("utf-8").startswith("a.txt 第 1 行")
        started.stdout.close()
        assert started.stderr.read() == b""
