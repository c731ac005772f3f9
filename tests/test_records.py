"""From rows to records: what is read, and what is refused, where."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import candidate, config, row, table
from tablecast.config import FieldConfig
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.records import Accounts, draw, key_of, label_of
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


def test_context_fields() -> None:
    """A field can be drawn from what surrounds the table."""
    fields = {
        name: FieldConfig(context=source)
        for name, source in {
            "item": "list-item",
            "caption": "caption",
            "heading": "heading",
            "path": "heading-path",
            "label": "label",
            "document": "document",
            "name": "field:original_name",
        }.items()
    }
    made = table(
        ["Code"],
        ["1"],
        document="docs/page.rst",
        title="Title",
        labels=("label",),
        headings=("Page", "Section"),
        list_items=("Outer", "Inner"),
    )

    dataset, problems, _ = draw("error", config(**fields), [candidate(made, original_name="page.html")])

    assert problems == ()
    assert dataset is not None
    assert [value.text for value in dataset.records[0].values] == [
        "Inner",
        "Title",
        "Section",
        "Page / Section",
        "label",
        "page",
        "page.html",
    ]


def test_a_context_that_is_not_there_is_an_error_unless_optional() -> None:
    """A table outside of any list has no list item to draw from."""
    made = candidate(table(["Code"], ["1"]))

    dataset, problems, _ = draw("error", config(kind=FieldConfig(context="list-item")), [made])
    optional, none, _ = draw("error", config(kind=FieldConfig(context="list-item", optional=True)), [made])

    assert dataset is None
    assert problems == (
        Diagnostic("missing-context", "the table has no list-item to draw the field 'kind' from", Location("a.rst", 1)),
    )
    assert none == ()
    assert optional is not None
    assert optional.records[0].values[0].data is None


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


def test_missing_markers_mean_no_value() -> None:
    """What counts as missing is said per field, and holds for an optional field only."""
    code = FieldConfig(column="Code", type="int", optional=True, missing=("-", "N/A"))
    made = candidate(table(["Code", "Meaning"], ["-", "-"], ["N/A", ""], ["1", "x"]))

    dataset, problems, _ = draw("error", config(code=code, meaning=MEANING), [made])

    assert problems == ()
    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [
        [None, "-"],
        [None, ""],
        [1, "x"],
    ]


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


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("-", "if it means that there is no value, say optional = true and list it in 'missing'"),
        ("N/A", "if it means that there is no value, say optional = true and list it in 'missing'"),
        ("5xx", ""),
    ],
)
def test_a_cell_that_looks_like_no_value_is_told_and_not_guessed(text: str, hint: str) -> None:
    """A dash may be a value like any other; which it is, the configuration says."""
    _, (problem,), _ = draw("error", config(code=CODE), [candidate(table(["Code"], [text]))])

    assert (problem.code, problem.hint) == ("invalid-cell", hint)


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


def test_equal_keys_name_both_rows() -> None:
    """A key is unique over all tables of the dataset."""
    tables = [candidate(table(["Code"], ["10"])), candidate(table(["Code"], ["10"], line=20))]

    dataset, problems, _ = draw("error", config("code", code=CODE), tables)

    assert dataset is None
    assert problems == (
        Diagnostic(
            "duplicate-key",
            "the key code = 10 is not unique",
            Location("a.rst", 24, 5),
            related=(Related(Location("a.rst", 5, 5), "the first row with this key"),),
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
    assert [problem.message for problem in problems] == ["the key code = 10 is not unique"]


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
            hint='if it is a heading of the rows below, say heading_rows = "skip"',
        ),
    )
    assert refused.accounts == Accounts(read=3, emitted=2, filtered=0, rejected=1)
    assert skipped.dataset is not None
    assert skipped.diagnostics == ()
    assert [record.values[0].data for record in skipped.dataset.records] == [1, 2]
    assert skipped.accounts == Accounts(read=3, emitted=2, filtered=1, rejected=0)


def test_a_table_without_a_caption_is_called_after_its_section() -> None:
    """Headers of outputs name their tables; two nameless ones could not be told apart."""
    dataset, _, _ = draw("error", config(code=CODE), [candidate(table(["Code"], ["1"], headings=("Page", "Errors")))])

    assert dataset is not None
    assert dataset.sources[0].title == "Errors"
