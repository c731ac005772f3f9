"""Why a column is what it is: what most of its cells are, the cells that spoke against that, and what would help."""

from __future__ import annotations

import pytest
from guessing import parsed, reason

from tablecast.inference._columns import columns_of
from tablecast.inference._types import guess_fields
from tablecast.tables import expand


def test_a_reason_names_the_cells_that_spoke_against_more() -> None:
    made = reason("Count", "1", "2", "3", "about four")

    assert made.text == "not every value is a whole number; if 'about four' means no value, list it in missing"
    assert [(each.location.line, each.message) for each in made.against] == [(11, "'about four'")]
    assert reason("Note", "this", "that") == ("", ())


@pytest.mark.parametrize(
    ("title", "texts", "expected", "against"),
    [
        (
            "Mandatory",
            ("Yes", "No", "Yes", "Yes, when the valve is open."),
            "not every value is yes or no; a pattern with a group can take the part that is",
            ["'Yes, when the valve is open.'"],
        ),
        (
            "Mandatory",
            ("Yes", "No", "Yes", "No", "Now and then", "Rarely"),
            "not every value is yes or no; true and false can say how such values are written",
            ["'Now and then'", "'Rarely'"],
        ),
        (
            "Count",
            ("1", "2", "3", "unlimited"),
            "not every value is a whole number; if 'unlimited' means no value, list it in missing",
            ["'unlimited'"],
        ),
        ("Count", ("1", "2", "3", "4x"), "not every value is a whole number", ["'4x'"]),
        (
            "Timeout",
            ("5 s", "7 s", "9 ms", "It depends on the depth of the pump."),
            "not every value is a number with a unit",
            ["'It depends on the depth of the pump.'"],
        ),
        (
            "Level",
            (*("low", "high") * 5, "middling"),
            "3 values, but not each of them is repeated; if there are no others, say enum",
            ["'middling'"],
        ),
        ("Level", ("low", "high", "middling"), "", []),
    ],
)
def test_a_reason_says_what_would_help(title: str, texts: tuple[str, ...], expected: str, against: list[str]) -> None:
    made = reason(title, *texts)

    assert made.text == expected
    assert [each.message for each in made.against] == against


RICH = """
.. list-table::
   :header-rows: 1

   * - Name
     - Note
   * - one
     - plain
   * - two
     - The pump stands in the hall.

       It is old, and nobody has opened it for many years.
   * - three
     - - The valve
       - The pipe
"""


def test_the_reason_for_text_names_the_first_cell_that_needs_it() -> None:
    rich = parsed(RICH)
    *_, note = guess_fields(columns_of(rich.column_names, tuple(expand(rich.rows, rich.width))))

    assert (note.config.type, note.reason.text) == ("text", "several paragraphs, lists or notes in a cell")
    assert [each.location.line for each in note.reason.against] == [10]


def test_a_reason_says_what_was_taken_for_no_value() -> None:
    assert reason("Count", "1", "-").text == "every value is a whole number; '-' taken for no value"
