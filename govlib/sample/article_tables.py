"""Write T7: two sheets of one workbook for usual numbers, csv shards written row by row for large ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from govlib.sample.article_cases import Groups, plant_articles
from govlib.sample.article_stream import KEYS, Line, Slots, post_maker, site_maker, take_slots
from govlib.sample.cast import Cast
from govlib.sample.ledger import Ledger
from govlib.sample.room import Room, open_room, seeded
from govlib.sample.sheets import Columns, Grid, Place, Raw
from govlib.sample.units import LABEL, PLACE
from govlib.sample.write_csv import stream_csv
from govlib.sample.write_xlsx import write_xlsx

SHARDS_ABOVE = 200_000
ROWS_A_SHARD = 250_000
_SITE_COLUMNS: Columns = (
    ("site_code", "网站标识码"),
    ("column_name", "栏目名称"),
    ("title", "信息标题"),
    ("url", "网页URL"),
    ("published_at", "显示发布日期"),
    ("first_seen_at", "首次抓取时间"),
    ("source_name", "信息来源"),
    ("is_original", "是否原创"),
    ("read_count", "浏览量"),
    ("unit", "报送单位"),
    ("status", "审核状态"),
    ("body_text", "正文"),
)
_POST_COLUMNS: Columns = (
    ("platform", "平台"),
    ("account_name", "账号名称"),
    ("title", "标题"),
    ("url", "文章链接"),
    ("published_at", "发布时间"),
    ("first_seen_at", "采集时间"),
    ("is_original", "原创"),
    ("read_count", "阅读量"),
    ("like_count", "点赞量"),
    ("share_count", "转发量"),
    ("unit", "责任单位"),
    ("status", "状态"),
    ("body_text", "正文"),
)
_SHARD_HEADINGS = dict(
    zip(
        KEYS,
        (
            *("网站标识码", "账号名称", "平台", "标题", "URL", "发布时间", "首次发现时间", "栏目"),
            *("来源", "是否原创", "阅读数", "点赞数", "转发数", "责任单位", "状态", "正文"),
        ),
        strict=True,
    )
)
# Of five ordinary rows three are articles of sites, two are posts of accounts.
_ARTICLES_OF_FIVE = 3


def write_articles(folder: Path, articles: int, seed: int, cast: Cast, ledger: Ledger) -> None:
    """Write all T7 rows and give the planted ones their places."""
    excel = articles <= SHARDS_ABOVE
    room = open_room(seed, "articles", ledger, excel)
    planted = plant_articles(room, cast)
    if excel:
        _write_workbook(folder / f"文章与推文_{LABEL}.xlsx", articles, room, cast, planted)
    else:

        def makers(number: int) -> Callable[[int], Line]:
            return _mixed_maker(seeded(seed, f"articles/{number}"), cast)

        _write_shards(folder, _shard_sizes(articles), room, planted[0] + planted[1], makers)


def _write_workbook(path: Path, articles: int, room: Room, cast: Cast, planted: tuple[Groups, Groups]) -> None:
    site_groups, post_groups = planted
    planted_sites, planted_posts = (sum(map(len, groups)) for groups in (site_groups, post_groups))
    ordinary = articles - planted_sites - planted_posts
    if ordinary < 0:
        raise AssertionError("the planted rows alone are more than the rows asked for")
    ordinary_sites = ordinary * _ARTICLES_OF_FIVE // 5
    parts = (
        ("网站文章", _SITE_COLUMNS, site_groups, planted_sites + ordinary_sites, site_maker(room.rng, excel=True)),
        (
            "账号推文",
            _POST_COLUMNS,
            post_groups,
            planted_posts + ordinary - ordinary_sites,
            post_maker(room.rng, cast, excel=True),
        ),
    )
    grids = []
    for name, columns, groups, size, make in parts:
        slots = take_slots(room.rng, groups, size)
        _settle(slots, path.name, name, dict(columns), first_row=3)
        grids.append(Grid(name, _sheet_lines(name, columns, slots, make), ((1, 1, len(columns)),)))
    write_xlsx(path, grids)


def _sheet_lines(name: str, columns: Columns, slots: Slots, make: Callable[[int], Line]) -> Iterator[list[Raw]]:
    yield [f"{PLACE}2026年第三季度{name}（{LABEL}）"]
    yield [heading for _, heading in columns]
    places = [KEYS.index(key) for key, _ in columns]
    for line in _lines(slots, make, 0):
        yield [line[place] for place in places]


def _shard_sizes(articles: int) -> list[int]:
    return [min(ROWS_A_SHARD, articles - start) for start in range(0, articles, ROWS_A_SHARD)]


def _write_shards(
    folder: Path, sizes: list[int], room: Room, groups: Groups, maker_of: Callable[[int], Callable[[int], Line]]
) -> None:
    shares: list[Groups] = [[] for _ in sizes]
    for group in groups:
        room.rng.choices(shares, sizes)[0].append(group)
    serial = 0
    for number, (size, share) in enumerate(zip(sizes, shares, strict=True), 1):
        name = f"文章_{LABEL}_{number:04d}.csv"
        slots = take_slots(room.rng, share, size)
        _settle(slots, name, "", _SHARD_HEADINGS, first_row=2)
        stream_csv(folder / name, _shard_lines(slots, maker_of(number), serial))
        serial += size


def _mixed_maker(rng: random.Random, cast: Cast) -> Callable[[int], Line]:
    makers = (site_maker(rng, excel=False), post_maker(rng, cast, excel=False))

    def make(serial: int) -> Line:
        return makers[serial % 5 >= _ARTICLES_OF_FIVE](serial)

    return make


def _shard_lines(slots: Slots, make: Callable[[int], Line], serial: int) -> Iterator[Line]:
    yield tuple(_SHARD_HEADINGS.values())
    yield from _lines(slots, make, serial)


def _lines(slots: Slots, make: Callable[[int], Line], serial: int) -> Iterator[Line]:
    for position in range(slots.size):
        row = slots.planted.get(position)
        yield make(serial + position) if row is None else tuple(row.cells.get(key) for key in KEYS)


def _settle(slots: Slots, file: str, sheet: str, headings: dict[str, str], first_row: int) -> None:
    for position, row in slots.planted.items():
        row.place = Place(file, sheet, first_row + position, headings)
