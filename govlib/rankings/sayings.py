"""What a method does, in a sentence made from its declaration, so that it can't say another rule than it applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govlib.catalog.cuts import Cut
from govlib.catalog.figures import Figure
from govlib.catalog.ranking_methods import (
    Adoption,
    Bands,
    Compared,
    Composite,
    CompositePart,
    Cross,
    GradedLists,
    ItemPoints,
    Method,
    Order,
    Quota,
    Tiers,
    Zero,
)
from govlib.catalog.rankings import Ranking

TIES = {
    "dense": "并列后不跳号（1、2、2、3）",
    "competition": "并列占名次（1、2、2、4）",
    "fractional": "并列取平均名次（1、2.5、2.5、4）",
}
DIRECTIONS = {"higher_is_better": "从高到低", "lower_is_better": "从低到高"}
UNKNOWNS = {"last": "缺数据的列最后", "left_out": "缺数据的不列", "listed_apart": "缺数据的另列"}
ROUNDINGS = {"up": "进一", "down": "去尾", "half_up": "四舍五入"}
EDGES = {"up": "归上一等次", "down": "归下一等次"}
ATTRIBUTES = {"level": "层级", "platform": "平台", "group": "分组", "unit_group": "单位类别"}
COVERS = {"register": "", "rows": "，只排表里有的", "all": "，表里没有的按 0 计"}
SCALINGS = {
    "none": "不折算",
    "share_of_best": "按占最好的百分比折算",
    "min_max": "最好的折 100、最差的折 0",
    "rank_points": "按名次折分",
}
WHEN_ZERO = {"no_part": "不参加", "last": "列最后", "counts_as_zero": "按 0 计"}
WITHOUT_PART = {"unknown": "缺一项就没有名次", "reweighted": "缺的一项不计，其余按比例加权"}
_PER = {"period": "本期", "month": "每月"}


def say_method(ranking: Ranking, figures: Mapping[str, Figure]) -> str:
    """Return one sentence: what is compared, how it is ordered or graded, who stands where."""
    method = ranking.method
    parts = [_say(method, figures)]
    if ranking.within_groups:
        parts.append("各组分列")
    if method.kind != "cross" and not (isinstance(method, GradedLists) and method.of is None):
        parts.append(UNKNOWNS[ranking.unknowns])
    return "；".join(parts) + "。"


def _say(method: Method, figures: Mapping[str, Figure]) -> str:  # noqa: PLR0911 - one sentence a kind of method
    match method:
        case Order():
            who = COVERS[method.of.covers]
            return f"按{name_compared(method.of, figures)}{_say_order(method.direction, method)}{who}"
        case Tiers():
            return _say_tiers(method, figures)
        case Bands():
            veto = f"；有单项否决的为{method.veto}" if method.veto else ""
            return f"按{say_compared(method.of, figures)}分段：{say_cuts(method.cuts)}{veto}"
        case GradedLists():
            return _say_lists(method, figures)
        case Quota():
            own = "".join(f"，{group} {number:g}" for group, number in method.minimum_of.items())
            compared = say_compared(method.of, figures)
            return f"{compared}{_PER[method.per]}不少于 {method.minimum:g}{own}；低于的为未达标"
        case ItemPoints():
            weights = "，".join(f"{word}每条 {number:g} 分" for word, number in method.weights.items())
            others = {"no_points": "其他不计分", "unknown": "有其他类别的不能合计"}[method.others]
            return f"{weights}，{others}{COVERS[method.covers]}；按积分{_say_order('higher_is_better', method)}"
        case Adoption():
            numerator, denominator = (figures[name].label for name in (method.numerator, method.denominator))
            none = f"，{denominator}为 0 的{WHEN_ZERO[method.when_zero]}"
            who = COVERS[method.covers]
            return f"按{numerator}÷{denominator}{_say_order(method.direction, method)}{none}{who}"
        case Composite():
            parts = "＋".join(_say_part(part, figures) for part in method.parts)
            return f"{parts}；{WITHOUT_PART[method.missing]}；按合成的得分{_say_order('higher_is_better', method)}"
        case Cross():
            return (
                f"{method.subjects}按{ATTRIBUTES[method.rows]}和{ATTRIBUTES[method.columns]}交叉统计，合计等于各格之和"
            )
    return _say_zero(method, figures)


def say_compared(of: Compared, figures: Mapping[str, Figure]) -> str:
    """Return by what subjects are compared, and who is in it where that is not everyone."""
    return name_compared(of, figures) + COVERS[of.covers]


def name_compared(of: Compared, figures: Mapping[str, Figure]) -> str:
    """Return the name of the number by which subjects are compared."""
    if of.figure is not None:
        return figures[of.figure].label
    return (
        f"{of.score}得分" if of.score is not None else "交来的评估" + ("等次" if of.assessment == "grade" else "得分")
    )


def say_cuts(cuts: Sequence[Cut]) -> str:
    """Return every word with its bounds."""
    return "，".join(f"{cut.word}（{cut.say()}）" for cut in cuts)


def _say_order(direction: str, method: Order | ItemPoints | Adoption | Composite) -> str:
    ends = "".join(
        f"，列{name}{count}名（并列的都列）" for name, count in (("前", method.top), ("末", method.bottom)) if count
    )
    return f"{DIRECTIONS[direction]}排，{TIES[method.ties]}{ends}"


def _say_tiers(method: Tiers, figures: Mapping[str, Figure]) -> str:
    compared = say_compared(method.of, figures)
    said = [f"按{compared}：{say_cuts(method.cuts)}" if method.cuts else f"照{compared}：{'、'.join(method.of.grades)}"]
    if method.shares:
        shares = "，".join(f"{one.word} {f'{one.percent:g}%' if one.percent else '其余'}" for one in method.shares)
        whole = {"the_rest": "不含单否和低于线的", "everyone": "含单否和低于线的"}[str(method.share_of)]
        edges = f"名额{ROUNDINGS[str(method.rounding)]}，并列跨线的{EDGES[str(method.edge)]}"
        said = [f"按{compared}{DIRECTIONS[method.direction]}排，{shares}（名额按参加的算，{whole}；{edges}）"]
    if method.fail is not None:
        said.append(f"低于 {method.fail.below:g} 的为{method.fail.word}")
    if method.veto is not None:
        said.append(f"有单项否决的为{method.veto}")
    return "；".join(said)


def _say_lists(method: GradedLists, figures: Mapping[str, Figure]) -> str:
    if method.of is not None:
        return f"按{say_compared(method.of, figures)}列名单：{say_cuts(method.cuts)}"
    words = "，".join(f"{name}（写{'、'.join(written)}）" for name, written in method.words.items())
    column = {"grade": "等次", "status": "完成情况"}[str(method.column)]
    return f"按专项工作写的{column}列名单，每项任务分列：{words}"


def _say_part(part: CompositePart, figures: Mapping[str, Figure]) -> str:
    return f"{say_compared(part.of, figures)}×{part.weight:g}（{SCALINGS[part.scaling]}）"


def _say_zero(method: Zero, figures: Mapping[str, Figure]) -> str:
    least = f"，连续 {method.at_least} 期及以上的" if method.at_least > 1 else ""
    return f"{say_compared(method.of, figures)}为 0{least}，写明连续期数；再往前没有数据的写至少几期"
