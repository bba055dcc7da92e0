"""Files that are broken, locked, disguised or built to harm: each is refused in one clear sentence."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from types import SimpleNamespace

import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlwt

from govlib.documents import reading, sheet_scan, workbooks, zip_safety
from govlib.errors import FileUnreadableError

SHEET = "xl/worksheets/sheet1.xml"


def rezip(content: bytes, **changed: bytes) -> bytes:
    """Return an archive with some members replaced or added; ``__`` in a name stands for a slash."""
    members = {name.replace("__", "/"): data for name, data in changed.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, members.pop(name, None) or source.read(name))
        for name, data in members.items():
            copy.writestr(name, data)
    return target.getvalue()


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(SHEET)


def refusal(opened, content: bytes, name: str = "导出.xlsx") -> str:
    with pytest.raises(FileUnreadableError) as caught:
        opened(content, name)
    sentence = caught.value.sentence()
    assert re.fullmatch(rf"{re.escape(name)}：.+；应为.+；请.+。", sentence), sentence
    return sentence


def old_workbook() -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for row, values in enumerate([["项目", "数量"], ["公开信息", 1743]]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF 文档"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG 图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG 图片"),
        (b"Rar!\x1a\x07\x01\x00", "RAR 压缩包"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页归档"),
        (bytes(range(32)) * 100, "无法辨认的二进制文件"),
        (b"\x00" * 5000, "无法辨认的二进制文件"),
        (b"<html><body><p>\xe7\x99\xbb\xe5\xbd\x95</p></body></html>", "没有表格"),
    ],
)
@pytest.mark.parametrize("name", ["导出.xlsx", "导出.xls", "导出.csv"])
def test_what_is_no_table_is_named_for_what_it_is(opened, content, words, name):
    assert words in refusal(opened, content, name)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_broken(opened, good_xlsx, share):
    assert "已损坏或不完整" in refusal(opened, good_xlsx[: int(len(good_xlsx) * share)])


@pytest.mark.parametrize("size", [600, 1500, 4000])
def test_a_truncated_old_workbook_is_broken(opened, size):
    assert "已损坏或不完整" in refusal(opened, old_workbook()[:size], "导出.xls")


def damage_everywhere(content: bytes, step: int) -> Iterator[bytes]:
    for position in range(0, len(content), step):
        for value in (0x00, 0xFF):
            damaged = bytearray(content)
            damaged[position] = value
            yield bytes(damaged)


@pytest.mark.parametrize(("name", "step"), [("导出.xlsx", 23), ("导出.xls", 7)])
def test_a_workbook_with_one_byte_damaged_is_read_or_refused_but_never_crashes(opened, good_xlsx, name, step):
    content = good_xlsx if name.endswith("x") else old_workbook()
    outcomes = {"read": 0, "refused": 0}
    for damaged in damage_everywhere(content, step):
        try:
            opened(damaged, name)
        except FileUnreadableError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert min(outcomes.values()) > 10


def test_an_abort_inside_the_reading_library_is_a_broken_workbook(opened, good_xlsx, monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(_: object) -> None:
        raise PanicException

    monkeypatch.setattr(workbooks, "CalamineWorkbook", SimpleNamespace(from_object=panic))
    assert "互相矛盾" in refusal(opened, good_xlsx)


def test_an_interrupt_is_no_broken_workbook(opened, good_xlsx, monkeypatch):
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbooks, "CalamineWorkbook", SimpleNamespace(from_object=interrupt))
    with pytest.raises(KeyboardInterrupt):
        opened(good_xlsx)


def test_a_password_on_a_workbook_is_said(opened, good_xlsx):
    encrypted = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(good_xlsx)).encrypt("secret", encrypted)
    sentence = refusal(opened, encrypted.getvalue())
    assert "打开密码" in sentence
    assert "去掉密码" in sentence


def test_a_password_on_an_old_workbook_is_said(opened):
    content = bytearray(old_workbook())
    interface_header = content.find(struct.pack("<2H", 0xE1, 2), 512)
    assert interface_header > 0
    content[interface_header : interface_header + 2] = struct.pack("<H", 0x2F)
    assert "打开密码" in refusal(opened, bytes(content), "导出.xls")


def test_other_office_files_are_named(opened):
    def archive_of(name: str) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(name, "<w/>")
        return target.getvalue()

    assert "Word 文档" in refusal(opened, archive_of("word/document.xml"))
    assert "演示文稿" in refusal(opened, archive_of("ppt/presentation.xml"))
    assert "压缩包" in refusal(opened, archive_of("通报.txt"))


def test_a_declared_giant_is_refused_before_it_is_inflated(opened, good_xlsx, monkeypatch):
    monkeypatch.setattr(zip_safety, "MAX_INFLATED", 3 * 2**20)
    assert "异常庞大" in refusal(opened, rezip(good_xlsx, extra__xml=b" " * (4 * 2**20)))


def test_an_absurd_ratio_is_refused(opened, good_xlsx):
    content = rezip(good_xlsx, **{"xl__media__blank.bin": b"\x00" * (80 * 2**20)})
    assert len(content) < 2**18
    assert re.search(r"是压缩前的 \d+ 倍", refusal(opened, content))


def test_a_member_bigger_than_its_directory_says_is_caught_while_inflating(opened, good_xlsx):
    content = bytearray(rezip(good_xlsx, **{"xl__media__blank.bin": b"\x00" * (8 * 2**20)}))
    honest, lying = struct.pack("<I", 8 * 2**20), struct.pack("<I", 1000)
    assert content.count(honest) == 2
    assert "比目录所写的大" in refusal(opened, bytes(content.replace(honest, lying)))


def test_a_member_smaller_than_its_directory_says_is_broken(opened, good_xlsx):
    content = bytearray(rezip(good_xlsx, **{"xl__media__blank.bin": b"\x00" * 5000}))
    honest, lying = struct.pack("<I", 5000), struct.pack("<I", 6000)
    assert content.count(honest) == 2
    assert "已损坏或不完整" in refusal(opened, bytes(content.replace(honest, lying)))


def test_overlapping_members_are_refused(opened):
    body = zlib.compress(b"a" * 1000)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(body), 1000, 1, 0) + b"a" + body
    entries = b""
    for name in (b"a", b"b"):
        entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(body), 1000, 1, 0, 0, 0, 0, 0, 0)
        entries += entry + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entries), len(local), 0)
    assert "互相重叠" in refusal(opened, local + entries + end)


def test_too_many_members_are_refused(opened, good_xlsx, monkeypatch):
    monkeypatch.setattr(zip_safety, "MAX_MEMBERS", 12)
    assert "个成员" in refusal(opened, rezip(good_xlsx, **{f"xl__media__{number}.bin": b"x" for number in range(9)}))


def test_double_names_are_refused(opened, good_xlsx):
    target = io.BytesIO(good_xlsx)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert "重名" in refusal(opened, target.getvalue())


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        "<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize(
    "member", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
def test_document_types_and_entities_are_refused_in_every_part(opened, good_xlsx, declaration, member):
    with zipfile.ZipFile(io.BytesIO(good_xlsx)) as archive:
        xml = archive.read(member).decode("utf-8")
    start = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
    changed = (xml[:start] + declaration + xml[start:]).encode("utf-8")
    assert "DOCTYPE" in refusal(opened, rezip(good_xlsx, **{member: changed}))


def test_a_document_type_hidden_in_utf16_is_refused(opened, good_xlsx):
    changed = ("<!DOCTYPE x>" + sheet_of(good_xlsx).decode("utf-8")).encode("utf-16")
    assert "DOCTYPE" in refusal(opened, rezip(good_xlsx, **{SHEET: changed}))


def test_a_cell_in_the_farthest_corner_is_refused_instead_of_filling_memory(opened, good_xlsx):
    far = sheet_of(good_xlsx).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    sentence = refusal(opened, rezip(good_xlsx, **{SHEET: far}))
    assert "占用的范围太大" in sentence


def test_a_workbook_without_worksheets_is_refused(opened):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.create_chartsheet("图")
    target = io.BytesIO()
    workbook.save(target)
    assert "没有工作表" in refusal(opened, target.getvalue())


def test_a_file_over_the_size_limit_is_refused(opened, good_xlsx, monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 100)
    assert "太大" in refusal(opened, good_xlsx)


def test_the_limits_are_what_is_promised():
    assert reading.MAX_FILE_BYTES == 512 * 2**20
    assert zip_safety.MAX_INFLATED == 2 * 2**30
    assert sheet_scan.MAX_CELLS == 50_000_000


def test_an_external_link_is_not_followed(opened, good_xlsx, cells):
    links = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"'
        b' Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>'
    )
    content = rezip(good_xlsx, **{"xl__externalLinks___rels__externalLink1.xml.rels": links})
    assert cells(opened(content)) == [["项目", "数量"], ["公开信息", "1743"]]


def test_xml_of_2003_with_an_entity_is_refused(opened):
    xml = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    )
    assert "DOCTYPE" in refusal(opened, xml.encode("utf-8"), "导出.xls")
