"""Units praised for texts without any error against the errors of text that they are named for (identity 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.mentions.names import Name, are_one
from govlib.verify.mentions.statements import Statement, find_windows, list_statements
from govlib.verify.reading import Reading

_ERROR = "(?:错情|错误|错别字|错敏|错字|差错|错漏|文字问题|表述问题)"
_CLEAN = re.compile(
    rf"(?:没有|没|未|无|零)(?:被?(?:发现|出现|存在|发生|查出|检出))?[^，,。；;、]{{0,8}}?{_ERROR}"
    rf"|{_ERROR}(?:数)?[^，,。；;、0-9]{{0,4}}(?:为|是)\s?(?:0|０|零)(?!\d|\.)|{_ERROR}率?为?\s?0[处条个]?(?!\d|\.)"
)
_ERRED = re.compile(
    "错写|误写|写错|写成|写为|错乱|(?:出现|存在|发现|有|现)[^，,。；;]{0,10}?(?:表述)?(?:错误|错情|错别字|错敏|错字|差错)"
    "|表述不(?:规范|准确|当)"
)
_ALREADY = re.compile("已(?:全部|经|及时)?(?:整改|改正|更正|修改|纠正)|上报|举报|找错|帮助|指出")
_OF_WHAT = {
    "网站": "网站|网页|门户",
    "新媒体": "新媒体|账号|公众号|微信|微博|抖音|视频号",
    "报送": "报送|审核发布|稿件|投稿",
    "文件": "文件|公文|解读",
}
_EARLIER = re.compile("上期|上季度|上一季度|上月|上年|去年|往年|此前|以往|上次|前期")
_REQUIRED = re.compile("要求|下一步|建议|措施|打算|保障")


def find_clean_and_erred(reading: Reading) -> Iterator[Check]:
    """Yield one check a unit said to have no errors: wrong where the draft names it for errors of the same texts.

    Errors of other texts (on its website, where its reports were praised) are for a person to tell apart.
    """
    said = [
        one
        for one in list_statements(reading.body, reading.name_lists)
        if not one.elsewhen
        and not _EARLIER.search(reading.draft.blocks[one.names.block].text[slice(*one.names.sentence)])
        and not any(_REQUIRED.search(title) for title in reading.draft.blocks[one.names.block].section)
    ]
    clean = [one for one in said if _CLEAN.search(_words(reading, one))]
    erred = [one for one in said if one not in clean and _names_errors(reading, one)]
    for one in clean:
        for name in one.names.names:
            found = next((pair for other in erred for pair in _same(reading, one, name, other)), None)
            if found is not None:
                yield _tell(reading, (one, name), found)
            elif erred:
                yield _bear_out(reading, name)


def _words(reading: Reading, one: Statement) -> str:
    """Return what leads to a list and what is said behind it, up to the next list or the end of the sentence."""
    names = one.names
    text = reading.draft.blocks[names.block].text
    following = [other.start for other in reading.name_lists[names.block] if other.start >= names.end]
    return one.words + "\n" + text[names.end : min([names.sentence[1], *following])]


def _names_errors(reading: Reading, one: Statement) -> bool:
    words = one.words
    return bool(_ERRED.search(words)) and not _CLEAN.search(words) and not _ALREADY.search(_words(reading, one))


def _same(reading: Reading, one: Statement, name: Name, other: Statement) -> Iterator[tuple[Statement, Name]]:
    windows = find_windows(one.words), find_windows(other.words)
    if all(windows) and windows[0] != windows[1]:
        return
    for again in other.names.names:
        if again.kind == name.kind and are_one(name.text, again.text, reading.register):
            yield other, again


def _of_what(reading: Reading, one: Statement) -> frozenset[str]:
    """Return the texts that a statement is of: by its sentence, else by the sentences before it in its paragraph."""
    text = reading.draft.blocks[one.names.block].text
    for words in (text[slice(*one.names.sentence)], text[: one.names.sentence[1]]):
        found = frozenset(kind for kind, sign in _OF_WHAT.items() if re.search(sign, words))
        if found:
            return found
    return frozenset()


def _tell(reading: Reading, one: tuple[Statement, Name], other: tuple[Statement, Name]) -> Check:
    (first, name), (second, again) = one, other
    texts = _of_what(reading, first), _of_what(reading, second)
    apart = all(texts) and not texts[0] & texts[1]
    return Check(
        verdict=DOUBTFUL if apart else WRONG,
        kind="点名",
        identity=11,
        stated=reading.quote(name.block, name.start, name.end),
        other=reading.quote(again.block, again.start, again.end),
        said=f"{name.text}：没有错情",
        computed=f"{again.text}：{second.words}",
        why="说没有错情的单位，另一处因文字差错点名" + ("，请核对是否同一类信息" if apart else ""),
    )


def _bear_out(reading: Reading, name: Name) -> Check:
    return Check(
        verdict=RIGHT,
        kind="点名",
        identity=11,
        stated=reading.quote(name.block, name.start, name.end),
        said=f"{name.text}：没有错情",
        computed="没有因文字差错点名",
    )
