"""Rules of datasets: their shape, their key, the names of their records, and what they say of each other."""

from __future__ import annotations

import pytest

from configs import MINIMAL, mistakes, problems
from tablecast._config import parse_config
from tablecast.diagnostics import Location, Related


@pytest.mark.parametrize(
    ("dataset", "problem", "hint"),
    [
        (
            "tables = []",
            "2:10 datasets.code.tables: expected at least one selector, found none",
            'write [{ document = "..." }], for example',
        ),
        (
            "fields = {}",
            "2:1 datasets.code.fields: expected at least one field, found none",
            'write { name = "Column" }, for example',
        ),
        (
            "name_field = 'nam'\nfields.name = 'Name'",
            "2:14 datasets.code.name_field: expected the name of a field, got 'nam'",
            "did you mean 'name'?",
        ),
        (
            "side_by_side = 0",
            "2:16 datasets.code.side_by_side: expected 1 or more, got 0",
            "write how many tables stand next to each other",
        ),
        (
            "orientation = 'columns'\nside_by_side = 2",
            "3:16 datasets.code.side_by_side: tables whose columns are records have no others at their side",
            "remove 'side_by_side' or 'orientation'",
        ),
        (
            "heading_rows = 'group'\nfields.x = 'X'",
            "2:16 datasets.code.heading_rows: heading rows are the group of the rows below, and no field takes it",
            'add a field with context = "group", or write "skip"',
        ),
        (
            "duplicates = 'all'\nfields.x = 'X'",
            "2:14 datasets.code.duplicates: only a dataset with a key has 'duplicates'",
            "add key = \"...\", or remove 'duplicates'",
        ),
        (
            "names = { a = 'b' }\nfields.x = 'X'",
            "2:1 datasets.code.names: names are pinned by key, and the dataset has none",
            "add key = \"...\", or remove 'names'",
        ),
        (
            "names = { '' = 'b' }\nkey = 'x'\nfields.x = 'X'",
            '2:16 datasets.code.names."": expected the text of a key, got an empty string',
            "write the key of a record as the document does",
        ),
        (
            "names = { a = '' }\nkey = 'x'\nfields.x = 'X'",
            "2:15 datasets.code.names.a: expected a name, got an empty string",
            "write one or more words",
        ),
    ],
)
def test_dataset(dataset: str, problem: str, hint: str) -> None:
    """A dataset that cannot be drawn as it says is reported."""
    assert problems(f"[datasets.code]\n{dataset}") == [(problem, hint)]


def test_groups() -> None:
    """Heading rows as groups, and a field that takes them, belong together."""
    text = f"{MINIMAL}datasets.code.fields.x.context = 'group'\ndatasets.code.heading_rows = 'group'"
    assert parse_config("tablecast.toml", text).config.datasets["code"].heading_rows == "group"


@pytest.mark.parametrize(
    ("dataset", "problem", "hint"),
    [
        (
            "key = ['name', 'kind']\nfields.name = 'Name'",
            "2:16 datasets.code.key[1]: expected the name of a field, got 'kind'",
            "choose from 'name'",
        ),
        (
            "key = ['name', '']\nfields.name = 'Name'",
            "2:16 datasets.code.key[1]: expected the name of a field, got an empty string",
            "remove it",
        ),
        (
            "key = 'x'\nfields.x = { column = 'X', type = 'float' }",
            "2:7 datasets.code.key: expected a field with exact values, got 'x', which has the type 'float'",
            "use the type 'decimal', which is exact, or choose another key",
        ),
        (
            "key = 'x'\nfields.x = { column = 'X', type = 'list', of = 'float' }",
            "2:7 datasets.code.key: expected a field with exact values, got 'x', which has the type 'list' of 'float'",
            "use the type 'decimal', which is exact, or choose another key",
        ),
        (
            "key = 'x'\nfields.x = { column = 'X', type = 'mapping' }",
            "2:7 datasets.code.key: expected a field with exact values, got 'x', which has the type 'mapping'",
            "use the type 'str', or choose another key",
        ),
        (
            "key = 'x'\nfields.x = { column = 'X', type = 'markup' }",
            "2:7 datasets.code.key: expected a field with exact values, got 'x', which has the type 'markup'",
            "use the type 'str', or choose another key",
        ),
    ],
)
def test_key(dataset: str, problem: str, hint: str) -> None:
    """A key is made of fields that are there, whose values can be compared exactly."""
    assert problems(f"[datasets.code]\n{dataset}") == [(problem, hint)]


@pytest.mark.parametrize(
    "options", ["type = 'decimal'", "type = 'date'", "type = 'quantity'", "type = 'range'", "type = 'list', of = 'int'"]
)
def test_keys_of_many_types(options: str) -> None:
    """Every type whose values are exact can be a key."""
    text = f"{MINIMAL}datasets.code.key = 'x'\ndatasets.code.fields.x = {{ column = 'X', {options} }}"
    assert parse_config("tablecast.toml", text).config.datasets["code"].key == "x"


def test_repeated_key_fields() -> None:
    """A field stands in the key once."""
    (found,) = mistakes(f"{MINIMAL}datasets.code.key = ['code', 'code']\n")
    assert str(found) == "tablecast.toml:4:30: error: datasets.code.key[1]: 'code' is repeated [invalid-value]"
    assert found.hint == "remove it"
    assert found.related == (Related(Location("tablecast.toml", 4, 22, 28), "first here"),)


def test_optional_key_field() -> None:
    """Every record needs its key, so that no field of it is optional."""
    text = f"{MINIMAL}datasets.code.fields.x = {{ column = 'X', optional = true }}\ndatasets.code.key = 'x'\n"
    (found,) = mistakes(text)
    assert str(found) == (
        "tablecast.toml:5:21: error: datasets.code.key: expected a required field, got 'x', which is optional "
        "[invalid-value]"
    )
    assert found.hint == "remove 'optional' from the field, or choose another key"
    assert found.related == (Related(Location("tablecast.toml", 4, 53, 57), "optional here"),)


def test_equal_pinned_names() -> None:
    """Two pinned names that would be one identifier are reported."""
    text = f"{MINIMAL}datasets.code.key = 'code'\ndatasets.code.names = {{ a = 'Sold out', b = 'sold-out' }}\n"
    (found,) = mistakes(text)
    assert str(found) == (
        "tablecast.toml:5:45: error: datasets.code.names.b: 'sold-out' makes the same identifiers as 'Sold out' "
        "[invalid-value]"
    )
    assert found.hint == "choose another name"
    assert found.related == (Related(Location("tablecast.toml", 5, 29, 39), "the other name"),)


# --- references -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", ["type = 'reference'", "type = 'list', of.type = 'reference', of"])
def test_reference_to_an_unknown_dataset(reference: str) -> None:
    """A reference is to a dataset of the configuration; one in a list, too."""
    key = ".of" if "of" in reference else ""
    (found,) = mistakes(
        f"{MINIMAL}datasets.code.fields.x = {{ column = 'X', {reference}.dataset = 'codes' }}\n".replace(
            "'reference'.dataset", "'reference', dataset"
        )
    )
    assert found.message == f"datasets.code.fields.x{key}.dataset: expected the name of a dataset, got 'codes'"
    assert found.hint == "did you mean 'code'?"
    assert (found.location.line, found.location.end_column - found.location.column) == (4, len("'codes'"))


def test_reference_to_a_dataset_without_a_key() -> None:
    """Records without a key cannot be referred to."""
    reference = "type = 'reference', dataset = 'code'"
    (found,) = mistakes(f"{MINIMAL}datasets.code.fields.x = {{ column = 'X', {reference} }}\n")
    assert str(found) == (
        "tablecast.toml:4:72: error: datasets.code.fields.x.dataset: expected a dataset with a key, got 'code', "
        "which has none [invalid-value]"
    )
    assert found.hint == "add key = \"...\" to 'code'"
    assert found.related == (Related(Location("tablecast.toml", 2, 10, 14), "it has no key"),)
