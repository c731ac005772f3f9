"""Rules of references between datasets: each leads to a dataset that has a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._report import report
from tablecast._validation import shown
from tablecast.diagnostics import did_you_mean
from tablecast.schema import key_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecast._toml import Keys
    from tablecast._validation import Problems
    from tablecast.config import DatasetConfig, TypeConfig


def check_references(datasets: Mapping[str, DatasetConfig], problems: Problems) -> None:
    """Check every reference from one dataset to another."""
    for name, dataset in datasets.items():
        for field_name, field in dataset.fields.items():
            for keys, target in targets(field, ("datasets", name, "fields", field_name)):
                _check_target(target, datasets, keys, problems)


def targets(table: TypeConfig, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Give the datasets that a type refers to, by itself or in what its values are made of."""
    if table.type == "reference" and table.dataset:
        yield (*keys, "dataset"), table.dataset
    if table.of:
        yield from targets(table.of, (*keys, "of"))


def _check_target(target: str, datasets: Mapping[str, DatasetConfig], keys: Keys, problems: Problems) -> None:
    if target not in datasets:
        hint = did_you_mean(target, datasets)
        report(problems, keys, f"expected the name of a dataset, got {shown(target)}", hint)
    elif not key_names(datasets[target]) and not problems.is_settled(("datasets", target, "key")):
        message = f"expected a dataset with a key, got {shown(target)}, which has none"
        first = (("datasets", target), "it has no key")
        report(problems, keys, message, f"add key = \"...\" to '{target}'", first)
