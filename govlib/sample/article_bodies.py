"""Write the bodies of articles: ordinary ones for a quarter of the articles, and those with planted wordings."""

from __future__ import annotations

from dataclasses import dataclass

_ONE_IN = 4
_OPENINGS = (
    "{unit}近日召开工作推进会，听取各股室工作情况汇报，安排下一步工作。",
    "{unit}组织工作人员到基层走访，了解群众的实际困难，现场答复群众提出的问题。",
    "{unit}对辖区内的重点场所开展安全检查，对发现的问题逐项登记，督促有关单位按期整改。",
    "{unit}举办业务培训班，邀请业务骨干授课，帮助工作人员提高业务能力。",
    "{unit}开展政策宣传活动，向群众发放宣传资料，解答群众关心的问题。",
)
_CLOSINGS = (
    "下一步，将继续抓好工作落实，不断提高服务水平。",
    "会议要求，要压实工作责任，确保各项任务按时完成。",
    "群众可以通过政府门户网站了解有关情况。",
)


@dataclass(frozen=True)
class Worded:
    """A body with planted wordings, each wrong and right; none where it only looks wrong."""

    body: str
    planted: tuple[tuple[str, str], ...]
    note: str


WORDED = (
    Worded(
        "县政府召开专题会议，对下半年工作进行布署。\n会议强调，要细化措施，责任到人。",
        (("布署", "部署"),),
        "“部署”写成“布署”",
    ),
    Worded(
        "截止目前，全县已完成改造任务的八成。\n施工单位正在按装新的路灯。",
        (("截止目前", "截至目前"), ("按装", "安装")),
        "一篇两处",
    ),
    Worded("我县全面推进桔秆禁烧工作，组织干部进村入户宣传。", (("桔秆", "秸秆"),), "“秸秆”写成“桔秆”"),
    Worded("项目部座落在城关镇东街，占地约三十亩。", (("座落", "坐落"),), "“坐落”写成“座落”"),
    Worded("请各单位核对银行帐户信息，发现错误及时更正。", (("帐户", "账户"),), "“账户”写成“帐户”"),
    Worded("县中医医院针炙科面向群众开展义诊。", (("针炙科", "针灸科"),), "“针灸科”写成“针炙科”"),
    Worded("上期检查发现，有的网站把“部署”错写为“布署”，已经改正。", (), "引用错误写法，不算错误"),
    Worded("拟任职人员名单公布署名后，接受社会监督。", (), "“公布署名”不是“布署”"),
)


def ordinary_body(serial: int, unit: str | None) -> str | None:
    """Return the body of an ordinary article, none for three of four."""
    turn, rest = divmod(serial, _ONE_IN)
    if rest:
        return None
    opening, closing = _OPENINGS[turn % len(_OPENINGS)], _CLOSINGS[turn % len(_CLOSINGS)]
    return f"{opening.format(unit=unit or '有关单位')}\n{closing}"
