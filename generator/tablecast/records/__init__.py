"""From the tables of a dataset to its records, and an account of every row.

This is the strict layer's entry: whatever does not fit is a diagnostic at the cell, and none is skipped.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tablecast.diagnostics import Diagnostic, Location, did_you_mean
from tablecast.model import Dataset, Schema
from tablecast.records.keys import distinct
from tablecast.records.overrides import correct
from tablecast.records.parts import read_sheet
from tablecast.schema import schema_of
from tablecast.shaping.columns import MISSING_COLUMN, find_columns, shown_synonyms, synonyms
from tablecast.shaping.sheets import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tablecast.config import DatasetConfig, FieldConfig, Filter, Override
    from tablecast.records.parts import FindColumns, Part
    from tablecast.records.rows import ReadRow
    from tablecast.selection import Candidate
    from tablecast.shaping.sheets import Sheet

    Locate = Callable[..., Location]

_SHOWN_COLUMNS = 12


class Accounts(Struct, frozen=True, kw_only=True):
    """What became of the rows of a dataset's tables: `read` and `added` together are always the sum of the others.

    `read` are the rows of the documents, or the columns, where these are records; `added` are those beyond one a row,
    where tables stand side by side or a cell has several values. `reasons` count the filtered rows by why they are.
    """

    read: int
    added: int = 0
    emitted: int
    filtered: int
    merged: int = 0
    rejected: int
    reasons: dict[str, int] = {}


class Drawn(NamedTuple):
    """A dataset, or None where it could not be drawn, what was noticed, and what became of the rows."""

    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]
    accounts: Accounts


def draw(  # noqa: PLR0913 - what a configuration file adds is keyword-only and has defaults.
    name: str,
    config: DatasetConfig,
    tables: Sequence[Candidate],
    find: FindColumns = find_columns,
    *,
    schema: Schema | None = None,
    locate: Locate = lambda *_: Location(""),
) -> Drawn:
    """Draw the records of one dataset from its tables, in their order.

    `find` tells which columns hold the fields. `schema` is that of the configuration, perhaps with what its references
    are to. `locate("filters", 0)`, for example, gives the place of a setting of the dataset.
    """
    schema = schema or schema_of(config)
    sheets, corrections = _corrected([lay_out(candidate, config) for candidate in tables], config.overrides, locate)
    parts = [read_sheet(sheet, schema, config, find) for sheet in sheets]
    rows = [row for part in parts for row in part.rows]
    records, repeated, merged = distinct(schema, rows)
    accounts = _accounts(parts, rows, len(records), len(merged))
    problems = [each for each in corrections if each.severity == "error"]
    problems += (problem for part in parts for problem in part.problems)
    problems += (problem for row in rows for problem in row.problems)
    problems += repeated
    if not problems:
        problems += (*_no_rows(name, parts), *_never_found(config.fields, sheets, parts, locate))
    notes = [each for each in corrections if each.severity != "error"]
    notes += _unused_filters(config.filters, parts, locate)
    sources = tuple(part.source for part in parts)
    left_out = (*(each for part in parts for each in part.filtered), *merged)
    dataset = Dataset(name, _with_titles(schema, parts), records, sources, config.description, config.names, left_out)
    return Drawn(None if problems else dataset, tuple(dict.fromkeys((*problems, *notes))), accounts)


def _corrected(
    sheets: Sequence[Sheet], overrides: Sequence[Override], locate: Locate
) -> tuple[list[Sheet], tuple[Diagnostic, ...]]:
    """Correct the cells of all tables together: an override is for one row among all of them."""
    grids, found = correct([grid for sheet in sheets for grid in sheet.grids], overrides, partial(locate, "overrides"))
    corrected = iter(grids)
    return [sheet._replace(grids=tuple(islice(corrected, len(sheet.grids)))) for sheet in sheets], found


def _accounts(parts: Sequence[Part], rows: Sequence[ReadRow], emitted: int, merged: int) -> Accounts:
    reasons = Counter(each.reason for part in parts for each in part.filtered)
    return Accounts(
        read=sum(part.source.rows for part in parts),
        added=sum(part.added for part in parts),
        emitted=emitted,
        filtered=reasons.total(),
        merged=merged,
        rejected=sum(part.rejected for part in parts) + len(rows) - emitted - merged,
        reasons=dict(reasons),
    )


def _no_rows(name: str, parts: Sequence[Part]) -> Iterator[Diagnostic]:
    """A dataset of no records is more likely a mistake than meant."""
    if not parts or any(part.rows for part in parts):
        return
    message = f"the tables of dataset '{name}' have no rows"
    if any(part.filtered for part in parts):
        message = f"all rows of the tables of dataset '{name}' are left out"
    yield Diagnostic("no-rows", message, parts[0].source.location)


def _never_found(
    fields: Mapping[str, FieldConfig], sheets: Sequence[Sheet], parts: Sequence[Part], locate: Locate
) -> Iterator[Diagnostic]:
    """Tell of columns that tables may lack, and that none has: the name is more likely wrong."""
    for name, field in fields.items():
        if not field.everywhere and parts and not any(name in part.titles for part in parts):
            message = f"no table has a column {shown_synonyms(field.column)}, for the field '{name}'"
            offered = dict.fromkeys(column for sheet in sheets for column in sheet.table.column_names if column)
            hint = did_you_mean(synonyms(field.column)[0], offered, most=_SHOWN_COLUMNS)
            yield Diagnostic(MISSING_COLUMN, message, locate("fields", name), hint=hint)


def _unused_filters(filters: Sequence[Filter], parts: Sequence[Part], locate: Locate) -> Iterator[Diagnostic]:
    """Tell of filters that match nothing, unless it may be for a table that could not be read."""
    used = frozenset[int]().union(*(part.used for part in parts))
    for index, each in enumerate(filters):
        if index not in used and not any(part.problems for part in parts):
            message = f"the filter '{each.reason}' matches no row"
            hint = "remove it, or correct what it looks for"
            yield Diagnostic("unused-filter", message, locate("filters", index), hint=hint)


def _with_titles(schema: Schema, parts: Sequence[Part]) -> Schema:
    """Give each field the name of its column in the first table; synonyms in later ones do not matter."""
    titles: Mapping[str, str] = parts[0].titles if parts else {}
    return replace(schema, fields=tuple(replace(field, title=titles.get(field.name, "")) for field in schema.fields))
