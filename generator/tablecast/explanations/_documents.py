"""From a line of a document to the rows in it, and to the lines of outputs that say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from tablecast.diagnostics import Location  # noqa: TC001 - msgspec resolves the annotation when it encodes
from tablecast.explanations._tables import Extent, cell_at, head, placed_rows, tables_at
from tablecast.records.keys import label_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tablecast.config import DatasetConfig
    from tablecast.model import Dataset, LeftOut
    from tablecast.outputs import Output
    from tablecast.tables import Cell, Document, Table

Part: TypeAlias = Literal["outside", "head", "header", "row"]
"""Where a line stands: in no table, above the rows of one, in its header, or in a row."""


class Standing(Struct, frozen=True, order=True):
    """Lines of an output, from the first to the last, with the row and the fields that stand in them."""

    path: str
    line: int
    end_line: int
    record: str
    fields: tuple[str, ...]


class LeftOutRow(Struct, frozen=True):
    """A row that makes no record: for a filter's or another `reason`, or since a record has its key already."""

    location: Location
    reason: str
    record: str = ""
    record_location: Location | None = None


class Use(Struct, frozen=True):
    """What a dataset makes of a line: the records that say it, where they stand in outputs, and the rows left out."""

    dataset: str
    records: tuple[str, ...]
    left_out: tuple[LeftOutRow, ...]
    standing: tuple[Standing, ...]


class DocumentLine(Struct, frozen=True):
    """What becomes of a line of a document.

    `table` is the caption of its table, or the heading above, and `row` the place of its row. `cell` is the place of
    its cell, where a column, or the line alone, says which one is meant. There are no `uses` for a table of no dataset.
    `out_of_step` are the outputs whose files differ from what the lines are counted in.
    """

    path: str
    line: int
    column: int
    text: str
    part: Part
    table: str = ""
    table_location: Location | None = None
    row: Location | None = None
    cell: Location | None = None
    uses: tuple[Use, ...] = ()
    out_of_step: tuple[str, ...] = ()


class _Asked(Struct, frozen=True):
    """The lines that are asked for, and the cell in them, if it is one alone."""

    extent: Extent
    is_row: bool
    cell: Cell | None = None


def explain_document(  # noqa: PLR0913 - a line is of a document, which is used by datasets.
    path: str,
    line: int,
    column: int,
    *,
    text: str,
    documents: Sequence[Document],
    outputs: Sequence[Output],
    datasets: Sequence[Dataset],
    configs: Mapping[str, DatasetConfig],
    drifted: Collection[str] = (),
) -> DocumentLine:
    """Explain a line of a document, or the cell at a column of it, counted from 1.

    `text` is what stands in the line, `drifted` says which outputs differ from their rendering.
    """
    tables = tables_at(documents, path, line)
    using = [[dataset for dataset in datasets if _draws(dataset, table)] for table in tables]
    if not tables:
        return DocumentLine(path, line, column, text, "outside")
    # A table in a cell is a table of its own, unless only the one around it is used.
    index = next((index for index, each in enumerate(using) if each), 0)
    table = tables[index]
    part, asked = _asked(table, path, line, column)
    uses = tuple(_use(dataset, configs[dataset.name], outputs, asked) for dataset in using[index])
    return DocumentLine(
        path,
        line,
        column,
        text,
        part,
        table.title or next(reversed(table.headings), ""),
        table.location,
        next((row.row.location for row in placed_rows(table) if asked.is_row and row.extent == asked.extent), None),
        asked.cell.location if asked.cell else None,
        uses,
        tuple(sorted({each.path for use in uses for each in use.standing} & set(drifted))),
    )


def _draws(dataset: Dataset, table: Table) -> bool:
    return any(source.location == table.location for source in dataset.sources)


def _asked(table: Table, path: str, line: int, column: int) -> tuple[Part, _Asked]:
    """Find the row and the cell that are asked for."""
    rows = placed_rows(table)
    for placed in rows:
        extent = placed.extent
        if extent.path == path and extent.first <= line <= extent.last:
            cell = cell_at(table, placed, line, column)
            return "header" if placed.is_header else "row", _Asked(extent, is_row=True, cell=cell)
    return "head", _Asked(head(table, rows), is_row=False)


def _use(dataset: Dataset, config: DatasetConfig, outputs: Iterable[Output], asked: _Asked) -> Use:
    wanted = set(_wanted(dataset, config, asked))
    labels = [label_of(dataset.schema, record) for record in dataset.records]
    records = dict.fromkeys(labels[index] for index, _ in sorted(wanted))
    standing = (each for output in outputs if output.dataset is dataset for each in _standing(output, labels, wanted))
    left = tuple(
        _left_out(dataset, each) for each in dataset.left_out if asked.is_row and asked.extent.holds(each.location)
    )
    return Use(dataset.name, tuple(records), left, tuple(standing))


def _wanted(dataset: Dataset, config: DatasetConfig, asked: _Asked) -> Iterator[tuple[int, str]]:
    """Give the values that the lines say, as record and field.

    All values of a record are said by its row; a cell that stands for several rows is said by its own.
    """
    for index, record in enumerate(dataset.records):
        whole = asked.is_row and config.orientation == "rows" and asked.extent.holds(record.location)
        for field, value in zip(dataset.schema.fields, record.values, strict=True):
            if asked.cell is not None:
                drawn_from = config.fields[field.name]
                is_said = value.location == asked.cell.location and not drawn_from.context
                is_said = is_said and drawn_from.constant is None
            else:
                is_said = whole or asked.extent.holds(value.location)
            if is_said:
                yield index, field.name


def _standing(output: Output, labels: Sequence[str], wanted: Collection[tuple[int, str]]) -> Iterator[Standing]:
    """Give the lines of an output that say some values, in their order."""
    fields: dict[tuple[int, int, int], list[str]] = {}
    for trace in output.rendered.traces:
        if (trace.record, trace.field) in wanted:
            fields.setdefault((trace.line, trace.end_line, trace.record), []).append(trace.field)
    order = {field.name: index for index, field in enumerate(output.dataset.schema.fields)}
    for (line, end_line, record), names in sorted(fields.items()):
        yield Standing(output.path, line, end_line, labels[record], tuple(sorted(names, key=order.__getitem__)))


def _left_out(dataset: Dataset, row: LeftOut) -> LeftOutRow:
    if row.record is None:
        return LeftOutRow(row.location, row.reason)
    record = dataset.records[row.record]
    return LeftOutRow(row.location, row.reason, label_of(dataset.schema, record), record.location)
