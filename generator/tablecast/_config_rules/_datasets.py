"""Rules of datasets: what their fields are together, their shape, their key and the names of their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._keys import check_duplicates, check_key, check_names
from tablecast._config_rules._report import check_name, columns, report
from tablecast._validation import shown
from tablecast.diagnostics import did_you_mean

if TYPE_CHECKING:
    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import DatasetConfig


def check_dataset(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    """Check one dataset by itself."""
    if not dataset.tables:
        hint = 'write [{ document = "..." }], for example'
        report(problems, (*keys, "tables"), "expected at least one selector, found none", hint)
    _check_shape(dataset, keys, problems)
    if not dataset.fields:
        hint = 'write { name = "Column" }, for example'
        report(problems, (*keys, "fields"), "expected at least one field, found none", hint)
        return
    for name in dataset.fields:
        check_name(name, "field", (*keys, "fields", name), problems)
    _check_groups(dataset, keys, problems)
    _check_explode(dataset, keys, problems)
    check_key(dataset, keys, problems)
    check_duplicates(dataset, keys, problems)
    check_names(dataset, keys, problems)
    if dataset.name_field and dataset.name_field not in dataset.fields:
        message = f"expected the name of a field, got {shown(dataset.name_field)}"
        report(problems, (*keys, "name_field"), message, did_you_mean(dataset.name_field, dataset.fields))


def _check_shape(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    place = (*keys, "side_by_side")
    if dataset.side_by_side < 1:
        message = f"expected 1 or more, got {dataset.side_by_side}"
        report(problems, place, message, "write how many tables stand next to each other")
    elif dataset.side_by_side > 1 and dataset.orientation == "columns":
        message = "tables whose columns are records have no others at their side"
        first = ((*keys, "orientation"), "columns are records here")
        report(problems, place, message, "remove 'side_by_side' or 'orientation'", first)


def _check_groups(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    """Heading rows become the group of the rows below exactly when a field takes it, so that none is lost."""
    takers = [name for name, field in dataset.fields.items() if field.context == "group"]
    place = (*keys, "heading_rows")
    if dataset.heading_rows == "group" and not takers and problems.is_clean((*keys, "fields")):
        message = "heading rows are the group of the rows below, and no field takes it"
        report(problems, place, message, 'add a field with context = "group", or write "skip"')
    if dataset.heading_rows != "group" and not problems.is_settled(place):
        for name in takers:
            message = "the group is a heading row above, and the dataset does not take these as groups"
            hint = f'add heading_rows = "group" to {problems.name(keys)}'
            report(problems, (*keys, "fields", name, "context"), message, hint)


def _check_explode(dataset: DatasetConfig, keys: Keys, problems: Problems) -> None:
    """Several columns that explode would make every pair of their values, of which the document says nothing."""
    exploding = {name: field for name, field in dataset.fields.items() if field.explode}
    for name, field in list(exploding.items())[1:]:
        first, other = next(iter(exploding.items()))
        place, earlier = (*keys, "fields", name, "explode"), ((*keys, "fields", first, "explode"), "the first of them")
        if _folded(field.column) != _folded(other.column):
            message = f"'{name}' and '{first}' explode from different columns, and only one column may"
            report(problems, place, message, "remove 'explode' from one of them", earlier)
        elif field.explode != other.explode:
            message = f"expected {shown(other.explode)}, as in '{first}' of the same column, got {shown(field.explode)}"
            report(problems, place, message, "fields of one column explode in step", earlier)


def _folded(column: str | tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in columns((), column).values()}
