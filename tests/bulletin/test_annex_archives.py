"""The same content gives the same bytes, whoever packed it and whenever."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from govlib.documents.archives import hash_members, normalise_ooxml


def pack(path: Path, members: list[tuple[str, str]], year: int, compression: int) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 10)), content, compression)
    return path


def core(stamp: str) -> str:
    return (
        '<cp:coreProperties xmlns:dcterms="d" xmlns:cp="c"><dcterms:created xsi:type="dcterms:W3CDTF">'
        f"{stamp}</dcterms:created><dcterms:modified>{stamp}</dcterms:modified></cp:coreProperties>"
    )


def test_order_times_packing_and_stamps_leave_no_trace(tmp_path: Path) -> None:
    one = pack(
        tmp_path / "one.docx",
        [
            ("word/document.xml", "<w/>"),
            ("docProps/core.xml", core("2024-01-01T00:00:00Z")),
            ("[Content_Types].xml", ""),
        ],
        2024,
        zipfile.ZIP_STORED,
    )
    other = pack(
        tmp_path / "other.docx",
        [
            ("docProps/core.xml", core("2031-12-31T23:59:59Z")),
            ("[Content_Types].xml", ""),
            ("word/document.xml", "<w/>"),
        ],
        2031,
        zipfile.ZIP_DEFLATED,
    )
    assert hash_members(one) != hash_members(other)
    normalise_ooxml(one)
    normalise_ooxml(other)
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "docProps/core.xml", "word/document.xml"]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").decode() == core("1980-01-01T00:00:00Z")


def test_the_hash_of_members_ignores_packing_and_sees_every_content(tmp_path: Path) -> None:
    stored = pack(tmp_path / "a", [("x", "1"), ("y", "2")], 1990, zipfile.ZIP_STORED)
    packed = pack(tmp_path / "b", [("y", "2"), ("x", "1")], 2020, zipfile.ZIP_DEFLATED)
    moved = pack(tmp_path / "c", [("x", "12"), ("y", "")], 1990, zipfile.ZIP_STORED)
    assert hash_members(stored) == hash_members(packed)
    assert hash_members(stored) != hash_members(moved)


def test_a_workbook_still_opens_after_it(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "陵江镇"
    workbook.save(path)
    normalise_ooxml(path)
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == "陵江镇"


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"not an archive")
    with pytest.raises(zipfile.BadZipFile):
        normalise_ooxml(path)
