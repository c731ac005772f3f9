"""Rules of keys: values that can be compared exactly, and what is said by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._report import check_filled, check_repeats, listed, report
from tablecast._config_rules._types import check_identifiers
from tablecast._validation import shown
from tablecast.diagnostics import did_you_mean
from tablecast.schema import key_names

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import DatasetConfig, TypeConfig

_KEYLESS = {
    "float": "use the type 'decimal', which is exact, or choose another key",
    "markup": "use the type 'str', or choose another key",
    "mapping": "use the type 'str', or choose another key",
}
"""Types whose values are no keys, as no lookup could name one, and what to do."""


def check_key(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    """Check that a key is made of fields that every record has, and that tell records apart."""
    place = (*keys, "key")
    names = {place: dataset.key} if isinstance(dataset.key, str) else listed(place, dataset.key)
    if isinstance(dataset.key, tuple):
        check_filled(names, problems, "the name of a field", "remove it")
    for name, at in {name: at for at, name in reversed(names.items()) if name}.items():
        _check_key_field(name, dataset, keys, at, problems)
    check_repeats(names, problems, "remove it", str)


def _check_key_field(name: str, dataset: DatasetConfig, keys: Keys, at: Keys, problems: Problems) -> None:
    if name not in dataset.fields:
        report(problems, at, f"expected the name of a field, got {shown(name)}", did_you_mean(name, dataset.fields))
        return
    field = dataset.fields[name]
    where = (*keys, "fields", name)
    if field.optional:
        message = f"expected a required field, got {shown(name)}, which is optional"
        hint = "remove 'optional' from the field, or choose another key"
        report(problems, at, message, hint, ((*where, "optional"), "optional here"))
    if (kind := _keyless(field)) and not problems.is_settled((*where, "type")):
        message = f"expected a field with exact values, got {shown(name)}, which has the type '{field.type}'"
        message += "" if kind == field.type else f" of '{kind}'"
        report(problems, at, message, _KEYLESS[kind], ((*where, "type"), "its type"))


def _keyless(table: TypeConfig) -> str:
    """Give the type that cannot be in a key: the table's own, or that of what its values are made of."""
    if table.type in _KEYLESS:
        return table.type
    return _keyless(table.of) if table.of else ""


def check_duplicates(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    """Check that there is a key that records can share."""
    if not dataset.key and dataset.duplicates != "error":
        message = "only a dataset with a key has 'duplicates'"
        report(problems, (*keys, "duplicates"), message, "add key = \"...\", or remove 'duplicates'")


def check_names(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    """Check that the pinned names belong to keys, and are different ones."""
    place = (*keys, "names")
    if dataset.names and not key_names(dataset):
        message = "names are pinned by key, and the dataset has none"
        report(problems, place, message, "add key = \"...\", or remove 'names'")
    texts = {(*place, key): key for key in dataset.names}
    check_filled(texts, problems, "the text of a key", "write the key of a record as the document does")
    check_identifiers({(*place, key): name for key, name in dataset.names.items()}, problems)
