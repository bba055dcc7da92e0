"""List the county's websites and accounts: the same for every seed, all of them invented."""

from __future__ import annotations

from dataclasses import dataclass

from govlib.sample.units import DEPARTMENTS, SHORT_NAMES, TOWNS

WECHAT, WEIBO, DOUYIN, TOUTIAO, CHANNELS = "微信公众号", "微博", "抖音短视频", "今日头条", "视频号"
APP, MINI_PROGRAM = "移动客户端", "小程序"
NOT_PUBLISHING = (APP, MINI_PROGRAM)


@dataclass(frozen=True)
class Site:
    """One government website; ``group`` is 门户, 部门 or 乡镇."""

    code: str
    name: str
    host: str
    group: str
    unit: str

    @property
    def home(self) -> str:
        """Return the address of the home page."""
        return f"http://{self.host}/"


@dataclass(frozen=True)
class Account:
    """One account on one platform; only publishing accounts are expected to post."""

    number: str
    name: str
    platform: str
    unit: str

    @property
    def publishes(self) -> bool:
        """Say whether the account is of the publishing kind."""
        return self.platform not in NOT_PUBLISHING


def _site(order: int, name: str, label: str, group: str, unit: str) -> Site:
    return Site(f"99510800{order:02d}", name, f"{label}.yangli.example.invalid", group, unit)


def _list_sites() -> tuple[Site, ...]:
    sites = [_site(1, "样例县人民政府门户网站", "www", "门户", DEPARTMENTS[0])]
    for order, unit in enumerate(DEPARTMENTS[1:16], 2):
        sites.append(_site(order, f"样例{unit}网站", f"bm{order:02d}", "部门", unit))
    for order, unit in enumerate(TOWNS, 17):
        sites.append(_site(order, f"样例县{unit}网站", f"xz{order:02d}", "乡镇", unit))
    return tuple(sites)


def _stem(unit: str) -> str:
    short = SHORT_NAMES.get(unit, unit)
    return short.removeprefix("县").removesuffix("局") if short.startswith("县") else short


def _list_accounts() -> tuple[Account, ...]:
    offered = (
        (WECHAT, DEPARTMENTS + TOWNS),
        (WEIBO, DEPARTMENTS[:8]),
        (DOUYIN, DEPARTMENTS[4:10] + TOWNS[:2]),
        (TOUTIAO, DEPARTMENTS[12:16]),
        (CHANNELS, DEPARTMENTS[16:18] + TOWNS[4:6]),
        (APP, (DEPARTMENTS[0], DEPARTMENTS[4], DEPARTMENTS[8], DEPARTMENTS[22])),
        (MINI_PROGRAM, (DEPARTMENTS[8], DEPARTMENTS[10], DEPARTMENTS[21], DEPARTMENTS[22])),
    )
    accounts: list[Account] = []
    for platform, units in offered:
        for unit in units:
            suffix = {APP: "通", MINI_PROGRAM: "办事"}.get(platform, "")
            name = f"样例{_stem(unit)}{suffix}"
            accounts.append(Account(f"00{len(accounts) + 1:06d}", name, platform, unit))
    return tuple(accounts)


SITES = _list_sites()
PORTAL = SITES[0]
"""The county's own website, the only one that is scored."""
ACCOUNTS = _list_accounts()
