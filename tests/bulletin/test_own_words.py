"""An analyst's paragraph that can't be printed says where and why, makes a draft, and spoils nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govlib.bulletin.paper import Paper, Paragraph
from govlib.bulletin.writing.compose import Written, write_paper
from govlib.bulletin.writing.slot_file import FILE, read_slot_file
from govlib.catalog.load import load_catalog
from govlib.verify.whole import open_basis
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
SLOT = "主要成效和亮点"
SHOWN = "records/guangyuan/2023Q2/paragraphs.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slots")
    for name in ("params", "exports/guangyuan"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    return open_declared(project, load_catalog(project / "params"), "guangyuan", "2023Q2", "outputs")


@pytest.fixture(autouse=True)
def _no_records(run: Run):
    yield
    shutil.rmtree(run.records_dir, ignore_errors=True)


def write(run: Run, data: str | bytes) -> Written:
    """Return the bulletin with a file of paragraphs; a text stands on line 4 under the slot's heading."""
    run.records_dir.mkdir(parents=True, exist_ok=True)
    if isinstance(data, str):
        data = f"# {SLOT}\n\n第一段。\n{data}\n".encode()
    (run.records_dir / FILE).write_bytes(data)
    return write_paper(run)


def in_slot(paper: Paper) -> list[str]:
    return [one.text for one in paper.body if isinstance(one, Paragraph) and one.slot == SLOT]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("自己的话。", "自己的话。"),
        ("合格率{{ figure('政府网站合格率') }}。", "合格率97.8%。"),
        ("{{ number('检查政府网站') }}家。", "45家。"),
        ("{{ whole }}都查了，见{{ annex('failures') }}。", "全市都查了，见附件1。"),
        ("共{{ count(graded('网站信息报送工作', '好')) }}家。", "共8家。"),
        ('{{ figure("受理来信", "来信没有交来") }}。', "来信没有交来。"),
        ('{{ problem("site-listed").text }}', "市水利局网站应更新但长期未更新的栏目数量超过（含）10个。"),
    ],
)
def test_words_and_functions_are_filled_in(run: Run, text: str, printed: str):
    written = write(run, text)
    assert in_slot(written.paper) == ["第一段。", printed]
    assert (written.own.faults, written.own.notes) == ((), ())


REFUSED = [
    ("{{ 7*7 }}", "花括号里有算式（*）", "只写词和函数"),
    ("{{ 1 - 1 }}", "算式（-）", ""),
    ("{{ 'a' * 10**9 }}", "算式（*）", ""),
    ("{{ 3 > 2 }}", "比较大小", ""),
    ("{{ period if true }}", "判断（if）", ""),
    ("{{ not period }}", "判断（not）", ""),
    ("{{ ''.__class__ }}", "“.__class__”取不到", 'problem("类型").text'),
    ("{{ period.__class__.__mro__ }}", "__mro__", ""),
    ("{{ figure.__globals__ }}", "“figure.__globals__”取不到", ""),
    ("{{ problem('site-listed').units }}", "不能取“.units”", ""),
    ("{{ problems()[0] }}", "方括号取值", ""),
    ("{{ period | upper }}", "过滤器", ""),
    ("{{ self }}", "没有“self”这个词", ""),
    ("{{ lipsum() }}", "没有“lipsum”这个词", ""),
    ("{% include 'x' %}", "空位里不能写 {% %}", ""),
    ("{% for i in range(10**9) %}长{% endfor %}", "空位里不能写 {% %}", ""),
    ("{# 注 #}好。", "{# #} 里的字不会印出来", ""),
    ("{{ period", "“{{”没有收尾", "}}"),
    ("period }}", "“}}”", "成对"),
    ("{ period }", "有单个的花括号", "{{ 和 }}"),
    ("｛｛ period ｝｝", "花括号是全角的“｛”", "英文的 {{"),
    ("{{ figure(“政府网站合格率”) }}", "第 11 个字是中文引号", "英文引号"),
    ("{{ figure（'政府网站合格率'） }}", "“（”不能写在花括号里", "英文括号"),
    ("{{ figure('政府网站合格率' }}", "多出了“}”", "“)”"),
    ("{{ figure('政府网站合格率) }}", "引号没有收尾", "成对的英文引号"),
    ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "括号套了 20 层以上", ""),
    ("{{ " + "not " * 5000 + "period }}", "写得太深", ""),
    ("{{ perid }}", "没有“perid”这个词", "“period”"),
    ("{{ figure }}", "“figure”后面没有写括号", 'figure("名称")'),
    ("{{ figure() }}", "figure() 的括号里写了 0 个", "1 到 2 个"),
    ("{{ figure(政府网站合格率) }}", "“政府网站合格率”没有加引号", 'figure("政府网站合格率")'),
    ("{{ figure(5) }}", "“5”没有加引号", 'figure("名称")'),
    ("{{ done('网站信息报送工作') }}", "done() 得到的是名单", "names(done(…))"),
    ("{{ has('政府网站合格率') }}", "has() 得到的是“有”或“没有”", ""),
    ("{{ '文字' }}", "花括号里直接写了“文字”", "直接写在外面"),
    ("{{ names(('甲', '乙')) }}", "自己列的名单", ""),
    ("{{ names(done('网站信息报送工作'), most='x') }}", "most=", "先后"),
    ("{{ names(graded('网站信息报送工作', '好'), '5') }}", "括号里写得不对", ""),
    ("{{ figure('政府网站合格绿') }}", "“政府网站合格绿”没有声明", "“政府网站合格率”"),
    ("{{ figure('政府网站合格绿', '另一种说法') }}", "“政府网站合格绿”没有声明", "“政府网站合格率”"),
    ("{{ figure('政府网站合格率·部们') }}", "这一期没有“政府网站合格率·部们”这个数", "“政府网站合格率·部门”"),
]


@pytest.mark.parametrize(("text", "found", "expected"), REFUSED, ids=[text[:30] for text, _, _ in REFUSED])
def test_anything_else_is_a_draft_that_says_file_line_and_slot(run: Run, text: str, found: str, expected: str):
    paper = write(run, f"好。\n{text}").paper
    told = [flaw for flaw in paper.flaws if found in flaw]
    assert told, paper.flaws
    assert told[0].startswith(f"{SHOWN} 第 5 行（空位“{SLOT}”）：")
    assert expected in told[0].partition("应为")[2]
    assert in_slot(paper) == [f"（待改正：{SLOT}，见 {SHOWN} 第 5 行）"]
    assert not any(word in told[0] for word in ("unexpected", "expected", "Undefined", "Error", "object"))


def test_a_sentence_without_its_number_is_left_out_and_makes_a_draft_that_says_why(run: Run):
    paper = write(run, '来信{{ figure("受理来信") }}。后一句。').paper
    assert in_slot(paper) == ["第一段。", "后一句。"]
    assert len(paper.flaws) == 1
    assert paper.flaws[0].startswith(
        f"{SHOWN} 第 4 行（空位“{SLOT}”）：缺 受理来信（没有交来需要的表），没有写这一句：来信（缺）"
    )


def test_one_broken_slot_leaves_the_rest_of_the_bulletin_as_it_is(run: Run):
    plain = [one for one in write(run, "好。").paper.body if getattr(one, "slot", "") != SLOT]
    broken = [one for one in write(run, "{{ 7*7 }}").paper.body if getattr(one, "slot", "") != SLOT]
    assert broken == plain


FILES = [
    ("前言。\n# 甲\n".encode(), "第 1 行：文字写在第一个标题之前", "先写一行“# 空位名”"),
    (f"# {SLOT}\n一。\n# {SLOT}\n二。\n".encode(), f"第 3 行（空位“{SLOT}”）：“{SLOT}”写了两次", "每个空位一节"),
    (f"# {SLOT}\n一。\n#\n二。\n".encode(), "第 3 行：标题没有写空位的名称", "“# 空位名”"),
    ("# 别的\n一段。\n".encode(), "第 1 行（空位“别的”）：没有这个名称的空位，下面的文字没有写进通报", SLOT),
    ("# 主要成效与亮点\n一段。\n".encode(), "没有这个名称的空位", f"“{SLOT}”（最接近的名称）"),
    (f"# {SLOT}\n一段。\n".encode("gbk"), "不是 UTF-8 编码，看来是 GBK（记事本里叫 ANSI）", "UTF-8"),
    (f"# {SLOT}\n一段。\n".encode("utf-16"), "不是 UTF-8 编码，看来是 UTF-16", "UTF-8"),
    (b"# a\n\xff\xff\xff", "第 2 行：不是 UTF-8 编码", "UTF-8"),
    (b"# a\n\0\0", "内容不是文本", "UTF-8"),
    (b"# a\n" + b"x" * (10 * 1024 * 1024), "文件有 10.0 MiB，太大", "不超过 1 MiB"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "found", "expected"), FILES, ids=[found[:20] for _, found, _ in FILES])
def test_a_file_that_cannot_be_used_is_a_draft_that_says_why(run: Run, data: bytes, found: str, expected: str):
    flaws = write(run, data).paper.flaws
    told = [flaw for flaw in flaws if found in flaw]
    assert told, flaws
    assert told[0].startswith(SHOWN)
    assert expected in told[0]


def test_a_folder_in_place_of_the_file_is_told(run: Run):
    (run.records_dir / FILE).mkdir(parents=True)
    assert "这是一个文件夹" in write_paper(run).paper.flaws[0]


@pytest.mark.parametrize(
    "data", [f"\ufeff# {SLOT}\r\n\r\n一。\r\n二。\r\n", f"#{SLOT}\r一。\r\r二。", f"＃ {SLOT}\n一。\n二。"]
)
def test_byte_marks_and_the_line_ends_of_other_systems_are_no_fault(run: Run, data: str):
    written = write(run, data.encode())
    assert in_slot(written.paper) == ["一。", "二。"]
    assert written.paper.flaws == ()


def test_lines_are_counted_as_an_editor_counts_them(run: Run):
    run.records_dir.mkdir(parents=True)
    (run.records_dir / FILE).write_bytes("# 甲\r\n一\u2028一\r\n\r\n二\x0b二\r三\r\n".encode())
    assert [(one.text, one.row) for one in read_slot_file(run.records_dir).slots["甲"]] == [
        ("一\u2028一", 2),
        ("二\x0b二", 4),
        ("三", 5),
    ]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (f"# {SLOT}\n\n", f"第 1 行（空位“{SLOT}”）：只有标题，下面没有文字"),
        ("# 检查情况\n一段。\n", "第 1 行（空位“检查情况”）：这一种通报没有这个空位，没有写进来"),
        ("# 别的\n", "没有这个名称的空位，下面也没有文字"),
        (f"# {SLOT}\n一。\n- 二。\n", f"第 3 行（空位“{SLOT}”）：“-”会照样印出来"),
        (f"# {SLOT}\n一**二**。\n", f"第 2 行（空位“{SLOT}”）：“**”会照样印出来"),
    ],
)
def test_what_is_no_fault_is_still_told(run: Run, data: str, note: str):
    own = write(run, data.encode()).own
    assert own.faults == ()
    assert [note in one for one in own.notes] == [True]


def test_verification_tells_once_that_own_paragraphs_are_broken_and_goes_on(run: Run):
    written = write(run, "{{ 7*7 }}")
    basis = open_basis(run.root, "guangyuan", "2023Q2", text=False)
    assert basis.paper is not None
    assert basis.paper.body == written.paper.body
    assert [f"{SHOWN} 第 4 行" in note for note in basis.notes] == [True]
