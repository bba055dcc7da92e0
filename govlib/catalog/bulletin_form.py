"""What a place's file says of its bulletins: which template, who signs and receives, own words, praise, annexes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from govlib.catalog.yamlfile import Declaration

Kind = Literal["quarterly", "monthly", "special", "reinspection", "rollup"]
KINDS: dict[str, str] = {
    "quarterly": "季度通报",
    "monthly": "月度通报",
    "special": "专项检查通报",
    "reinspection": "复查通报",
    "rollup": "汇总通报",
}
AnnexKind = Literal[
    "failures", "tiers", "tasks", "accounts", "checklist", "publication", "letters", "table", "counties"
]
PraiseKind = Literal["top", "tier", "full", "done", "graded", "clean"]
ChartKind = Literal["pass_rates", "ranking"]

_NEEDED: dict[str, tuple[str, ...]] = {
    "top": ("ranking", "most"),
    "tier": ("ranking", "word"),
    "full": ("figure",),
    "done": ("task",),
    "graded": ("task", "word"),
    "clean": ("figure", "least"),
}


class Praise(Declaration):
    """A list of units to be praised, by what the exports say: ``praised("id")`` gives it.

    ``top`` takes the first ``most`` ranks of a ranking, ``tier`` those with a tier's ``word``, ``full`` the units
    whose ``figure`` is 100 %, ``done`` those that finished a ``task``, ``graded`` those with a task's grade ``word``,
    ``clean`` those without any problem whose ``figure`` is ``least`` or more. ``group`` keeps one group of units or of
    the ranking. Whoever has a problem of one of ``unless`` (topics, 检查结论·网站 for websites alone; ``[全部]`` is
    every topic), or a number above nought in one of ``unless_figures``, is left out: nobody is praised for what another
    paragraph blames it for.
    """

    id: str = Field(min_length=1)
    by: PraiseKind
    ranking: str = ""
    figure: str = ""
    task: str = ""
    word: str = ""
    group: str = ""
    most: int | None = Field(default=None, ge=1)
    least: int | None = Field(default=None, ge=0)
    unless: tuple[str, ...] = ()
    unless_figures: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Praise:
        lacking = [name for name in _NEEDED[self.by] if getattr(self, name) in ("", None)]
        if lacking:
            raise ValueError(f"by 为 {self.by} 时还要写 {'、'.join(lacking)}")
        return self


class AnnexUse(Declaration):
    """One annex of the bulletin: ``use`` is its kind, ``title`` its title in the vocabulary of templates.

    ``tiers`` asks for a ``ranking``; ``tasks`` may name its ``tasks``; ``table`` takes the annex of the workbook whose
    title ends with ``of``. ``annex("…")`` asks for it by ``id``, else by ``of``, else by its kind.
    """

    use: AnnexKind
    id: str = ""
    title: str = Field(min_length=1)
    of: str = ""
    ranking: str = ""
    tasks: tuple[str, ...] = ()
    wide: bool = False

    @model_validator(mode="after")
    def _complete(self) -> AnnexUse:
        if self.use == "table" and not self.of:
            raise ValueError("use 为 table 时还要写 of：附件工作簿里哪一张表的名称")
        if self.use == "tiers" and not self.ranking:
            raise ValueError("use 为 tiers 时还要写 ranking：哪一种排名")
        return self


class PeriodBulletin(Declaration):
    """What one period's bulletin has otherwise: its template (a special inspection), number, title, own words.

    ``topic`` is what a special inspection is about, ``types`` the problem types that it tells; all when empty.
    """

    template: str = ""
    title: str = ""
    number: str = ""
    recipients: str = ""
    copies: str = ""
    order: tuple[str, ...] = ()
    own: dict[str, str] = Field(default_factory=dict)
    headings: dict[str, str] = Field(default_factory=dict)
    topic: str = ""
    types: tuple[str, ...] = ()
    annexes: tuple[AnnexUse, ...] = ()


class BulletinForm(Declaration):
    """How a place writes its bulletins; what one of its periods states goes first.

    ``own`` replaces the text of a section of the template by its name, or gives one that the template only names.
    ``office`` signs; ``recipients`` is the 主送机关, ``number`` the 发文字号, ``letterhead`` the 发文机关标志,
    ``copies`` the 抄送, ``printer`` the 印发机关; ``most_named`` is the number of examples before 等.
    """

    template: str = ""
    title: str = ""
    number: str = ""
    recipients: str = ""
    copies: str = ""
    order: tuple[str, ...] = ()
    own: dict[str, str] = Field(default_factory=dict)
    headings: dict[str, str] = Field(default_factory=dict)
    office: str = ""
    letterhead: str = ""
    printer: str = ""
    praise: tuple[Praise, ...] = ()
    annexes: tuple[AnnexUse, ...] = ()
    charts: tuple[ChartKind, ...] = ()
    most_named: int = Field(default=8, ge=1, le=50)

    @model_validator(mode="after")
    def _each_once(self) -> BulletinForm:
        names = [one.id for one in self.praise]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise ValueError(f"praise 里有两个同名的名单：{'、'.join(doubled)}")
        return self
