"""A change that breaks code which uses what was generated, as data."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from tablecast.codes import Code  # noqa: TC001 - as below
from tablecast.diagnostics import Location, Related  # noqa: TC001 - msgspec resolves the annotations

Rule: TypeAlias = Literal[
    "dataset-removed",
    "output-removed",
    "output-changed",
    "key-changed",
    "duplicates-changed",
    "field-removed",
    "field-renamed",
    "type-changed",
    "field-optional",
    "field-required",
    "value-removed",
    "record-removed",
    "record-renamed",
    "member-renamed",
]
"""What can break; `docs/breaking.md` says of each whom it breaks, and why."""

CODES: dict[Rule, Code] = {
    "dataset-removed": "breaking-dataset-removed",
    "output-removed": "breaking-output-removed",
    "output-changed": "breaking-output-changed",
    "key-changed": "breaking-key-changed",
    "duplicates-changed": "breaking-duplicates-changed",
    "field-removed": "breaking-field-removed",
    "field-renamed": "breaking-field-renamed",
    "type-changed": "breaking-type-changed",
    "field-optional": "breaking-field-optional",
    "field-required": "breaking-field-required",
    "value-removed": "breaking-value-removed",
    "record-removed": "breaking-record-removed",
    "record-renamed": "breaking-record-renamed",
    "member-renamed": "breaking-member-renamed",
}
"""The code of the diagnostic that tells a change, by the rule."""

Identity: TypeAlias = tuple[str, Rule, str]
"""What an acceptance names a change by: dataset, rule and subject."""


class Change(Struct, frozen=True):
    """A change that breaks users: the rule that says so, and the subject, which is what it has happened to.

    A subject is named as it was called before: a record by its key, a field by its name, a value by both, an output by
    its path. It is empty for the dataset as a whole.
    """

    dataset: str
    rule: Rule
    subject: str
    message: str
    location: Location
    related: tuple[Related, ...] = ()

    @property
    def identity(self) -> Identity:
        """What an acceptance names it by."""
        return self.dataset, self.rule, self.subject
