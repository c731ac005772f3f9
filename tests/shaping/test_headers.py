"""What the header of a table is, where the configuration says it."""

from __future__ import annotations

import pytest

from builders import candidate, config, table
from tablecast.config import FieldConfig, Header
from tablecast.diagnostics import Diagnostic, Location
from tablecast.records import draw
from tablecast.shaping.headers import with_header
from tablecast.tables import Table

MARKED = table(["Code", "Meaning"], ["1", "dry"])
UNMARKED = table(["", ""], ["Code", "Meaning"], ["1", "dry"])


@pytest.mark.parametrize(
    ("made", "header", "names", "rows"),
    [
        (MARKED, "auto", ("Code", "Meaning"), 1),
        (UNMARKED, "auto", ("", ""), 2),
        (MARKED, "first-row", ("Code", "Meaning"), 1),
        (UNMARKED, "first-row", ("Code", "Meaning"), 1),
        (MARKED, "none", ("1", "2"), 2),
        (UNMARKED, "none", ("1", "2"), 2),
        (MARKED, ("a", "b"), ("a", "b"), 1),
        (UNMARKED, ("a", "b"), ("a", "b"), 2),
    ],
)
def test_headers(made: Table, header: Header, names: tuple[str, ...], rows: int) -> None:
    """The names of the columns and the number of data rows follow from what is said."""
    result = with_header(made, header)

    assert isinstance(result, Table)
    assert result.column_names == names
    assert len(result.rows) == rows


def test_names_must_be_as_many_as_the_columns() -> None:
    """A table that has gained a column is told, not cut."""
    assert with_header(MARKED, ("a", "b", "c")) == Diagnostic(
        "header-width",
        "the table has 2 columns, but the configuration names 3",
        Location("a.rst", 1),
        hint="in 'header', name each of the 2 columns",
    )


def test_a_dataset_is_drawn_by_the_header_that_is_said() -> None:
    """Columns are found by the names given, and the accounts count the rows that are data."""
    fields = config(code=FieldConfig(column="1", type="str"))
    drawn = draw("x", type(fields)(fields.tables, fields.fields, "none"), [candidate(MARKED)])

    assert drawn.dataset is not None
    assert [record.values[0].data for record in drawn.dataset.records] == ["Code", "1"]
    assert drawn.accounts.read == drawn.accounts.emitted == 2


def test_a_table_of_another_width_is_rejected_whole() -> None:
    """Every one of its rows is accounted for."""
    fields = config(code=FieldConfig(column="a", type="str"))
    drawn = draw("x", type(fields)(fields.tables, fields.fields, ("a", "b", "c")), [candidate(MARKED)])

    assert drawn.dataset is None
    assert [problem.code for problem in drawn.diagnostics] == ["header-width"]
    assert drawn.accounts.rejected == drawn.accounts.read == 1
