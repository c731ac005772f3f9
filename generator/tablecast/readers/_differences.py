"""What two ways of reading a document do not agree on, as diagnostics: there should be none, and anybody can check."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from tablecast.diagnostics import Diagnostic, Location, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.tables import Cell, Document, Row, Table

_SHOWN = 60
"""How much of a value a message shows, in characters."""


def differences(fast: Document, reference: Document) -> Iterator[Diagnostic]:
    """Give what differs: each field of the document, and of each table its first cell that differs, or else a field."""
    place = Location(reference.path)
    for name in ("title", "fields", "targets", "diagnostics"):
        yield from _compare(f"the document's {name}", getattr(fast, name), getattr(reference, name), place)
    if len(fast.tables) != len(reference.tables):
        yield _difference("the number of tables", len(fast.tables), len(reference.tables), place)
        return
    for mine, theirs in zip(fast.tables, reference.tables, strict=True):
        if mine != theirs:
            yield next(_in_table(mine, theirs))


def _in_table(fast: Table, reference: Table) -> Iterator[Diagnostic]:
    """Give what differs in a table, its cells first."""
    table = f"table {reference.ordinal}"
    for part in ("header", "rows"):
        rows = zip_longest(getattr(fast, part), getattr(reference, part))
        for number, (mine, theirs) in enumerate(rows, 1):
            yield from _in_row(f"{part} {number} of {table}", mine, theirs, reference.location)
    for name in reference.__struct_fields__:
        yield from _compare(f"the {name} of {table}", getattr(fast, name), getattr(reference, name), reference.location)


def _in_row(row: str, fast: Row | None, reference: Row | None, place: Location) -> Iterator[Diagnostic]:
    pairs = zip_longest(fast.cells if fast else (), reference.cells if reference else ())
    for number, (mine, theirs) in enumerate(pairs, 1):
        if mine != theirs:
            yield from _in_cell(f"cell {number} in {row}", mine, theirs, place)


def _in_cell(cell: str, fast: Cell | None, reference: Cell | None, place: Location) -> Iterator[Diagnostic]:
    if fast is None or reference is None:
        yield _difference(cell, fast and fast.text, reference and reference.text, place)
        return
    for name in reference.__struct_fields__:
        yield from _compare(f"the {name} of {cell}", getattr(fast, name), getattr(reference, name), reference.location)


def _compare(what: str, fast: Any, reference: Any, place: Location) -> Iterator[Diagnostic]:
    if fast != reference:
        yield _difference(what, fast, reference, place)


def _difference(what: str, fast: Any, reference: Any, place: Location) -> Diagnostic:
    message = f"{what} is {_shown(fast)} when read fast, {_shown(reference)} when read by docutils"
    hint = "read with --reader reference, and report the document"
    return Diagnostic("readers-differ", message, place, hint=hint)


def _shown(value: Any) -> str:
    return "missing" if value is None else shortened(f"'{value}'" if isinstance(value, str) else str(value), _SHOWN)
