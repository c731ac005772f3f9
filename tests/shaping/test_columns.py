"""Columns found by name, and what is said where they are not."""

from __future__ import annotations

import pytest

from builders import candidate, config, table
from tablecast.config import FieldConfig
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.records import draw
from tablecast.shaping.columns import find_column

CODE = FieldConfig(column="Code", type="int")


def test_synonyms_find_a_column_and_two_of_them_are_ambiguous() -> None:
    """A field may name its column in several ways; a table that has two of them is not decided by chance."""
    code = FieldConfig(column=("Code", "Error Code"), type="int")
    fitting = candidate(table(["Error Code"], ["1"]))
    ambiguous = candidate(table(["Error Code", "Code"], ["1", "2"]))

    dataset, _, _ = draw("error", config(code=code), [fitting])
    none, problems, _ = draw("error", config(code=code), [ambiguous])

    assert dataset is not None
    assert none is None
    assert problems == (
        Diagnostic(
            "ambiguous-column",
            "the table has 2 columns named 'Code' or 'Error Code', for the field 'code'",
            Location("a.rst", 3, 5),
            hint="name only the right one in 'column'",
            related=(Related(Location("a.rst", 3, 15), "another of them"),),
        ),
    )


def test_columns_of_one_name_need_others() -> None:
    """Where the table itself does not tell its columns apart, the configuration can."""
    twice = candidate(table(["Code", "Code"], ["1", "2"]))

    _, (problem,), _ = draw("error", config(code=CODE), [twice])

    assert problem.message == "the table has 2 columns named 'Code', for the field 'code'"
    assert problem.hint == "name each column in the dataset's 'header'"


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        (["", ""], "no header is marked: say header = \"first-row\", or name the columns in 'header'"),
        (["", "Meaning"], "choose from 'Meaning' (1 without a name; the dataset's 'header' can name them)"),
    ],
)
def test_columns_without_a_name_can_be_given_one(header: list[str], hint: str) -> None:
    """A column that has no name cannot be meant, and the message says how to give it one."""
    _, (problem,), _ = draw("error", config(code=CODE), [candidate(table(header, ["1", "dry"]))])

    assert (problem.code, problem.hint) == ("missing-column", hint)


def test_a_missing_column_suggests_the_nearest() -> None:
    """The error stands at the header and names the column that was perhaps meant."""
    _, problems, _ = draw("error", config(code=CODE), [candidate(table(["Kode", "Meaning"], ["1", "x"]))])

    assert problems == (
        Diagnostic(
            "missing-column",
            "the table has no column 'Code', for the field 'code'",
            Location("a.rst", 3),
            hint="did you mean 'Kode'?",
        ),
    )


def test_a_table_that_is_several_side_by_side_is_recognised() -> None:
    """Its columns have their names once for each of them."""
    made = table(["Code", "Meaning", "code", "Meaning"], ["1", "dry", "2", "hot"])

    found = find_column(made, "Code", "the field 'code'")

    assert isinstance(found, Diagnostic)
    assert found.hint == "if these are 2 tables side by side, say side_by_side = 2"


@pytest.mark.parametrize("header", [["", ""], ["Name", "Value"]])
def test_a_table_whose_columns_may_be_the_records_is_recognised(header: list[str]) -> None:
    """The name stands in its first column; that of an unmarked header would stand in its first row."""
    made = table(header, ["Size", "3"], ["Code", "7"])

    found = find_column(made, "code", "the field 'code'")

    assert found == Diagnostic(
        "missing-column",
        "the table has no column 'code', for the field 'code'",
        Location("a.rst", 3 if any(header) else 1),
        hint="a cell says 'code': check the dataset's 'orientation'",
    )


def test_an_unmarked_header_is_no_column_of_names() -> None:
    """The first cell of the first row is in both; the header is what is more often forgotten."""
    found = find_column(table(["", ""], ["Code", "Meaning"], ["1", "dry"]), "Code", "the field 'code'")

    assert isinstance(found, Diagnostic)
    assert found.hint == "no header is marked: say header = \"first-row\", or name the columns in 'header'"


def test_what_a_column_is_for_is_told() -> None:
    """Fields are not all that looks at columns."""
    found = find_column(table(["Code"], ["1"]), ("State", "Status"), "the filter 'reserved'")

    assert isinstance(found, Diagnostic)
    assert found.message == "the table has no column 'State' or 'Status', for the filter 'reserved'"


REMEDY = FieldConfig(column="Remedy", everywhere=False, optional=True, missing=("-",))


def test_a_column_that_some_tables_lack() -> None:
    """Rows of a table without the column have no value there, whatever the texts are that mean so elsewhere."""
    tables = [
        candidate(table(["Code", "Remedy"], ["1", "Wait."], ["2", "-"])),
        candidate(table(["Code"], ["3"], line=20)),
    ]

    dataset, problems, _ = draw("error", config(code=CODE, remedy=REMEDY), tables)

    assert (dataset is not None, problems) == (True, ())
    assert dataset is not None
    assert [record.values[1].data for record in dataset.records] == ["Wait.", None, None]


def test_a_default_stands_for_a_column_that_a_table_lacks() -> None:
    """A field that always has a value has it there, too."""
    retry = FieldConfig(column="Retry", type="bool", everywhere=False, default=False)
    tables = [candidate(table(["Code", "Retry"], ["1", "Yes"])), candidate(table(["Code"], ["3"], line=20))]

    dataset, _, _ = draw("error", config(code=CODE, retry=retry), tables)

    assert dataset is not None
    assert [record.values[1].data for record in dataset.records] == [True, False]


def test_a_column_that_all_tables_lack_is_an_error() -> None:
    """The name is more likely wrong than the column gone from everywhere."""
    lacking = candidate(table(["Code", "Remedies"], ["1", "Wait."]))

    dataset, (problem,), _ = draw("error", config(code=CODE, remedy=REMEDY), [lacking])

    assert dataset is None
    assert (problem.code, problem.hint) == ("missing-column", "did you mean 'Remedies'?")
    assert problem.message == "no table has a column 'Remedy', for the field 'remedy'"


def test_a_column_that_is_there_twice_is_an_error_everywhere() -> None:
    """That tables may lack a column does not say which of two it is."""
    twice = candidate(table(["Code", "Remedy", "Remedy"], ["1", "Wait.", "Run."]))

    _, (problem,), _ = draw("error", config(code=CODE, remedy=REMEDY), [twice])

    assert problem.code == "ambiguous-column"
