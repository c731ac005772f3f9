"""Columns found by the names in a table's header, and what to say where a name is missing or there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tablecast.diagnostics import Diagnostic, Related, did_you_mean
from tablecast.shaping.grids import grid_of, text_of
from tablecast.shaping.headers import header_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecast.config import FieldConfig
    from tablecast.tables import Table

    # The grid column of each field that is drawn from one, and what is wrong with the table's columns.
    FoundColumns = tuple[Mapping[str, int], tuple[Diagnostic, ...]]

MISSING_COLUMN: Final = "missing-column"


def find_columns(table: Table, fields: Mapping[str, FieldConfig]) -> FoundColumns:
    """Find the columns of a table for the fields that are drawn from one, by the names in its header.

    A column that a table may lack, and does, is neither found nor a problem.
    """
    found = {
        name: find_column(table, field.column, f"the field '{name}'") for name, field in fields.items() if field.column
    }
    columns = {name: column for name, column in found.items() if isinstance(column, int)}
    problems = [
        problem
        for name, problem in found.items()
        if isinstance(problem, Diagnostic) and (fields[name].everywhere or problem.code != MISSING_COLUMN)
    ]
    return columns, tuple(problems)


def find_column(table: Table, column: str | tuple[str, ...], purpose: str) -> int | Diagnostic:
    """Find the one column that has a name, or one of several, comparing without case.

    `purpose` says for people what the column is for.
    """
    names = synonyms(column)
    wanted = {name.casefold() for name in names if name}
    found = [index for index, name in enumerate(table.column_names) if name.casefold() in wanted]
    if len(found) == 1:
        return found[0]
    shown = shown_synonyms(column)
    return _ambiguous(table, shown, purpose, found) if found else _missing(table, names[0], shown, purpose)


def synonyms(column: str | tuple[str, ...]) -> tuple[str, ...]:
    """Give the names that a column may have."""
    return (column,) if isinstance(column, str) else column


def shown_synonyms(column: str | tuple[str, ...]) -> str:
    """Give the names that a column may have for a message."""
    return " or ".join(f"'{name}'" for name in synonyms(column))


def _ambiguous(table: Table, shown: str, purpose: str, found: Sequence[int]) -> Diagnostic:
    first, *others = (header_place(table, column) for column in found)
    message = f"the table has {len(found)} columns named {shown}, for {purpose}"
    related = tuple(Related(place, "another of them") for place in others)
    hint = _repeated_hint([name.casefold() for name in table.column_names], found)
    return Diagnostic("ambiguous-column", message, first, hint=hint, related=related)


def _repeated_hint(names: Sequence[str], found: Sequence[int]) -> str:
    if len({names[column] for column in found}) > 1:
        return "name only the right one in 'column'"
    count = len(found)
    width = len(names) // count
    if width > 1 and list(names[:width]) * count == list(names):
        return f"if these are {count} tables side by side, say side_by_side = {count}"
    return "name each column in the dataset's 'header'"


def _missing(table: Table, wanted: str, shown: str, purpose: str) -> Diagnostic:
    place = table.header[0].location if table.header else table.location
    message = f"the table has no column {shown}, for {purpose}"
    return Diagnostic(MISSING_COLUMN, message, place, hint=_missing_hint(table, wanted))


def _missing_hint(table: Table, wanted: str) -> str:
    names = list(filter(None, table.column_names))
    rows = grid_of(table).rows[0 if names else 1 :]
    if any(text_of(slots[0]).casefold() == wanted.casefold() for _, slots in rows if slots):
        return f"a cell says '{wanted}': check the dataset's 'orientation'"
    if not names:
        return "no header is marked: say header = \"first-row\", or name the columns in 'header'"
    unnamed = table.width - len(names)
    hint = did_you_mean(wanted, names)
    return f"{hint} ({unnamed} without a name; the dataset's 'header' can name them)" if unnamed else hint
