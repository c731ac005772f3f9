"""One row to one record or several."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import candidate, config, table
from tablecast.config import FieldConfig
from tablecast.content import BulletList, Paragraph, Text
from tablecast.diagnostics import Diagnostic, Location
from tablecast.records import Accounts, draw
from tablecast.records.rows import explode
from tablecast.records.values import Found
from tablecast.tables import Cell, Row

CODE = FieldConfig(column="Code", type="int", explode="/")
MEANING = FieldConfig(column="Meaning")
PLACE = Location("a.rst", 5, 5)


def test_a_cell_of_several_values_makes_as_many_records() -> None:
    """Each has the place of the cell and no markup; the other fields are the same in all."""
    made = candidate(table(["Code", "Meaning"], ["404/500", "dry"], ["7", "hot"]))

    dataset, problems, accounts = draw("error", config("code", code=CODE, meaning=MEANING), [made])

    assert problems == ()
    assert dataset is not None
    assert [[(value.data, value.text) for value in record.values] for record in dataset.records] == [
        [(404, "404"), ("dry", "dry")],
        [(500, "500"), ("dry", "dry")],
        [(7, "7"), ("hot", "hot")],
    ]
    assert dataset.records[1].values[0].location == PLACE
    assert accounts == Accounts(read=2, added=1, emitted=3, filtered=0, rejected=0)


def test_fields_of_one_column_explode_in_step() -> None:
    """A pattern takes its part of each value; a field that does not explode has the whole cell."""
    pattern = r"(?P<code>\d+) (?P<phrase>.*)"
    fields = config(
        code=replace(CODE, pattern=pattern),
        phrase=FieldConfig(column="Code", pattern=pattern, explode="/"),
        whole=FieldConfig(column="Code"),
    )

    dataset, problems, _ = draw("error", fields, [candidate(table(["Code"], ["404 Not Found/500 Error"]))])

    assert problems == ()
    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [
        [404, "Not Found", "404 Not Found/500 Error"],
        [500, "Error", "404 Not Found/500 Error"],
    ]


def test_fields_that_are_not_in_step_are_an_error() -> None:
    """The row is rejected once, with all that is wrong in it."""
    fields = config(
        code=CODE, other=FieldConfig(column="Code", explode=","), size=FieldConfig(column="Size", type="int")
    )

    _, problems, accounts = draw("error", fields, [candidate(table(["Code", "Size"], ["404/500", "x"]))])

    assert problems[0] == Diagnostic(
        "uneven-values",
        "the cell has different numbers of values: 2 for 'code' and 1 for 'other'",
        PLACE,
        hint="fields that explode go in step, a record for each of their values",
    )
    assert [problem.code for problem in problems] == ["uneven-values", "invalid-cell"]
    assert accounts == Accounts(read=1, emitted=0, filtered=0, rejected=1)


def test_the_items_of_a_list_keep_their_markup() -> None:
    """Each is a cell of its own, as it were."""
    first, second = (Paragraph((Text(text),)) for text in ("dry", "hot"))
    cell = Cell("- dry\n- hot", PLACE, 0, blocks=(BulletList(((first,), (second,))),))
    made = replace(table(["Meaning"]), rows=(Row((cell,), PLACE),))

    dataset, _, _ = draw("error", config(meaning=replace(MEANING, explode="items")), [candidate(made)])

    assert dataset is not None
    assert [(value.data, value.blocks) for record in dataset.records for value in record.values] == [
        ("dry", (first,)),
        ("hot", (second,)),
    ]


@pytest.mark.parametrize(
    ("text", "config"),
    [("404", CODE), ("", CODE), ("n/a", replace(CODE, optional=True, missing=("n/a",)))],
)
def test_a_cell_of_one_value_or_none_makes_one_record(text: str, config: FieldConfig) -> None:
    """What means 'no value' as a whole is not taken apart."""
    found = Found(text, PLACE, (Paragraph((Text(text),)),) if text else ())

    assert list(explode({"code": found}, {"code": config})) == [{"code": found}]
    assert list(explode({"code": found}, {})) == [{"code": found}]


def test_a_value_that_is_not_there_is_an_error() -> None:
    """Between two separators, something is missing."""
    _, problems, accounts = draw("error", config(code=CODE), [candidate(table(["Code"], ["404//500"]))])

    assert problems == (Diagnostic("invalid-cell", "value 2 of 3 is empty in '404//500' (field 'code')", PLACE),)
    assert accounts == Accounts(read=1, emitted=0, filtered=0, rejected=1)


def test_an_empty_cell_takes_what_explodes_above() -> None:
    """Filling comes first."""
    made = candidate(table(["Code", "Meaning"], ["1/2", "dry"], ["", "hot"]))

    dataset, _, accounts = draw("error", config(code=replace(CODE, fill_down=True), meaning=MEANING), [made])

    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [
        [1, "dry"],
        [2, "dry"],
        [1, "hot"],
        [2, "hot"],
    ]
    assert {record.values[0].location for record in dataset.records} == {PLACE}
    assert (accounts.read, accounts.added) == (2, 2)


def test_an_empty_cell_is_filled_for_the_fields_that_say_so() -> None:
    """Two fields of one column need not agree; the value has the place that it was filled from."""
    made = candidate(table(["Code", "Meaning"], ["1", "dry"], ["", "hot"]))
    fields = config(
        code=FieldConfig(column="Code", type="int", fill_down=True), own=FieldConfig(column="Code", optional=True)
    )

    dataset, _, _ = draw("error", fields, [made])

    assert dataset is not None
    assert [(value.data, value.location) for value in dataset.records[1].values] == [
        (1, PLACE),
        (None, Location("a.rst", 7, 5)),
    ]


def test_a_constant_is_in_every_record() -> None:
    """It stands where the row does, and nothing has to be there for it."""
    dataset, problems, _ = draw(
        "error", config(kind=FieldConfig(constant="http")), [candidate(table(["Code"], ["1"], ["2"]))]
    )

    assert problems == ()
    assert dataset is not None
    assert [(record.values[0].data, record.values[0].location) for record in dataset.records] == [
        ("http", Location("a.rst", 5)),
        ("http", Location("a.rst", 7)),
    ]
