"""References between datasets: what they are read as, and whether the records are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tablecast.diagnostics import Diagnostic, Location
from tablecast.model import Dataset, Entries, Field, Items, Reading, Record, Schema, Value
from tablecast.records.foreign_keys import needed, unknown_records, with_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Data

CODE = Field("code", "int", description="Its number.")
ERROR = Schema((CODE, Field("meaning")), ("code",))


def reference(name: str, dataset: str, separator: str = "") -> Field:
    """A field that refers to the records of a dataset."""
    return Field(name, "reference", dataset=dataset, reading=Reading(separator=separator))


def dataset(name: str, schema: Schema, *rows: Sequence[Data]) -> Dataset:
    """A dataset whose records stand on lines 1, 2, ..., with a column of ten characters per field."""
    records = tuple(
        Record(
            tuple(Value(data, str(data), Location(name, line, 10 * column)) for column, data in enumerate(row, 1)),
            Location(name, line),
        )
        for line, row in enumerate(rows, 1)
    )
    return Dataset(name, schema, records, ())


def problems(*datasets: Dataset) -> list[Diagnostic]:
    """What is wrong with the references of the datasets to each other."""
    return list(unknown_records(datasets, {each.name: each for each in datasets}))


# --- what a reference is read as --------------------------------------------------------------------------------------


def test_a_reference_is_read_as_the_key() -> None:
    """So a number refers to a number, whatever either cell looks like; other fields are left alone."""
    solution = Schema((reference("error", "error"), Field("text")), ("error",))

    schemas = with_keys({"error": ERROR, "solution": solution})

    assert schemas["error"] == ERROR
    assert schemas["solution"].fields[0].item == CODE
    assert schemas["solution"].fields[1] == Field("text")


def test_a_reference_inside_of_a_list_is_read_as_the_key() -> None:
    """A list of references, and a mapping to lists of them."""
    errors = Field("errors", "list", item=reference("errors", "error"))
    by_module = Field("by_module", "mapping", item=errors)

    fields = with_keys({"error": ERROR, "solution": Schema((errors, by_module))})["solution"].fields

    (listed, mapped) = fields
    assert listed.item is not None
    assert listed.item.item == CODE
    assert mapped.item == listed


def test_a_compound_key_is_a_list_of_its_parts() -> None:
    """Parts of one type keep it, and others are texts: a list has one type."""
    numbers = Schema((Field("major", "int"), Field("minor", "int")), ("major", "minor"))
    mixed = Schema((Field("module"), CODE), ("module", "code"))
    schema = Schema((reference("of", "numbers"), reference("to", "mixed", "/")))

    of, to = with_keys({"numbers": numbers, "mixed": mixed, "x": schema})["x"].fields

    assert of.item == Field("of", "list", item=Field("of", "int"), reading=Reading(separator=","))
    assert to.item == Field("to", "list", item=Field("to"), reading=Reading(separator="/"))


def test_a_reference_to_a_key_that_is_a_reference() -> None:
    """The way is followed to its end."""
    solution = Schema((reference("error", "error"),), ("error",))
    link = Schema((reference("solution", "solution"),))

    (field,) = with_keys({"error": ERROR, "solution": solution, "link": link})["link"].fields

    assert field.item is not None
    assert (field.item.type, field.item.item) == ("reference", CODE)


def test_circles() -> None:
    """A dataset may refer to itself; keys that refer to each other and to nothing else are texts."""
    tree = Schema((Field("name"), reference("parent", "tree")), ("name",))
    left = Schema((reference("right", "right"),), ("right",))
    right = Schema((reference("left", "left"),), ("left",))

    schemas = with_keys({"tree": tree, "left": left, "right": right})

    assert schemas["tree"].fields[1].item == Field("name")
    (field,) = schemas["left"].fields
    assert field.item is not None
    assert field.item.item is not None
    assert field.item.item.type == "reference"
    assert field.item.item.item == Field("right")


def test_needed_datasets_are_those_that_are_referred_to() -> None:
    """What these refer to in turn is not needed, because their own references are not checked then."""
    schemas = {
        "a": Schema((reference("b", "b"), Field("cs", "list", item=reference("cs", "c")))),
        "b": Schema((reference("d", "d"),)),
        "c": Schema((Field("name"),)),
        "d": Schema((Field("name"),)),
    }

    assert needed(["a"], schemas) == ("a", "b", "c")
    assert needed(["d", "b"], schemas) == ("b", "d")
    assert needed(schemas, schemas) == ("a", "b", "c", "d")
    assert needed(["a"], with_keys({**schemas, "b": Schema(schemas["b"].fields, ("d",))})) == ("a", "b", "c")


# --- whether it is there ----------------------------------------------------------------------------------------------

ERRORS = dataset("error", ERROR, [404, "not there"], [500, "broken"])


def test_a_reference_to_a_record_that_is_there() -> None:
    """Nothing is said about it, nor about a field without a value."""
    solutions = Schema((reference("error", "error"),))

    assert problems(ERRORS, dataset("solution", solutions, [404], [500], [404], [None])) == []


def test_a_reference_to_no_record_is_told_at_its_cell() -> None:
    """The message names the dataset, and the nearest of its records, or all of a few."""
    solutions = dataset("solution", Schema((Field("text"), reference("error", "error"))), ["a", 405], ["b", 7])

    assert problems(solutions, ERRORS) == [
        Diagnostic(
            "unknown-record",
            "the dataset 'error' has no record '405' (field 'error')",
            Location("solution", 1, 20),
            hint="did you mean '404'?",
        ),
        Diagnostic(
            "unknown-record",
            "the dataset 'error' has no record '7' (field 'error')",
            Location("solution", 2, 20),
            hint="choose from '404', '500'",
        ),
    ]


def test_many_records_are_not_listed() -> None:
    """A hint of a thousand records helps nobody."""
    many = dataset("error", ERROR, *((number, "") for number in range(100, 109)))

    (problem,) = problems(many, dataset("solution", Schema((reference("error", "error"),)), [7]))

    assert problem.hint == ""


def test_references_in_lists_and_mappings_are_checked() -> None:
    """Each value that is not there is told, with the place of the cell that holds it."""
    errors = Field("errors", "list", item=reference("errors", "error"))
    fields = (errors, Field("by_module", "mapping", item=errors))
    row = (Items((404, 1)), Entries((("pump", Items((2, 500))), ("tank", Items((3,))))))

    found = problems(ERRORS, dataset("solution", Schema(fields), row))

    assert [(problem.location.column, problem.message) for problem in found] == [
        (10, "the dataset 'error' has no record '1' (field 'errors')"),
        (20, "the dataset 'error' has no record '2' (field 'by_module')"),
        (20, "the dataset 'error' has no record '3' (field 'by_module')"),
    ]


@pytest.mark.parametrize(("key", "known"), [(Items(("pump", "10")), True), (Items(("10", "pump")), False)])
def test_compound_keys_are_compared_by_their_texts(key: Items, *, known: bool) -> None:
    """A part may be a number in the record and is a text in the reference then."""
    parts = dataset("part", Schema((CODE, Field("module")), ("module", "code")), [10, "pump"])

    found = problems(parts, dataset("use", Schema((reference("part", "part"),)), [key]))

    messages = [] if known else ["the dataset 'part' has no record '10, pump' (field 'part')"]
    assert [problem.message for problem in found] == messages


def test_a_dataset_that_could_not_be_drawn_is_not_blamed_twice() -> None:
    """What is wrong with it is told already."""
    solutions = dataset("solution", Schema((reference("error", "error"),)), [7])

    assert list(unknown_records([solutions], {"solution": solutions})) == []


def test_a_dataset_may_refer_to_itself() -> None:
    """As a tree does."""
    tree = Schema((Field("name"), reference("parent", "tree")), ("name",))

    found = problems(dataset("tree", tree, ["root", None], ["leaf", "root"], ["lost", "rot"]))

    assert [(problem.message, problem.hint) for problem in found] == [
        ("the dataset 'tree' has no record 'rot' (field 'parent')", "did you mean 'root'?")
    ]
