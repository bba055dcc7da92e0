"""The command: what it prints, writes, refuses, and how it ends."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from typer.testing import CliRunner

from govlib.cli import app
from govlib.errors import ExitCode, UserError
from govlib.text.hiding import hide_personal
from govlib.verify.draft.opening import make_draft
from govlib.verify.whole import open_basis, verify_draft, verify_file

ROOT = Path(__file__).parents[2]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINES = (
    "关于2023年第二季度全市政府网站检查情况的通报",
    "各县（区）人民政府：",
    "截至6月5日，全市共有账号239个，会议已布署整改。",
    "请于6月2日前报送整改情况，联系人和电话另行通知。",
    "某某市人民政府办公室",
    "2023年6月9日",
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    runner = CliRunner()

    def call(*words: str, sent: bytes | None = None):
        return runner.invoke(app, ["verify", *words], input=sent)

    return call


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    path = tmp_path / "通报.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    document = docx.Document()
    for line in LINES:
        paragraph = document.add_paragraph()
        for sign in line:
            paragraph.add_run(sign)
    path = tmp_path / "通报.docx"
    document.save(str(path))
    return path


def test_a_contradiction_is_told_with_both_places_and_the_cause(run, bulletin: Path):
    done = run(str(bulletin))
    assert done.exit_code == ExitCode.CONTRADICTION
    lines = done.stdout.splitlines()
    assert lines[0].startswith("通报.txt：矛盾 1，存疑 0，一致 ")
    assert lines[0].endswith("文字 1")
    at = lines.index("1. 【矛盾】日期（校验 12）：写 2023年6月2日，应为 晚于2023年6月9日，差 7 天")
    assert lines[at + 1].strip() == "第 4 行“6月2日前”"
    assert lines[at + 2].strip() == "对照 第 6 行“2023年6月9日”"
    assert lines[at + 3].strip().startswith("可能原因：要求办完的日子比落款早 7 天")
    assert any("布署→部署" in line for line in lines)
    assert "\x1b" not in done.stdout


def test_all_lists_what_agrees_too_and_no_text_leaves_wording_out(run, bulletin: Path):
    assert "【一致】" not in run(str(bulletin)).stdout
    told = run(str(bulletin), "--all", "--no-text").stdout
    assert "【一致】日期（校验 12）：写 2023年6月5日" in told
    assert "布署" not in told


def test_json_has_spans_that_are_the_words_and_is_the_same_twice(run, bulletin: Path, tmp_path: Path):
    alone = run(str(bulletin), "--json", "-").stdout
    said = json.loads(alone)
    assert (said["format"], said["version"], said["exit_code"]) == ("govlib-verify", 1, 5)
    assert set(said) == {"format", "version", "asked", "exit_code", "counts", "passed_over", "notes", "files"}
    (file,) = said["files"]
    assert (file["title"], file["issued"]) == (LINES[0], "2023-06-09")
    wrong = [check for check in file["checks"] if check["verdict"] == "矛盾"]
    assert len(wrong) == said["counts"]["矛盾"] == 1
    draft = verify_file(bulletin, "通报.txt", ROOT).draft
    assert draft is not None
    for quote in (wrong[0]["stated"], wrong[0]["other"]):
        assert draft.blocks[quote["block"]].text[quote["start"] : quote["end"]] == quote["words"]
    written = tmp_path / "结果.json"
    for _ in range(2):
        assert run(str(bulletin), "--json", str(written)).exit_code == ExitCode.CONTRADICTION
        assert written.read_text(encoding="utf-8") == alone


def test_nothing_wrong_ends_with_nought_and_serious_wording_with_its_own_code(run):
    clean = "截至6月5日，全市共有账号239个。\n某某市人民政府办公室\n2023年6月9日\n"
    assert run("-", sent=clean.encode()).exit_code == ExitCode.OK
    person = clean.replace("239个。", "239个，其中1个公布了身份证号11010519491231002X。")
    done = run("-", sent=person.encode())
    assert done.exit_code == ExitCode.SERIOUS_WORDING
    assert "19491231" not in done.stdout
    assert run("-", sent=b"").exit_code == ExitCode.FILE_UNREADABLE
    assert run("-", sent=clean.encode("gb18030")).exit_code == ExitCode.OK


def test_a_folder_is_verified_without_its_workbooks_and_a_workbook_named_is_refused(run, bulletin: Path):
    folder = bulletin.parent
    (folder / "统计表.csv").write_text("单位,条数\n甲局,3\n", encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "旧.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    done = run(str(folder))
    assert done.exit_code == ExitCode.CONTRADICTION
    assert "空.txt：文件是空的" in done.stdout
    assert "旧.doc：" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("核对了 1 个文件：矛盾 1")
    assert "2 个文件读不出来；文件夹里另有 1 个不是文稿的文件" in done.stdout
    refused = run(str(folder / "统计表.csv"))
    assert refused.exit_code == ExitCode.FILE_UNREADABLE
    assert "这是工作簿或表格，不是通报" in refused.stdout
    assert run(str(folder / "没有.txt")).exit_code == ExitCode.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "没有写要核对的文件"),
        (("x.txt", "--period", "2023Q2"), "没有写地方"),
        (("x.txt", "--place", "nowhere"), "nowhere"),
        (("x.txt", "y.txt", "--docx", "a.docx"), "要核对 2 个文件"),
    ],
)
def test_a_wrong_call_is_told(run, words: tuple[str, ...], told: str):
    done = run(*words)
    assert isinstance(done.exception, UserError)
    assert done.exception.exit_code == ExitCode.WRONG_CALL
    assert told in done.exception.sentence()


def test_no_output_goes_over_a_draft(run, bulletin: Path, tmp_path: Path):
    before = bulletin.read_bytes()
    for option, path, told in (
        ("--json", str(bulletin), "原件不会被覆盖"),
        ("--docx", str(bulletin), "原件不会被覆盖"),
        ("--json", str(tmp_path), "是文件夹"),
    ):
        assert told in run(str(bulletin), option, path).exception.sentence()
    assert bulletin.read_bytes() == before


def comments_of(path: Path) -> list[tuple[str, str]]:
    """Return the commented words of a document with what the comment says, in their order."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        notes = etree.fromstring(archive.read("word/comments.xml"))
    said = {one.get(f"{WORD}id"): "\n".join("".join(line.itertext()) for line in one) for one in notes}
    found: dict[str, str] = {}
    open_ids: list[str] = []
    for element in body.iter():
        identity = element.get(f"{WORD}id") or ""
        if element.tag == f"{WORD}commentRangeStart":
            open_ids.append(identity)
            found[identity] = ""
        elif element.tag == f"{WORD}commentRangeEnd":
            open_ids.remove(identity)
        elif element.tag == f"{WORD}t":
            for one in open_ids:
                found[one] += element.text or ""
    return [(words, said[identity]) for identity, words in found.items()]


def test_a_word_file_comes_back_with_comments_at_both_places(run, word: Path, tmp_path: Path):
    before = word.read_bytes()
    target = tmp_path / "批注" / "一.docx"
    assert run(str(word), "--docx", str(target)).exit_code == ExitCode.CONTRADICTION
    found = dict(comments_of(target))
    assert found["6月2日前"].startswith("【矛盾】日期")
    assert "另一处：第 4 段“6月2日前”" in found["2023年6月9日"]
    assert "布署→部署" in found["布署"]
    assert [one.text for one in docx.Document(str(target)).paragraphs] == list(LINES)
    assert word.read_bytes() == before
    again = tmp_path / "二.docx"
    run(str(word), "--docx", str(again))
    assert again.read_bytes() == target.read_bytes()


def test_any_other_text_is_set_as_a_word_file_with_comments(run, bulletin: Path, tmp_path: Path):
    folder = tmp_path / "批注稿"
    assert run(str(bulletin), "--docx", str(folder)).exit_code == ExitCode.CONTRADICTION
    (written,) = folder.iterdir()
    assert written.name == "通报.批注.docx"
    found = dict(comments_of(written))
    assert set(found) == {"6月2日前", "2023年6月9日", "布署"}
    assert [one.text for one in docx.Document(str(written)).paragraphs] == list(LINES)


def test_a_cell_gets_its_comment_whether_the_table_is_one_of_word_or_of_lines(run, tmp_path: Path):
    rows = (("单位", "发布数（条）", "错情"), ("甲局", "10", "1"), ("乙局", "20", ""), ("合计", "35", "1"))
    head = (
        "关于2023年第二季度检查情况的通报",
        "各县（区）人民政府：",
        "检查情况见附件。",
        *LINES[4:],
        "附件1",
        "统计表",
    )
    document = docx.Document()
    for line in head:
        document.add_paragraph(line)
    table = document.add_table(rows=4, cols=3)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    word, lines = tmp_path / "表.docx", tmp_path / "表.txt"
    document.save(str(word))
    lines.write_text("\n".join([*head, *(" | ".join(row) + " |" for row in rows)]), encoding="utf-8")
    for path in (word, lines):
        target = tmp_path / f"{path.suffix[1:]}.out.docx"
        assert run(str(path), "--no-text", "--docx", str(target)).exit_code == ExitCode.CONTRADICTION
        found = comments_of(target)
        assert [words for words, _ in found] == ["10", "35"]
        assert all("10＋20＝30" in said for _, said in found)


def test_the_own_contact_line_is_not_accused_but_a_private_number_is():
    own = "请于6月20日前报送整改情况（联系人：王办事员，联系电话：13812345678）。"
    told = "某镇公众号公示了李某某的手机号13987654321，没有遮挡。"
    basis = open_basis(ROOT)
    hits = verify_draft(make_draft(f"{LINES[0]}\n{told}\n{own}\n{LINES[4]}\n{LINES[5]}", "通报"), basis).hits
    assert [hit.place for hit in hits if hit.rule == "privacy"] == ["第 2 行"]
    assert hide_personal(told) != told


def test_a_place_gives_its_units_and_rules():
    basis = open_basis(ROOT, "guangyuan")
    assert basis.register is not None
    assert basis.register.group_of
    with pytest.raises(UserError):
        open_basis(ROOT, "guangyuan", "2001Q1")
