"""Which rows filters match."""

from __future__ import annotations

import pytest

from builders import row
from tablecast.config import Filter
from tablecast.shaping.filters import PlacedFilter, matching


@pytest.mark.parametrize(
    ("rule", "text", "matches"),
    [
        (Filter("Code", "", values=("x", "y")), "y", True),
        (Filter("Code", "", values=("x", "y")), "Y", False),
        (Filter("Code", "", values=("",)), "", True),
        (Filter("Code", "", pattern="[0-9]+"), "12", True),
        (Filter("Code", "", pattern="[0-9]+"), "12a", False),
        (Filter("Code", "", pattern=r"\d"), "\N{ARABIC-INDIC DIGIT ONE}", False),
        (Filter("Code", "", values=("x",), pattern="y"), "y", True),
    ],
)
def test_a_row_is_matched_by_one_of_the_values_or_by_the_pattern(rule: Filter, text: str, *, matches: bool) -> None:
    """Both are about the whole text of the cell, in its own case."""
    assert (matching([PlacedFilter(7, 1, rule)], row(5, "other", text).cells) == {7}) is matches


def test_every_filter_that_matches_is_told() -> None:
    """Whether a filter is of use does not depend on those before it; a row that is too short has an empty text."""
    filters = [
        PlacedFilter(number, 0, Filter("Code", "", values=(text,))) for number, text in enumerate(["x", "", "x"])
    ]

    assert matching(filters, row(5, "x").cells) == {0, 2}
    assert matching(filters, (None,)) == {1}
