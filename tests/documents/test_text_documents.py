"""Documents as running text: what is read of each kind, where it stands, why another can't be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from govlib.documents import text_refusals
from govlib.documents.passages import open_text
from govlib.errors import FileUnreadableError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end"""


def make_pdf(*pages: list[str]) -> bytes:
    """Write a PDF by hand: its codes are the characters themselves, a line of text every 20 points."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
        b" /ToUnicode 4 0 R /DescendantFonts [5 0 R] >>"
    )
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(CMAP), CMAP))
    info = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000"
    objects.append(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A " + info + b" >>")
    objects.append(b"<< /Type /FontDescriptor /FontName /A /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent 0 >>")
    kids = []
    for lines in pages:
        shown = "".join(f"0 -20 Td <{line.encode('utf-16-be').hex()}> Tj " for line in lines)
        content = f"BT /F1 12 Tf 50 780 Td {shown}ET".encode("ascii")
        kids.append(f"{len(objects) + 1} 0 R")
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode("ascii"))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode("ascii")
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def opened(path: Path, data: bytes) -> list[tuple[str, str]]:
    path.write_bytes(data)
    return [(one.place, one.text) for one in open_text(path, path.name).passages]


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(FileUnreadableError) as caught:
        open_text(path, path.name)
    assert caught.value.sentence().startswith(f"{path.name}：")
    return caught.value.sentence()


def test_lines_of_a_pdf_are_paragraphs_again_across_pages_without_page_numbers(tmp_path: Path):
    first = [
        "关于做好防汛工作的通知",
        "各乡镇要高度重视防汛工作，切实加强组织领导，会议布",
        "署了下一步工作。",
        "— 1 —",
    ]
    second = ["一、压实责任", "各部门要认真落实各项防范措施，确保人民群众生命安全，"]
    data = make_pdf(first, second, ["二、加强值守。"])
    path = tmp_path / "a.pdf"
    assert opened(path, data) == [
        ("第 1 页", "关于做好防汛工作的通知"),
        ("第 1 页", "各乡镇要高度重视防汛工作，切实加强组织领导，会议布署了下一步工作。"),
        ("第 2 页", "一、压实责任"),
        ("第 2 页", "各部门要认真落实各项防范措施，确保人民群众生命安全，"),
        ("第 3 页", "二、加强值守。"),
    ]


def test_a_paragraph_that_goes_on_over_the_page_says_where_each_part_stands(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        make_pdf(["各乡镇要高度重视防汛工作，切实加强组织领导，会议布", "- 1 -"], ["署了下一步工作。", "2"])
    )
    (passage,) = open_text(path, "a.pdf").passages
    assert passage.text == "各乡镇要高度重视防汛工作，切实加强组织领导，会议布署了下一步工作。"
    at = passage.text.index("布署")
    assert (passage.place_at(at), passage.place_at(at + 1)) == ("第 1 页", "第 2 页")


def test_blanks_between_chinese_characters_of_a_pdf_are_noise(tmp_path: Path):
    assert opened(tmp_path / "a.pdf", make_pdf(["会 议 布 署 AB cd 工作"])) == [("第 1 页", "会议布署 AB cd 工作")]


def test_a_pdf_without_text_with_a_password_or_broken_is_told_in_a_sentence(tmp_path: Path):
    path = tmp_path / "a.pdf"
    empty = PdfWriter()
    empty.add_blank_page(100, 100)
    buffer = io.BytesIO()
    empty.write(buffer)
    assert "没有文字，大概是扫描件（共 1 页）" in refusal(path, buffer.getvalue())
    assert "已损坏或不完整" in refusal(path, b"%PDF-1.7 x")
    assert "已损坏或不完整" in refusal(path, make_pdf(["会议布署"])[:700])
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(["会议布署"]))))
    locked.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    locked.write(buffer)
    assert "设有打开密码" in refusal(path, buffer.getvalue())


def test_a_pdf_that_only_restricts_printing_is_read(tmp_path: Path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(["会议布署"]))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert opened(tmp_path / "a.pdf", buffer.getvalue()) == [("第 1 页", "会议布署")]


def test_pages_without_text_are_named(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(["会议布署"], [], ["完"]))
    assert open_text(path, "a.pdf").notes == ("第 2 页没有文字（可能是扫描的），没有查",)


def make_word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    table = document.add_table(2, 2)
    table.cell(1, 0).text = "格子"
    changed = document.add_paragraph("改")
    mark = f'{nsdecls("w")} w:id="9" w:author="a"'
    changed._p.append(parse_xml(f"<w:ins {mark}><w:r><w:t>加上的</w:t></w:r></w:ins>"))
    changed._p.append(parse_xml(f"<w:del {mark}><w:r><w:delText>删去的</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:moveFrom {mark}><w:r><w:t>移走的</w:t></w:r></w:moveFrom>"))
    box = document.add_paragraph("有框")
    inside = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
    spaces = f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    spaces += ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    choice = f'<mc:Choice Requires="wps"><wps:txbx>{inside}</wps:txbx></mc:Choice>'
    twice = f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent>"
    box._p.append(parse_xml(f"<w:r {spaces}>{twice}</w:r>"))
    document.sections[0].header.paragraphs[0].text = "眉"
    document.sections[0].footer.paragraphs[0].text = "脚"
    document.save(str(path))


def test_a_word_document_is_read_with_tables_boxes_headers_and_insertions_once_each(tmp_path: Path):
    path = tmp_path / "a.docx"
    make_word(path)
    assert [(one.place, one.text) for one in open_text(path, "a.docx").passages] == [
        ("第 1 段", "第一段"),
        ("表 1 第 2 行第 1 格", "格子"),
        ("第 6 段", "改加上的"),
        ("第 7 段", "有框"),
        ("第 7 段的文本框", "框里"),
        ("页眉", "眉"),
        ("页脚", "脚"),
    ]


def test_notes_of_a_word_document_are_read(tmp_path: Path):
    body = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        note = '<w:footnote w:id="2"><w:p><w:r><w:t>注释</w:t></w:r></w:p></w:footnote>'
        archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>')
        relation = f'<Relationship Id="r1" Type="{kind}" Target="footnotes.xml"/>'
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{rels}">{relation}</Relationships>')
    found = [(one.place, one.text) for one in open_text(tmp_path / "a.docx", "a.docx").passages]
    assert found == [("第 1 段", "正文"), ("脚注 2", "注释")]


def test_markdown_is_read_without_its_signs_but_with_its_numbers(tmp_path: Path):
    text = (
        "# 关于**防汛**的通知\n\n请看[办事指南](http://a.gov.cn/(1))和![示意图](b.png)，会议布\n署了工作。\n\n"
        "1. 第一\n2. 第二\n- 无序 `代码`\n> 引用的话\n\n| 项目 | 数 |\n|---|---|\n| 布署 | 3 |\n\n```\n不查[(\n```\n\n"
        "不是\\*强调\\*，a_b_c 照旧。\n\n[x]: http://a.gov.cn\n"
    )
    found = opened(tmp_path / "a.md", text.encode("utf-8"))
    assert found == [
        ("第 1 行", "关于防汛的通知"),
        ("第 3 行", "请看办事指南和示意图，会议布署了工作。"),
        ("第 6 行", "1. 第一"),
        ("第 7 行", "2. 第二"),
        ("第 8 行", "无序 代码"),
        ("第 9 行", "引用的话"),
        ("第 11 行", "项目"),
        ("第 11 行", "数"),
        ("第 13 行", "布署"),
        ("第 13 行", "3"),
        ("第 19 行", "不是*强调*，a_b_c 照旧。"),
    ]


def test_a_page_says_what_its_pictures_and_links_say(tmp_path: Path):
    page = (
        '<html><head><title>标题</title><meta name="Description" content="简介"></head>'
        '<body><p>一<a title="提示">二</a></p>'
        '<img alt="图中布署"><!-- 不读 --><style>不读</style></body></html>'
    )
    assert opened(tmp_path / "a.html", page.encode("utf-8")) == [
        ("网页标题", "标题"),
        ("网页信息（description）", "简介"),
        ("第 1 段的提示文字", "提示"),
        ("第 1 段", "一二"),
        ("第 2 段的图片说明", "图中布署"),
    ]


def test_a_break_in_a_page_may_part_a_word_but_an_indented_line_begins_anew(tmp_path: Path):
    page = "<html><body><p>关于布<br>署防汛工作的通知</p><p>第一句，没完<br>　　第二句，完。</p></body></html>"
    texts = [text for _, text in opened(tmp_path / "a.html", page.encode("utf-8"))]
    assert texts == ["关于布\n署防汛工作的通知", "第一句，没完", "第二句，完。"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", " \n\u3000\n".encode(), "没有可查的文字"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 docx"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 docx"),
        ("a.docx", b"\x89PNG\r\n\x1a\n", "PNG 图片，不是能查的文字"),
        ("a.docx", b"PK\x03\x04 broken", "已损坏或不完整"),
        ("a.rtf", b"{\\rtf1 x}", "RTF 文档"),
        ("a.html", b"<html><body>" + b"<div>" * 5000 + "布署".encode(), "标签套得太深"),
        ("a.html", b"<html><script>1</script></html>", "没有可查的文字"),
    ],
)
def test_a_file_that_holds_no_text_is_told_in_a_sentence(tmp_path: Path, name: str, data: bytes, told: str):
    sentence = refusal(tmp_path / name, data)
    assert told in sentence
    assert "工作簿" not in sentence
    assert "表格" not in sentence


@pytest.mark.parametrize(("member", "told"), [("OFD.xml", "OFD 版式文件"), ("ppt/presentation.xml", "演示文稿")])
def test_other_packed_documents_are_told_by_name(tmp_path: Path, member: str, told: str):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "<x/>")
    assert told in refusal(tmp_path / "a.ofd", buffer.getvalue())


def test_a_word_document_that_swells_is_refused(tmp_path: Path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b" " * 90_000_000)
    sentence = refusal(tmp_path / "a.docx", buffer.getvalue())
    assert "异常庞大" in sentence
    assert "工作簿" not in sentence


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("govlib.documents.passages.MAX_BYTES", 10)
    assert "太大" in refusal(tmp_path / "a.txt", "会议布署工作。".encode())
    assert text_refusals.MAX_BYTES == 128 * 2**20


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(FileUnreadableError, match="没有这个文件"):
        open_text(tmp_path / "没有.txt", "没有.txt")


def test_what_a_file_is_its_content_says(tmp_path: Path):
    make_word(tmp_path / "a.docx")
    assert opened(tmp_path / "b.txt", (tmp_path / "a.docx").read_bytes())[0] == ("第 1 段", "第一段")
    assert opened(tmp_path / "c.docx", "会议布署".encode()) == [("第 1 行", "会议布署")]
