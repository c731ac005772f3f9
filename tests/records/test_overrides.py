"""Overrides: which cell is corrected, and why an override is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from builders import table
from tablecast.config import Override
from tablecast.content import Paragraph, Text, plain_text
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.records.overrides import correct, digest_of
from tablecast.shaping.grids import grid_of, text_of
from tablecast.tables import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.shaping.grids import Grid

O_FOR_ZERO = Override({"Code": "1O"}, "Code", "10", "a typing error", digest_of("1O"))


def locate(index: int, key: str = "") -> Location:
    """Override number n stands in line n, its digest behind its row."""
    return Location("tablecast.toml", index + 1, {"": 1, "row": 10, "column": 15, "digest": 20}[key])


def texts(grids: Iterable[Grid]) -> list[list[str]]:
    """The texts of all rows."""
    return [[text_of(cell) for cell in row.slots] for grid in grids for row in grid.rows]


ERRORS = tuple(
    map(
        grid_of,
        (
            table(["Code", "Meaning"], ["1O", "dry"], ["20", "hot"]),
            table(["Code", "Meaning"], ["30", "hot"], line=20),
        ),
    )
)


def test_a_digest_is_that_of_the_text() -> None:
    """It is what `printf 1O | sha256sum` begins with; a text that is not quite Unicode has one, too."""
    assert digest_of("1O") == "f3dbc16bf811"
    assert len(digest_of("\ud800")) == 12


def test_a_cell_is_corrected_and_that_is_told() -> None:
    """The cell keeps its place; its markup is that of the new text."""
    corrected = correct(ERRORS, [O_FOR_ZERO], locate)

    cell = corrected.grids[0].rows[0].slots[0]
    assert cell == Cell("10", Location("a.rst", 5, 5), 0, blocks=(Paragraph((Text("10"),)),))
    assert texts(corrected.grids) == [["10", "dry"], ["20", "hot"], ["30", "hot"]]
    assert corrected.diagnostics == (
        Diagnostic(
            "overridden",
            "'1O' is read as '10': a typing error",
            Location("a.rst", 5, 5),
            "info",
            related=(Related(Location("tablecast.toml", 1, 1), "the override"),),
        ),
    )


def test_without_overrides_nothing_changes() -> None:
    """What most datasets have costs nothing."""
    assert correct(ERRORS, [], locate) == (ERRORS, ())


def test_columns_are_named_as_in_fields_and_texts_without_their_line_breaks() -> None:
    """Upper and lower case matter in texts, which are the document's, and not in names."""
    made = [grid_of(table(["Error Code", "Meaning"], ["E1", "dry\n\nor empty"]))]
    override = Override({"error code": "E1", "MEANING": "dry or  empty"}, "error  code", "E2", "why", digest_of("E1"))
    other_case = replace(override, row={"Error Code": "e1"})

    assert texts(correct(made, [override], locate).grids) == [["E2", "dry\n\nor empty"]]
    assert [found.code for found in correct(made, [other_case], locate).diagnostics] == ["override-no-row"]


def test_a_text_of_several_paragraphs() -> None:
    """An empty line separates paragraphs, as in the text of a cell."""
    override = Override({"Code": "20"}, "Meaning", "hot\n\nor very hot", "why", digest_of("hot"))

    cell = correct(ERRORS, [override], locate).grids[0].rows[1].slots[1]

    assert cell is not None
    assert cell.blocks == (Paragraph((Text("hot"),)), Paragraph((Text("or very hot"),)))
    assert plain_text(cell.blocks) == cell.text == "hot\n\nor very hot"


def test_a_cell_can_be_emptied_and_a_missing_one_filled() -> None:
    """A row that is too short has empty cells at its end; they stand where the row does."""
    made = [grid_of(table(["Code", "Meaning"], ["10"], ["20", "-"]))]
    overrides = [
        Override({"Code": "10"}, "Meaning", "dry", "forgotten", digest_of("")),
        Override({"Code": "20"}, "Meaning", "", "a dash", digest_of("-")),
    ]

    corrected = correct(made, overrides, locate)

    assert texts(corrected.grids) == [["10", "dry"], ["20", ""]]
    filled, emptied = (row.slots[1] for row in corrected.grids[0].rows)
    assert filled == Cell("dry", Location("a.rst", 5), 1, blocks=(Paragraph((Text("dry"),)),))
    assert emptied == Cell("", Location("a.rst", 7, 15), 1)


def test_a_cell_that_spans_rows_is_corrected_in_the_row_that_is_meant() -> None:
    """An override is for one row; the other rows say what the document says."""
    spanning = Cell("pump", Location("a.rst", 5, 5), 0, row_span=2)
    first = Row((spanning, Cell("1", Location("a.rst", 5, 15), 1)), Location("a.rst", 5))
    second = Row((Cell("2", Location("a.rst", 7, 15), 1),), Location("a.rst", 7))
    made = [grid_of(replace(table(["Part", "Code"], ["", ""]), rows=(first, second)))]
    override = Override({"Code": "2"}, "Part", "tank", "spans too far", digest_of("pump"))

    assert texts(correct(made, [override], locate).grids) == [["pump", "1"], ["tank", "2"]]


def test_overrides_look_at_what_the_document_says() -> None:
    """Their order does not matter, and none depends on what another one made."""
    overrides = [O_FOR_ZERO, Override({"Code": "1O"}, "Meaning", "empty", "why", digest_of("dry"))]

    for order in (overrides, overrides[::-1]):
        corrected = correct(ERRORS, order, locate)
        assert texts(corrected.grids)[0] == ["10", "empty"]
        assert {found.severity for found in corrected.diagnostics} == {"info"}


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        ({"Code": "31"}, "Code = '31'", "for 'Code', choose from '1O', '20', '30'"),
        ({"Code": "20", "Meaning": "hat"}, "Code = '20' and Meaning = 'hat'", "for 'Meaning', did you mean 'hot'?"),
        ({"Code": "1O", "Meaning": "cold"}, "Code = '1O' and Meaning = 'cold'", "for 'Meaning', choose from 'dry'"),
        ({"Code": "x", "Meaning": "y"}, "Code = 'x' and Meaning = 'y'", ""),
    ],
)
def test_no_row(row: dict[str, str], message: str, hint: str) -> None:
    """A text that stands in a row which is right otherwise is suggested."""
    (problem,) = correct(ERRORS, [replace(O_FOR_ZERO, row=row)], locate).diagnostics

    assert problem == Diagnostic(
        "override-no-row", f"no row has {message}", Location("tablecast.toml", 1, 10), hint=hint
    )


@pytest.mark.parametrize(
    ("override", "name", "column", "hint"),
    [
        (replace(O_FOR_ZERO, row={"Kode": "1O"}), "Kode", 10, "did you mean 'Code'?"),
        (replace(O_FOR_ZERO, column="Help"), "Help", 15, "choose from 'Code', 'Meaning'"),
    ],
)
def test_no_column(override: Override, name: str, column: int, hint: str) -> None:
    """A column that no table has is told by its name, whether it is to find the row or to be corrected."""
    (problem,) = correct(ERRORS, [override], locate).diagnostics

    message = f"no table has a column '{name}'"
    assert problem == Diagnostic("override-no-row", message, Location("tablecast.toml", 1, column), hint=hint)


def test_two_rows_over_all_tables_are_ambiguous() -> None:
    """Both are shown, and neither is corrected."""
    override = Override({"Meaning": "hot"}, "Code", "40", "why", digest_of("20"))

    corrected = correct(ERRORS, [override], locate)

    assert corrected.grids == ERRORS
    assert corrected.diagnostics == (
        Diagnostic(
            "override-ambiguous",
            "2 rows have Meaning = 'hot'",
            Location("tablecast.toml", 1, 10),
            hint="name more columns in 'row', so that one row is meant",
            related=(
                Related(Location("a.rst", 7, 5), "'Code' says '20' here"),
                Related(Location("a.rst", 24, 5), "'Code' says '30' here"),
            ),
        ),
    )


def test_two_columns_of_one_name_are_ambiguous() -> None:
    """A table that does not tell its columns apart can be told to."""
    made = [grid_of(table(["Code", "Text", "Text"], ["1", "a", "b"]))]

    (problem,) = correct(made, [Override({"Code": "1"}, "Text", "c", "why", digest_of("a"))], locate).diagnostics

    assert problem == Diagnostic(
        "override-ambiguous",
        "the row with Code = '1' has 2 columns named 'Text'",
        Location("tablecast.toml", 1, 10),
        hint="name each column in the dataset's 'header'",
        related=(
            Related(Location("a.rst", 5, 15), "'Text' says 'a' here"),
            Related(Location("a.rst", 5, 25), "'Text' says 'b' here"),
        ),
    )


def test_two_overrides_of_one_cell_are_refused() -> None:
    """The one that comes last does not win silently."""
    again = Override({"Meaning": "dry"}, "Code", "11", "why", digest_of("1O"))

    corrected = correct(ERRORS, [O_FOR_ZERO, again], locate)

    assert [found.code for found in corrected.diagnostics] == ["overridden", "override-ambiguous"]
    assert corrected.diagnostics[1] == Diagnostic(
        "override-ambiguous",
        "two overrides correct the same cell",
        Location("tablecast.toml", 2, 1),
        hint="remove one of them",
        related=(
            Related(Location("tablecast.toml", 1, 1), "the first of them"),
            Related(Location("a.rst", 5, 5), "the cell says '1O'"),
        ),
    )


def test_a_stale_override() -> None:
    """The document says something that the override was not made for; whether that is right, a person decides."""
    override = Override({"Meaning": "dry"}, "Code", "10", "why", digest_of("IO"))

    corrected = correct(ERRORS, [override], locate)

    assert corrected.grids == ERRORS
    assert corrected.diagnostics == (
        Diagnostic(
            "stale-override",
            "the document has changed: the override was made for another text than '1O'",
            Location("tablecast.toml", 1, 20),
            hint='if that is wrong, too, say digest = "f3dbc16bf811"; otherwise remove the override',
            related=(Related(Location("a.rst", 5, 5), "the cell says '1O'"),),
        ),
    )


def test_an_override_that_is_not_needed() -> None:
    """The document has been corrected: that is told first, whatever the digest says."""
    for digest in (digest_of("3O"), digest_of("30"), ""):
        override = Override({"Code": "30"}, "Code", "30", "why", digest)

        (problem,) = correct(ERRORS, [override], locate).diagnostics

        assert problem == Diagnostic(
            "override-not-needed",
            "the document says '30' itself",
            Location("tablecast.toml", 1, 1),
            hint="remove the override",
            related=(Related(Location("a.rst", 24, 5), "the cell says '30'"),),
        )


def test_an_override_without_a_digest_is_told_which() -> None:
    """It is written first and gets its digest from the message; nothing else is told of the cell until then."""
    corrected, (problem,) = correct(ERRORS, [replace(O_FOR_ZERO, digest="")], locate)

    assert texts(corrected)[0] == ["10", "dry"]
    assert problem == Diagnostic(
        "override-no-digest",
        "the override does not say which text it corrects",
        Location("tablecast.toml", 1, 1),
        hint="for '1O', add digest = \"f3dbc16bf811\"",
        related=(Related(Location("a.rst", 5, 5), "the cell says '1O'"),),
    )
