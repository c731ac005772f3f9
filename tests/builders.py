"""Short ways to write tables, datasets and configurations in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecast.config import DatasetConfig, FieldConfig, Selector
from tablecast.diagnostics import Location
from tablecast.selection import Candidate
from tablecast.tables import Cell, Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence


def row(line: int, *texts: str) -> Row:
    """A row of cells without spans; the cells begin at columns 5, 15, 25, ..."""
    cells = tuple(Cell(text, Location("a.rst", line, 5 + 10 * index), index) for index, text in enumerate(texts))
    return Row(cells, Location("a.rst", line))


def table(header: Sequence[str], *rows: Sequence[str], line: int = 1, **facts: Any) -> Table:
    """A table whose header stands two lines below its first line, and whose rows follow two lines apart."""
    return Table(
        document=facts.pop("document", "a.rst"),
        ordinal=facts.pop("ordinal", 1),
        grammar="grid",
        location=Location(facts.pop("path", "a.rst"), line),
        width=len(header),
        header=(row(line + 2, *header),) if any(header) else (),
        rows=tuple(row(line + 2 * number, *texts) for number, texts in enumerate(rows, 2)),
        **facts,
    )


def candidate(made: Table, **fields: str) -> Candidate:
    """A table in a document that holds nothing else."""
    return Candidate(Document(made.document, fields=fields, tables=(made,)), made)


def config(key: str = "", /, **fields: FieldConfig) -> DatasetConfig:
    """A dataset's configuration with these fields."""
    return DatasetConfig((Selector(document="a.rst"),), fields, key=key)
