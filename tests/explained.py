"""Explanations of every value of a dataset, in both directions, and whether they are right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tablecast.config import OutputConfig
from tablecast.diagnostics import TablecastError
from tablecast.explanations import explain_document, explain_output
from tablecast.outputs import Output
from tablecast.writers import render, template_names, trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.config import DatasetConfig
    from tablecast.model import Dataset, Field, Value
    from tablecast.tables import Document
    from tablecast.writers import Traced

_WORD = re.compile("[A-Za-z0-9]{3,}")


class Made(NamedTuple):
    """An output, and where it comes from."""

    output: Output
    traced: Traced


class _Value(NamedTuple):
    """A value, with all that it is explained by."""

    documents: Sequence[Document]
    config: DatasetConfig
    dataset: Dataset
    record: int
    place: int

    @property
    def field(self) -> Field:
        return self.dataset.schema.fields[self.place]

    @property
    def value(self) -> Value:
        return self.dataset.records[self.record].values[self.place]


def outputs(dataset: Dataset) -> list[Made]:
    """Render a dataset through each built-in template that can serve it; what is traced is what is rendered."""
    return list(_outputs(dataset))


def _outputs(dataset: Dataset) -> Iterator[Made]:
    for template in template_names():
        request = OutputConfig(template, template.replace("/", "_"))
        try:
            rendered = render(dataset, request)
        except TablecastError:
            continue
        traced = trace(dataset, request)
        assert "\n".join(traced.lines) + "\n" == rendered.data.decode()
        assert all(traced.templates)
        yield Made(Output(request.path, dataset, rendered), traced)


def check_value(
    made: Sequence[Made], documents: Sequence[Document], config: DatasetConfig, record: int, index: int
) -> int:
    """Assert that a value is explained rightly wherever it stands; give in how many places that is.

    From the output, each line leads to the value's place. From that place, the document leads to all of these lines,
    and to no line that has no mark of it.
    """
    value_of = _Value(documents, config, made[0].output.dataset, record, index)
    field, value = value_of.field, value_of.value
    standing: set[tuple[str, int, int]] = set()
    for output, traced in made:
        for place in traced.values:
            if (place.record, place.field) != (record, field.name):
                continue
            _check_text(value, traced.lines[place.start[0] - 1 : place.end[0]], output.path)
            for column in (0, place.start[1]) if place.start < place.end else (0,):
                _check_line(value_of, output, traced, (place.start[0], column))
        standing |= {
            (output.path, each.line, each.end_line)
            for each in output.rendered.traces
            if (each.record, each.field) == (record, field.name)
        }
    _check_document(value_of, [each.output for each in made], standing)
    return len(standing)


def _check_line(value: _Value, output: Output, traced: Traced, place: tuple[int, int]) -> None:
    found = explain_output(
        output, output.rendered.data, *place, traced=traced, config=value.config, documents=value.documents
    )
    rows = [row for row in found.rows if row.location == value.dataset.records[value.record].location]
    cells = {(cell.field, cell.location, cell.text) for row in rows for cell in row.cells}
    assert not found.edited
    assert (value.field.name, value.value.location, value.value.text) in cells


def _check_document(value: _Value, made: Sequence[Output], standing: set[tuple[str, int, int]]) -> None:
    place, drawn_from = value.value.location, value.config.fields[value.field.name]
    is_cell = not drawn_from.context and drawn_from.constant is None
    for column in (0, place.column) if is_cell else (0,):
        found = explain_document(
            place.path,
            place.line,
            column,
            text="",
            documents=value.documents,
            outputs=made,
            datasets=[value.dataset],
            configs={value.dataset.name: value.config},
        )
        said = {
            (each.path, each.line, each.end_line)
            for use in found.uses
            for each in use.standing
            if value.field.name in each.fields
        }
        assert standing <= said, (found, standing)
        if column:
            assert found.cell == place


def _check_text(value: Value, lines: Sequence[str], path: str) -> None:
    """What the cell says stands there, as far as its words are the same in every language."""
    if isinstance(value.data, str) and value.text.isascii() and "\\" not in value.text and "schema" not in path:
        shown = "".join(lines).casefold().replace("\\n", " ")
        joined = re.sub("[^a-z0-9]", "", shown)
        words = [word.casefold() for word in _WORD.findall(value.data)]
        assert sum(word in joined for word in words) >= len(words) * 0.9, (value.data, lines)
