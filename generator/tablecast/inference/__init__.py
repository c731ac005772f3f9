"""What tables seem to mean: a guess for one, and a proposal for all tables of some documents.

Being wrong is worse than being modest. A guess never loses anything that a cell says: a column is an int only when
every value is one and no zero in front speaks against it, an enum only when it is closed and repeated, and a key only
when every row has one of its own. What is not sure is text, and each guess has its reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast.inference._columns import distinct
from tablecast.inference._gathering import Draft, LeftOut, Proposal, propose
from tablecast.inference._shape import shape_of
from tablecast.inference._tables import content_of
from tablecast.inference._values import Reason
from tablecast.naming import identifier

if TYPE_CHECKING:
    from tablecast.config import DatasetConfig
    from tablecast.tables import Table

__all__ = ["Draft", "Guess", "LeftOut", "Proposal", "Reason", "distinct", "infer", "propose"]


class Guess(NamedTuple):
    """A dataset's name and fields, and the column of each field that is drawn from one, in the table's shape."""

    name: str
    config: DatasetConfig
    columns: dict[str, int]

    def find_columns(self, _table: Table, _fields: object) -> tuple[dict[str, int], tuple[()]]:
        """Find the columns where they were when their names were guessed: by place, for names may be repeated."""
        return self.columns, ()


def infer(table: Table) -> Guess:
    """Guess a dataset from one table: its name, its fields with their types, its key, and its shape.

    Nothing that only a person can say is guessed, such as what an empty cell stands for.
    """
    content = content_of([shape_of(table)])
    config = replace(content.config(), description=table.title)
    if config.header == "none":
        # The columns are found by place, and a number is no title that outputs should show.
        config = replace(config, header="auto")
    return Guess(_name(table), config, {field.name: index for index, field in enumerate(content.fields)})


def _name(table: Table) -> str:
    """Prefer what a reader would call the table; labels are often made by tools."""
    text = next(filter(None, (table.title, *reversed(table.headings), *table.labels)), "")
    return identifier(text, "snake") if text else "table"
