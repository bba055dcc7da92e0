"""Comments in a returned document stand at the words; nothing else of the document changes."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from govlib.documents.docx_comments import AUTHOR, Remark, add_comments
from govlib.documents.docx_parts import read_word


def save(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make(*paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for number, run in enumerate(runs):
            paragraph.add_run(run).bold = bool(number % 2)
    return save(document)


def commented(data: bytes) -> list[tuple[str, str]]:
    """Return what each comment stands at, read from the marks in the body, and what it says."""
    document = docx.Document(io.BytesIO(data))
    texts = {str(one.comment_id): one.text for one in document.comments}
    held: dict[str, str] = {}
    is_open: set[str] = set()
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            is_open.add(number)
            held[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            is_open.discard(number)
        elif element.tag == qn("w:t"):
            for one in is_open:
                held[one] += element.text or ""
    assert is_open == set()
    referred = [one.get(qn("w:id")) for one in document.element.body.iter(qn("w:commentReference"))]
    assert sorted(referred) == sorted(texts) == sorted(held)
    return [(held[number], texts[number]) for number in sorted(texts, key=int)]


def remark(paragraph: int, start: int, end: int, *lines: str) -> Remark:
    return Remark(paragraph, start, end, lines or ("错",))


def plain(data: bytes) -> list[str]:
    return [one.text for one in read_word(data, "a.docx").paragraphs]


def test_a_comment_stands_at_words_of_several_runs_that_keep_their_looks():
    data = make(["会议", "布", "署了工作", "，截止目前"])
    new = add_comments(data, "a.docx", [remark(0, 2, 4, "第一", "第二"), remark(0, 8, 12)])
    assert commented(new) == [("布署", "第一\n第二"), ("截止目前", "错")]
    assert plain(new) == plain(data)
    (paragraph,) = docx.Document(io.BytesIO(new)).paragraphs
    looks = [(run.text, bool(run.bold)) for run in paragraph.runs if run.text]
    assert looks == [("会议", False), ("布", True), ("署", False), ("了工作", False), ("，", True), ("截止目前", True)]


def test_the_author_is_named_and_the_day_is_only_the_one_asked_for():
    data = make(["会议布署"])
    (comment,) = docx.Document(io.BytesIO(add_comments(data, "a.docx", [remark(0, 2, 4)]))).comments
    assert (comment.author, comment.initials, comment.timestamp) == (AUTHOR, "GL", None)
    dated = add_comments(data, "a.docx", [remark(0, 2, 4)], "2026-11-22")
    (comment,) = docx.Document(io.BytesIO(dated)).comments
    assert comment.timestamp is not None
    assert comment.timestamp.isoformat().startswith("2026-11-22T00:00:00")


def test_the_same_document_gives_the_same_bytes_and_other_members_are_untouched():
    data = make(["会议布署"])
    new = add_comments(data, "a.docx", [remark(0, 2, 4)])
    assert new == add_comments(data, "a.docx", [remark(0, 2, 4)])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(new)) as now:
        before = {name: old.read(name) for name in old.namelist()}
        after = {name: now.read(name) for name in now.namelist()}
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml"}
    assert before.keys() - after.keys() == set()


def test_comments_that_overlap_and_those_in_insertions_links_and_tables_stand_at_their_words():
    document = docx.Document()
    document.add_paragraph("会议布署了工作")
    inserted = document.add_paragraph("改：")
    inserted._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="7" w:author="a"><w:r><w:t>又布署了</w:t></w:r></w:ins>'))
    linked = document.add_paragraph()
    linked._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>链接布署</w:t></w:r></w:hyperlink>')
    )
    document.add_table(1, 1).cell(0, 0).text = "表中布署"
    data = save(document)
    spans = [(0, 2, 4), (0, 3, 6), (0, 0, 7), (1, 3, 5), (2, 2, 4), (3, 2, 4)]
    new = add_comments(data, "a.docx", [remark(*span) for span in spans])
    assert [at for at, _ in commented(new)] == ["布署", "署了工", "会议布署了工作", "布署", "布署", "布署"]
    assert plain(new) == plain(data)


def test_tabs_and_breaks_count_as_one_sign():
    document = docx.Document()
    document.add_paragraph("甲\t布署\n丁")
    data = save(document)
    new = add_comments(data, "a.docx", [remark(0, 2, 4)])
    assert [at for at, _ in commented(new)] == ["布署"]
    assert plain(new) == plain(data) == ["甲\t布署\n丁"]


def test_what_word_ties_no_comment_to_is_told_at_the_paragraph_it_belongs_to():
    document = docx.Document()
    document.add_paragraph("首段")
    box = document.add_paragraph("有框")
    inside = "<w:txbxContent><w:p><w:r><w:t>框里布署</w:t></w:r></w:p></w:txbxContent>"
    box._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{inside}</w:pict></w:r>"))
    document.sections[0].header.paragraphs[0].text = "眉上布署"
    data = save(document)
    assert plain(data) == ["首段", "有框", "框里布署", "眉上布署"]
    new = add_comments(data, "a.docx", [remark(2, 2, 4, "框"), remark(3, 2, 4, "眉")])
    assert commented(new) == [("有框框里布署", "框"), ("首段", "眉")]


def test_a_document_without_relations_gets_them_without_prefixes():
    """LibreOffice can't open a document whose relations are written with a prefix."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        body = "<w:body><w:p><w:r><w:t>会议布署</w:t></w:r></w:p></w:body>"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}">{body}</w:document>')
    with zipfile.ZipFile(io.BytesIO(add_comments(buffer.getvalue(), "a.docx", [remark(0, 2, 4)]))) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode("utf-8")
        types = archive.read("[Content_Types].xml").decode("utf-8")
    assert "<Relationship Id=" in rels
    assert 'Target="comments.xml"' in rels
    assert '<Override PartName="/word/comments.xml"' in types


def test_comments_that_were_there_stay_with_their_numbers():
    document = docx.Document()
    paragraph = document.add_paragraph("会议布署")
    document.add_comment(paragraph.runs, text="早先的", author="某人")
    new = add_comments(save(document), "a.docx", [remark(0, 2, 4)])
    assert commented(new) == [("会议布署", "早先的"), ("布署", "错")]


def test_signs_that_no_xml_holds_do_not_reach_the_comment():
    new = add_comments(make(["会议布署"]), "a.docx", [remark(0, 2, 4, "坏\x00\x1b<&>\ud800字")])
    assert [text for _, text in commented(new)] == ["坏  <&> 字"]


@given(st.lists(st.text("布署工作", max_size=6), min_size=1, max_size=5), st.data())
def test_any_span_gets_its_comment_and_the_text_stays(runs: list[str], data: st.DataObject):
    text = "".join(runs)
    if not text:
        return
    ends = st.integers(0, len(text)).flatmap(lambda one: st.tuples(st.just(one), st.integers(0, len(text))))
    spans = [(min(pair), max(pair)) for pair in data.draw(st.lists(ends, max_size=4)) if pair[0] != pair[1]]
    made = make(runs)
    new = add_comments(made, "a.docx", [remark(0, *span) for span in spans])
    assert [at for at, _ in commented(new)] == [text[start:end] for start, end in spans]
    assert plain(new) == [text]


def test_a_document_of_one_long_paragraph_takes_many_comments():
    data = make(["会议布署。" * 2000])
    new = add_comments(data, "a.docx", [remark(0, at * 5 + 2, at * 5 + 4) for at in range(2000)])
    assert {at for at, _ in commented(new)} == {"布署"}
    assert plain(new) == plain(data)
