"""The parts of a Word file stand in the order of its schema: Word refuses what LibreOffice forgives.

The orders are those of ECMA-376 part 1, annex A, of the elements that hold a sequence.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections import Counter

import pytest
from docx import Document
from lxml import etree

from govlib.bulletin.forms.word import make_word
from govlib.bulletin.paper import Heading, PaperAnnex, Paragraph, Picture

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors defaultTabStop autoHyphenation "
    "evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl compat "
    "themeFontLang",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "sdt": "sdtPr sdtEndPr sdtContent",
}  # fmt: skip
# the head of a picture of 4 by 2 points is all that the writer reads
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 4, 2) + b"\x08\x06" + b"\0" * 12
_REPEATED = {"tr", "tc", "style", "headerReference", "footerReference", "bookmarkStart", "bookmarkEnd"}


def list_faults(part: bytes) -> list[str]:
    """Return where elements stand out of order, twice, or where the schema knows none."""
    faults = []
    for element in etree.fromstring(part).iter(f"{SPACE}*"):
        name = etree.QName(element).localname
        if name == "tc" and (not len(element) or etree.QName(element[-1]).localname != "p"):
            faults.append("tc ends without a paragraph")
        if name not in ORDERS:
            continue
        order = {one: at for at, one in enumerate(ORDERS[name].split())}
        names = [etree.QName(child).localname for child in element]
        if name == "sectPr":  # headers and footers may stand among each other
            names = ["headerReference" if one == "footerReference" else one for one in names]
        faults += [f"{name} holds {one}" for one in names if one not in order]
        places = [order[one] for one in names if one in order]
        if places != sorted(places):
            faults.append(f"{name}: {' '.join(names)}")
        faults += [f"{name}: {one} twice" for one, n in Counter(names).items() if n > 1 and one not in _REPEATED]
    return faults


@pytest.fixture
def rich_papers(make_paper, make_annex):
    body = (
        Heading(1, "一、总体情况"),
        Heading(2, "（一）政府网站。", run_in=True),
        Paragraph("写好的话。", slot="网站"),
        Heading(3, "1.有标题"),
        Heading(4, "（1）有标题"),
        Paragraph("正文。" * 90),
        Picture("图1 合格率", PNG, "甲县97.2%"),
        Paragraph("（待撰写）", slot="成效", waiting=True),
    )
    table = make_annex(["序号", "单位"], [[1, "甲县"], [2, "乙县" * 400]], notes=("甲", "乙"))
    tables = (table, make_annex(["序号", "单位"], [], title="第二张"))
    wide = make_annex([f"第{number}列" for number in range(12)], [list(range(12))], wide=True)
    annexes = (
        PaperAnnex(1, "清单", tables, lead=(Heading(1, "一、类别"), Paragraph("1.没有公开。"), body[6])),
        PaperAnnex(2, "宽表", (wide,), wide=True),
        PaperAnnex(3, "又一张", (table,)),
    )
    return [
        make_paper(body=body, attachments=annexes, flaws=("甲", "乙"), sample=True, origin="sample/2026Q3"),
        make_paper(body=body, attachments=annexes[:2], letterhead="", origin="sample/2026Q3"),
        make_paper(attachments=()),
    ]


def test_every_part_stands_in_the_order_of_the_schema(rich_papers):
    for paper in rich_papers:
        archive = zipfile.ZipFile(io.BytesIO(make_word(paper)))
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                assert list_faults(archive.read(name)) == [], name


def test_no_number_that_must_be_unique_is_given_twice(rich_papers):
    for paper in rich_papers:
        root = etree.fromstring(zipfile.ZipFile(io.BytesIO(make_word(paper))).read("word/document.xml"))
        drawn = [one.get("id") for one in root.iter("{*}docPr")]
        marked = [one.get(f"{SPACE}id") for one in root.iter(f"{SPACE}bookmarkStart")]
        closed = [one.get(f"{SPACE}id") for one in root.iter(f"{SPACE}bookmarkEnd")]
        assert len(drawn) == len(set(drawn))
        assert len(marked) == len(set(marked))
        assert sorted(marked) == sorted(closed)


def test_every_relation_leads_to_a_member_and_every_reference_to_a_relation(rich_papers):
    for paper in rich_papers:
        archive = zipfile.ZipFile(io.BytesIO(make_word(paper)))
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        targets = {one.get("Id"): one.get("Target") for one in relations}
        assert {f"word/{target}" for target in targets.values()} <= set(archive.namelist())
        office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
        used = {
            value
            for one in etree.fromstring(archive.read("word/document.xml")).iter()
            for key, value in one.attrib.items()
            if key.startswith(office)
        }
        assert used <= set(targets)


def test_every_style_that_is_used_is_there(rich_papers):
    for paper in rich_papers:
        document = Document(io.BytesIO(make_word(paper)))
        known = {style.style_id for style in document.styles}
        used = {one.get(f"{SPACE}val") for one in document.element.body.iter(f"{SPACE}pStyle")}
        assert used <= known


def test_a_wrong_order_is_found():
    space = f'xmlns:w="{SPACE[1:-1]}"'
    wrong = f"<w:p {space}><w:pPr><w:jc/><w:spacing/></w:pPr><w:r><w:rPr><w:sz/><w:b/></w:rPr></w:r></w:p>"
    assert list_faults(wrong.encode()) == ["pPr: jc spacing", "rPr: sz b"]
    assert list_faults(f"<w:rPr {space}><w:b/><w:b/></w:rPr>".encode()) == ["rPr: b twice"]
    assert list_faults(f"<w:tr {space}><w:tc/></w:tr>".encode()) == ["tc ends without a paragraph"]
    assert list_faults(f"<w:tcPr {space}><w:jc/></w:tcPr>".encode()) == ["tcPr holds jc"]


def test_a_total_and_the_notes_below_stay_with_the_last_rows(make_paper, make_annex):
    rows = [[1, "甲县"], [2, "乙县"], [None, "合计"]]
    annex = PaperAnnex(1, "表", (make_annex(["序号", "单位"], rows, total_row=True, notes=("说明",)),))
    word = zipfile.ZipFile(io.BytesIO(make_word(make_paper(attachments=(annex,))))).read("word/document.xml")
    table = next(one for one in etree.fromstring(word).iter(f"{SPACE}tbl") if "甲县" in "".join(one.itertext()))
    kept = [row.find(f".//{SPACE}keepNext") is not None for row in table.iter(f"{SPACE}tr")]
    assert kept == [True, False, True, True]


def test_a_row_taller_than_a_page_may_be_split(make_paper, make_annex):
    annex = PaperAnnex(1, "表", (make_annex(["单位", "说明"], [["甲县", "说明" * 900], ["乙县", "无"]]),))
    word = zipfile.ZipFile(io.BytesIO(make_word(make_paper(attachments=(annex,))))).read("word/document.xml")
    table = next(one for one in etree.fromstring(word).iter(f"{SPACE}tbl") if "甲县" in "".join(one.itertext()))
    whole = [row.find(f"{SPACE}trPr/{SPACE}cantSplit") is not None for row in table.iter(f"{SPACE}tr")]
    assert whole == [True, False, True]
