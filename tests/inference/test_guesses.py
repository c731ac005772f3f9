"""What is guessed of one table: the names of its fields and its own, and what a person may say of it."""

from __future__ import annotations

from typing import Any

import pytest

from builders import table
from tablecast.inference import distinct, infer
from tablecast.inference._columns import columns_of
from tablecast.inference._suggestions import suggestions
from tablecast.tables import expand


def test_names_come_from_the_header_and_its_place() -> None:
    """Equal and empty names are told apart by where they stand, so that no column is lost."""
    guess = infer(table(["Name", "name", "", "2nd name", "#", "-", "%"], ["a", "b", "c", "d", "e", "f", "g"]))

    assert list(guess.columns) == ["name", "name_2", "column_3", "n_2nd_name", "number", "column_6", "percent"]
    assert list(guess.columns.values()) == [0, 1, 2, 3, 4, 5, 6]
    assert list(guess.config.fields) == list(guess.columns)
    assert [field.column for field in guess.config.fields.values()] == ["Name", "name", "", "2nd name", "#", "-", "%"]


def test_a_table_without_header_has_numbered_columns() -> None:
    """No column is lost for want of a name."""
    assert infer(table(["", ""], ["a", "b"])).columns == {"column_1": 0, "column_2": 1}


def test_a_table_without_rows_has_fields_all_the_same() -> None:
    assert list(infer(table(["A", "B"])).config.fields) == ["a", "b"]


def test_a_dataset_is_called_what_a_reader_would_call_it() -> None:
    """The caption, else the nearest heading, else a label."""
    around: dict[str, Any] = {"headings": ("Page", "Section"), "labels": ("fig-1",)}

    assert infer(table(["A"], title="Error codes", **around)).name == "error_codes"
    assert infer(table(["A"], **around)).name == "section"
    assert infer(table(["A"], labels=("fig-1",))).name == "fig_1"
    assert infer(table(["A"])).name == "table"


def test_equal_names_are_numbered_and_never_meet_another_name() -> None:
    """A number that would make another name's twin is passed over."""
    assert distinct(["a", "b", "a", "a_2", "a"]) == ["a", "b", "a_2", "a_2_2", "a_3"]


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (
            "Family|Member",
            ("cats|lion", "|tiger", "dogs|wolf"),
            ["1 of 3 cells are empty: if such a cell means the one above, say fill_down = true"],
        ),
        (
            "Code|Text",
            ("400|a", "404/500|b", "401|c"),
            ["'404/500' may be several records: if so, say explode = \"/\""],
        ),
        (
            "Value|Text",
            ("400 Bad Request|a", "404 Not Found|b", "500 Server Error|c"),
            ["a pattern with a group can take a part of each value, as of '400 Bad Request'"],
        ),
        ("Family|Member", ("|lion", "cats|tiger", "dogs|wolf"), []),
        ("Name|Text", ("a/b|x", "c/d|y", "e|z"), []),
        (
            "Text|Hall",
            ("upper|x", "|x", "|x"),
            ["2 of 3 cells are empty: if such a cell means the one above, say fill_down = true"],
        ),
        ("Name|Text", ("pump|x", "valve|y", "pipe|z"), []),
    ],
)
def test_what_only_a_person_can_say_is_suggested(header: str, rows: tuple[str, ...], expected: list[str]) -> None:
    """It is never done without being asked for: it would change what the cells say."""
    made = table(header.split("|"), *(row.split("|") for row in rows))
    columns = columns_of(made.column_names, tuple(expand(made.rows, made.width)))

    assert list(suggestions(columns, 0)) == expected
    assert not any(field.fill_down or field.explode for field in infer(made).config.fields.values())
