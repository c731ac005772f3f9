"""A dataset as Markdown tables: which groups, which columns, and an anchor for each record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tablecast.naming import identifier
from tablecast.types import write_value
from tablecast.writers._guarded import Guarded
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import anchor_names
from tablecast.writers._refusal import OptionError
from tablecast.writers._values import ValueView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Data, Dataset, Field
    from tablecast.writers._options import Options


class Row(NamedTuple):
    """A record: the identifier to link to, and its cells."""

    anchor: str
    cells: tuple[ValueView, ...]


class Group(NamedTuple):
    """Records under one heading, which comes from the first of them, and is None when there are no groups."""

    heading: Guarded | None
    rows: list[Row]


class TableView(NamedTuple):
    """All that the template writes down."""

    title: Guarded
    columns: tuple[Guarded, ...]
    groups: tuple[Group, ...]


def table_view(dataset: Dataset, options: Options) -> TableView:
    """Prepare tables.

    Options: `group_by`, a field whose values head a table each, in the order of their first records; the tables do
    without its column.

    Raises:
        OptionError: The option is wrong, or leaves no column.
    """
    grouping = _grouping(dataset, options)
    fields = dataset.schema.fields
    shown = [index for index in range(len(fields)) if index != grouping]
    groups: dict[Data, Group] = {}
    for index, (anchor, record) in enumerate(zip(anchors(dataset), dataset.records, strict=True)):
        cells = tuple(ValueView(record.values[field], fields[field], Origin(index, field)) for field in shown)
        group = None if grouping is None else record.values[grouping].data
        link = anchor if grouping is None else mark(anchor, Origin(index, grouping))
        heading = None if grouping is None else _heading(fields[grouping], group, Origin(index, grouping))
        groups.setdefault(group, Group(heading, [])).rows.append(Row(link, cells))
    return TableView(
        title=Guarded(titled(dataset.name)),
        columns=column_titles([fields[index] for index in shown]),
        groups=tuple(groups.values()),
    )


def column_titles(fields: Sequence[Field]) -> tuple[Guarded, ...]:
    """Head each column as the documents do; fields of one column would all be headed alike, and have their names."""
    titles = Counter(field.title for field in fields)
    return tuple(
        Guarded(field.title if field.title and titles[field.title] == 1 else titled(field.name)) for field in fields
    )


def _grouping(dataset: Dataset, options: Options) -> int | None:
    names = options.fields("group_by")
    if names is None:
        return None
    if len(names) != 1 or len(dataset.schema.fields) == 1:
        message = "the option 'group_by' must name one field, and leave another for the columns"
        raise OptionError(message)
    return [field.name for field in dataset.schema.fields].index(names[0])


def _heading(field: Field, value: Data, origin: Origin) -> Guarded:
    is_empty = not write_value(value)
    return Guarded(f"No {titled(field.name).lower()}" if is_empty else value, origin)


def anchors(dataset: Dataset) -> Sequence[str]:
    """Give each record an identifier for links, by its key: adding a record leaves those of the others as they are."""
    name = identifier(dataset.name, "snake")
    return [f"{name}-{part}" for part in anchor_names(dataset)]


def titled(name: str) -> str:
    """Turn a name in the configuration into a heading: `status_code` is `Status code`."""
    text = name.replace("_", " ").strip(" ")
    return text[:1].upper() + text[1:]
