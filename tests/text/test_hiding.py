"""Nothing personal is left in anything that a check says, however it is written, cut or surrounded."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric
from typer.testing import CliRunner

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.cli import app
from govlib.text.check import Checker, Ready, check_document, open_checker
from govlib.text.document import Document, Doubt, make_document
from govlib.text.hiding import hide_name, hide_names, hide_personal, hide_said
from govlib.text.lexicon import Lexicon, build_lexicon
from govlib.text.personal.gather import list_stretches
from govlib.text.rules.kit import Rule
from govlib.text.scan import scan_pieces

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 5
"""So many characters of a value in a row give it away."""
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@cache
def checker() -> Checker:
    return open_checker(ROOT / "params", suspected=True)


@cache
def lexicon() -> Lexicon:
    return build_lexicon([LexiconEntry("布署", "部署", "同音", "一般", (), "词典", file="f.csv", row=2)])


def grouped(number: str, sizes: tuple[int, ...], sign: str) -> str:
    """Return a number with a sign between its groups; what the sizes leave over stays together."""
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return sign.join(part for part in [*parts, rest] if part)


@st.composite
def spelt(draw: st.DrawFn, number: str, *sizes: tuple[int, ...]) -> str:
    """Draw a spelling of a number: bare, grouped by blanks or dashes, full-width."""
    written = draw(
        st.sampled_from([number, *(grouped(number, one, sign) for one in sizes for sign in " -\u3000\u00a0—\u200b")])
    )
    return written.translate(WIDE) if draw(st.booleans()) else written


@st.composite
def identities(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["510824", "110101", "610321", "350181", "650104"]))
    born = draw(st.dates(min_value=date(1930, 1, 1)).filter(lambda day: day.year < 2026))
    number = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return draw(spelt(number + ric.calc_check_digit(number + "0"), (6, 8), (4, 4, 4, 4), (6, 4, 4)))


@st.composite
def cards(draw: st.DrawFn) -> str:
    number = draw(st.sampled_from(["622202", "621700", "622848"])) + f"{draw(st.integers(10**11, 10**12 - 1))}"
    return draw(spelt(number + luhn.calc_check_digit(number), (4, 4, 4, 4), (6,)))


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    number = f"1{draw(st.integers(3, 9))}{draw(st.integers(10**8, 10**9 - 1))}"
    return draw(st.sampled_from(["", "+86 ", "86-"])) + draw(spelt(number, (3, 4), (3, 3), (4, 3)))


VALUES = st.one_of(
    identities(),
    cards(),
    mobiles(),
    st.builds("0839-{}".format, st.integers(2_000_000, 8_999_999)),
    st.builds(
        "{}@{}".format,
        st.from_regex(r"[a-z][a-z0-9._]{4,20}[a-z0-9]", fullmatch=True),
        st.sampled_from(["qq.com", "163.com"]),
    ),
    st.builds(
        "川{}{}{:05d}".format, st.sampled_from("AHJ"), st.sampled_from(["", "·", "-", " "]), st.integers(0, 99999)
    ),
    st.builds("凤凰小区{}栋{}单元{}室".format, st.integers(1, 99), st.integers(1, 9), st.integers(101, 3405)),
)
NEAR = "|电话：|张三，|联系人李四 |身份证号|会议布署了|（|，|。|截止目前|“|年|、|；|值守|共有| |\n|卡号|住在|姓名："
BESIDE = st.sampled_from(NEAR.split("|"))
FILLING = st.integers(0, 300).map(lambda length: "工作要求" * (length // 4))


def leaks(value: str, said: str) -> str:
    """Return the piece of a value that is said, "" if none is; the name of a housing estate is no secret."""
    secret = value.removeprefix("凤凰小区")
    size = min(SHOWN, len(secret))
    return next((secret[at : at + size] for at in range(len(secret) - size + 1) if secret[at : at + size] in said), "")


@settings(max_examples=300, deadline=None)
@given(value=VALUES, before=BESIDE, after=BESIDE, left=FILLING, right=FILLING)
def test_no_hit_tells_a_value_beside_it(value: str, before: str, after: str, left: str, right: str):
    text = f"{left}已经布署{before}{value}{after}布署{right}截止目前"
    for hit in check_document(make_document(text), checker()):
        said = json.dumps({**asdict(hit), "context": hit.context, "says": hit.says}, ensure_ascii=False)
        assert leaks(value, said) == ""


@settings(max_examples=200, deadline=None)
@given(value=VALUES, before=BESIDE, left=FILLING, middle=FILLING, cuts=st.lists(st.integers(1, 200), max_size=8))
def test_no_hit_tells_a_value_when_a_text_comes_in_pieces(
    value: str, before: str, left: str, middle: str, cuts: list[int]
):
    text = f"{left}布署{middle}{before}{value}，{middle}布署"
    pieces, rest = [], text
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    hits = list(scan_pieces([piece for piece in [*pieces, rest] if piece], lexicon()))
    assert len(hits) >= 2
    for hit in hits:
        assert leaks(value, json.dumps(asdict(hit), ensure_ascii=False)) == ""
    assert hits == list(scan_pieces([text], lexicon()))


@given(value=VALUES, before=BESIDE, after=BESIDE)
def test_a_hidden_text_is_as_long_as_it_was_and_hides_the_same_again(value: str, before: str, after: str):
    text = f"会议{before}{value}{after}要求"
    hidden = hide_personal(text)
    assert len(hidden) == len(text)
    assert leaks(value, hidden) == ""
    assert hide_personal(hidden) == hidden
    assert all(one in {sign, "*"} for one, sign in zip(hidden, text, strict=True))


@given(st.text(st.sampled_from("0123456789０１ -@.a川A栋单元室号组小区村电话：身份证\u200b\n\ud800*X"), max_size=120))
def test_any_text_stays_as_long_as_it_was(text: str):
    assert len(hide_personal(text)) == len(text)
    assert list_stretches(text) == sorted(list_stretches(text))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("电话0839-5222333、5222444。", "电话************、*******。"),
        ("县政府电话：5222333", "县政府电话：*******"),
        ("打138 1234 5678。", "打*************。"),
        ("住凤凰小区3栋2单元501室", "住凤凰小区*********"),
        ("1\u200b3\u200b8\ufeff12345678", "*\u200b*\u200b*\ufeff********"),
        ("QQ：123456789", "QQ：*********"),
        ("护照E12345678", "护照*********"),
        ("没有什么要隐去，2024年6月28日。", "没有什么要隐去，2024年6月28日。"),
        ("索引号116103220160074509", "索引号116103220160074509"),
        ("", ""),
    ],
)
def test_what_is_hidden_and_what_is_left(text: str, hidden: str):
    assert hide_personal(text) == hidden


def test_what_a_rule_says_of_a_piece_of_a_value_repeats_nothing():
    text = "号码１３８１２３４５６７８写错"

    def find(document: Document) -> list[Doubt]:
        piece = document.passages[0].text[2:9].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        return [Doubt(0, 2, 9, right=piece, note=f"应为半角的{piece}")]

    setting = checker().rules[0].setting
    rule = Rule("marks", "marks", lambda _: find)
    (hit,) = check_document(make_document(text), Checker((Ready(rule, setting, find),)))
    assert (hit.wrong, hit.right, hit.note) == ("*" * 7, "*" * 7, "应为半角的" + "*" * 7)


@pytest.mark.parametrize("gap", range(100, 122, 2))
def test_a_value_that_the_end_of_a_sentence_cuts_is_hidden_in_pieces_too(gap: int):
    value, filling = "6222021000112233449", "要" * gap
    for text in (f"布署{filling}{value}求", f"{value}{filling}布署"):
        (hit,) = scan_pieces([text[:90], text[90:]], lexicon())
        assert leaks(value, hit.sentence) == ""


def test_what_a_rule_says_elsewhere_is_hidden_as_any_text():
    assert hide_said("应为3项", beside_personal=False) == "应为3项"
    assert hide_said("打13812345678", beside_personal=False) == "打***********"


def test_a_name_of_a_file_hides_numbers_and_an_address_stays_one():
    assert hide_name("张三13812345678.docx") == "张三×××××××××××.docx"
    assert hide_name("http://a.example/13812345678.html") == "http://a.example/13812345678.html"


def test_names_that_read_alike_when_hidden_are_numbered():
    names = ["单13812345678.txt", "甲.txt", "单13912345678.txt", "甲.txt"]
    assert hide_names(names) == ["单×××××××××××.txt", "甲.txt", "单×××××××××××.txt#2", "甲.txt"]


def test_a_scan_of_files_tells_no_value_in_any_of_its_outputs(tmp_path: Path):
    values = [
        "510824199003071230",
        "6222021000112233449",
        "13812345678",
        "zhang.san@qq.com",
        "川A12345",
        "3栋2单元501室",
    ]
    inside, outside = tmp_path / "稿", tmp_path / "出"
    inside.mkdir()
    lines = [f"布署{value}按装，住凤凰小区{value}" for value in values]
    (inside / f"名单{values[2]}.txt").write_text("\n".join(lines), encoding="utf-8")
    (inside / "表.csv").write_text("姓名,备注\n" + "\n".join(f"张三,{line}" for line in lines), encoding="utf-8")
    (inside / f"坏{values[2]}.pdf").write_bytes(b"%PDF-1.4 broken")
    paths = [outside / "一.json", outside / "二.csv", outside / "三"]
    options = [
        part
        for option, path in zip(("--json-file", "--table", "--html"), paths, strict=True)
        for part in (option, path)
    ]
    outside.mkdir()
    done = CliRunner().invoke(app, ["scan", "--suspected", *map(str, options), str(inside)])
    files = [path for path in outside.rglob("*") if path.is_file()]
    assert len(files) >= 5
    said = {path.name: path.name + path.read_text(encoding="utf-8-sig") for path in files} | {"": done.output}
    assert {name: found for name, text in said.items() if (found := [one for one in values if leaks(one, text)])} == {}
    assert "疑似公民身份号码" in done.output
