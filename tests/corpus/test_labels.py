"""The labels fit the documents that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from labelled import SETS, labels, read_labelled, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from labelled import Label

    from tablecast.tables import Table

LABELS = [pytest.param(name, label, id=f"{name}: {label.place}") for name in SETS for label in labels(name)]


def grid_columns(label: Label, table: Table) -> int:
    """Count what a label must say something of: columns of the grid, or rows where columns are the records."""
    return table.width if label.orientations[0] == "rows" else len(table.header) + len(table.rows)


def test_no_table_is_labelled_twice() -> None:
    places = [label.place for name in SETS for label in labels(name)]

    assert len(places) == len(set(places))


def test_the_sets_are_as_large_and_as_varied_as_was_agreed() -> None:
    development, held_out = (labels(name) for name in SETS)

    assert len(development) >= 80
    assert len(held_out) == 40
    assert len({label.family for label in development}) >= 14
    assert {label.document.split("/")[1] for label in development} == {
        "elastic-cloud-server",
        "virtual-private-cloud",
        "vpc-endpoint",
        "sphinx",
        "micropython",
        "nova",
        "devguide",
    }


@pytest.mark.parametrize(("name", "label"), LABELS)
def test_a_label_is_consistent(name: str, label: Label) -> None:
    """It names a type for each column, and keys and missing texts that can be."""
    del name
    assert label.layout == (not label.columns)
    assert all(column.types for column in label.columns)
    assert all(0 <= index < len(label.columns) for key in label.keys for index in key)
    assert all(column.optional is not False for column in label.columns if column.missing)


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "label"), LABELS)
def test_a_label_fits_its_table(corpus: Path, name: str, label: Label) -> None:
    """The table is there, has as many columns as the label, and the texts that the label calls missing."""
    table = table_of(label, read_labelled(corpus, name))

    assert label.layout or len(label.columns) == grid_columns(label, table)
    texts = {cell.text for row in table.rows for cell in row.cells}
    assert texts.issuperset(text for column in label.columns for text in column.missing)
