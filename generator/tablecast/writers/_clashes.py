"""Warnings of records whose names clash: those are the names that a row can change which comes or goes elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.diagnostics import Diagnostic, Related
from tablecast.records.keys import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.model import Dataset
    from tablecast.naming import Named

_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
"""A key that TOML takes without quotes (TOML 1.0, section Keys)."""


def warnings(dataset: Dataset, named: Named, naming: int) -> Iterator[Diagnostic]:
    """Warn of each group of records whose names clash, and tell how to pin those that are not.

    `named` has the names in the style `screaming`, and `naming` is the place of the field that they come from.
    """
    for group in named.clashes:
        names = [" ".join(named.names[place].lower().split("_")) for place in group]
        labels = [label_of(dataset.schema, dataset.records[place]) for place in group]
        places = [dataset.records[place].values[naming].location for place in group]
        pairs = zip(labels, names, strict=True)
        yield Diagnostic(
            "name-clash",
            f"the names of {len(group)} records clash, so that this one is called '{names[0]}'",
            places[0],
            hint=_hint(dataset, [(label, name) for label, name in pairs if label not in dataset.names]),
            related=tuple(
                Related(*other)
                for other in zip(places[1:], (f"this one is '{name}'" for name in names[1:]), strict=True)
            ),
        )


def _hint(dataset: Dataset, pins: Sequence[tuple[str, str]]) -> str:
    """Give the lines of a configuration that keep the names as they are; by them the user can also change one."""
    if not dataset.schema.key or len(dict(pins)) < len(pins):
        return "a row that comes or goes may rename them: choose a key that tells them apart"
    lines = [f'names.{_key(label)} = "{name}"' for label, name in pins]
    lead = f"a row that comes or goes may rename them; to pin what each is called, add to the dataset '{dataset.name}':"
    return "\n".join([lead, *lines])


def _key(text: str) -> str:
    """Write a key of TOML; it may hold what a string of JSON may, but for DEL (TOML 1.0, section String)."""
    return text if _BARE_KEY.fullmatch(text) else json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
