"""How subjects are ranked or graded: the closed list of methods, each with what it has to state."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.cuts import Cut, say_gaps, say_overlaps
from govlib.catalog.yamlfile import Declaration

Direction = Literal["higher_is_better", "lower_is_better"]
Ties = Literal["dense", "competition", "fractional"]
Covers = Literal["register", "rows", "all"]
_WHOLE = (1, 100)
_NO_VETO = "按 figure 的数字比较的没有单项否决，不写 veto"


class Compared(Declaration):
    """By what subjects are compared: exactly one of a figure's breakdown, their score, their delivered assessment.

    ``by`` is the column by which the figure is broken down. ``grades`` lists the delivered grades, the best first.
    ``covers`` says who is in it: ``register`` everyone of the register, who has no row being 缺数据; ``rows`` only
    those that the table names; ``all`` everyone, and who has no row in the complete table has nought.
    """

    figure: str | None = None
    by: str = "unit"
    score: Literal["网站", "账号"] | None = None
    assessment: Literal["score", "grade"] | None = None
    grades: tuple[str, ...] = ()
    covers: Covers = "register"

    @model_validator(mode="after")
    def _one_thing(self) -> Compared:
        given = [name for name in ("figure", "score", "assessment") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"figure、score、assessment 恰好写一个，现在写了：{'、'.join(given) or '无'}")
        if (self.assessment == "grade") != bool(self.grades):
            raise ValueError("grades 与 assessment: grade 同写：从好到差列出各等次")
        if len(set(self.grades)) != len(self.grades):
            raise ValueError("grades 里有写了两次的等次")
        if self.covers == "all" and self.figure is None:
            raise ValueError("covers: all 只用于按 figure 比较的")
        return self


class Order(Declaration):
    """First to last by one number; ``top`` and ``bottom`` also list so many places, with all who tie at their edge."""

    kind: Literal["rank"]
    of: Compared
    direction: Direction
    ties: Ties
    top: int | None = Field(default=None, ge=1)
    bottom: int | None = Field(default=None, ge=1)


class TierShare(Declaration):
    """One tier by its share of those ranked, in per cent; the last one may leave it out and takes the rest."""

    word: str
    percent: float | None = Field(default=None, gt=0, le=100)


class Failing(Declaration):
    """The tier of those whose number lies below a line."""

    below: float
    word: str


class Tiers(Declaration):
    """Tiers (等次) by cuts of a number, by shares of the order, or as delivered (``of.assessment: grade``).

    ``veto`` is the tier of whoever has a 单项否决, whatever the number; ``fail`` that of whoever lies below a line.
    By shares: ``share_of`` says whether these two are counted in what the shares are taken of, ``rounding`` how a share
    of a count becomes whole, ``edge`` whether all who tie at the edge go ``up`` or ``down``.
    """

    kind: Literal["tiers"]
    of: Compared
    direction: Direction
    cuts: tuple[Cut, ...] = ()
    shares: tuple[TierShare, ...] = ()
    share_of: Literal["the_rest", "everyone"] | None = None
    rounding: Literal["up", "down", "half_up"] | None = None
    edge: Literal["up", "down"] | None = None
    veto: str | None = None
    fail: Failing | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Tiers:
        delivered = self.of.assessment == "grade"
        if bool(self.cuts) + bool(self.shares) + delivered != 1:
            raise ValueError("cuts、shares、of 里的 assessment: grade 恰好用一种")
        settings = (self.share_of, self.rounding, self.edge)
        if self.shares and None in settings:
            raise ValueError("写了 shares 就要写 share_of、rounding、edge")
        if not self.shares and set(settings) != {None}:
            raise ValueError("share_of、rounding、edge 只与 shares 同用")
        if delivered and self.fail is not None:
            raise ValueError("等次照交来的，不写 fail")
        if self.veto is not None and self.of.figure is not None:
            raise ValueError(_NO_VETO)
        if self.fail is not None and self.direction == "lower_is_better":
            raise ValueError("fail 是低于某线，只与 direction: higher_is_better 同用")
        if delivered and self.veto is not None and self.veto not in self.of.grades:
            raise ValueError(f"veto 写的“{self.veto}”不在 grades 里")
        _check_cuts(self.cuts, whole=True)
        _check_shares(self.shares)
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """Return every tier, the best first as declared."""
        stated = (*self.of.grades, *(cut.word for cut in self.cuts), *(share.word for share in self.shares))
        last = (self.fail.word if self.fail else None, self.veto)
        return tuple(dict.fromkeys([*stated, *(word for word in last if word is not None)]))


class Bands(Declaration):
    """How many lie in which band of a number; ``veto`` is the band of whoever has a 单项否决."""

    kind: Literal["bands"]
    of: Compared
    cuts: tuple[Cut, ...] = Field(min_length=1)
    veto: str | None = None

    @model_validator(mode="after")
    def _cover_everything(self) -> Bands:
        if self.of.assessment == "grade":
            raise ValueError("等次不是数，不能分段")
        if self.veto is not None and self.of.figure is not None:
            raise ValueError(_NO_VETO)
        _check_cuts(self.cuts, whole=True)
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """Return every band as declared, the vetoed last."""
        return tuple(dict.fromkeys([*(cut.word for cut in self.cuts), *([self.veto] if self.veto else [])]))


class GradedLists(Declaration):
    """Lists such as 好、较好、差: by cuts of a number, which may leave a middle unnamed, or by the words of tasks.

    ``column`` of the tasks is their ``grade`` or ``status``; ``words`` says which written words make a list. Each task
    has lists of its own; ``tasks`` names those that are listed, all when empty.
    """

    kind: Literal["lists"]
    of: Compared | None = None
    cuts: tuple[Cut, ...] = ()
    column: Literal["grade", "status"] | None = None
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    tasks: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> GradedLists:
        by_cuts, by_words = (self.of is not None, bool(self.cuts)), (self.column is not None, bool(self.words))
        if (all(by_cuts), any(by_words)) != (True, False) and (any(by_cuts), all(by_words)) != (False, True):
            raise ValueError("写 of 和 cuts（按数），或写 column 和 words（按专项工作的等次、状态），只用一种")
        if self.tasks and not self.words:
            raise ValueError("tasks 只与 words 同用")
        if self.of is not None and self.of.assessment == "grade":
            raise ValueError("等次不是数，不能按数列名单")
        written = [word for words in self.words.values() for word in words]
        if len(set(written)) != len(written):
            raise ValueError("words 里同一写法归了两个名单")
        _check_cuts(self.cuts, whole=False)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Return the lists as declared."""
        return (*(cut.word for cut in self.cuts), *self.words)


class Quota(Declaration):
    """A minimum number: who is below, and by how much. ``minimum_of`` gives a group one of its own.

    ``per: month`` multiplies it with the calendar months that the window touches.
    """

    kind: Literal["quota"]
    of: Compared
    minimum: float = Field(gt=0)
    minimum_of: dict[str, float] = Field(default_factory=dict)
    per: Literal["period", "month"]

    @model_validator(mode="after")
    def _of_a_number(self) -> Quota:
        if self.of.assessment == "grade":
            raise ValueError("等次不是数，没有最低条数")
        if any(number < 0 for number in self.minimum_of.values()):
            raise ValueError("minimum_of 不能小于 0")
        return self


class ItemPoints(Declaration):
    """Points for items: each row (or the count in ``column``) times the weight of the word in ``word_column``.

    ``others`` says what a word without a weight means: ``no_points``, or that the unit is ``unknown``.
    """

    kind: Literal["points"]
    table: str
    where: tuple[Condition, ...] = ()
    word_column: str
    column: str | None = None
    weights: dict[str, float] = Field(min_length=1)
    others: Literal["no_points", "unknown"]
    covers: Covers = "register"
    ties: Ties
    top: int | None = Field(default=None, ge=1)
    bottom: int | None = Field(default=None, ge=1)


class Adoption(Declaration):
    """One figure divided by another, such as 采纳率, ranked.

    ``when_zero`` says what a denominator of nought means: takes ``no_part``, stands ``last``, or ``counts_as_zero``.
    """

    kind: Literal["rate"]
    numerator: str
    denominator: str
    by: str = "unit"
    covers: Covers = "register"
    when_zero: Literal["no_part", "last", "counts_as_zero"]
    direction: Direction
    ties: Ties
    top: int | None = Field(default=None, ge=1)
    bottom: int | None = Field(default=None, ge=1)


class Zero(Declaration):
    """Who has nought, and for how many periods in a row; listed from ``at_least`` periods on."""

    kind: Literal["zero"]
    of: Compared
    at_least: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _of_a_figure(self) -> Zero:
        if self.of.figure is None:
            raise ValueError("零发布、零报送按 figure 的数字列出")
        return self


class CompositePart(Declaration):
    """One part of a composite: what is compared, its weight, and how it is scaled before it is weighted.

    ``none`` as it is (rates in per cent); ``share_of_best`` in per cent of the best; ``min_max`` 100 for the best, 0
    for the worst; ``rank_points`` 100 for the first of n, then a hundred n-th less a place.
    """

    of: Compared
    weight: float = Field(gt=0)
    scaling: Literal["none", "share_of_best", "min_max", "rank_points"]
    direction: Direction

    @model_validator(mode="after")
    def _is_a_number(self) -> CompositePart:
        if self.of.assessment == "grade" and self.scaling != "rank_points":
            raise ValueError("等次不是数，只能折算成名次分（scaling: rank_points）")
        if self.scaling == "none" and self.direction == "lower_is_better":
            raise ValueError("越小越好的数不折算就不能相加：scaling 不能写 none")
        return self


class Composite(Declaration):
    """A weighted sum of scaled parts; who lacks one is ``unknown``, or their others are ``reweighted``."""

    kind: Literal["composite"]
    parts: tuple[CompositePart, ...] = Field(min_length=2)
    missing: Literal["unknown", "reweighted"]
    ties: Ties
    top: int | None = Field(default=None, ge=1)
    bottom: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Composite:
        total = sum((Fraction(str(part.weight)) for part in self.parts), Fraction(0))
        if total not in _WHOLE:
            raise ValueError(f"各项 weight 之和是 {float(total):g}，应为 1 或 100")
        kinds = {"网站" if part.of.assessment else part.of.score or f"按 {part.of.by} 的数字" for part in self.parts}
        if len(kinds) > 1:
            raise ValueError(f"各项比的不是同一种对象：{'、'.join(sorted(kinds))}")
        return self


Attribute = Literal["level", "platform", "group", "unit_group"]


class Cross(Declaration):
    """Subjects counted by two of their attributes: checked, failed and pass rate of each pair, with totals."""

    kind: Literal["cross"]
    subjects: Literal["网站", "账号"]
    rows: Attribute
    columns: Attribute

    @model_validator(mode="after")
    def _two_attributes(self) -> Cross:
        if self.rows == self.columns:
            raise ValueError("rows 和 columns 不能是同一项")
        return self


Method = Annotated[
    Order | Tiers | Bands | GradedLists | Quota | ItemPoints | Adoption | Zero | Composite | Cross,
    Field(discriminator="kind"),
]
METHOD_NAMES: Final[dict[str, str]] = {
    "rank": "按一个数排名，可列前几名、末几名",
    "tiers": "等次：按数的界限、按比例，或照交来的等次",
    "bands": "分段：各段有几个、占多少",
    "lists": "好、较好、差等名单：按数的界限，或按专项工作写的等次",
    "quota": "最低数量：谁不达标、差多少",
    "points": "积分：各类条数乘各类分值",
    "rate": "两个数字相除后排名，如采纳率",
    "zero": "为 0 的名单，和连续几期为 0",
    "composite": "几项折算后加权合成",
    "cross": "两个方面交叉统计：检查数、不合格数、合格率",
}
"""Every kind of method with what it does."""


def _check_cuts(cuts: tuple[Cut, ...], *, whole: bool) -> None:
    overlaps = list(say_overlaps(cuts))
    faults = overlaps or list(say_gaps(cuts) if whole else ())
    words = [cut.word for cut in cuts]
    faults += [f"“{word}”写了两次" for word in sorted({word for word in words if words.count(word) > 1})]
    if faults:
        raise ValueError("；".join(faults))


def _check_shares(shares: tuple[TierShare, ...]) -> None:
    if not shares:
        return
    given = [Fraction(str(one.percent)) for one in shares if one.percent is not None]
    if any(one.percent is None for one in shares[:-1]):
        raise ValueError("只有最后一个等次可以不写 percent，由它取其余的")
    total = sum(given, Fraction(0))
    if shares[-1].percent is not None and total != _WHOLE[1]:
        raise ValueError(f"各等次 percent 之和是 {float(total):g}，应为 100，或最后一个不写")
    if shares[-1].percent is None and total >= _WHOLE[1]:
        raise ValueError(f"前面各等次 percent 之和是 {float(total):g}，最后一个等次没有剩下的")
