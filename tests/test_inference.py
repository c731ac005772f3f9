"""What is guessed of a table without a configuration: modestly."""

from __future__ import annotations

from typing import Any

from builders import table
from tablecast.config import FieldConfig
from tablecast.inference import distinct, infer


def test_an_int_only_when_every_cell_is_one() -> None:
    """One leading zero, one range, one word, and the column is text; an empty cell makes it optional."""
    guess = infer(
        table(
            ["Code", "Zero", "Range", "Gap", "None"],
            ["10", "01", "1", "1", ""],
            ["20", "10", "1-2", "", ""],
        )
    )

    assert guess.config.fields == {
        "code": FieldConfig(column="code", type="int"),
        "zero": FieldConfig(column="zero"),
        "range": FieldConfig(column="range"),
        "gap": FieldConfig(column="gap", type="int", optional=True),
        "none": FieldConfig(column="none", optional=True),
    }


def test_the_key_is_the_first_column_that_tells_all_rows_apart() -> None:
    """A column with a gap or a repeat is no key; in one row, nothing says which column would be."""
    rows = [["a", "", "x", "1"], ["a", "2", "y", "2"]]

    assert infer(table(["Kind", "Gap", "Name", "Number"], *rows)).config.key == "name"
    assert infer(table(["Kind", "Name"], ["a", "b"])).config.key == ""
    assert infer(table(["Kind"], ["a"], ["a"])).config.key == ""


def test_names_come_from_the_header_and_its_place() -> None:
    """Equal and empty names are told apart by where they stand, so that no column is lost."""
    guess = infer(table(["Name", "name", "", "2nd name"], ["a", "b", "c", "d"]))

    assert guess.columns == {"name": 0, "name_2": 1, "column_3": 2, "n_2nd_name": 3}
    assert list(guess.config.fields) == list(guess.columns)


def test_a_table_without_header_has_numbered_columns() -> None:
    """No column is lost for want of a name."""
    assert infer(table(["", ""], ["a", "b"])).columns == {"column_1": 0, "column_2": 1}


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
