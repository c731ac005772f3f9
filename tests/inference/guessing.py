"""Short ways to guess in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import table
from tablecast.inference import infer, propose
from tablecast.inference._columns import columns_of
from tablecast.inference._types import guess_fields
from tablecast.readers import read
from tablecast.tables import expand

if TYPE_CHECKING:
    from tablecast.config import DatasetConfig, FieldConfig
    from tablecast.inference import Draft, Proposal, Reason
    from tablecast.tables import Table


def field(title: str, *texts: str) -> FieldConfig:
    """What is guessed of a column that has another one at its left."""
    made = table(["Row", title], *([f"row {number}", text] for number, text in enumerate(texts)))
    *_, found = infer(made).config.fields.values()
    return found


def reason(title: str, *texts: str) -> Reason:
    """Why that is guessed."""
    made = table(["Row", title], *([f"row {number}", text] for number, text in enumerate(texts)))
    *_, found = guess_fields(columns_of(made.column_names, tuple(expand(made.rows, made.width))))
    return found.reason


def parsed(source: str) -> Table:
    """The one table of a document."""
    (found,) = read("a.rst", source.encode()).tables
    return found


def guessed(source: str) -> DatasetConfig:
    """What is guessed of the one table of a document."""
    return infer(parsed(source)).config


def proposed(**sources: str) -> Proposal:
    """What is proposed for documents, by their names without suffix."""
    return propose([read(f"{name}.rst", source.encode()) for name, source in sources.items()])


def draft(**sources: str) -> Draft:
    """The one dataset that is proposed for documents."""
    (found,) = proposed(**sources).drafts
    return found


def types(config: DatasetConfig) -> dict[str, str]:
    """The types of the fields, with a question mark where they are optional."""
    return {name: each.type + "?" * each.optional for name, each in config.fields.items()}
