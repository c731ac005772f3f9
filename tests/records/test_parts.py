"""What the rows of one table come to: records, headings, and what filters leave out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import candidate, config, row, table
from tablecast.config import FieldConfig, Filter
from tablecast.diagnostics import Diagnostic, Location
from tablecast.records import Accounts, draw
from tablecast.tables import Cell, Row

CODE = FieldConfig(column="Code", type="int")
MEANING = FieldConfig(column="Meaning")
ERRORS = config(code=CODE, meaning=MEANING)


def test_a_row_of_one_cell_is_no_record() -> None:
    """Nothing is invented: a group's name is not the value of every column. What it is, the configuration says."""
    heading = Row((Cell("Valves", Location("a.rst", 7, 5), 0, column_span=2),), Location("a.rst", 7))
    plain = table(["Code", "Meaning"], ["1", "dry"])
    made = candidate(replace(plain, rows=(plain.rows[0], heading, row(9, "2", "hot"))))
    strict = config("code", code=CODE, meaning=MEANING)

    refused = draw("error", strict, [made])
    skipped = draw("error", replace(strict, heading_rows="skip"), [made])

    assert refused.diagnostics == (
        Diagnostic(
            "heading-row",
            "one cell covers the whole row: 'Valves' would be the value of every column",
            Location("a.rst", 7, 5),
            hint='if it is a heading of the rows below, say heading_rows = "skip", or "group" to draw a field from it',
        ),
    )
    assert refused.accounts == Accounts(read=3, emitted=2, filtered=0, rejected=1)
    assert skipped.dataset is not None
    assert skipped.diagnostics == ()
    assert [record.values[0].data for record in skipped.dataset.records] == [1, 2]
    assert skipped.accounts == Accounts(read=3, emitted=2, filtered=1, rejected=0, reasons={"heading": 1})


def test_a_table_without_a_caption_is_called_after_its_section() -> None:
    """Headers of outputs name their tables; two nameless ones could not be told apart."""
    dataset, _, _ = draw("error", config(code=CODE), [candidate(table(["Code"], ["1"], headings=("Page", "Errors")))])

    assert dataset is not None
    assert dataset.sources[0].title == "Errors"


def test_a_row_with_one_text_is_told_apart_if_so_said() -> None:
    """In a table that says so, it is a heading as any other; the message says how it was recognised."""
    made = candidate(table(["Code", "Meaning"], ["Valves", ""], ["1", "dry"]))
    flat = replace(ERRORS, flat_headings=True)

    _, (problem,), accounts = draw("error", flat, [made])
    skipped = draw("error", replace(flat, heading_rows="skip"), [made])

    assert (problem.code, problem.message) == ("heading-row", "only the first cell of the row has a text: 'Valves'")
    assert accounts == Accounts(read=2, emitted=1, filtered=0, rejected=1)
    assert skipped.accounts == Accounts(read=2, emitted=1, filtered=1, rejected=0, reasons={"heading": 1})


# --- filters ----------------------------------------------------------------------------------------------------------

RESERVED = Filter("Meaning", "reserved", values=("reserved", "-"))
HIGH = Filter(("Number", "Code"), "of another service", pattern="9..")


def test_rows_are_left_out_for_a_reason() -> None:
    """They are counted by it, the first that fits; what else is wrong with them does not matter."""
    made = candidate(
        table(["Code", "Meaning"], ["1", "dry"], ["x", "reserved"], ["901", "-"], ["902", "hot"], ["2", "-"])
    )

    dataset, problems, accounts = draw("error", replace(ERRORS, filters=(RESERVED, HIGH)), [made])

    assert problems == ()
    assert dataset is not None
    assert [record.values[0].data for record in dataset.records] == [1]
    assert accounts == Accounts(
        read=5, emitted=1, filtered=4, rejected=0, reasons={"reserved": 3, "of another service": 1}
    )


def test_a_filter_that_matches_nothing_is_told() -> None:
    """It may have matched once; one that another comes before matches nevertheless."""
    made = candidate(table(["Code", "Meaning"], ["1", "dry"], ["2", "-"]))
    filters = (RESERVED, HIGH, Filter("Meaning", "also reserved", values=("-",)))

    dataset, problems, _ = draw(
        "error", replace(ERRORS, filters=filters), [made], locate=lambda *keys: Location(str(keys), 7)
    )

    assert dataset is not None
    assert problems == (
        Diagnostic(
            "unused-filter",
            "the filter 'of another service' matches no row",
            Location("('filters', 1)", 7),
            severity="warning",
            hint="remove it, or correct what it looks for",
        ),
    )


def test_a_filter_looks_at_what_an_empty_cell_stands_for() -> None:
    """Rows below a value that is left out are left out with it; what is left out still stands above."""
    meaning = replace(MEANING, fill_down=True)
    made = candidate(table(["Code", "Meaning"], ["1", "dry"], ["2", "-"], ["3", ""], ["4", "hot"], ["5", ""]))

    dataset, _, accounts = draw("error", replace(config(code=CODE, meaning=meaning), filters=(RESERVED,)), [made])

    assert dataset is not None
    assert [record.values[0].data for record in dataset.records] == [1, 4, 5]
    assert accounts.reasons == {"reserved": 2}


def test_a_filter_needs_its_column() -> None:
    """Without it, nobody could tell which rows were meant; nothing is said about what the filter matches then."""
    made = candidate(table(["Code", "Remedy"], ["1", "dry it"], ["2", ""]))

    _, problems, accounts = draw("error", replace(config(code=CODE), filters=(RESERVED,)), [made])

    assert problems == (
        Diagnostic(
            "missing-column",
            "the table has no column 'Meaning', for the filter 'reserved'",
            Location("a.rst", 3),
            hint="choose from 'Code', 'Remedy'",
        ),
    )
    assert accounts == Accounts(read=2, emitted=0, filtered=0, rejected=2)


def test_leaving_out_all_rows_is_an_error() -> None:
    """A dataset of no records is more likely a mistake than meant."""
    made = candidate(table(["Code", "Meaning"], ["1", "-"]))

    dataset, problems, _ = draw("error", replace(ERRORS, filters=(RESERVED,)), [made])

    assert dataset is None
    assert [problem.message for problem in problems] == ["all rows of the tables of dataset 'error' are left out"]


# --- shapes -----------------------------------------------------------------------------------------------------------


def test_tables_side_by_side_are_read_one_after_the_other() -> None:
    """A heading over all of them holds for each; what an empty cell stands for is in its own table."""
    heading = Row((Cell("Valves", Location("a.rst", 5, 5), 0, column_span=4),), Location("a.rst", 5))
    made = table(["Code", "Meaning"] * 2)
    made = replace(made, rows=(heading, row(7, "1", "dry", "3", "wet"), row(9, "2", "", "", "")))
    fields = config(code=CODE, meaning=replace(MEANING, fill_down=True), kind=FieldConfig(context="group"))

    dataset, problems, accounts = draw(
        "error", replace(fields, side_by_side=2, heading_rows="group"), [candidate(made)]
    )

    assert problems == ()
    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [
        [1, "dry", "Valves"],
        [2, "dry", "Valves"],
        [3, "wet", "Valves"],
    ]
    assert accounts == Accounts(read=3, added=2, emitted=3, filtered=2, rejected=0, reasons={"heading": 2})
    assert dataset.sources[0].rows == 3


def test_columns_are_read_as_records() -> None:
    """Each value keeps the place of its cell, each record that of the first cell in its column."""
    made = table(["", "A", "B"], ["Code", "1", "2"], ["Meaning", "dry", "hot"])

    dataset, _, accounts = draw("error", replace(ERRORS, orientation="columns"), [candidate(made)])

    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [[1, "dry"], [2, "hot"]]
    assert dataset.records[1].location == Location("a.rst", 3, 25)
    assert dataset.records[1].values[1].location == Location("a.rst", 7, 25)
    assert accounts == Accounts(read=2, emitted=2, filtered=0, rejected=0)


@pytest.mark.parametrize("shape", [{"side_by_side": 2}, {"side_by_side": 3}, {"header": ("a",)}])
def test_a_table_that_does_not_have_the_shape_is_rejected_whole(shape: dict[str, object]) -> None:
    """Every one of its rows is accounted for."""
    made = candidate(table(["Code", "Meaning"], ["1", "dry"], ["2", "hot"]))

    drawn = draw("error", replace(ERRORS, **shape), [made])

    assert drawn.dataset is None
    assert len(drawn.diagnostics) == 1
    assert drawn.accounts == Accounts(read=2, emitted=0, filtered=0, rejected=2)
