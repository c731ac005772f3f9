"""Keys: what is one key, and what becomes of records that have the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.model import Entries, Field, Items, Place, Quantity, Range, Schema, Value
from tablecast.records.keys import Distinct, distinct, key_of, label_of
from tablecast.records.rows import ReadRow

if TYPE_CHECKING:
    from tablecast.model import Data, Duplicates

HALF_HOUR = dt.timezone(dt.timedelta(minutes=30))


def row(line: int, *values: Data | Diagnostic) -> ReadRow:
    """A row of cells that begin at columns 5, 15, 25, ...; a text stands in its cell, and so does what is wrong."""
    cells = (
        value
        if isinstance(value, Diagnostic)
        else Value(value, "" if value is None else str(value), Location("a.rst", line, 5 + 10 * index))
        for index, value in enumerate(values)
    )
    return ReadRow(tuple(cells), Location("a.rst", line))


def schema(*names: str, key: tuple[str, ...] = ("code",), duplicates: Duplicates = "error") -> Schema:
    """A schema of fields, whose types do not matter for keys."""
    return Schema(tuple(map(Field, names)), key, duplicates=duplicates)


def lines(found: Distinct) -> list[int]:
    """The lines of the records that are kept."""
    return [record.location.line for record in found.records]


DRY, HOT, DRY_AGAIN = row(5, 10, "dry"), row(7, 10, "hot"), row(9, 10, "dry")
WRONG = Diagnostic("invalid-cell", "wrong", Location("a.rst", 7, 15))


def test_a_key_has_the_order_of_the_configuration() -> None:
    """A compound key is what its fields say, in the key's order; a label is what people write."""
    fields = schema("code", "module", key=("module", "code"))
    record = row(5, Decimal("1.50"), "pump").record

    assert record is not None
    assert key_of(fields, record) == ("pump", Decimal("1.50"))
    assert label_of(fields, record) == "pump, 1.50"


def test_without_a_key_the_first_text_is_the_label() -> None:
    """A record that has no key is called something all the same, and may be there twice."""
    fields = schema("code", "meaning", key=())

    found = distinct(fields, [DRY, DRY_AGAIN])

    assert lines(found) == [5, 9]
    assert (found.problems, found.merged) == ((), ())
    assert key_of(fields, found.records[0]) == ()
    assert label_of(fields, found.records[0]) == "10"


def test_equal_keys_show_both_rows() -> None:
    """The message has the place and the texts of both, and says what would tell them apart."""
    found = distinct(schema("code", "meaning"), [DRY, row(6, 20, "wet"), HOT])

    assert lines(found) == [5, 6]
    assert found.merged == ()
    assert found.problems == (
        Diagnostic(
            "duplicate-key",
            "the key code = 10 is not unique: 10 | hot",
            Location("a.rst", 7, 5),
            hint='they differ in \'meaning\': add a field to the key, or say duplicates = "all" or "first"',
            related=(Related(Location("a.rst", 5, 5), "the first row with this key: 10 | dry"),),
        ),
    )


def test_equal_rows_can_be_merged() -> None:
    """Nothing tells them apart, so nothing can be added to the key."""
    (problem,) = distinct(schema("code", "meaning"), [DRY, DRY_AGAIN]).problems

    assert problem.message == "the key code = 10 is not unique: 10 | dry"
    assert problem.hint == 'the rows are equal: duplicates = "merge" makes them one record'


def test_every_further_row_is_told_with_the_first() -> None:
    """Of many rows with one key, each is named."""
    found = distinct(schema("code", "meaning"), [DRY, HOT, DRY_AGAIN])

    assert [problem.location.line for problem in found.problems] == [7, 9]
    assert {problem.related[0].location.line for problem in found.problems} == {5}


def test_a_row_is_shown_on_one_line() -> None:
    """A long cell is cut, and so is a row of many."""
    fields = schema("code", *"abc")
    first = row(5, "x", "one\n\ntwo", "word " * 20, "end " * 20)
    second = row(7, "x", WRONG, "", "")

    (problem,) = distinct(fields, [first, second]).problems

    assert problem.message == "the key code = 'x' is not unique: x | ? | |"
    assert problem.related[0].message == (
        "the first row with this key: x | one two | word word word word word word word wo... | "
        "end end end end end end end end end e..."
    )


def test_a_compound_key_is_unique_as_a_whole() -> None:
    """Its place is that of the first cell that stands in the row: others may come from the context of the table."""
    fields = schema("page", "code", key=("page", "code"))
    page = Value("errors", "errors", Location("a.rst", 1))
    code = Value(10, "10", Location("a.rst", 9, 15))
    rows = [row(5, "errors", 10), row(7, "errors", 20), ReadRow((page, code), Location("a.rst", 9))]

    (problem,) = distinct(fields, rows).problems

    assert problem.message == "the key page = 'errors', code = 10 is not unique: errors | 10"
    assert problem.location == Location("a.rst", 9, 15)
    assert problem.related[0].location == Location("a.rst", 5, 5)


def test_a_key_that_spans_rows_stands_where_its_cell_does() -> None:
    """There is no other place to show."""
    cell = Value(10, "10", Location("a.rst", 5, 5))
    rows = [ReadRow((cell,), Location("a.rst", line)) for line in (5, 7)]

    (problem,) = distinct(schema("code"), rows).problems

    assert problem.location == Location("a.rst", 5, 5)


def test_an_equal_key_counts_although_another_cell_is_wrong() -> None:
    """All that is wrong with a row is told at once; a row that makes no record is neither kept nor merged."""
    fields = schema("code", "meaning")
    wrong, bad_key = row(7, 10, WRONG), row(9, WRONG, "dry")

    found = distinct(fields, [DRY, wrong, bad_key])
    first = distinct(schema("code", "meaning", duplicates="first"), [DRY, wrong])

    assert lines(found) == [5]
    assert [(problem.code, problem.location.line) for problem in found.problems] == [("duplicate-key", 7)]
    assert found.problems[0].hint == ""
    assert first == Distinct(first.records, (), ())
    assert lines(first) == [5]


def test_an_empty_key_is_an_error_under_every_policy() -> None:
    """It names nothing; a part of a key may be empty."""
    fields = schema("code", "module", key=("code", "module"), duplicates="all")

    found = distinct(fields, [row(5, "", ""), row(7, "", "pump"), row(9, None, None)])

    assert lines(found) == [7]
    assert found.problems == tuple(
        Diagnostic(
            "missing-value",
            "the key code, module is empty",
            Location("a.rst", line, 5),
            hint="write the key in every row, also where it is that of the row above",
        )
        for line in (5, 9)
    )


def test_merging_keeps_the_first_of_equal_records() -> None:
    """Rows that say the same are one record; what was merged is counted."""
    found = distinct(schema("code", "meaning", duplicates="merge"), [DRY, row(7, 20, "wet"), DRY_AGAIN, DRY_AGAIN])

    assert lines(found) == [5, 7]
    assert (found.problems, len(found.merged)) == ((), 2)


def test_merging_tells_each_field_that_differs() -> None:
    """A difference is shown with both values and their places; nothing is chosen."""
    fields = schema("code", "meaning", "action", duplicates="merge")

    found = distinct(fields, [row(5, 10, "dry", "refill"), row(7, 10, "hot", None)])

    hint = 'only rows that are equal in all fields are merged; duplicates = "all" keeps both'
    assert lines(found) == [5]
    assert found.merged == ()
    assert found.problems == (
        Diagnostic(
            "merge-conflict",
            "the rows of the key code = 10 differ in 'meaning': 'hot' is not 'dry'",
            Location("a.rst", 7, 15),
            hint=hint,
            related=(Related(Location("a.rst", 5, 15), "'dry' in the first row with this key"),),
        ),
        Diagnostic(
            "merge-conflict",
            "the rows of the key code = 10 differ in 'action': '' is not 'refill'",
            Location("a.rst", 7, 25),
            hint=hint,
            related=(Related(Location("a.rst", 5, 25), "'refill' in the first row with this key"),),
        ),
    )


def test_long_values_are_shown_where_they_differ() -> None:
    """Two long texts often begin alike."""
    start = "Check whether the pump is connected to the tank"
    first, second = row(5, 1, f"{start} and try again."), row(7, 1, f"{start}.")

    (problem,) = distinct(schema("code", "help", duplicates="merge"), [first, second]).problems

    assert problem.message == (
        "the rows of the key code = 1 differ in 'help': '...o the tank.' is not '...o the tank and try again.'"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("1.5"), Decimal("1.50")),
        (1, True),
        (1, Decimal(1)),
        ("a", "A"),
        (Items((1, 2)), Items((2, 1))),
        (Entries((("a", 1),)), Entries((("a", True),))),
        ("", None),
    ],
)
def test_only_equal_values_are_merged(one: Data, other: Data) -> None:
    """What would be lost by taking the first value is a difference."""
    rows = [row(5, 10, one), row(7, 10, other)]

    found = distinct(schema("code", "value", duplicates="merge"), rows)

    assert [problem.code for problem in found.problems] == ["merge-conflict"]


def test_keeping_all_keeps_all() -> None:
    """Several records may have one key; lookups give all of them."""
    found = distinct(schema("code", "meaning", duplicates="all"), [DRY, HOT, DRY_AGAIN])

    assert lines(found) == [5, 7, 9]
    assert (found.problems, found.merged) == ((), ())


def test_keeping_the_first_counts_the_others() -> None:
    """Rows that are left out are not lost silently."""
    found = distinct(schema("code", "meaning", duplicates="first"), [DRY, HOT, row(8, 20, "wet"), DRY_AGAIN])

    assert lines(found) == [5, 8]
    assert (found.problems, len(found.merged)) == ((), 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, Decimal(1)),
        (True, Decimal(1)),
        ("1", 1),
        ("B", "b"),
        (Items((1,)), Items((True,))),
        (dt.date(2024, 1, 2), dt.datetime(2024, 1, 2)),  # noqa: DTZ001 - a time without a zone is one of the values
        (Quantity(1, "s"), Quantity(1, "ms")),
        (Range(1, 2), Range(1, 2, exclusive_maximum=True)),
        (Place("a.rst", "section", "A"), Place("b.rst", "section", "A")),
    ],
)
def test_different_values_are_different_keys(one: Data, other: Data) -> None:
    """Python has it that 1, True and Decimal(1) are equal; upper and lower case tell keys apart."""
    assert lines(distinct(schema("code"), [row(5, one), row(7, other)])) == [5, 7]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("1.5"), Decimal("1.50")),
        (Quantity(1, "s"), Quantity(Decimal("1.0"), "s")),
        (
            dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC),
            dt.datetime(2024, 1, 2, 12, 30, tzinfo=HALF_HOUR),
        ),
        (Items(("a", "b")), Items(("a", "b"))),
        (Entries((("a", "b"),)), Entries((("a", "b"),))),
    ],
)
def test_equal_values_are_one_key_whatever_their_spelling(one: Data, other: Data) -> None:
    """No lookup could tell them apart."""
    (problem,) = distinct(schema("code"), [row(5, one), row(7, other)]).problems

    assert problem.code == "duplicate-key"
