"""One table, or several with the same columns: what is guessed of their fields and their key."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from tablecast.config import FieldConfig, Filter
from tablecast.inference._columns import columns_of, distinct
from tablecast.inference._keys import Field, Key, find_key, find_name_field
from tablecast.inference._suggestions import suggestions
from tablecast.inference._types import guess_fields
from tablecast.inference._values import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.config import DatasetConfig
    from tablecast.inference._shape import Shape
    from tablecast.shaping.grids import Slots

_GROUP = "group"


class Content(NamedTuple):
    """The fields and the key of tables with the same columns, and the rows of each table in them."""

    shapes: tuple[Shape, ...]
    fields: tuple[Field, ...]
    key: Key
    tables: tuple[range, ...]

    def config(self) -> DatasetConfig:
        """Give the configuration of a dataset, still without tables."""
        fields = {field.name: field.guess.config for field in self.fields}
        shape = replace(self.shapes[0].config, heading_rows=self._heading_rows())
        if shape.heading_rows == _GROUP:
            *_, name = distinct([*fields, _GROUP])
            fields[name] = FieldConfig(context=_GROUP, optional=any(map(_has_headless, self.shapes)))
        key = self.key.names[0] if len(self.key.names) == 1 else self.key.names
        return replace(shape, fields=fields, key=key or "", name_field=find_name_field(self.fields, self.key.names))

    def _heading_rows(self) -> Literal["error", "skip", "group"]:
        kinds = {shape.config.heading_rows for shape in self.shapes}
        return "skip" if "skip" in kinds else "group" if _GROUP in kinds else "error"

    def reasons(self) -> dict[str, Reason]:
        """Say why each field is what it is, and what else it may be; why there is this key; and why this shape."""
        columns = [field.column for field in self.fields]
        found = dict(self.shapes[0].reasons)
        for index, field in enumerate(self.fields):
            reason = field.guess.reason
            text = "; ".join(filter(None, (reason.text, *suggestions(columns, index))))
            found |= {f"fields.{field.name}": reason._replace(text=text)} if text else {}
        return found | {"key": self.key.reason}


def content_of(shapes: Sequence[Shape]) -> Content:
    """Guess the fields and the key of tables with the same columns, which the first one names."""
    rows = [row for shape in shapes for row in _aligned(shape, shapes[0])]
    columns = columns_of(shapes[0].titles, rows, numbered=shapes[0].config.header == "none")
    fields = tuple(map(Field, columns, guess_fields(columns)))
    tables: list[range] = []
    for shape in shapes:
        start = tables[-1].stop if tables else 0
        tables.append(range(start, start + len(shape.rows)))
    is_record = shapes[0].config.orientation == "columns"
    key = Key((), Reason("no key: the table is a single record")) if is_record else find_key(fields, tables)
    return Content(tuple(shapes), fields, key, tuple(tables))


def _aligned(shape: Shape, first: Shape) -> Sequence[Slots]:
    """Give the rows of a table with its columns in the order of the first table's."""
    if [same_title(title) for title in shape.titles] == [same_title(title) for title in first.titles]:
        return shape.rows
    places = {same_title(title): index for index, title in enumerate(shape.titles)}
    order = [places[same_title(title)] for title in first.titles]
    return [[slots[index] for index in order] for slots in shape.rows]


def _has_headless(shape: Shape) -> bool:
    return shape.headless > 0 or shape.config.heading_rows != _GROUP


_SYNONYMS = {
    "mandatory (yes/no)": "mandatory",
    "optional or mandatory": "mandatory",
    "mandatory or optional": "mandatory",
    "http status code": "status code",
}
"""Titles that say the same as another one; the cells then say whether the columns do, too."""


def same_title(title: str) -> str:
    """Give what is equal for titles that name the same column."""
    folded = " ".join(title.casefold().split())
    return _SYNONYMS.get(folded, folded)


def with_columns(config: DatasetConfig, content: Content) -> DatasetConfig:
    """Give a configuration in which each field names its column, so that it is found again in every table.

    Where the titles do not tell the columns apart, the header is given, and stands in the place of the document's.
    """
    titles = content.shapes[0].titles
    given = _told_apart(titles)
    is_kept = titles == given
    spelled = [_synonyms(title, content.shapes) if is_kept else title for title in given]
    columns = zip(content.fields, spelled, strict=True)
    fields = {field.name: replace(config.fields[field.name], column=column) for field, column in columns}
    config = replace(config, fields=config.fields | fields)
    if is_kept:
        return config
    filters = (_without_header(given, content),) if config.header == "first-row" else ()
    return replace(config, header=given, filters=filters)


def _told_apart(titles: Sequence[str]) -> tuple[str, ...]:
    """Give each column a title of its own, compared without case."""
    given: dict[str, str] = {}
    for number, title in enumerate(titles, 1):
        name = title or f"Column {number}"
        options = chain([name], (f"{name} {again}" for again in count(2)))
        free = next(each for each in options if each.casefold() not in given)
        given[free.casefold()] = free
    return tuple(given.values())


def _synonyms(title: str, shapes: Sequence[Shape]) -> str | tuple[str, ...]:
    """Give the spellings of a title, if there are several that differ in more than case."""
    if sum(same_title(each) == same_title(title) for each in shapes[0].titles) > 1:
        return title
    same = (each for shape in shapes for each in shape.titles if same_title(each) == same_title(title))
    spelled = {each.casefold(): each for each in reversed((title, *same))}
    return title if len(spelled) == 1 else tuple(reversed(spelled.values()))


def _without_header(given: Sequence[str], content: Content) -> Filter:
    """Leave out the row that names the columns, which is one of the rows when the header is given."""
    titled = zip(given, content.fields, strict=True)
    column, title = next((name, field.column.title) for name, field in titled if field.column.title)
    return Filter(column, "it names the columns", values=(title,))
