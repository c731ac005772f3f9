"""The labels of `labels/`: what tables of the corpus mean, as a person who read them says; see there."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, convert

from tablecast._reading import read_documents
from tablecast._workspace import Workspace
from tablecast.model import TypeName  # noqa: TC001 - msgspec resolves the annotation when it validates

if TYPE_CHECKING:
    from tablecast.tables import Document, Table

Orientation: TypeAlias = Literal["rows", "columns"]

SETS = ("development", "held_out")


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """What is right to say of one column."""

    types: tuple[TypeName, ...]
    names: tuple[str, ...] = ()
    split: tuple[TypeName, ...] = ()
    optional: bool | None = None
    missing: tuple[str, ...] = ()


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """What is right to say of one table."""

    document: str
    ordinal: int
    family: str
    layout: bool = False
    orientation: Orientation | tuple[Orientation, ...] = "rows"
    header: Literal["auto", "first-row", "none"] = "auto"
    side_by_side: tuple[int, ...] = (1,)
    keys: tuple[tuple[int, ...], ...] = ((),)
    columns: tuple[Column, ...] = ()
    why: str = ""
    corrected: str = ""

    @property
    def place(self) -> str:
        """The table, for messages."""
        return f"{self.document} #{self.ordinal}"

    @property
    def orientations(self) -> tuple[Orientation, ...]:
        """The orientations that are right; `columns` is said of the first."""
        return (self.orientation,) if isinstance(self.orientation, str) else self.orientation


@cache
def labels(name: str) -> tuple[Label, ...]:
    """Give the labels of one set."""
    text = (Path(__file__).parent / "labels" / f"{name}.toml").read_text(encoding="utf-8")
    return convert(tomllib.loads(text), dict[str, tuple[Label, ...]])["table"]


@cache
def read_labelled(corpus: Path, name: str) -> tuple[Document, ...]:
    """Read the documents of a set's labels, each once."""
    paths = sorted({label.document for label in labels(name)})
    return tuple(read_documents(Workspace(corpus), paths))


def table_of(label: Label, documents: tuple[Document, ...]) -> Table:
    """Find the table that a label is about."""
    return next(
        table
        for document in documents
        if document.path == label.document
        for table in document.tables
        if table.ordinal == label.ordinal
    )
