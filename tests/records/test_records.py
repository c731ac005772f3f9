"""From the tables of a dataset to its records: what is read, and what is refused, where."""

from __future__ import annotations

from msgspec.structs import replace

from builders import candidate, config, row, table
from tablecast.config import FieldConfig
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.records import Accounts, draw
from tablecast.records.keys import key_of, label_of
from tablecast.tables import Cell, Row

CODE = FieldConfig(column="Code", type="int")
MEANING = FieldConfig(column="Meaning")


def test_draws_records_over_several_tables_in_order() -> None:
    """One dataset is drawn from all its tables; each value knows its text and place, each table is a source."""
    tables = [
        candidate(table(["Meaning", "CODE"], ["dry", "10"], ["hot", "20"], title="First")),
        candidate(table(["Code", "Meaning"], ["30", "wet"], title="Second", line=50)),
    ]

    dataset, problems, _ = draw("error", config("code", code=CODE, meaning=MEANING), tables)

    assert problems == ()
    assert dataset is not None
    assert [tuple(value.data for value in record.values) for record in dataset.records] == [
        (10, "dry"),
        (20, "hot"),
        (30, "wet"),
    ]
    assert dataset.records[1].values[0].location == Location("a.rst", 7, 15)
    assert dataset.records[1].values[0].text == "20"
    assert [(source.title, source.rows) for source in dataset.sources] == [("First", 2), ("Second", 1)]
    assert [label_of(dataset.schema, record) for record in dataset.records] == ["10", "20", "30"]
    assert key_of(dataset.schema, dataset.records[2]) == (30,)


def test_every_problem_of_every_row_is_reported() -> None:
    """Nothing stops at the first problem, and no row is skipped without a word."""
    made = candidate(table(["Code", "Meaning"], ["abc", "dry"], ["", "hot"], ["7", ""], ["08", "wet"]))

    dataset, problems, accounts = draw("error", config("code", code=CODE, meaning=MEANING), [made])

    assert dataset is None
    assert accounts == Accounts(read=4, emitted=1, filtered=0, rejected=3)
    assert [(str(problem.location), problem.code, problem.message) for problem in problems] == [
        ("a.rst:5:5", "invalid-cell", "'abc' is not an int (field 'code')"),
        ("a.rst:7:5", "missing-value", "the cell is empty, but the field 'code' is not optional"),
        (
            "a.rst:11:5",
            "invalid-cell",
            "'08' has a leading zero, which an int would lose; use type = \"str\" (field 'code')",
        ),
    ]


def test_equal_keys_name_both_rows() -> None:
    """A key is unique over all tables of the dataset."""
    tables = [candidate(table(["Code"], ["10"])), candidate(table(["Code"], ["10"], line=20))]

    dataset, problems, _ = draw("error", config("code", code=CODE), tables)

    assert dataset is None
    assert problems == (
        Diagnostic(
            "duplicate-key",
            "the key code = 10 is not unique: 10",
            Location("a.rst", 24, 5),
            hint='the rows are equal: duplicates = "merge" makes them one record',
            related=(Related(Location("a.rst", 5, 5), "the first row with this key: 10"),),
        ),
    )


def test_an_empty_key_is_an_error() -> None:
    """Below a cell that was merged once, an empty one may mean the same again; part of a key may be empty."""
    made = candidate(table(["Code", "Meaning"], ["1", "dry"], ["", "hot"], ["", ""]))
    code = FieldConfig(column="Code")

    _, problems, _ = draw("error", config("code", code=code, meaning=MEANING), [made])
    both = replace(config(code=code, meaning=MEANING), key=("code", "meaning"))
    _, (of_two,), _ = draw("error", both, [made])

    assert [(str(problem.location), problem.code, problem.message) for problem in problems] == [
        ("a.rst:7:5", "missing-value", "the key code is empty"),
        ("a.rst:9:5", "missing-value", "the key code is empty"),
    ]
    assert problems[0].hint == "write the key in every row, also where it is that of the row above"
    assert (str(of_two.location), of_two.message) == ("a.rst:9:5", "the key code, meaning is empty")


def test_tables_without_rows_are_an_error() -> None:
    """A dataset of zero rows is more likely a mistake than meant."""
    dataset, problems, _ = draw("error", config(code=CODE), [candidate(table(["Code"]))])

    assert dataset is None
    assert [problem.message for problem in problems] == ["the tables of dataset 'error' have no rows"]


def test_a_span_says_its_text_for_every_row_that_it_covers() -> None:
    """A cell that spans two rows belongs to both records, with its own place."""
    spanning = Cell("10", Location("a.rst", 5, 5), 0, row_span=2)
    first = Row((spanning, Cell("dry", Location("a.rst", 5, 15), 1)), Location("a.rst", 5))
    second = Row((Cell("hot", Location("a.rst", 7, 15), 1),), Location("a.rst", 7))
    short = row(9, "30")
    made = table(["Code", "Meaning"], ["", ""])
    made = replace(made, rows=(first, second, short))

    dataset, problems, _ = draw("error", config(code=CODE, meaning=MEANING), [candidate(made)])

    assert problems == ()
    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [
        [10, "dry"],
        [10, "hot"],
        [30, ""],
    ]
    assert dataset.records[1].values[0].location == spanning.location
    _, problems, _ = draw("error", config("code", code=CODE), [candidate(made)])
    assert [problem.message for problem in problems] == ["the key code = 10 is not unique: 10"]


def test_an_equal_key_is_told_although_another_cell_of_the_row_is_wrong() -> None:
    """All that is wrong with a row is told at once."""
    made = candidate(table(["Code", "Number"], ["10", "1"], ["10", "x"], ["y", "1"]))
    number = FieldConfig(column="Number", type="int")

    _, problems, _ = draw("error", config("code", code=CODE, number=number), [made])

    assert [(problem.code, problem.location.line) for problem in problems] == [
        ("invalid-cell", 7),
        ("invalid-cell", 9),
        ("duplicate-key", 7),
    ]
