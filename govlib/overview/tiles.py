"""A map-like grid: one tile a place, its name and rate written in it, shaded so that eyes of any kind can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

_STYLE = """<style>
ul.tiles { display: flex; flex-wrap: wrap; gap: 4px; margin: 2px 0 10px; padding: 0; list-style: none; }
ul.tiles li { box-sizing: border-box; width: 104px; min-height: 44px; margin: 0; padding: 3px 5px;
  border: 1px solid #6b7280; font-size: 12px; line-height: 1.35; overflow-wrap: anywhere; break-inside: avoid;
  background: #fff; color: #1f2933; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
ul.tiles a { color: inherit; }
ul.key li { min-height: 0; }
p.tiles { margin: 10px 0 2px; font-size: 14px; font-weight: 600; break-after: avoid; }
%s</style>"""


@dataclass(frozen=True)
class Band:
    """A shade for rates from ``at_least`` on, darker the lower; ``name`` is its class."""

    at_least: Fraction
    words: str
    name: str
    style: str


BANDS = (
    Band(Fraction(1), "100%", "all", "border-width: 2px;"),
    Band(Fraction(9, 10), "90%以上", "ninety", "background: #fff4d6;"),
    Band(Fraction(8, 10), "80%以上", "eighty", "background: #fed98e;"),
    Band(Fraction(6, 10), "60%以上", "sixty", "background: #fe9929;"),
    Band(Fraction(0), "低于60%", "low", "background: #8c2d04; color: #fff;"),
)
NO_DATA = "none"
_DASHED = "border-style: dashed; color: #52606d;"


@dataclass(frozen=True)
class Tile:
    """A place: its name, its rate as printed, the exact rate (None without data), the page it leads to."""

    name: str
    text: str
    rate: Fraction | None
    href: str = ""


@dataclass(frozen=True)
class TileGrid:
    """Tiles by region, the shades explained above; shown without scripts, on paper too."""

    title: str
    groups: tuple[tuple[str, tuple[Tile, ...]], ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        shades = [*((band.name, band.style) for band in BANDS), (NO_DATA, _DASHED)]
        style = _STYLE % "".join(f"ul.tiles li.{name} {{ {said} }}\n" for name, said in shades)
        legend = "".join(f'<li class="{band.name}">{escape(band.words)}</li>' for band in BANDS)
        legend += f'<li class="{NO_DATA}">缺数据、不适用</li>'
        parts = [
            f'{style}<p class="tiles">{escape(self.title)}</p><ul class="tiles key" aria-label="图例">{legend}</ul>'
        ]
        for name, tiles in self.groups:
            head = f'<p class="tiles">{escape(name)}</p>' if name else ""
            body = "".join(_draw(tile) for tile in tiles)
            parts.append(f'{head}<ul class="tiles" aria-label="{escape(name or self.title)}">{body}</ul>')
        count = sum(len(tiles) for _, tiles in self.groups)
        return {"text/html": "".join(parts), "text/plain": f"{self.title}（{count} 格）"}


def band_of(rate: Fraction | None) -> str:
    """Return the class of a rate's tile; bands are compared exactly, so that 99.99 % is not 100 %."""
    if rate is None:
        return NO_DATA
    return next(band.name for band in BANDS if rate >= band.at_least)


def _draw(tile: Tile) -> str:
    name = escape(tile.name)
    named = f'<a href="{escape(tile.href)}">{name}</a>' if tile.href else name
    return f'<li class="{band_of(tile.rate)}">{named}<br><b>{escape(tile.text)}</b></li>'


def take_worst(tiles: Sequence[Tile], count: int) -> tuple[Tile, ...]:
    """Return the ``count`` lowest rates in their old order, those without data last to go."""
    low = sorted(range(len(tiles)), key=lambda at: (tiles[at].rate is None, tiles[at].rate or Fraction(0), at))[:count]
    return tuple(tiles[at] for at in sorted(low))
