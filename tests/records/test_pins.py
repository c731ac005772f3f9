"""Pinned names belong to records."""

from __future__ import annotations

from msgspec.structs import replace

from datasets import dataset
from tablecast.diagnostics import Location
from tablecast.model import Dataset, Field
from tablecast.records import pins


def pinned(**names: str) -> Dataset:
    """Three records with a key of two fields, and names by it."""
    names = {key.replace("_", ", "): name for key, name in names.items()}
    rows = [("a", 1), ("a", 2), ("b", 1)]
    return dataset([Field("area"), Field("code", "int")], rows, key=("area", "code"), names=names)


def unused(drawn: Dataset) -> list[str]:
    """What is wrong with the pins, with the hints."""
    found = pins.unused(drawn, lambda key: Location(f"names.{key}"))
    return [f"{each} {each.hint}".rstrip() for each in found]


def test_a_pin_is_found_by_the_parts_of_the_key() -> None:
    drawn = pinned(a_2="second")
    assert [pins.pin_of(drawn, record) for record in drawn.records] == [None, "second", None]
    assert unused(drawn) == []


def test_without_pins_or_without_a_key_there_is_none() -> None:
    drawn = pinned(a_2="second")
    for each in (replace(drawn, names={}), replace(drawn, schema=replace(drawn.schema, key=()))):
        assert [pins.pin_of(each, record) for record in each.records] == [None, None, None]
    assert unused(replace(drawn, names={})) == []


def test_a_key_that_no_record_has() -> None:
    (found,) = unused(pinned(a_2="second", c_1="third"))
    assert found == (
        "names.c, 1: error: no record of 'status_code' has the key 'c, 1', so the name is for none [unused-name] "
        "did you mean 'b, 1'?"
    )


def test_a_key_that_several_records_have() -> None:
    drawn = pinned(a_2="second")
    drawn = replace(drawn, records=drawn.records * 2, schema=replace(drawn.schema, duplicates="all"))
    (found,) = unused(drawn)
    assert found == (
        "names.a, 2: error: 2 records of 'status_code' have the key 'a, 2', so the name is for none of them "
        "[unused-name] remove it, or choose a key that tells them apart"
    )
