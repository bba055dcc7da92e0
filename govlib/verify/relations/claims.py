"""A claim about all against a list or a number of those who did not (identity 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.mentions.aspects import ASPECTS, NOT, Aspect
from govlib.verify.mentions.list_counts import list_counts
from govlib.verify.mentions.name_lists import NameList
from govlib.verify.mentions.statements import find_things, find_topics, find_windows
from govlib.verify.reading import Reading

_NOUN = (
    "责任单位|主办单位|单位|部门|乡镇|镇街|镇|街道|县区|县（市、区）|县|区|市|地区|政府网站|网站"
    "|政务新媒体账号|政务新媒体|新媒体|账号|公众号|栏目|信件|来信|留言|工单|诉求|问题|站点|平台|指标"
)
_EVERY = re.compile(
    rf"(?:所有|全部|全体|每[个家]|各)(?:[^，,。；;：:、]{{0,8}}?(?:的)?)(?:{_NOUN})"
    rf"|(?:{_NOUN})(?:现|目前|经整改)?(?:已经?)?(?:均|全部|都|无一例外)|(?:均|全部|都)已(?=完成|整改|办结"
    rf"|更新|答复|回复)"
)
_MUST = re.compile(
    "通知|限[时期]|责令|组织|召集|部署|安排|(?<![重主首次])要(?!素|闻|点|求)|应(?!急|用)|须|需|务必|确保"
    "|请|必须|争取|力争|下一步|加强|督促|责成|鼓励|推动|旨在|为了|如果|凡|不得|严禁"
)
_PARTLY = re.compile("但|除|基本|大部分|大多数|绝大多数|多数|个别|部分单位|其余|其他|其它|此外|整改后|经整改")
_UNSURE = re.compile("尚未|未能|并非|不是|没有(?:全部|所有)|未(?:全部|全面)")
_REQUIRED = re.compile("要求|下一步|建议|安排|措施|打算|努力方向|计划|今后|保障|任务(?:分工|部署)")
_EARLIER = re.compile("上期|上季度|上一季度|上月|上年|去年|往年|此前|以往|上次|前期|历史")
_STOP = re.compile("[。；;！？!?\n]")
_UNTIL = re.compile(r"(?:截至|截止|到)[^，,。；;]{0,9}?日|\d{1,2}月\d{0,2}[^，,。；;\d]{0,2}前")
_LEVELS = {
    "门户": "门户",
    "部门": "[省市县区州]直|部门|委办局",
    "县区": "县区|区县|县市区|各县|市县|市州",
    "乡镇": "乡镇|镇街|街道",
}
_COMMA = re.compile("[，,：:]")
_ACCOUNT = re.compile("(?:账号|帐号|公众号|新媒体|微信|微博|抖音号?|视频号|头条号)$")


@dataclass(frozen=True)
class _Clause:
    """A clause at ``start:end`` of block ``block`` with the matters it may be of."""

    block: int
    start: int
    end: int
    words: str
    topics: frozenset[str]


def find_claims(reading: Reading) -> Iterator[Check]:
    """Yield one check a claim about all that a list of names or a number elsewhere in the draft denies."""
    clauses = list(_list_clauses(reading))
    for clause, aspect, start in _list_claims(reading, clauses):
        found = None
        for denial in clauses:
            if (denial.block, denial.start) == (clause.block, clause.start) or not _denies(
                reading, clause, denial, aspect
            ):
                continue
            found = _tell(reading, clause, start, denial, aspect)
            break
        yield found or _bear_out(reading, clause, start)


def _list_clauses(reading: Reading) -> Iterator[_Clause]:
    for at, block in reading.body:
        if any(_REQUIRED.search(title) for title in block.section) or (block.kind == "heading" and block.level):
            continue
        whole = _topics_of(block.text, block.section)
        begin = 0
        for end in [*(mark.start() for mark in _STOP.finditer(block.text)), len(block.text)]:
            own = find_topics(block.text[begin:end]) or whole
            low = begin
            for high in [*(mark.start() for mark in _COMMA.finditer(block.text, begin, end)), end]:
                words = block.text[low:high]
                yield _Clause(at, low, high, words, find_topics(words) or own)
                low = high + 1
            begin = end + 1


def _topics_of(text: str, section: tuple[str, ...]) -> frozenset[str]:
    first = re.split("[，,。；;：:]", text)[0]
    return next((found for found in map(find_topics, (first, *reversed(section))) if found), frozenset())


def _list_claims(reading: Reading, clauses: list[_Clause]) -> Iterator[tuple[_Clause, Aspect, int]]:
    """Yield the clauses that claim something of all, with where the claim begins; 所有 goes on over commas."""
    began: tuple[int, int, int] | None = None
    for clause in clauses:
        text = reading.draft.blocks[clause.block].text
        every = _EVERY.search(clause.words)
        stopped = began is None or began[0] != clause.block or _STOP.search(text, began[1], clause.start)
        if every and not _PARTLY.search(clause.words[: every.start()]):
            began = (clause.block, clause.end, clause.start + every.start())
        elif stopped or _PARTLY.match(clause.words.strip()) or _names_somebody(reading, clause):
            began = None
        if (
            began is None
            or _MUST.search(clause.words)
            or _UNSURE.search(clause.words)
            or _PARTLY.search(_sentence(text, clause))
        ):
            continue
        for aspect in ASPECTS:
            found = aspect.claims.search(clause.words)
            if found and not re.search(f"{NOT}[^，,。；;]{{0,3}}$", clause.words[: found.start()]):
                yield clause, aspect, began[2]
                break


def _sentence(text: str, clause: _Clause) -> str:
    stop = _STOP.search(text, clause.end)
    start = max((text.rfind(mark, 0, clause.start) for mark in "。；;！!？?\n"), default=-1) + 1
    return text[start : stop.start() if stop else len(text)]


def _names_somebody(reading: Reading, clause: _Clause) -> bool:
    return any(clause.start <= one.start < clause.end and one.sure for one in reading.name_lists[clause.block])


def _denies(reading: Reading, claim: _Clause, denial: _Clause, aspect: Aspect) -> bool:
    """Tell whether a clause denies a claim: it names who did not, or how many, of the same matter and window."""
    found = aspect.denies.search(denial.words)
    if (
        not found
        or _MUST.search(denial.words)
        or _EVERY.search(denial.words)
        or _EARLIER.search(denial.words + claim.words)
    ):
        return False
    text = reading.draft.blocks[denial.block].text
    windows = (
        find_windows(_UNTIL.sub("", _sentence(reading.draft.blocks[claim.block].text, claim))),
        find_windows(_UNTIL.sub("", _sentence(text, denial))),
    )
    if all(windows) and windows[0] != windows[1]:
        return False
    levels = _levels(claim.words), _levels(_lead(text, denial))
    if all(levels) and not levels[0] & levels[1]:
        return False
    things = find_things(claim.words), find_things(denial.words)
    if all(things) and not things[0] & things[1]:
        return False
    if claim.topics and denial.topics and not _may_meet(claim.topics, denial.topics, claim, denial, reading):
        return False
    return _has_subject(reading, denial, found)


def _lead(text: str, clause: _Clause) -> str:
    """Return the words of a sentence up to the end of a clause."""
    start = max((text.rfind(mark, 0, clause.start) for mark in "。；;！!？?\n"), default=-1) + 1
    return text[start : clause.end]


def _levels(words: str) -> frozenset[str]:
    """Return the levels of administration that words name."""
    return frozenset(name for name, pattern in _LEVELS.items() if re.search(pattern, words))


def _may_meet(one: frozenset[str], other: frozenset[str], claim: _Clause, denial: _Clause, reading: Reading) -> bool:
    """Tell whether two statements may be of one matter: by their own words, else by what their paragraphs are about."""
    wide = [
        _topics_of(reading.draft.blocks[clause.block].text, reading.draft.blocks[clause.block].section)
        for clause in (claim, denial)
    ]
    if all(wide):
        return bool(wide[0] & wide[1])
    return bool(one & other)


def _has_subject(reading: Reading, denial: _Clause, found: re.Match[str]) -> bool:
    """Tell whether a clause says who or how many: names directly before the denial, or a number above nought."""
    names = [
        one
        for one in reading.name_lists[denial.block]
        if one.sure
        and one.start < denial.start + found.end()
        and one.end > denial.start
        and (one.names[0].kind != "引号" or _is_account(reading, one, denial))
    ]
    if names:
        return True
    counts = list_counts(denial.words)
    counted = [one for one in reading.amounts[denial.block] if denial.start <= one.start < denial.end]
    return any(one.number for one in counts) or any(
        one.value > 0 and one.is_count and one.unit in {"件", "条", "封", "个", "家", "项"} for one in counted
    )


def _is_account(reading: Reading, one: NameList, denial: _Clause) -> bool:
    """Tell whether quoted words are names: whose they are stands before them, or 账号 and the like."""
    text = reading.draft.blocks[denial.block].text
    return bool(one.names[0].owner) or _ACCOUNT.search(text[denial.start : one.start]) is not None


def _bear_out(reading: Reading, claim: _Clause, start: int) -> Check:
    return Check(
        verdict=RIGHT,
        kind="断言",
        identity=11,
        stated=reading.quote(claim.block, start, claim.end),
        said=claim.words.strip(),
        computed="文中没有与之相反的名单和数",
    )


def _tell(reading: Reading, claim: _Clause, start: int, denial: _Clause, aspect: Aspect) -> Check:
    same = claim.topics == denial.topics or not (claim.topics and denial.topics)
    verdict = WRONG if aspect.exact and same else DOUBTFUL
    return Check(
        verdict=verdict,
        kind="断言",
        identity=11,
        stated=reading.quote(claim.block, start, claim.end),
        other=reading.quote(denial.block, denial.start, denial.end),
        said=claim.words.strip(),
        computed=denial.words.strip(),
        why="全称的说法与名单互斥" if verdict == WRONG else "全称的说法与名单互斥，请核对是否同一项工作",
    )
