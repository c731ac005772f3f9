"""Pinned names: what a user has settled that some records are called, whatever the document says.

A name is pinned by the text of the record's key, as messages show it: the parts of a compound key, joined by commas.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tablecast.diagnostics import Diagnostic, did_you_mean
from tablecast.records.keys import label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tablecast.diagnostics import Location
    from tablecast.model import Dataset, Record


def pin_of(dataset: Dataset, record: Record) -> str | None:
    """Give the text that is pinned for a record, if there is one."""
    is_pinned = dataset.names and dataset.schema.key
    return dataset.names.get(label_of(dataset.schema, record)) if is_pinned else None


def unused(dataset: Dataset, locate: Callable[[str], Location]) -> Iterator[Diagnostic]:
    """Report the pins that name no record, or no single one; `locate` gives the place of the pin for a key."""
    if not dataset.names:
        return
    found = Counter(label_of(dataset.schema, record) for record in dataset.records)
    for key in dataset.names:
        if key not in found:
            message = f"no record of '{dataset.name}' has the key '{key}', so the name is for none"
            yield Diagnostic("unused-name", message, locate(key), hint=did_you_mean(key, found))
        elif found[key] > 1:
            message = f"{found[key]} records of '{dataset.name}' have the key '{key}', so the name is for none of them"
            hint = "remove it, or choose a key that tells them apart"
            yield Diagnostic("unused-name", message, locate(key), hint=hint)
