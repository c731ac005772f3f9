"""What users of a dataset's generated code see of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast import snapshots
from tablecast.writers import names_records, names_values, record_names, type_in_code, value_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tablecast.config import OutputConfig
    from tablecast.diagnostics import Location
    from tablecast.model import Dataset, Field
    from tablecast.snapshots import FieldSnapshot, Snapshot, TableName


class FieldSurface(NamedTuple):
    """A field: what it says of itself, what its values are for code, and its closed set, each value with its name."""

    said: FieldSnapshot
    type_in_code: str
    values: Mapping[str, str]


class Surface(NamedTuple):
    """A dataset: its fields by name, what each record is called in code, its outputs by path, and where its tables are.

    `is_grouped` says that a key may stand for several records. `locate` gives the place of what the configuration says
    of the dataset, and `placed` names the file of a place as messages do.
    """

    snapshot: Snapshot
    fields: Mapping[str, FieldSurface]
    members: tuple[str, ...]
    is_grouped: bool
    outputs: Mapping[str, OutputConfig]
    tables: Mapping[TableName, Location]
    locate: Callable[..., Location]
    placed: Callable[[Location], Location]

    @property
    def names_records(self) -> bool:
        """Whether an output calls the records by their names."""
        return any(names_records(output.template) for output in self.outputs.values())

    @property
    def names_values(self) -> bool:
        """Whether an output calls the values of enums by their names."""
        return any(names_values(output.template) for output in self.outputs.values())


def surface_of(
    dataset: Dataset,
    outputs: Mapping[str, OutputConfig],
    locate: Callable[..., Location],
    placed: Callable[[Location], Location],
) -> Surface:
    """See a dataset as users of its outputs do."""
    taken = snapshots.take(dataset)
    fields = zip(taken.fields, dataset.schema.fields, strict=True)
    return Surface(
        taken,
        {said.name: _field(said, field) for said, field in fields},
        record_names(dataset),
        dataset.schema.duplicates == "all",
        outputs,
        {snapshots.TableName(each.document, each.title): each.location for each in reversed(dataset.sources)},
        locate,
        placed,
    )


def _field(said: FieldSnapshot, field: Field) -> FieldSurface:
    return FieldSurface(said, type_in_code(field), value_names(field))
