"""Numbers that a draft states in words of its own, against the computed numbers that count the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from govlib.figure_value import FigureValue
from govlib.rounding import explain_printed
from govlib.verify.check import RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.computed.expected import ExpectedTable
from govlib.verify.computed.known import Known, list_known, names_of_groups
from govlib.verify.computed.meaning import Meaning
from govlib.verify.computed.spoken import Speech, Spoken, hear
from govlib.verify.mentions.amounts import Amount
from govlib.verify.reading import Reading

SOURCE = "按导出表算出的数字"
_BASES = tuple(frozenset({act}) for act in ("备案", "在册", "在运行", "检查", "应检查"))
_SENT = frozenset({"发布", "公开", "转发", "审发", "报送", "原创"})
_LETTERS = frozenset({"来信", "留言", "工单"})
_ALIKE = ("个家行条", "件封条份个宗起", "条篇个则件", "处条个", "项个条件", "次处", "类个")
_MOST = 3


def compare_figures(
    reading: Reading,
    figures: Sequence[FigureValue],
    settled: set[tuple[int, int]],
    tables: Sequence[ExpectedTable] = (),
    speech: Speech | None = None,
) -> Iterator[Check]:
    """Yield one check a number that computed ones can mean; ``settled`` spans are compared already.

    It is 矛盾 only where its words say in full what is counted and none of what they may mean agrees; where they say
    more than any list of words knows it is 不可核, with the number that may be meant.
    """
    heard = speech or Speech({}, frozenset())
    names = {**names_of_groups(figures), **heard.names}
    heard = Speech(names, heard.days)
    known = list_known(figures, tables, names)
    for at, block in reading.body:
        amounts = reading.amounts[at]
        for place, amount in enumerate(amounts):
            if any(start in range(amount.start, amount.end) for where, start in settled if where == at):
                continue
            spoken = hear(block, amounts, place, heard)
            if spoken is not None:
                yield from _compare(reading, amount, spoken, known)


def _compare(reading: Reading, amount: Amount, spoken: Spoken, known: Sequence[Known]) -> Iterator[Check]:
    fitting = [one for one in known if _same_unit(one, amount)]
    meant = [one for one in fitting if any(is_meant(one.meaning, meaning) for meaning in spoken.meanings)]
    if any(agrees(amount, one) for one in meant):
        yield _make(reading, amount, RIGHT, [one for one in meant if agrees(amount, one)][:1])
    elif meant and spoken.sure:
        yield _make(reading, amount, WRONG, meant)
    else:
        loose = [replace_rest(meaning) for meaning in spoken.meanings if meaning.acts]
        near = [one for one in fitting if any(is_meant(one.meaning, meaning) for meaning in loose)]
        if near and not any(agrees(amount, one) for one in near):
            yield _make(reading, amount, UNCHECKED, near)


def replace_rest(meaning: Meaning) -> Meaning:
    """Return a meaning without the words that no list knows."""
    return Meaning(meaning.acts, meaning.things, meaning.whose, meaning.is_rate, "")


def is_meant(known: Meaning, said: Meaning) -> bool:
    """Tell whether words may mean what a computed number counts."""
    if known.is_rate != said.is_rate or known.rest != said.rest:
        return False
    if known.acts | known.whose != said.acts | said.whose:
        is_base = not said.acts and said.things <= {"账号", "网站"} and len(said.things) == 1 and not said.is_rate
        is_stock = not known.acts and said.acts in _BASES and known.things <= {"账号", "网站"}
        if not (known.whose == said.whose and ((is_base and known.acts in _BASES) or is_stock)):
            return False
    return _same_things(known, said)


def _same_things(known: Meaning, said: Meaning) -> bool:
    if known.things == said.things:
        return True
    sent = said.acts & _SENT
    if not said.things:
        return bool(said.acts) and not (sent and known.things & {"账号", "网站"})
    if not known.things:
        return said.things <= {"信息", *_LETTERS, "信件", "问题", *(() if sent else ("账号", "网站"))}
    if sent:
        return known.things - {"信息"} == said.things - {"信息"}
    if said.things == {"信件"}:
        return bool(known.things & _LETTERS) and len(known.things) == 1
    return bool(said.whose | said.acts) and known.things - said.things == {"问题"} and said.things <= known.things


def _same_unit(one: Known, amount: Amount) -> bool:
    if one.unit == "%" or amount.is_rate:
        return one.unit == "%" and amount.is_rate
    if amount.unit in {"百分点", "天", "元"}:
        return False
    return one.unit in {"", amount.unit} or any(one.unit in alike and amount.unit in alike for alike in _ALIKE)


def agrees(amount: Amount, one: Known) -> bool:
    """Tell whether a stated number is the computed one, a rate rounded in any usual way."""
    if not amount.is_rate:
        return one.value == amount.value
    decimals = len(str(amount.step.denominator)) - 1
    printed = Decimal(amount.value.numerator) / Decimal(amount.value.denominator)
    if one.numerator is None or not one.denominator:
        return abs(one.value - amount.value) * 2 <= amount.step
    numerator, denominator = (Decimal(part.numerator) / part.denominator for part in (one.numerator, one.denominator))
    return explain_printed(printed, decimals, numerator, denominator) != "不符"


def _make(reading: Reading, amount: Amount, verdict: str, meant: Sequence[Known]) -> Check:
    meant = sorted(meant, key=lambda one: one.unit != amount.unit)
    told = list(dict.fromkeys((one.name, one.said) for one in meant))
    values = list({one.value: _with_unit(one.text, amount.unit) for one in reversed(meant)}.values())[::-1]
    named = "；".join(f"{name} {said}" for name, said in told[:_MOST])
    why = {WRONG: "与按导出表算出的不同", RIGHT: ""}.get(
        verdict, f"说的是不是“{told[0][0]}”（{told[0][1]}），从字面看不准"
    )
    return Check(
        verdict=verdict,
        kind="百分比" if amount.is_rate else "数字",
        identity=3 if amount.is_rate else 6,
        stated=reading.quote(amount.block, amount.start, amount.end),
        other=Quote(SOURCE, named),
        said=amount.text,
        computed="" if verdict == UNCHECKED else "或".join(values[:_MOST]),
        difference=_say_difference(amount, meant) if verdict == WRONG else "",
        why=why,
    )


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{unit}" if text[-1:].isdigit() and not text.endswith("%") else text


def _say_difference(amount: Amount, meant: Sequence[Known]) -> str:
    if amount.is_rate or len({one.value for one in meant}) > 1:
        return ""
    gap = amount.value - meant[0].value
    return str(abs(Fraction(gap))) if gap.denominator == 1 else ""
