"""Rows that a configuration leaves out, each for a reason that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.shaping.grids import text_of
from tablecast.types import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.config import Filter
    from tablecast.shaping.grids import Slots


class PlacedFilter(NamedTuple):
    """A filter with its number in the configuration, from 0, and the column of a table that it looks at."""

    number: int
    column: int
    rule: Filter


def matching(filters: Iterable[PlacedFilter], slots: Slots) -> frozenset[int]:
    """Give the numbers of the filters that leave a row out; a pattern must match the whole text."""
    return frozenset(found.number for found in filters if _matches(found.rule, text_of(slots[found.column])))


def _matches(rule: Filter, text: str) -> bool:
    return text in rule.values or bool(rule.pattern and compile_pattern(rule.pattern).fullmatch(text))
