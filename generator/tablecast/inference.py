"""A modest guess at what a table means, for the use without a configuration.

Being wrong is worse than being modest: a column is an int only when every cell is one, and a key only when every row
has one of its own. What is not sure is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.config import DatasetConfig, FieldConfig
from tablecast.model import Field
from tablecast.naming import identifier
from tablecast.tables import expand
from tablecast.types import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.tables import Table


class Guess(NamedTuple):
    """A dataset's name and fields, and the grid column of each field."""

    name: str
    config: DatasetConfig
    columns: dict[str, int]

    def find_columns(self, _table: Table, _fields: object) -> tuple[dict[str, int], tuple[()]]:
        """Find the columns where they were when their names were guessed: by place, for names may be repeated."""
        return self.columns, ()


def infer(table: Table) -> Guess:
    """Guess a dataset from one table: its name, its fields with their types, and its key."""
    columns = [_texts(table, index) for index in range(table.width)]
    names = _field_names(table)
    fields = {name: _infer_field(name, texts) for name, texts in zip(names, columns, strict=True)}
    key = next((name for name, texts in zip(names, columns, strict=True) if _identifies(texts)), "")
    config = DatasetConfig((), fields, key=key, heading_rows="skip", description=table.title)
    return Guess(_name(table), config, {name: index for index, name in enumerate(names)})


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


def _texts(table: Table, column: int) -> list[str]:
    return ["" if (cell := slots[column]) is None else cell.text for slots in expand(table.rows, table.width)]


def _name(table: Table) -> str:
    """Prefer what a reader would call the table; labels are often made by tools."""
    text = next(filter(None, (table.title, *reversed(table.headings), *table.labels)), "")
    return _identifier(text, "table")


def _field_names(table: Table) -> list[str]:
    return distinct(_identifier(text, f"column_{index}") for index, text in enumerate(table.column_names, 1))


def _identifier(text: str, default: str) -> str:
    return identifier(text, "snake") if text else default


def _infer_field(name: str, texts: Sequence[str]) -> FieldConfig:
    present = [text for text in texts if text]
    integers = bool(present) and all(_is_int(name, text) for text in present)
    return FieldConfig(column=name, type="int" if integers else "str", optional=len(present) < len(texts))


def _is_int(name: str, text: str) -> bool:
    try:
        read_value(text, Field(name, "int"))
    except ValueError:
        return False
    return True


def _identifies(texts: Sequence[str]) -> bool:
    """Whether a column tells the rows apart; in a table of one row, nothing says which column would."""
    return len(texts) > 1 and all(texts) and len(set(texts)) == len(texts)
