"""Columns: what stands below each name of a table, in the rows that are records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.naming import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.shaping.grids import Slots
    from tablecast.tables import Cell

_NO_NAME = regex(r"[-\u2010-\u2015\u2212./\s]*")
_NUMBER_SIGN = {"#": "number", "\N{NUMERO SIGN}": "number"}


class Column(NamedTuple):
    """A column: the name of its field, its title as the document spells it, and its cells from top to bottom.

    `leads` says that it is the first one.
    """

    name: str
    title: str
    cells: tuple[Cell | None, ...]
    leads: bool = False


def columns_of(titles: Sequence[str], rows: Sequence[Slots], *, numbered: bool = False) -> tuple[Column, ...]:
    """Give the columns of some rows; `numbered` says that the titles are mere numbers."""
    names = distinct(field_name("" if numbered else title, number) for number, title in enumerate(titles, 1))
    cells = list(zip(*rows, strict=True)) or [()] * len(titles)
    columns = zip(names, titles, cells, strict=True)
    return tuple(Column(name, title, below, not index) for index, (name, title, below) in enumerate(columns))


def field_name(title: str, number: int) -> str:
    """Give the name of the field of a column; of one without a name, by its place."""
    title = _NUMBER_SIGN.get(title, title)
    return f"column_{number}" if _NO_NAME.fullmatch(title) else identifier(title, "snake")


def distinct(names: Iterable[str]) -> list[str]:
    """Tell equal names apart by a number, from the second on."""
    given: dict[str, None] = {}
    for name in names:
        candidate, number = name, 1
        while candidate in given:
            number += 1
            candidate = f"{name}_{number}"
        given[candidate] = None
    return list(given)
