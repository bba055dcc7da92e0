"""Which place may lie within which: only one of a higher level."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.place_tree import check_within

LEVELS = ("county", "city", "province")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "params")


@pytest.mark.parametrize("lower", LEVELS)
@pytest.mark.parametrize("upper", LEVELS)
def test_a_place_lies_within_one_of_a_higher_level_only(catalog: Catalog, lower: str, upper: str):
    place = next(iter(catalog.places.values()))
    places = {
        "small": place.model_copy(update={"slug": "small", "level": lower, "within": "large"}),
        "large": place.model_copy(update={"slug": "large", "level": upper, "within": None}),
    }
    faults = list(check_within(places, ()))
    if LEVELS.index(upper) > LEVELS.index(lower):
        assert faults == []
    else:
        (fault,) = faults
        assert (fault.file, fault.key) == ("params/places/small.yaml", "within")
        assert "装不下" in fault.found
