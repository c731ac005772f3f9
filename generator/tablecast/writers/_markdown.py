"""A dataset as Markdown tables: which groups, which columns, and an anchor for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.naming import assign, identifier
from tablecast.writers._guarded import Guarded
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import key_indices, plain
from tablecast.writers._refusal import OptionError
from tablecast.writers._values import ValueView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Dataset, Field, Scalar
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
    groups: dict[Scalar, Group] = {}
    for index, (anchor, record) in enumerate(zip(_anchors(dataset), dataset.records, strict=True)):
        cells = tuple(ValueView(record.values[field], fields[field], Origin(index, field)) for field in shown)
        group = None if grouping is None else record.values[grouping].data
        link = anchor if grouping is None else mark(anchor, Origin(index, grouping))
        heading = None if grouping is None else _heading(fields[grouping], group, Origin(index, grouping))
        groups.setdefault(group, Group(heading, [])).rows.append(Row(link, cells))
    return TableView(
        title=Guarded(_titled(dataset.name)),
        columns=tuple(Guarded(fields[index].title or _titled(fields[index].name)) for index in shown),
        groups=tuple(groups.values()),
    )


def _grouping(dataset: Dataset, options: Options) -> int | None:
    names = options.fields("group_by")
    if names is None:
        return None
    if len(names) != 1 or len(dataset.schema.fields) == 1:
        message = "the option 'group_by' must name one field, and leave another for the columns"
        raise OptionError(message)
    return [field.name for field in dataset.schema.fields].index(names[0])


def _heading(field: Field, value: Scalar, origin: Origin) -> Guarded:
    return Guarded(value if value not in (None, "") else f"No {_titled(field.name).lower()}", origin)


def _anchors(dataset: Dataset) -> Sequence[str]:
    """Give each record an identifier for links, by its key: adding a record leaves those of the others as they are."""
    name = identifier(dataset.name, "snake")
    indices = key_indices(dataset)
    texts = [" ".join(plain(record.values[index].data) for index in indices) for record in dataset.records]
    return [f"{name}-{part}" for part in assign(texts, texts, "kebab", prefix=None)]


def _titled(name: str) -> str:
    """Turn a name in the configuration into a heading: `status_code` is `Status code`."""
    text = name.replace("_", " ").strip(" ")
    return text[:1].upper() + text[1:]
