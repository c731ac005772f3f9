"""Where the names of the fields are, and which rows are no records."""

from __future__ import annotations

import pytest
from guessing import guessed, parsed, types

from tablecast.inference import infer


def listed(*rows: str, options: str = "") -> str:
    """A list-table without a header; the cells of a row have a bar between them."""
    cells = [
        "\n".join(f"   {'*' if not index else ' '} - {cell}" for index, cell in enumerate(row.split("|")))
        for row in rows
    ]
    return "\n".join([".. list-table::", *([f"   {options}"] if options else []), "", *cells, ""])


@pytest.mark.parametrize(
    "rows",
    [
        ("Name|Value|Description", "depth|10|how deep", "width|20|how wide"),
        ("Pump|Litres", "one|10", "two|20"),
        ("**Pump**|**Place**", "North|Upper hall", "South|Lower hall"),
        ("Place|Keeper", "hall|ann", "yard|bob", "roof|eve"),
        ("|Upper|Lower", "Pumps|1|2", "Valves|3|4"),
        ("Board|Device", "ONE-1|R7", "ONE-2|R8", "TWO-1|R9"),
    ],
)
def test_a_first_row_that_is_unlike_the_others_is_the_header(rows: tuple[str, ...]) -> None:
    """By its words, by being strong, or by values below that are no names."""
    assert guessed(listed(*rows)).header == "first-row"


@pytest.mark.parametrize(
    "rows",
    [
        ("alpha|beta", "gamma|delta"),
        ("North|Upper hall", "South|Lower hall"),
        ("1|one", "2|two", "3|three"),
        ("Pump|Pump", "one|10", "two|20"),
        ("``'B'``|unsigned", "``'b'``|signed", "``'c'``|text"),
        ("The pump in the hall is old.|It leaks.", "The valve is new.|It holds."),
    ],
)
def test_a_first_row_like_the_others_is_data(rows: tuple[str, ...]) -> None:
    made = guessed(listed(*rows))

    assert (made.header, made.orientation) == ("auto", "rows")
    assert list(made.fields) == ["column_1", "column_2"]


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        (("Name|pump", "Version|1.10", "License|MIT", "Status|stable"), ""),
        (("Speed|10", "Colour|red"), ":stub-columns: 1"),
        (("Speed:|10", "Colour:|red"), ""),
        (("**Speed**|10", "**Colour**|red"), ""),
    ],
)
def test_names_at_the_left_of_one_record(rows: tuple[str, ...], options: str) -> None:
    """They are marked as names, or are such as records begin with."""
    made = guessed(listed(*rows, options=options))

    assert made.orientation == "columns"
    assert made.key == ""
    assert len(made.fields) == len(rows)


@pytest.mark.parametrize(
    "rows", [("alpha|10", "beta|20"), ("Name|Value", "depth|10", "width|20"), ("Name|pump|x", "Version|2|y")]
)
def test_two_columns_are_no_record_for_that(rows: tuple[str, ...]) -> None:
    assert guessed(listed(*rows)).orientation == "rows"


def test_the_fields_of_one_record_have_types() -> None:
    rows = ("Name|pump", "Version|1.10", "Year|2020", "License|MIT")

    assert types(guessed(listed(*rows))) == {"name": "str", "version": "version", "year": "int", "license": "str"}


TWO_UP = """
==== ===== ==== =====
Code Name  Code {last}
==== ===== ==== =====
1    one   3    three
2    two
==== ===== ==== =====
"""


def test_tables_side_by_side_have_the_same_columns() -> None:
    made = guessed(TWO_UP.format(last="Name "))

    assert (made.side_by_side, types(made), made.key) == (2, {"code": "int", "name": "str"}, "code")


def test_columns_that_only_share_some_names_are_one_table() -> None:
    made = guessed(TWO_UP.format(last="Label"))

    assert (made.side_by_side, list(made.fields)) == (1, ["code", "name", "code_2", "label"])


def test_a_header_without_any_name_is_a_header_all_the_same() -> None:
    made = guessed('.. csv-table::\n   :header: "", ""\n\n   a, 1\n   b, 2\n')

    assert (made.header, types(made)) == ("auto", {"column_1": "str", "column_2": "int"})


GROUPED = """
+------+------+
| Code | Name |
+======+======+
{rows}
"""
ROW = "| {}    | {}    |\n+------+------+"
SPAN = "| {:<11} |\n+------+------+"


def grouped(*rows: str) -> str:
    """A table in which a row of one word covers all columns."""
    lines = [ROW.format(*row.split()) if " " in row else SPAN.format(row) for row in rows]
    source = GROUPED.format(rows="\n".join(lines))
    for row in rows:
        if " " not in row:
            source = source.replace("+------+------+\n" + SPAN.format(row), "+------+------+\n" + SPAN.format(row))
    return source


def test_rows_of_one_cell_head_those_below() -> None:
    """What they say is a field; it is optional where rows stand above the first one."""
    made = guessed(grouped("Pumps", "1 a", "Valves", "2 b"))

    assert made.heading_rows == "group"
    assert made.fields["group"].context == "group"
    assert not made.fields["group"].optional
    assert guessed(grouped("1 a", "Valves", "2 b")).fields["group"].optional


def test_a_row_of_one_cell_that_heads_nothing_is_left_out() -> None:
    made = guessed(grouped("1 a", "2 b", "Notes"))

    assert made.heading_rows == "skip"
    assert list(made.fields) == ["code", "name"]


def test_without_such_rows_one_is_an_error_when_it_comes() -> None:
    assert guessed(grouped("1 a", "2 b")).heading_rows == "error"


def test_columns_are_found_by_their_place() -> None:
    """Names may be empty or repeated."""
    table = parsed(
        """
==== ==== ====
Name      Name
==== ==== ====
a    1    b
==== ==== ====
"""
    )
    guess = infer(table)

    assert guess.find_columns(table, {}) == ({"name": 0, "column_2": 1, "name_2": 2}, ())
