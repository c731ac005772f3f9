"""From a line of an output to the cells that stand in it, and to the lines of templates that wrote it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tablecast.diagnostics import Location  # noqa: TC001 - msgspec resolves the annotation when it encodes
from tablecast.drift import compare
from tablecast.explanations._tables import table_of
from tablecast.outputs import lines_of
from tablecast.records.keys import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.config import DatasetConfig, FieldConfig
    from tablecast.model import Dataset
    from tablecast.outputs import Output
    from tablecast.tables import Document
    from tablecast.writers import Traced, ValuePlace


class SaidCell(Struct, frozen=True):
    """A value that stands in a line: its field, what that is drawn from, as `column 'Code'`, its place and its text."""

    field: str
    source: str
    location: Location
    text: str


class Row(Struct, frozen=True):
    """A row of a document whose values stand in a line: its dataset, its table and what it is called."""

    dataset: str
    record: str
    location: Location
    table: str
    table_location: Location
    cells: tuple[SaidCell, ...]


class OutputLine(Struct, frozen=True):
    """What a line of an output comes from.

    `edited` tells that the file says another thing than the documents; `expected` are then the lines that should stand
    there, and `rows` those of the nearest line that holds any. `templates` are the lines of templates that wrote it.
    """

    path: str
    line: int
    column: int
    text: str
    edited: bool
    expected: tuple[str, ...]
    rows: tuple[Row, ...]
    templates: tuple[Location, ...]


class _Aligned(NamedTuple):
    """The line of the rendering that a line of the file is, and the lines that should stand there if it is another."""

    line: int
    edited: bool = False
    expected: tuple[str, ...] = ()


def explain_output(  # noqa: PLR0913 - a line is of a file, which has an origin.
    output: Output,
    actual: bytes,
    line: int,
    column: int,
    *,
    traced: Traced,
    config: DatasetConfig,
    documents: Iterable[Document],
) -> OutputLine:
    """Explain a line of an output's file, or one character of it, counted from 1; both must be there.

    `actual` is what the file holds, and `traced` where its rendering comes from.
    """
    aligned = _align(output, actual, line)
    values = list(_values(traced.values, aligned.line, 0 if aligned.edited else column))
    if aligned.edited and not values:
        values = _nearest(traced.values, aligned.line)
    rows = _Rows(output.dataset, config, documents)
    has_line = not aligned.edited or aligned.expected
    templates = traced.templates[aligned.line - 1] if has_line and aligned.line <= len(traced.templates) else ()
    return OutputLine(
        output.path,
        line,
        column,
        lines_of(actual)[line - 1],
        aligned.edited,
        aligned.expected,
        tuple(rows.of(values)),
        templates,
    )


def _align(output: Output, actual: bytes, line: int) -> _Aligned:
    """Find the line of the rendering, by the runs of lines that a check finds to differ."""
    moved = 0
    for change in chain.from_iterable(drift.changes for drift in compare([output], {output.path: actual})):
        if line < change.line:
            break
        first, inside = change.line + moved, line - change.line
        if inside < len(change.actual):
            last = first + max(len(change.expected) - 1, 0)
            return _Aligned(min(first + inside, last), edited=True, expected=change.expected)
        moved += len(change.expected) - len(change.actual)
    return _Aligned(line + moved)


def _values(places: Iterable[ValuePlace], line: int, column: int) -> Iterator[ValuePlace]:
    """Give the values that stand in a line, or at a column of it; an empty one stands where it would begin."""
    for place in places:
        if column:
            is_there = place.start <= (line, column) < place.end
        else:
            is_there = place.start[0] <= line and (place.end > (line, 1) or place.start == place.end == (line, 1))
            is_there = is_there and place.start[0] <= line <= place.end[0]
        if is_there:
            yield place


def _nearest(places: Sequence[ValuePlace], line: int) -> list[ValuePlace]:
    """Give the values of the nearest line that holds any; of two, the line above."""
    distances = [max(place.start[0] - line, line - place.end[0] - 0.5, 0) for place in places]
    least = min(distances, default=0)
    return [place for place, distance in zip(places, distances, strict=True) if distance == least]


class _Rows:
    """Tells of the rows of one dataset."""

    def __init__(self, dataset: Dataset, config: DatasetConfig, documents: Iterable[Document]) -> None:
        self._dataset = dataset
        self._config = config
        self._tables = table_of(documents, dataset.sources)

    def of(self, values: Iterable[ValuePlace]) -> Iterator[Row]:
        """Give the rows of values, in the order of the documents."""
        fields: dict[int, set[str]] = {}
        for value in values:
            fields.setdefault(value.record, set()).add(value.field)
        for index, names in sorted(fields.items()):
            yield self._row(index, names)

    def _row(self, index: int, names: set[str]) -> Row:
        dataset, record = self._dataset, self._dataset.records[index]
        table = self._tables(record.location)
        cells = (
            SaidCell(field.name, _source(self._config.fields[field.name], field.title), value.location, value.text)
            for field, value in zip(dataset.schema.fields, record.values, strict=True)
            if field.name in names
        )
        label = label_of(dataset.schema, record)
        return Row(dataset.name, label, record.location, table.title, table.location, tuple(cells))


def _source(config: FieldConfig, title: str) -> str:
    """Say what a field is drawn from."""
    if config.constant is not None:
        return "constant"
    return f"context '{config.context}'" if config.context else f"column '{title}'"
